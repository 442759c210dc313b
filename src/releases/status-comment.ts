// The one comment that always tells how a release stands: stages, what it waits for and who could do it, gates, what
// blocks, where to test. Edited in place, so it holds nothing that changes by itself. Pure.

import type { Role } from '../accounts/index.ts'
import type { LackingFacts } from '../advisories/index.ts'
import { type Language, listed, sameInBoth, type Text, text } from '../lib/text.ts'
import type { GatePolicies } from './advance.ts'
import { type BotComment, harmless, marked } from './answers.ts'
import { sayLacking, willAskForFacts } from './cve-facts.ts'
import { diffTexts } from './diff-texts.ts'
import type { ReleaseDiff } from './diff-view.ts'
import { sayEnd } from './ended.ts'
import { remainingFindings } from './issue-status.ts'
import { issueTexts as texts } from './issue-texts.ts'
import { cellText, tableLine } from './issue-words.ts'
import { activeRun, type Release, rowsThatCount } from './model.ts'
import { moreNeeded } from './quorum.ts'
import type { GateName } from './stages.ts'
import { supplyTexts } from './supply-texts.ts'
import { holders as roleNames, texts as roomTexts } from './texts.ts'
import { pathWarnings } from './upgrade-path.ts'
import { upgradeTexts } from './upgrade-texts.ts'
import { versionLines } from './version-table.ts'
import type { VersionTable } from './version-view.ts'
import type { GateView, RepositoryLink, StageView } from './view.ts'
import { headed, sayWaived } from './waived.ts'
import { among, numberedFindings } from './waiver.ts'
import { waiverTexts } from './waiver-texts.ts'

const MAX_NAMES = 10

export interface StatusFacts {
  readonly release: Release
  readonly page: string
  readonly waitingFor: Text
  /** When it is looked at: waivers run out. */
  readonly at: Date
  readonly stages: readonly StageView[]
  readonly gates: readonly GateView[]
  readonly policies: GatePolicies
  readonly repositories: readonly RepositoryLink[]
  readonly lacking: readonly LackingFacts[]
  readonly versions: VersionTable
  /** What the packages change, where the self-check of this scope has compared them. */
  readonly changes?: ReleaseDiff['counts'] | undefined
}

export function statusComment(facts: StatusFacts, language: Language): BotComment {
  const { release } = facts
  const say = (said: Text) => harmless(said[language])
  const paragraphs = [
    [`**${release.id}** · ${say(texts.directory(release.directory))}`],
    [stageBar(facts.stages, say), say(currentStage(facts.stages))],
    [say(facts.waitingFor), ...whoCan(facts).map(say), ...newestRun(release).map(say)],
    gateTable(facts, language),
    findings(facts).map(say),
    sayWaived(release, facts.at).map(say),
    cameAlong(release).map(say),
    notes(facts).map(say),
    versionLines(facts.versions).map(say),
    (willAskForFacts(release, facts.policies) ? sayLacking(facts.lacking) : []).map(say),
    testRepositories(facts).map(say),
    [say(roomTexts.details(facts.page)), say(texts.keptCurrent())],
  ]
  const shown = paragraphs.filter(p => p.length > 0)
  return marked('status', shown.map(p => p.join('\n')).join('\n\n'))
}

const signs = { done: '✓', current: '●', ahead: '○' } as const

function stageBar(stages: readonly StageView[], say: (said: Text) => string): string {
  const titled = stages.map(s => `${signs[s.state]} ${s.state === 'current' ? `**${say(s.title)}**` : say(s.title)}`)
  return titled.join(' → ')
}

function currentStage(stages: readonly StageView[]): Text {
  const found = stages.findIndex(s => s.state === 'current')
  const at = found < 0 ? stages.length - 1 : found
  return texts.stageOf(at + 1, stages.length, stages[at]?.title ?? text('', ''))
}

/** Who can sign the gates in front of the release. */
function whoCan({ release, gates }: StatusFacts): Text[] {
  const missing = gates.filter(g => g.state === 'waiting').flatMap(g => g.missing)
  if (activeRun(release) || missing.length === 0) return []
  const isFirst = ({ role }: Missing, i: number) => missing.findIndex(m => m.role === role) === i
  return [texts.whoCan(listed(missing.filter(isFirst).map(withNames)))]
}

type Missing = GateView['missing'][number]

function withNames({ role, people }: Missing): Text {
  const shown = [...people.slice(0, MAX_NAMES), ...(people.length > MAX_NAMES ? ['…'] : [])]
  const said = people.length > 0 ? listed(shown.map(sameInBoth)) : texts.nobodyYet()
  return texts.roleWithNames(roleNames[role as Role], said)
}

/** How the newest run ended; one that goes on is told by what the release waits for. */
function newestRun(release: Release): Text[] {
  const [run] = release.runs
  if (!run || activeRun(release)) return []
  return [texts.newestRun(sayEnd(run))]
}

function gateTable(facts: StatusFacts, language: Language): string[] {
  const head = texts.gateHead()
  const rows = facts.gates.map(gate => [
    text(`${gate.title.zh} ${gate.command}`, `${gate.title.en} ${gate.command}`),
    texts.gateState[gate.state],
    signedBy(gate),
    missingOf(gate, facts),
  ])
  const line = (cells: readonly Text[]) => tableLine(cells.map(c => cellText(c[language])))
  return [line(head), tableLine(head.map(() => '-')), ...rows.map(line)]
}

function signedBy({ signOffs }: GateView): Text {
  return listed(
    signOffs.map(s => (s.role === 'system' ? texts.system() : text(`${s.by}（${s.role}）`, `${s.by} (${s.role})`))),
  )
}

function missingOf({ name, policy, missing, state }: GateView, { release, policies }: StatusFacts): Text {
  if (state === 'open') return text('', '')
  const list = listed(missing.map(withNames))
  if (policy === 'all' || (missing.length === 1 && policy === 'any')) return list
  if (policy === 'any') return texts.anyOf(list)
  return texts.moreOf(moreNeeded(release, name as GateName, policies), list)
}

function findings({ release, at }: StatusFacts): Text[] {
  const remaining = remainingFindings(release, at)
  const isHeld = among(remaining)
  const found =
    release.stage === 'draft'
      ? remaining.map(f => f.message)
      : numberedFindings(release).flatMap(({ number, finding }) =>
          isHeld(finding) ? [waiverTexts.numbered(number, finding.message)] : [],
        )
  return headed(texts.blocking(), found)
}

/** What a self-check has entered in the scope by itself. */
function cameAlong({ items }: Release): Text[] {
  const names = rowsThatCount(items).flatMap(item => (item.source === 'check' ? item.repository : []))
  return names.length > 0 ? [supplyTexts.cameAlong(names)] : []
}

/** What the self-check found and holds nothing up, and what its packages change: reviewers look at it. */
function notes({ release, changes }: StatusFacts): Text[] {
  const told = headed(upgradeTexts.warnings(), pathWarnings(release))
  return changes && changes.packages > 0 ? [...told, diffTexts.counts(changes)] : told
}

function testRepositories({ repositories }: StatusFacts): Text[] {
  const tests = repositories.filter(r => r.kind === 'test')
  if (tests.length === 0) return []
  return [texts.testRepositories(), ...tests.map(r => sameInBoth(`- ${r.family} ${r.arch}: ${r.url}`))]
}
