// What the issue and its status comment are made of, read together: one look for both faces. A door.

import { roleHolders } from '../accounts/index.ts'
import { builtPackages } from './drafts.ts'
import { leftRows, problemRows, type StoredProblem } from './issue-store.ts'
import type { IssueFacts, ProblemRow } from './issue-view.ts'
import { blockingFindings, type Release } from './model.ts'
import { branchOf } from './policy.ts'
import { gateViews, packageCounts, type QueryDeps, repositoriesOf, stageViews } from './queries.ts'
import { waitingFor } from './rules-read.ts'
import type { StatusFacts } from './status-comment.ts'

export async function issueFacts(deps: QueryDeps, release: Release): Promise<IssueFacts & StatusFacts> {
  const { db, policy } = deps
  const built = await builtPackages(db, release.id)
  const branch = branchOf(policy, release.branch)
  return {
    release,
    page: `${policy.publicUrl}/ui/releases/${encodeURIComponent(release.id)}`,
    holders: await roleHolders(db, policy.roles, { forge: policy.forge.name, branch: release.branch }),
    packageCounts: packageCounts(built),
    repositories: await repositoriesOf(deps, release, built),
    problems: problemsOf(release, await problemRows(db, release.id)),
    left: await leftRows(db, release.id),
    waitingFor: waitingFor(release, branch?.gates ?? {}),
    stages: stageViews(release),
    gates: branch ? gateViews(release, branch) : [],
  }
}

/** Issues of problems, and what blocks and has none. */
function problemsOf(release: Release, stored: readonly StoredProblem[]): ProblemRow[] {
  const findings = blockingFindings(release)
  const about = (p: { code: string; subject: string }) => (f: { code: string; subject: string }) =>
    f.code === p.code && f.subject === p.subject
  const withIssue = stored.map(p => ({
    issue: p.issue,
    repository: p.repository,
    title: findings.find(about(p))?.message.zh ?? p.subject,
    status: p.status,
  }))
  const without = findings
    .filter(f => !stored.some(about(f)))
    .map(f => ({ issue: null, repository: f.subject, title: f.message.zh, status: 'open' }))
  return [...withIssue, ...without]
}
