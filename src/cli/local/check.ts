// `slipway check closure` and `slipway check explain`: questions about repositories, answered on this machine.

import {
  askClosure,
  type ClosureFinding,
  type ClosureQuestion,
  describeFindings,
  type Explained,
  explainNevra,
  sayChain,
} from '../../repos/index.ts'
import { ExitError, exitCodes } from '../exit.ts'
import type { Session } from '../session.ts'
import { plain, toJson } from '../terminal.ts'
import { asking, knownArch } from './asking.ts'
import { checkTexts as say } from './check-texts.ts'

export interface Places {
  readonly repo: readonly string[]
  readonly update?: readonly string[]
  readonly source?: readonly string[]
  readonly arch: string
}

/** Ends with 1 when something was found; with an update, when the update has done it. */
export async function checkClosure(session: Session, places: Places & { readonly nevra?: boolean }): Promise<void> {
  const { terminal, json } = session
  const { out, err } = terminal.streams
  const answer = await asking(needs => askClosure(questionOf(places), needs))
  const { pool, asked, found, brokenBefore, fixed } = answer
  const isClean = found.uninstallable.length + found.undecided.length === 0
  if (places.nevra && !json) {
    const named = describeFindings(pool, found, { withChains: false })
    for (const nevra of new Set(named.map(f => f.nevra))) out(`${plain(nevra)}\n`)
  } else {
    const findings = describeFindings(pool, found)
    if (json) out(`${toJson(document(places, { asked, findings, brokenBefore: brokenBefore.length }), 2)}\n`)
    else for (const finding of findings) showFinding(session, finding)
  }
  if (!json) {
    const counts = { asked, found: found.uninstallable.length, undecided: found.undecided.length }
    err(`${terminal.say(say.summary(counts, places.source !== undefined))}\n`)
    if (places.update) err(`${terminal.say(say.update(brokenBefore.length, fixed.length))}\n`)
  }
  if (!isClean) throw new ExitError(exitCodes.failed)
}

/** Ends with 1 when the package cannot be installed, with 4 when there is none of that NEVRA. */
export async function explainPackage(
  session: Session,
  nevra: string,
  { offer, ...places }: Places & { readonly offer?: readonly string[] },
): Promise<void> {
  const { terminal, json } = session
  const found = await asking(needs =>
    explainNevra({ ...questionOf(places), ...(offer && { offers: offer }) }, nevra, needs),
  )
  if (found.length === 0) throw new ExitError(exitCodes.notFound, say.noSuchPackage(nevra))
  if (json) terminal.streams.out(`${toJson(found, 2)}\n`)
  for (const one of json ? [] : found) {
    if (one.verdict !== 'installable') showFinding(session, one)
    else {
      terminal.streams.out(`${plain(terminal.say(say.installable(one.nevra, one.along.length)))}\n`)
      for (const along of one.along) terminal.streams.out(`  ${plain(along)}\n`)
    }
  }
  if (found.some(one => one.verdict !== 'installable')) throw new ExitError(exitCodes.failed)
}

function showFinding({ terminal }: Session, finding: Omit<Explained, 'along' | 'name'>): void {
  const { colours, streams } = terminal
  streams.out(`${colours.bold(plain(finding.nevra))}\n`)
  if (finding.verdict === 'undecided') streams.out(`  ${terminal.say(say.undecided())}\n`)
  for (const reason of sayChain(finding.chain)) streams.out(`  ${plain(terminal.say(reason))}\n`)
  if (finding.mendedBy) streams.out(`  ${plain(terminal.say(say.mendedBy(finding.mendedBy)))}\n`)
}

function document(
  places: Places,
  verdict: { asked: number; findings: readonly ClosureFinding[]; brokenBefore: number },
) {
  const repositories = [...places.repo, ...(places.source ?? []), ...(places.update ?? [])]
  const findings = verdict.findings.map(({ repository, ...finding }) => ({
    ...finding,
    repository: repositories[repository] ?? null,
  }))
  return { arch: places.arch, asked: verdict.asked, brokenBefore: verdict.brokenBefore, findings }
}

function questionOf({ repo, update, source, arch }: Places): ClosureQuestion {
  return {
    repositories: repo,
    arch: knownArch(arch),
    ...(update && { updates: update }),
    ...(source && { sources: source }),
  }
}
