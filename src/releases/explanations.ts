// Reads what keeps a release where it is: for /explain, and for those who ask over the API. A door.

import { holdersOf } from '../accounts/index.ts'
import { atOneMoment, type Db } from '../db/index.ts'
import { listRuns, readSteps } from '../flow/index.ts'
import { explain } from './explain.ts'
import { branchOf } from './policy.ts'
import type { QueryDeps } from './queries.ts'
import { waitingFor } from './rules-read.ts'
import { runViews } from './run-view.ts'
import { settingOf } from './setting.ts'
import { loadRelease, subjectOf } from './store.ts'
import type { Explanation, RunView } from './view.ts'

/** The newest runs suffice: what happened before them holds nothing up. */
const RUNS_LOOKED_AT = 20

export async function explainFacts(db: Db, id: string): Promise<{ runs: RunView[] }> {
  const runs = await listRuns(db, { subject: subjectOf(id), limit: RUNS_LOOKED_AT })
  const steps = await readSteps(
    db,
    runs.flatMap(r => [r.id, ...r.targets]),
  )
  return { runs: runViews(runs, steps) }
}

export async function readExplanation(deps: QueryDeps, id: string): Promise<Explanation | undefined> {
  return await atOneMoment(deps.db, async db => {
    const release = await loadRelease(db, id)
    const branch = release && branchOf(deps.policy, release.branch)
    if (!release || !branch) return undefined
    const setting = settingOf(await holdersOf(db, deps.policy.roles, branch.name), branch, new Map())
    const facts = { policies: branch.gates, setting, ...(await explainFacts(db, id)) }
    return {
      release: id,
      stage: release.stage,
      waitingFor: waitingFor(release, branch.gates),
      items: explain(release, facts),
    }
  })
}
