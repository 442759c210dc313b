// What the issue and its status comment are made of, read together: one look for both faces. A door.

import { holdersOf, loginsOfHolders } from '../accounts/index.ts'
import { currentChanges } from './diff-queries.ts'
import { builtPackages, factsLacking } from './drafts.ts'
import type { IssueFacts } from './issue-view.ts'
import type { Release } from './model.ts'
import { branchOf, pageOf } from './policy.ts'
import { problemRows } from './problem-issue.ts'
import { gateViews, packageCounts, type QueryDeps, repositoriesOf, stageViews } from './queries.ts'
import { reviewersOf } from './review.ts'
import { waitingFor } from './rules-read.ts'
import type { StatusFacts } from './status-comment.ts'
import { versionsOf } from './version-queries.ts'

export async function issueFacts(deps: QueryDeps, release: Release): Promise<IssueFacts & StatusFacts> {
  const { db, policy } = deps
  const at = deps.clock.now()
  const built = await builtPackages(db, release.id)
  const branch = branchOf(policy, release.branch)
  const holders = await holdersOf(db, policy.roles, release.branch)
  return {
    release,
    page: pageOf(policy.publicUrl, release.id),
    holders: loginsOfHolders(holders),
    reviewers: reviewersOf(holders),
    packageCounts: packageCounts(built),
    repositories: await repositoriesOf(deps, release, built),
    problems: problemRows(release, built, at),
    waitingFor: waitingFor(release, branch?.gates ?? {}, at),
    at,
    stages: stageViews(release),
    gates: branch ? gateViews(release, branch, holders) : [],
    policies: branch?.gates ?? {},
    lacking: await factsLacking(db, release),
    versions: await versionsOf(deps, release),
    changes: await currentChanges(db, release),
  }
}
