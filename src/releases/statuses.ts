// Asks the forge how the issues of a release stand. A doer: it reads, and changes nothing.

import { type Actor, type Role, rolesOf } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'
import { inBatches } from '../lib/batches.ts'
import { isDenied } from '../lib/errors.ts'
import type { Forge, ForgeUser, IssueKey, IssueState } from '../ports/index.ts'
import { shortName } from './issue-names.ts'
import type { Problem, Release, ScopeItem } from './model.ts'
import { parseIssueId } from './parse.ts'
import type { ReleasesPolicy } from './policy.ts'
import { callsFalseAlarm } from './problem-issue.ts'
import type { StatusFact } from './ruling.ts'

export interface StatusDeps {
  readonly db: Db
  readonly policy: ReleasesPolicy
  /** Who a user of the forge is to us. */
  readonly actorOf: (user: ForgeUser) => Promise<Actor>
}

/** Who may call a problem a false alarm. */
const judges: readonly Role[] = ['developer', 'tester', 'version-manager']

/** As many issues are asked for at a time. */
const AT_ONCE = 8

/**
 * How the issues of the rows and of the problems stand; of test rows alone when `only` says so. What the forge does not
 * have, or does not let us read, is told as such; a forge that does not answer throws.
 */
export async function readStatuses(
  deps: StatusDeps,
  { forge, release, only }: { forge: Forge; release: Release; only?: 'test' },
): Promise<StatusFact[]> {
  const items = release.items.filter(i => (only ? i.kind === only : i.kind !== 'requires'))
  const problems = only ? [] : release.problems.filter(p => p.issue !== null)
  const asked = [
    ...items.map(item => () => ofItem(forge, item)),
    ...problems.map(problem => () => ofProblem(deps, { forge, release, problem })),
  ]
  return await inBatches(asked, AT_ONCE, ask => ask())
}

async function ofItem(forge: Forge, { kind, issue, repository, url }: ScopeItem): Promise<StatusFact> {
  const state = await readable(async () => {
    const known = parseIssueId(url)
    if (known?.repository) return (await forge.readIssue({ repository: known.repository, id: known.id }))?.state
    // A row names the source package; the issue is in the repository called so, or the only one of its id.
    const found = await forge.findIssue(parseIssueId(issue)?.id ?? issue, [])
    const own = found.filter(i => shortName(i.repository) === repository)
    return (own.length > 0 ? own : found).length === 1 ? (own[0] ?? found[0])?.state : undefined
  })
  return { of: kind, repository, issue, state, falseAlarm: false }
}

async function ofProblem(
  deps: StatusDeps,
  { forge, release, problem }: { forge: Forge; release: Release; problem: Problem },
): Promise<StatusFact> {
  const { kind, repository } = problem
  const issue = problem.issue ?? ''
  const state = await readable(async () => (await forge.readIssue({ repository, id: issue }))?.state)
  const key = { repository, id: issue }
  const falseAlarm =
    state === null ? problem.falseAlarm : await isFalseAlarm(deps, { forge, branch: release.branch, key })
  return { of: kind, repository, issue, state, falseAlarm }
}

/** Whether someone who may has called the problem of an issue a false alarm. */
export async function isFalseAlarm(
  { db, policy, actorOf }: StatusDeps,
  { forge, branch, key }: { forge: Forge; branch: string; key: IssueKey },
): Promise<boolean> {
  const self = await forge.self()
  for (const { author, body } of await forge.listComments(key)) {
    if (author.id === self.id || !callsFalseAlarm(body)) continue
    const roles = await rolesOf(db, policy.roles, await actorOf(author), branch)
    if (roles.some(role => judges.includes(role))) return true
  }
  return false
}

/** Null for what is not there or not ours to see. */
async function readable(read: () => Promise<IssueState | undefined>): Promise<IssueState | null> {
  try {
    return (await read()) ?? null
  } catch (error) {
    if (isDenied(error)) return null
    throw error
  }
}
