// Looks up outside what a command needs before it is decided: the issues it names, the facts of CVEs, who needs what.
// A doer: it uses ports, changes nothing of the release.

import { knownFacts, readFacts } from '../advisories/index.ts'
import { ExternalError, refuse } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import type { Ports } from '../ports/index.ts'
import { commandAt, findCommand } from './commands.ts'
import { pullNamed } from './comment-links.ts'
import { type DraftDeps, draftsOf, factsLacking } from './drafts.ts'
import { newestRuns } from './explanations.ts'
import { shortName } from './issue-names.ts'
import { findIssue, readPull } from './issues.ts'
import { type Item, packagesInScope, type Release } from './model.ts'
import type { ParsedCommand } from './parse.ts'
import { branchOf } from './policy.ts'
import { previewedCommand } from './preview-rule.ts'
import { wouldUnpublish } from './rules-back.ts'
import type { Facts, FoundIssue } from './ruling.ts'
import { scopeTexts } from './scope-texts.ts'
import { scoresIn, withScore } from './scores.ts'
import { readStatuses, type StatusDeps } from './statuses.ts'
import type { PreparedCommand, SubmitDeps } from './submit.ts'
import { texts } from './texts.ts'
import { packagesMeant } from './version-check.ts'
import { lookUpVersions, type VersionDeps } from './versions.ts'

export interface FactsDeps extends SubmitDeps, DraftDeps, StatusDeps, Pick<VersionDeps, 'programs'> {
  readonly ports: Pick<Ports, 'forge' | 'cveSource' | 'buildService'>
  /** Sentences naming published packages of others that need what this release would take away. */
  readonly neededByOthers: (release: Release) => Promise<Facts['needs']>
}

export const noFacts: Facts = { issues: [], missing: [], needs: [] }

/** Fetches the facts a command declares it needs. A system that does not answer refuses the command. */
export async function lookUp(deps: FactsDeps, release: Release, command: ParsedCommand): Promise<PreparedCommand> {
  const name = findCommand(command.name)
  const looks = name && commandAt(name).looks
  try {
    if (looks === 'issues') return { command, facts: { ...noFacts, issues: await findIssues(deps, release, command) } }
    if (looks === 'feedback') {
      return { command, facts: { ...noFacts, issues: await findFeedback(deps, release, command) } }
    }
    if (looks === 'needs') {
      const asked = wouldUnpublish(release, name === 'withdraw' ? 'withdraw' : 'rollback')
      return { command, facts: { ...noFacts, needs: asked ? await deps.neededByOthers(release) : [] } }
    }
    if (looks === 'statuses') {
      const only = name === 'test-ok' ? { only: 'test' as const } : {}
      const statuses = await readStatuses(deps, { forge: deps.ports.forge, release, ...only })
      const scores = name === 'check-status' ? await freshScores(deps, release) : {}
      return { command, facts: { ...noFacts, statuses, ...scores } }
    }
    if (looks === 'versions') {
      const branch = branchOf(deps.policy, release.branch)
      const owner = deps.policy.forge.specs?.owner
      if (!branch || owner === undefined) return { command, facts: noFacts }
      const inScope = packagesInScope(release.items)
      // One that is not in the scope is refused: nothing is asked about it.
      const names = packagesMeant(release, command).filter(name => inScope.includes(name))
      const began = deps.clock.now().toISOString()
      const packages = await lookUpVersions(deps, names, { branch, owner })
      return { command, facts: { ...noFacts, versions: { began, revision: release.revision, packages } } }
    }
    if (looks === 'runs') {
      const runs = await newestRuns(deps.db, release.id)
      return { command, facts: { ...noFacts, runs, lacking: await factsLacking(deps.db, release) } }
    }
    if (looks === 'lacking') return { command, facts: { ...noFacts, lacking: await factsLacking(deps.db, release) } }
    if (looks === 'previewed') {
      const wanted = previewedCommand(command)
      return wanted ? { ...(await lookUp(deps, release, wanted)), command } : { command, facts: noFacts }
    }
    if (looks !== 'drafts') return { command, facts: noFacts }
    const { facts } = await readFacts(sourceOf(deps), cvesOf(release))
    const drafts = await draftsOf(deps, release)
    return { command, facts: { ...noFacts, missing: drafts.flatMap(d => d.missing), scores: scoresIn(facts) } }
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error
    return { command, facts: noFacts, failed: refuse('lookup-failed', texts.lookupFailed(error.message)) }
  }
}

function cvesOf({ items }: Release): string[] {
  return items.flatMap(i => i.cve ?? [])
}

function sourceOf({ db, ports, clock }: FactsDeps) {
  return { db, cveSource: ports.cveSource, clock }
}

/** Scores by the facts of the CVEs, read anew. A source that is away must not keep the issues from being looked at. */
async function freshScores(deps: FactsDeps, release: Release): Promise<Pick<Facts, 'scores' | 'unheard'>> {
  const cves = cvesOf(release)
  try {
    return { scores: scoresIn((await readFacts(sourceOf(deps), cves)).facts) }
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error
    return { scores: scoresIn(await knownFacts(deps.db, cves)), unheard: error.message }
  }
}

async function findIssues(deps: FactsDeps, release: Release, command: ParsedCommand): Promise<FoundIssue[]> {
  const found: FoundIssue[] = []
  for (const word of new Set(command.args.slice(1))) {
    found.push(notItself(release, await findIssue(deps.ports.forge, word, release.branch)))
  }
  return await withScores(deps, found)
}

/** The release issue is no row of its own release. */
function notItself({ issue }: Release, found: FoundIssue): FoundIssue {
  const { item, word } = found
  if (!issue || item?.issue !== issue.id || item.repository !== shortName(issue.repository)) return found
  return { word, item: null, problem: refuse('release-issue', scopeTexts.releaseIssue(word)) }
}

/** Rows whose issue says no score get that of the CVE's facts. */
async function withScores(deps: FactsDeps, found: readonly FoundIssue[]): Promise<FoundIssue[]> {
  const cves = found.flatMap(f => f.item?.cve ?? [])
  const scores = scoresIn((await readFacts(sourceOf(deps), cves)).facts)
  return found.map(({ item, ...f }) => ({ ...f, item: item && withScore(item, scores) }))
}

/** The issue of a feedback, with its pull request, when the package and the pull request named are its own. */
async function findFeedback(deps: FactsDeps, release: Release, { args }: ParsedCommand): Promise<FoundIssue[]> {
  const [word, ...others] = args
  if (word === undefined || others.length > 2) return []
  const found = notItself(release, await findIssue(deps.ports.forge, word, release.branch))
  if (!found.item) return [found]
  let item: Item = found.item
  for (const other of others) {
    const problem = (code: string, because: Text): FoundIssue[] => [
      { word, item: null, problem: refuse(code, because) },
    ]
    const link = release.issue && pullNamed(other, release.issue)
    if (!link) {
      if (/[/:!#]/.test(other)) return problem('unknown-pull', scopeTexts.unknownPull(other))
      if (other !== item.repository) {
        return problem('other-package', scopeTexts.otherPackage(item.issue, item.repository, other))
      }
      continue
    }
    const pull = await readPull(deps.ports.forge, link, release.issue?.repository)
    if (!pull) return problem('unknown-pull', scopeTexts.unknownPull(other))
    if (shortName(pull.repository) !== item.repository) {
      return problem('other-package', scopeTexts.otherPackage(item.issue, item.repository, shortName(pull.repository)))
    }
    item = { ...item, pull: pull.url }
  }
  return await withScores(deps, [{ ...found, item }])
}
