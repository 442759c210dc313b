// Rules of waivers: who takes the risk of which finding until when, and the end of that. Asked for by a person who owns
// the risk; roles stand in commands.ts.

import type { Role } from '../accounts/index.ts'
import { addDays, civilDate, isCivilDate, startOfDay } from '../lib/clock.ts'
import { isRefusal, type Refusal, refuse } from '../lib/errors.ts'
import { entry, lines, listed, sameInBoth, type Text } from '../lib/text.ts'
import { apply } from './advance.ts'
import { commandAt } from './commands.ts'
import { checkState, remainingFindings } from './issue-status.ts'
import { activeRun, type Change, type Release, type Waiver } from './model.ts'
import type { ParsedCommand } from './parse.ts'
import type { Asking, Rule } from './ruling.ts'
import { noSetting } from './setting.ts'
import { usageAs } from './spelling.ts'
import { gates } from './stages.ts'
import { texts } from './texts.ts'
import { among, covers, keyOf, type NumberedFinding, numberedFindings } from './waiver.ts'
import { saidOf, whyNeverWaived } from './waiver-binding.ts'
import { waiverTexts } from './waiver-texts.ts'

/** A waiver lasts at most so many days, unless configured otherwise. */
const MOST_DAYS = 180
const LONGEST_REASON = 500
/** Of a list in an answer, as many are named. */
const MOST_NAMED = 20

export const waiveFindings: Rule = (release, command, asking) => {
  const said = readWaive(command)
  if (isRefusal(said)) return said
  const until = lastDay(said.day, asking)
  if (isRefusal(until)) return until
  const findings = numberedFindings(release)
  if (findings.length === 0) return refuse('no-findings', waiverTexts.noFindings())
  const meant: NumberedFinding[] = []
  for (const word of said.names) {
    const found = findingCalled(findings, word)
    if (isRefusal(found)) return found
    const never = whyNeverWaived(found.finding)
    if (never) return refuse('not-waivable', waiverTexts.notWaivable(found.finding.subject, never))
    if (!meant.includes(found)) meant.push(found)
  }
  const role = commandAt('waive').roles.find(r => asking.roles.includes(r)) as Role
  const expiresAt = startOfDay(addDays(until, 1), zoneOf(asking)).toISOString()
  const changes = meant.map(({ finding }): Change => {
    return { kind: 'waive', waiver: { ...keyOf(finding), because: said.because, role, until, expiresAt } }
  })
  const after = changes.reduce((state, change) => apply(state, change, asking), release)
  const worded = meant.filter(m => saidOf(m.finding) !== null)
  return {
    changes,
    message: lines([
      waiverTexts.waived(subjectsOf(meant), until),
      ...(worded.length > 0 ? [waiverTexts.whileSaid(subjectsOf(worded))] : []),
      ...whatNow(after, asking.at),
    ]),
  }
}

/** Ends waivers of the branch. A gate that is open for them alone and not passed is closed again. */
export const unwaiveFindings: Rule = (release, command, asking) => {
  const words = namesIn(command.rest)
  if (words.length === 0) return refuse('wrong-usage', texts.wrongUsage(usageAs(commandAt('unwaive').usage, command)))
  const holding = release.waivers.filter(w => w.expiresAt > asking.at)
  const meant = new Set<Waiver>()
  for (const word of words) {
    const found = waiversCalled(release, holding, word)
    if (isRefusal(found)) return found
    for (const waiver of found) meant.add(waiver)
  }
  const changes: Change[] = [...meant].map(({ code, subject, wording }) => {
    return { kind: 'unwaive', waiver: { code, subject, wording } }
  })
  const said = [waiverTexts.ended(listed([...new Set([...meant].map(w => w.subject))].map(sameInBoth)))]
  const after = changes.reduce((state, change) => apply(state, change, asking), release)
  const blocks = remainingFindings(after, asking.at).length > remainingFindings(release, asking.at).length
  const running = activeRun(release)
  const isSigned = release.stage === 'verifying' && release.signOffs.some(s => s.gate === 'status')
  if (blocks && isSigned && running?.plan !== 'undo') {
    if (running) changes.push({ kind: 'cancel-run', run: running.run })
    changes.push({ kind: 'withdraw-sign-offs', gates: ['status'] })
    said.push(waiverTexts.closedAgain(gates.status.title))
  }
  if (blocks) said.push(...whatNow(after, asking.at))
  return { changes, message: lines(said) }
}

/** What stands against the release with these waivers, and what its people can do about it. */
function whatNow(release: Release, at: Date): Text[] {
  const remaining = remainingFindings(release, at)
  if (remaining.length > 0) {
    const isHeld = among(remaining)
    const open = numberedFindings(release).filter(({ finding }) => isHeld(finding))
    return [waiverTexts.stillOpen(subjectsOf(open))]
  }
  if (release.stage !== 'verifying' || activeRun(release)) return []
  const check = checkState(release, at)
  if (check.state === 'stale') return [waiverTexts.stale(check.saw, release.revision)]
  if (check.state === 'partial') return [waiverTexts.waitsRest()]
  const isSigned = release.signOffs.some(s => s.gate === 'status')
  return check.state === 'passable' && !isSigned ? [waiverTexts.nowOpens()] : []
}

function subjectsOf(findings: readonly NumberedFinding[]): Text {
  const more = findings.length > MOST_NAMED ? ['…'] : []
  const shown = findings.slice(0, MOST_NAMED).map(({ number, finding }) => `${number} ${finding.subject}`)
  return listed([...shown, ...more].map(sameInBoth))
}

interface Said {
  readonly names: readonly string[]
  readonly day: string
  readonly because: string
}

/** `F1, bash-5.2-1.x86_64 (x86_64) until 2026-12-01 because …`, or `F1 至 2026-12-01 原因：…`. */
function readWaive(command: ParsedCommand): Said | Refusal {
  const usage = usageAs(commandAt('waive').usage, command)
  const why = /(?:^|[\s,;])(?:because\b|原因|因为|理由)[\s:]*/i.exec(command.rest)
  const head = why ? command.rest.slice(0, why.index) : command.rest
  const until = /(?:^|[\s,;])(?:until\b|至|到)[\s:]*/i.exec(head)
  const names = namesIn(until ? head.slice(0, until.index) : head)
  if (names.length === 0) return refuse('wrong-usage', texts.wrongUsage(usage))
  const day = until ? head.slice(until.index + until[0].length).replace(/[\s,;]+$/, '') : ''
  if (day === '') return refuse('wrong-usage', waiverTexts.noDate(usage))
  const because = why ? command.rest.slice(why.index + why[0].length).trim() : ''
  if (because === '') return refuse('wrong-usage', waiverTexts.noReason(usage))
  if (because.length > LONGEST_REASON) return refuse('wrong-usage', waiverTexts.longReason(LONGEST_REASON))
  return { names, day, because }
}

/** Stands for a blank within a name. */
const JOINT = '\u0001'

/** What stands in the brackets behind a name: architectures, or a branch. */
const BRACKETS = String.raw`\(([\w .:+~^-]+)\)`

/** Names of findings; what is in brackets belongs to the name before it, with a blank between or without. */
function namesIn(words: string): string[] {
  const joined = words.replace(
    new RegExp(`\\s*${BRACKETS}`, 'g'),
    (_, inside: string) => `${JOINT}(${inside.trim().split(/ +/).join(JOINT)})`,
  )
  return joined
    .split(/[\s,;、]+/)
    .filter(word => word !== '' && !/^@[\w.-]+$/.test(word))
    .map(word => word.replaceAll(JOINT, ' '))
}

/** The day, as YYYYMMDD, when a waiver may last until then. */
function lastDay(word: string, asking: Asking): string | Refusal {
  const [, year, month, day] = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})$/.exec(word) ?? []
  const until = `${year}${month}${day}`
  if (!isCivilDate(until)) return refuse('bad-date', waiverTexts.badDate(word))
  const today = civilDate(asking.at, zoneOf(asking))
  const most = asking.waiverDays ?? MOST_DAYS
  const last = addDays(today, most)
  if (until < today) return refuse('bad-date', waiverTexts.past(until, today))
  return until > last ? refuse('bad-date', waiverTexts.tooFar(until, last, most)) : until
}

function zoneOf({ setting = noSetting }: Asking): string {
  return setting.timezone
}

function isCalled(subject: string, word: string): boolean {
  return subject === word || subject.replace(new RegExp(` ${BRACKETS}$`), '') === word
}

/** The finding of that number or name. Of several that begin alike, the one called exactly so is meant. */
function findingCalled(findings: readonly NumberedFinding[], word: string): NumberedFinding | Refusal {
  const numbered = findings.find(f => f.number === word.toUpperCase())
  if (numbered) return numbered
  const exact = findings.filter(f => f.finding.subject === word)
  const named = exact.length > 0 ? exact : findings.filter(f => isCalled(f.finding.subject, word))
  const [only] = named
  if (only && named.length === 1) return only
  return named.length === 0
    ? refuse('unknown-finding', waiverTexts.unknown(word, listOf(findings)))
    : refuse('ambiguous-finding', waiverTexts.ambiguous(word, listOf(named)))
}

function listOf(findings: readonly NumberedFinding[]): Text {
  return entries(findings.map(({ number, finding }) => sameInBoth(`${number} ${finding.subject} (${finding.code})`)))
}

function entries(said: readonly Text[]): Text {
  const more = said.length - MOST_NAMED
  return lines([...said.slice(0, MOST_NAMED), ...(more > 0 ? [texts.moreFindings(more)] : [])].map(entry))
}

/** Waivers of the branch that hold, by the number of the finding here or by its subject: of that one, all. */
function waiversCalled(release: Release, holding: readonly Waiver[], word: string): readonly Waiver[] | Refusal {
  const numbered = numberedFindings(release).find(f => f.number === word.toUpperCase())?.finding
  const exact = holding.filter(w => (numbered ? covers(w, numbered) : w.subject === word))
  const named = exact.length > 0 ? exact : holding.filter(w => isCalled(w.subject, word))
  if (named.length > 0 && named.every(w => w.subject === named[0]?.subject)) return named
  const list = entries((named.length > 0 ? named : holding).map(w => sameInBoth(`${w.subject} (${w.code})`)))
  if (named.length > 0) return refuse('ambiguous-finding', waiverTexts.ambiguous(word, list))
  return refuse('not-waived', waiverTexts.notWaived(word, holding.length > 0 ? list : undefined))
}
