// Looks up outside what a command needs before it is decided: the issues it names, the facts of CVEs, who needs what.
// A doer: it uses ports, changes nothing of the release.

import { readFacts } from '../advisories/index.ts'
import { ExternalError, refuse } from '../lib/errors.ts'
import type { ForgeIssue, Ports } from '../ports/index.ts'
import { commandAt, findCommand } from './commands.ts'
import { type DraftDeps, draftsOf } from './drafts.ts'
import { explainFacts } from './explanations.ts'
import type { Item, Release } from './model.ts'
import { type ParsedCommand, parseIssueId } from './parse.ts'
import { previewedCommand } from './preview-rule.ts'
import { wouldUnpublish } from './rules-back.ts'
import type { Facts, FoundIssue } from './ruling.ts'
import { readStatuses, type StatusDeps } from './statuses.ts'
import type { PreparedCommand, SubmitDeps } from './submit.ts'
import { texts } from './texts.ts'

export interface FactsDeps extends SubmitDeps, DraftDeps, StatusDeps {
  readonly ports: Pick<Ports, 'forge' | 'cveSource'>
  /** Sentences naming published packages of others that need what this release would take away. */
  readonly neededByOthers: (release: Release) => Promise<Facts['needs']>
}

export const noFacts: Facts = { issues: [], missing: [], needs: [] }

/** Fetches the facts a command declares it needs. A system that does not answer refuses the command. */
export async function lookUp(deps: FactsDeps, release: Release, command: ParsedCommand): Promise<PreparedCommand> {
  const name = findCommand(command.name)
  const looks = name && commandAt(name).looks
  try {
    if (looks === 'issues') return { command, facts: { ...noFacts, issues: await findIssues(deps, command) } }
    if (looks === 'needs') {
      const asked = wouldUnpublish(release, name === 'withdraw' ? 'withdraw' : 'rollback')
      return { command, facts: { ...noFacts, needs: asked ? await deps.neededByOthers(release) : [] } }
    }
    if (looks === 'statuses') {
      const only = name === 'test-ok' ? { only: 'test' as const } : {}
      const statuses = await readStatuses(deps, { forge: deps.ports.forge, release, ...only })
      return { command, facts: { ...noFacts, statuses } }
    }
    if (looks === 'runs') return { command, facts: { ...noFacts, ...(await explainFacts(deps.db, release.id)) } }
    if (looks === 'previewed') {
      const wanted = previewedCommand(command)
      return wanted ? { ...(await lookUp(deps, release, wanted)), command } : { command, facts: noFacts }
    }
    if (looks !== 'drafts') return { command, facts: noFacts }
    const cves = release.items.flatMap(i => i.cve ?? [])
    await readFacts({ db: deps.db, cveSource: deps.ports.cveSource, clock: deps.clock }, cves)
    const drafts = await draftsOf(deps, release)
    return { command, facts: { ...noFacts, missing: drafts.flatMap(d => d.missing) } }
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error
    return { command, facts: noFacts, failed: refuse('lookup-failed', texts.lookupFailed(error.message)) }
  }
}

async function findIssues(deps: FactsDeps, command: ParsedCommand): Promise<FoundIssue[]> {
  const found: FoundIssue[] = []
  for (const word of new Set(command.args.slice(1))) found.push(await findIssue(deps, word))
  const cves = found.flatMap(f => f.item?.cve ?? [])
  const known = await readFacts({ db: deps.db, cveSource: deps.ports.cveSource, clock: deps.clock }, cves)
  return found.map(f => {
    const facts = f.item && known.facts.find(k => k.cve === f.item?.cve)
    return f.item && facts ? { ...f, item: { ...f.item, score: facts.cvss.score } } : f
  })
}

async function findIssue(deps: FactsDeps, word: string): Promise<FoundIssue> {
  const ref = parseIssueId(word)
  if (!ref) return { word, item: null, problem: refuse('bad-issue-id', texts.badIssueId(word)) }
  const matches = await deps.ports.forge.findIssue(ref.id, [])
  const meant = matches.filter(
    i => !ref.repository || i.repository === ref.repository || shortName(i) === ref.repository,
  )
  if (meant.length > 1) {
    return {
      word,
      item: null,
      problem: refuse(
        'ambiguous-issue',
        texts.ambiguousIssue(
          ref.id,
          meant.map(i => i.repository),
        ),
      ),
    }
  }
  const [issue] = meant
  if (!issue) return { word, item: null, problem: refuse('unknown-issue', texts.unknownIssue(word)) }
  return { word, item: itemOf(issue), problem: null }
}

function itemOf(issue: ForgeIssue): Item {
  const { id, title, url, state } = issue
  const cve = /CVE-\d{4}-\d{4,}/.exec(title)?.[0] ?? null
  const none = { score: null, version: null, abiChanged: null }
  return { kind: 'bugfix', issue: id, repository: shortName(issue), title, url, status: state, cve, ...none }
}

function shortName(issue: ForgeIssue): string {
  return issue.repository.split('/').at(-1) ?? issue.repository
}
