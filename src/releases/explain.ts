// Says why a release waits and who can move it, and what a command's changes would do, in words. Pure.

import type { LackingFacts } from '../advisories/index.ts'
import type { Finding } from '../flow/index.ts'
import { entry, lines, listed, type Text, text } from '../lib/text.ts'
import { type GatePolicies, isAsked, isOpen, isStuck, policyOf, waitsForRetry } from './advance.ts'
import { dashed, harmless } from './answers.ts'
import { type CommandName, commandAt } from './commands.ts'
import { MAX_CVES, willAskForFacts } from './cve-facts.ts'
import { cveFactsTexts } from './cve-facts-texts.ts'
import { explainTexts as say } from './explain-texts.ts'
import { asWritten, hashed } from './issue-names.ts'
import { openTests, remainingFindings } from './issue-status.ts'
import { activeRun, type Change, type ItemKey, type PlanRun, type Release, selfCheckOf } from './model.ts'
import { missingRoles, moreNeeded } from './quorum.ts'
import { issuesOf, rowsPending } from './rules-accept.ts'
import { retryCommand, waitingFor } from './rules-read.ts'
import type { Rule } from './ruling.ts'
import { sayStale } from './self-check-view.ts'
import { noSetting, type Setting } from './setting.ts'
import { type GateName, gates, orderOf, partAt, planTitles, positions, stageAt, titleOfRun } from './stages.ts'
import { statusTitle } from './status-words.ts'
import { holdersOf, texts } from './texts.ts'
import { versionTexts } from './version-texts.ts'
import type { ExplanationItem, RunView } from './view.ts'
import { sayWaived } from './waived.ts'
import { lapsedWaiverOf, numberedFindings, numbersOf, waiverOf } from './waiver.ts'
import { whyNeverWaived } from './waiver-binding.ts'
import { waiverTexts } from './waiver-texts.ts'

export interface ExplainFacts {
  readonly policies: GatePolicies
  /** When it is looked at: waivers run out. */
  readonly at: Date
  readonly setting: Setting
  /** Newest first. */
  readonly runs: readonly RunView[]
  /** What the advisories still need to know of the CVEs. */
  readonly lacking: readonly LackingFacts[]
}

/** The stage and what it waits for, in one sentence, and what somebody answers for. */
export const answerStatus: Rule = (release, _command, { policies, at }) => {
  const status = texts.status(stageAt(release.stage).title, waitingFor(release, policies, at))
  const waived = sayWaived(release, at).map(({ zh, en }) => text(harmless(zh), harmless(en)))
  return { changes: [], message: lines([status, ...waived]) }
}

export const answerExplain: Rule = (release, _command, asking) => {
  const { policies, facts, at, setting = noSetting } = asking
  const items = explain(release, { policies, at, setting, runs: facts.runs ?? [], lacking: facts.lacking ?? [] })
  const status = texts.status(stageAt(release.stage).title, waitingFor(release, policies, at))
  return { changes: [], message: lines([status, ...items.map(item => dashed(item.text))]) }
}

/** Everything that keeps a release where it is, the most pressing first, each with what would help and who can do it. */
export function explain(release: Release, facts: ExplainFacts): ExplanationItem[] {
  if (release.dropped) return [{ kind: 'deleted', subject: release.id, text: say.deleted() }]
  return [
    ...stuckItems(release, facts),
    ...runItems(release, facts),
    ...failureItems(release, facts),
    ...staleItems(release, facts),
    ...findingItems(release, facts),
    ...waiverItems(release, facts),
    ...withdrawnItems(release, facts),
    ...gateItems(release, facts),
    ...testItems(release),
    ...pendingItems(release, facts),
    ...lackingItems(release, facts),
    ...laterItems(release, facts),
  ]
}

function stuckItems(release: Release, facts: ExplainFacts): ExplanationItem[] {
  if (!isStuck(release) || activeRun(release)) return []
  const reason = facts.runs.find(r => r.state === 'stuck')?.reason ?? null
  return [{ kind: 'stuck', subject: '/rollback', text: say.stuck(reason, facts.setting.people) }]
}

function runItems(release: Release, { runs, setting }: ExplainFacts): ExplanationItem[] {
  const running = activeRun(release)
  if (!running) return []
  const view = runs.find(r => r.id === running.run)
  const step = view?.steps.find(s => s.startedAt !== null && s.endedAt === null)
  const since = step?.startedAt ?? view?.startedAt
  const title = titleOfRun(running.plan)
  const told = say.running(title, running.state, step, since && moment(since, setting.timezone))
  return [{ kind: 'run', subject: running.run, text: told }]
}

function failureItems(release: Release, { runs }: ExplainFacts): ExplanationItem[] {
  const failed = failedRun(release)
  if (!failed || failed.plan === 'undo' || failed.state === 'blocked') return []
  const reason = runs.find(r => r.id === failed.run)?.reason ?? null
  const told = say.failed(planTitles[failed.plan], failed.state, reason, retryCommand(release))
  return [{ kind: 'failure', subject: failed.run, text: told }]
}

/** The run that has to be tried again before the release goes on. */
function failedRun(release: Release): PlanRun | undefined {
  return activeRun(release) || isStuck(release) || !partAt(release)?.plan ? undefined : waitsForRetry(release)
}

/** Findings beyond these are counted. */
const MAX_FINDINGS = 20

function findingItems(release: Release, { at }: ExplainFacts): ExplanationItem[] {
  const failed = failedRun(release)
  const own = failed?.state === 'blocked' ? failed.findings.filter(f => f.blocking) : []
  const found = own.length > 0 ? own : remainingFindings(release, at)
  const numberOf = numbersOf(release)
  const items = found.slice(0, MAX_FINDINGS).map(finding => findingItem(release, finding, numberOf(finding), at))
  const rest = found.length - items.length
  return rest > 0 ? [...items, { kind: 'finding', subject: '', text: texts.moreFindings(rest) }] : items
}

function findingItem(release: Release, finding: Finding, number: string | undefined, at: Date): ExplanationItem {
  const { code, subject, message } = finding
  const again = release.stage === 'verifying' ? '/get-requires' : retryCommand(release)
  const mending = say.mending(code, again)
  if (number === undefined) return { kind: 'finding', subject, text: say.finding(message, mending) }
  const lapsed = lapsedWaiverOf(release, finding, at)
  const helps = whyNeverWaived(finding) ? mending : joined(mending, waiverTexts.orWaive(number))
  const told = say.finding(waiverTexts.numbered(number, message), helps)
  const ranOut = lapsed ? [waiverTexts.lapsed(subject, lapsed)] : []
  return { kind: 'finding', subject, text: lines([told, ...ranOut]) }
}

function joined(one: Text, other: Text): Text {
  return { zh: one.zh + other.zh, en: one.en + other.en }
}

/** The scope has changed since the newest self-check. */
function staleItems(release: Release, { at }: ExplainFacts): ExplanationItem[] {
  const stale = activeRun(release) ? null : sayStale(release, at)
  return stale ? [{ kind: 'stale', subject: selfCheckOf(release)?.run ?? '', text: stale }] : []
}

/** What somebody answers for. */
function waiverItems(release: Release, { at }: ExplainFacts): ExplanationItem[] {
  return numberedFindings(release).flatMap(({ number, finding }) => {
    const waiver = waiverOf(release, finding, at)
    if (!waiver) return []
    const { subject } = finding
    return [{ kind: 'waiver' as const, subject, text: waiverTexts.waiver(`${number} ${subject}`, waiver) }]
  })
}

/** After a withdrawal nothing happens by itself: what can be done next, and who can. */
function withdrawnItems(release: Release, { setting: { people } }: ExplainFacts): ExplanationItem[] {
  if (!release.withdrawn || activeRun(release) || isStuck(release)) return []
  const { stage } = release
  const who = (...names: CommandName[]) => holdersOf([...new Set(names.flatMap(n => commandAt(n).roles))], people)
  const ways = [
    ...(stage === 'reviewing' ? [say.publishAgain(who('check-ok'), who('cvrf-ok'))] : []),
    ...(commandAt('add').stages.includes(stage) ? [say.changeScope(who('add', 'delete'), who('no-release'))] : []),
    ...(stage === 'draft' ? [say.startAgain(who('start-update'))] : [say.goFurtherBack(who('rollback'))]),
  ]
  return [{ kind: 'withdrawn', subject: release.id, text: lines([say.withdrawn(), ...ways.map(entry)]) }]
}

function gateItems(release: Release, facts: ExplainFacts): ExplanationItem[] {
  if (activeRun(release) || isStuck(release)) return []
  const closed = (partAt(release)?.gates ?? []).filter(gate => !isOpen(release, gate, facts.policies))
  return closed.map(gate => ({ kind: 'gate', subject: gate, text: sayGate(release, gate, facts) }))
}

function sayGate(release: Release, gate: GateName, { policies, setting }: ExplainFacts): Text {
  const { title, command } = gates[gate]
  const policy = policyOf(gate, policies)
  const who = holdersOf(missingRoles(release, gate, policies), setting.people)
  const signed = release.signOffs.filter(s => s.gate === gate).map(s => s.name)
  const more = typeof policy === 'number' ? moreNeeded(release, gate, policies) : undefined
  return say.gate({ title, command, who }, { signed, isOfEach: policy === 'all', more })
}

function testItems(release: Release): ExplanationItem[] {
  return openTests(release).map(({ issue, title }) => ({
    kind: 'test-problem',
    subject: issue,
    text: say.testProblem(asWritten(issue), title),
  }))
}

function pendingItems({ items }: Release, { setting }: ExplainFacts): ExplanationItem[] {
  const pending = rowsPending(items)
  if (pending.length === 0) return []
  const subject = pending.map(row => row.issue).join(' ')
  return [{ kind: 'pending', subject, text: say.pending(issuesOf(pending), setting.people) }]
}

/** What the gate of the advisories will refuse for, while there is time to look for it. */
function lackingItems(release: Release, { policies, lacking }: ExplainFacts): ExplanationItem[] {
  if (!willAskForFacts(release, policies)) return []
  const items = lacking.slice(0, MAX_CVES).map(({ cve, missing }): ExplanationItem => {
    return { kind: 'facts', subject: cve, text: cveFactsTexts.needed(missing) }
  })
  const rest = lacking.length - items.length
  return rest > 0 ? [...items, { kind: 'facts', subject: '', text: cveFactsTexts.more(rest) }] : items
}

/** The gates of later parts, so that people know what comes. */
function laterItems(release: Release, { policies }: ExplainFacts): ExplanationItem[] {
  const later = positions
    .filter(at => orderOf(at) > orderOf(release))
    .flatMap(at => [...(partAt(at)?.gates ?? [])])
    .filter(gate => isAsked(gate, policies) && !isOpen(release, gate, policies))
  if (later.length === 0) return []
  const named = later.map(gate => say.named(gates[gate].title, gates[gate].command))
  return [{ kind: 'later', subject: later.join(' '), text: say.later(listed(named)) }]
}

/** `2026-11-23 09:10`, as the clocks of the branch show it. */
function moment(iso: string, timezone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'short' })
  return `${format.format(new Date(iso))} ${timezone}`
}

/** What changes would do to a release, one line each. */
export function describeChanges(release: Release, changes: readonly Change[], steps: Setting['steps'] = {}): Text {
  const told = [...rowLines(changes), ...changes.flatMap(change => sayChange(release, change, steps))]
  return lines(told.length > 0 ? told : [say.nothingChanges()])
}

type ToldOfRows = (kind: string, ids: string) => Text

/** Rows to which the same happens are told together. */
function rowLines(changes: readonly Change[]): Text[] {
  const told: { kind: string; say: ToldOfRows; ids: string[] }[] = []
  for (const change of changes) {
    const own = rowChange(change)
    if (!own) continue
    const same = told.find(t => t.say === own.say && t.kind === own.item.kind)
    if (same) same.ids.push(own.item.issue)
    else told.push({ kind: own.item.kind, say: own.say, ids: [own.item.issue] })
  }
  return told.map(t => t.say(t.kind, hashed(t.ids)))
}

function rowChange(change: Change): { item: ItemKey; say: ToldOfRows } | undefined {
  switch (change.kind) {
    case 'add-item':
      return { item: change.item, say: change.how?.acceptance === 'pending' ? say.proposes : say.adds }
    case 'delete-item':
      return { item: change.item, say: say.deletes }
    case 'judge-item':
      return { item: change.item, say: change.acceptance === 'accepted' ? say.accepts : say.refuses }
    case 'leave-item':
      return { item: change.item, say: say.leaves }
    case 'return-item':
      return { item: change.item, say: say.takesBack }
    case 'carry-item':
      return { item: change.item, say: say.carries }
    case 'uncarry-item':
      return { item: change.item, say: say.letsGo }
    default:
      return undefined
  }
}

function sayChange(release: Release, change: Change, steps: Setting['steps']): Text[] {
  switch (change.kind) {
    case 'add-item':
    case 'delete-item':
    case 'judge-item':
    case 'leave-item':
    case 'return-item':
    case 'carry-item':
    case 'uncarry-item':
      return []
    case 'settle':
      return [say.settles()]
    case 'clear-items':
      return [say.clears()]
    case 'new-revision':
      return [say.newRevision(release.revision + 1)]
    case 'sign':
      return [say.signs(gates[change.gate].title)]
    case 'withdraw-sign-offs': {
      const standing = change.gates.filter(gate => release.signOffs.some(s => s.gate === gate))
      return standing.length > 0 ? [say.withdraws(listed(standing.map(gate => gates[gate].title)))] : []
    }
    case 'move': {
      if (change.to.stage === release.stage) return []
      const { title } = stageAt(change.to.stage)
      return [orderOf(change.to) < orderOf(release) ? say.returnsTo(title) : say.entersStage(title)]
    }
    case 'start-plan':
      return [say.starts(planTitles[change.plan], steps[change.plan] ?? [])]
    case 'start-undo': {
      const plans = new Set(release.runs.flatMap(r => (change.targets.includes(r.run) ? [r.plan] : [])))
      const titles = [...plans].flatMap(plan => (plan === 'undo' ? [] : [planTitles[plan]]))
      const { stage, withdrawn } = change.pending
      return [
        say.undoes(listed(titles), stageAt(stage).title),
        ...(withdrawn && !release.withdrawn ? [say.marksWithdrawn()] : []),
      ]
    }
    case 'cancel-run': {
      const run = release.runs.find(r => r.run === change.run)
      return [say.cancels(titleOfRun(run?.plan ?? 'undo'))]
    }
    case 'waive':
      return [waiverTexts.waives(change.waiver.subject, change.waiver.until, change.waiver.because)]
    case 'unwaive':
      return [waiverTexts.unwaives(change.waiver.subject)]
    case 'set-status':
      return [say.setsStatus(asWritten(change.item.issue), statusTitle(change.status))]
    case 'set-score':
      return [say.setsScore(asWritten(change.item.issue), change.score)]
    case 'set-problem':
      return [say.setsProblem(change.problem.package, statusTitle(change.status), change.falseAlarm)]
    case 'keep-versions':
      return [versionTexts.keeps(change.packages.length)]
    case 'drop':
      return [say.drops(change.because)]
  }
}
