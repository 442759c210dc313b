// Reads what keeps a release where it is: for /explain, and for those who ask over the API. A door.

import { holdersOf } from '../accounts/index.ts'
import { atOneMoment, type Db } from '../db/index.ts'
import { factsLacking } from './drafts.ts'
import { explain } from './explain.ts'
import { branchOf } from './policy.ts'
import type { QueryDeps } from './queries.ts'
import { waitingFor } from './rules-read.ts'
import { readRunViews } from './run-queries.ts'
import { settingOf } from './setting.ts'
import { loadRelease } from './store.ts'
import type { Explanation, RunView } from './view.ts'

/** The newest runs suffice: what happened before them holds nothing up. */
const RUNS_LOOKED_AT = 20

/** What happened lately, with how far each run has come. */
export async function newestRuns(db: Db, release: string): Promise<RunView[]> {
  return await readRunViews(db, { release, limit: RUNS_LOOKED_AT })
}

export async function readExplanation(deps: QueryDeps, id: string): Promise<Explanation | undefined> {
  return await atOneMoment(deps.db, async db => {
    const release = await loadRelease(db, id)
    const branch = release && branchOf(deps.policy, release.branch)
    if (!release || !branch) return undefined
    const setting = settingOf(await holdersOf(db, deps.policy.roles, branch.name), branch, new Map())
    const facts = {
      policies: branch.gates,
      at: deps.clock.now(),
      setting,
      runs: await newestRuns(db, id),
      lacking: await factsLacking(db, release),
    }
    return {
      release: id,
      stage: release.stage,
      waitingFor: waitingFor(release, branch.gates, facts.at),
      items: explain(release, facts),
    }
  })
}
