// Rules of the gates: signing off, withdrawing a sign-off, and running the self-check again.

import { isRefusal, refuse } from '../lib/errors.ts'
import { entry, lines, listed, sameInBoth, type Text } from '../lib/text.ts'
import { apply, isAsked, isOpen, policyOf, waitsForRetry } from './advance.ts'
import { commandAt, findCommand } from './commands.ts'
import { sayLacking, willAskForFacts } from './cve-facts.ts'
import { asWritten } from './issue-names.ts'
import { openTests } from './issue-status.ts'
import { activeRun, type Change, packagesInScope, type Release } from './model.ts'
import { planTexts } from './plan-texts.ts'
import { missingRoles, rolesToSign } from './quorum.ts'
import { newsOf } from './refresh.ts'
import { reviewTexts } from './review-texts.ts'
import { listRefusal } from './rules-accept.ts'
import type { Asking, Rule, Ruling } from './ruling.ts'
import { scopeTexts } from './scope-texts.ts'
import { type Gate, type GateName, gates, gatesFrom, orderOf, partAt, planTitles, positions } from './stages.ts'
import { texts } from './texts.ts'

export const signGate: Rule = (release, command, asking) => {
  const gate = gateOf(command.name)
  const again = retryOf(release, gate)
  if (again) return again
  const { changes: news } = newsOf(release, asking.facts)
  const seen = news.reduce((state, change) => apply(state, change, asking), release)
  const refused = notYet(seen, gate, asking)
  if (refused) return refused
  const roles = rolesToSign(release, gate, asking)
  if (isRefusal(roles)) return roles
  const message = gate === 'start' ? texts.started() : texts.signed(gates[gate].title, release.revision)
  const have = [...release.signOffs.filter(s => s.gate === gate).map(s => s.name), asking.name].map(sameInBoth)
  const policy = policyOf(gate, asking.policies)
  const changes = roles.map((role): Change => ({ kind: 'sign', gate, role }))
  const signed = changes.reduce((state, change) => apply(state, change, asking), release)
  const said =
    policy === 'any'
      ? [message]
      : [texts.signedOf(gates[gate].title, listed(have), policy), ...stillMissing(signed, gate, asking)]
  const lacking = willAskForFacts(signed, asking.policies) ? sayLacking(asking.facts.lacking ?? []) : []
  return {
    changes: [...news, ...changes],
    message: lines([...said, ...lacking]),
    // An early sign-off for a later part does not try again what failed where the release stands.
    retry: partAt(release)?.gates.includes(gate) ?? false,
  }
}

/** Starts the flow; while the scope is being confirmed, fetches it once more. */
export const startUpdate: Rule = (release, command, asking) => {
  if (release.stage !== 'scoping') return signGate(release, command, asking)
  const at = { stage: release.stage, part: release.part }
  return { changes: [{ kind: 'start-plan', plan: 'collect', at }], message: scopeTexts.fetchesAgain() }
}

/** Starts a fixed scope by hand (seed 000: 版本基线固化, then 版本启动). */
export const launch: Rule = (release, command, asking) => {
  if (!isAsked('launch', asking.policies)) return refuse('not-asked', planTexts.launchesByItself())
  const open = release.stage === 'scoping' && release.part === 0
  if (open) {
    const closed = (partAt(release)?.gates ?? []).filter(gate => !isOpen(release, gate, asking.policies))
    return refuse('scope-open', planTexts.scopeOpen(listed(closed.map(describeGate))))
  }
  return signGate(release, command, asking)
}

/** Who is still to sign a gate after this sign-off. */
function stillMissing(release: Release, gate: GateName, { policies }: Asking): Text[] {
  const roles = missingRoles(release, gate, policies)
  if (roles.length === 0) return []
  return [policyOf(gate, policies) === 'all' ? reviewTexts.missing(roles) : reviewTexts.mayStillSign(roles)]
}

export const withdrawGate: Rule = (release, command) => {
  const gate = gateOf(command.name)
  if (!release.signOffs.some(s => s.gate === gate)) return refuse('not-signed', texts.notSigned(gates[gate].title))
  const at = positionOf(gate)
  const changes: Change[] = []
  const running = activeRun(release)
  const goesBack = orderOf(at) < orderOf(release)
  if (running && (goesBack || partAt(release)?.gates.includes(gate)))
    changes.push({ kind: 'cancel-run', run: running.run })
  changes.push({ kind: 'withdraw-sign-offs', gates: goesBack ? laterThan(gate) : [gate] })
  if (goesBack) changes.push({ kind: 'move', to: at })
  return { changes, message: texts.signOffWithdrawn(gates[gate].title) }
}

export const selfCheckAgain: Rule = () => ({
  changes: [
    { kind: 'withdraw-sign-offs', gates: ['status'] },
    { kind: 'move', to: { stage: 'verifying', part: 0 } },
  ],
  message: texts.selfCheckAgain(),
  retry: true,
})

function gateOf(name: string): GateName {
  const found = findCommand(name)
  const gate = found && commandAt(found).gate
  if (!gate) throw new Error(`/${name} has no gate`)
  return gate
}

function positionOf(gate: GateName) {
  const at = positions.find(p => partAt(p)?.gates.includes(gate))
  if (!at) throw new Error(`no part waits for ${gate}`)
  return at
}

/** This gate and those of later parts; a gate beside it in the same part keeps its sign-offs. */
function laterThan(gate: GateName): GateName[] {
  const at = positionOf(gate)
  const beside = partAt(at)?.gates ?? []
  return gatesFrom(at).filter(g => g === gate || !beside.includes(g))
}

/** The gate is open but the plan behind it failed: the same command tries it again. */
export function retryOf(release: Release, gate: GateName): Ruling | undefined {
  const part = partAt(release)
  if (!part?.plan || activeRun(release) || !waitsForRetry(release)) return undefined
  const behind =
    part.gates.includes(gate) || (part.gates.length === 0 && orderOf(positionOf(gate)) === orderOf(release) - 1)
  if (!behind || !release.signOffs.some(s => s.gate === gate)) return undefined
  return { changes: [], message: texts.retried(planTitles[part.plan]), retry: true }
}

/** Conditions of single gates beyond role and stage. */
function notYet(release: Release, gate: GateName, asking: Asking) {
  if (gate === 'test' || gate === 'check') {
    const open = openTests(release).map(i => asWritten(i.issue))
    if (open.length > 0) return refuse('test-problems-open', texts.openTestProblems(open.join(' ')))
  }
  if (gate === 'cvrf' && asking.facts.missing.length > 0) {
    return refuse('drafts-incomplete', texts.draftsIncomplete(lines(asking.facts.missing.map(entry))))
  }
  const unfit = listRefusal(release, gate, asking)
  if (unfit) return unfit
  const other: GateName | null = gate === 'cve' ? 'bugfix' : gate === 'bugfix' ? 'cve' : null
  if (other && isOpen(release, other, asking.policies) && packagesInScope(release.items).length === 0) {
    return refuse('empty-scope', texts.emptyScope())
  }
  return undefined
}

/** Roles that can open a gate, for the words said about it. */
export function describeGate(gate: GateName): Text {
  const { title, command, roles }: Gate = gates[gate]
  return texts.gateBy(title, command, roles)
}
