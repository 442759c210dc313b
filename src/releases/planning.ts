// Creates releases for many branches: the weekly ones by the timer, all maintained ones by request. Each branch goes its
// own way: what fails or hangs for one never keeps another waiting. A door.

import { type Actor, type Channel, systemActor } from '../accounts/index.ts'
import { enqueueJob } from '../flow/index.ts'
import { civilDate } from '../lib/clock.ts'
import { isRefusal, type Refusal, refuse } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import { dueRelease, nextRelease, weekOf } from './calendar.ts'
import { createRelease, type ReleaseOrder } from './creation.ts'
import { weeklyDates } from './plan-store.ts'
import { planTexts } from './plan-texts.ts'
import type { BranchPolicy } from './policy.ts'
import type { SubmitDeps } from './submit.ts'
import { texts } from './texts.ts'
import type { BranchView, PlannedRelease } from './view.ts'

export interface PlanningDeps extends SubmitDeps {
  readonly log: Log
}

/** What did not come about is ordered again by a later tick; ticks within this time give the same order. */
const ROUND_MS = 10 * 60_000

/** Orders the weekly releases that are due now, each as a job in the lane of its branch. */
export async function planReleases(deps: PlanningDeps): Promise<void> {
  const now = deps.clock.now()
  const round = Math.floor(now.getTime() / ROUND_MS)
  for (const branch of deps.policy.branches) {
    const date = dueRelease(await timetableOf(deps, branch, now), now)
    if (date === undefined) continue
    await deps.db.transaction().execute(async tx => {
      await enqueueJob(tx, {
        queue: 'commands',
        key: `branch/${branch.name}`,
        job: 'plan-release',
        payload: { branch: branch.name, date },
        id: `plan/${branch.name}/${date}/${round}`,
      })
    })
  }
}

/** Creates one weekly release. A failure is logged, and the next tick orders it again. */
export async function planRelease(deps: PlanningDeps, { branch, date }: { branch: string; date: string }) {
  const made = await tryCreate(deps, { branch, date }, { actor: systemActor, channel: 'system' })
  if (isRefusal(made)) deps.log.warn({ branch, date, code: made.code }, `no weekly release: ${made.because.en}`)
}

/** Creates a release for every maintained branch: what became of each. */
export async function createForAll(
  deps: PlanningDeps,
  order: Omit<ReleaseOrder, 'branch' | 'title' | 'directory'>,
  by: { actor: Actor; channel: Channel },
): Promise<readonly PlannedRelease[] | Refusal> {
  const branches = deps.policy.branches.filter(b => b.planning.maintained).map(b => b.name)
  if (branches.length === 0) return refuse('no-branches', planTexts.noBranches())
  return await Promise.all(
    branches.map(async branch => plannedOf(branch, await tryCreate(deps, { ...order, branch }, by))),
  )
}

function plannedOf(branch: string, made: { id: string; created: boolean } | Refusal): PlannedRelease {
  if (isRefusal(made)) return { branch, id: null, created: false, code: made.code, because: made.because }
  return { branch, ...made, code: null, because: null }
}

async function tryCreate(deps: PlanningDeps, order: ReleaseOrder, by: { actor: Actor; channel: Channel }) {
  try {
    return await createRelease(deps, order, by)
  } catch (err) {
    deps.log.error({ branch: order.branch, err }, 'a release could not be created')
    return refuse('internal', texts.commandBroke())
  }
}

/** The branches of the configuration, each with how its releases come about. */
export async function listBranches(deps: PlanningDeps): Promise<BranchView[]> {
  const now = deps.clock.now()
  const views: BranchView[] = []
  for (const branch of deps.policy.branches) {
    const { name, timezone, arches, planning, gates, accept = 'automatic' } = branch
    views.push({
      name,
      timezone,
      arches: [...arches],
      maintained: planning.maintained,
      weekly: planning.weekly,
      start: gates.launch === undefined ? 'automatic' : 'by-button',
      accept,
      next: nextRelease(await timetableOf(deps, branch, now), now) ?? null,
    })
  }
  return views
}

async function timetableOf(deps: PlanningDeps, { name, timezone, planning }: BranchPolicy, now: Date) {
  const lastDates = await weeklyDates(deps.db, name, weekOf(civilDate(now, timezone)))
  return { planning, timezone, lastDates }
}
