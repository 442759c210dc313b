// The front door of the releases room.

export type { GatePolicies } from './advance.ts'
export { adoptBaselines } from './baselines.ts'
export { readDelivery } from './delivery-store.ts'
export { keepHouse } from './housekeeping.ts'
export { hear, type JobDeps, runCommands, sweep } from './jobs.ts'
export { neededByOthers } from './needs.ts'
export { type PlanDeps, releasePlans } from './plans/index.ts'
export type { BaseRepository, BranchPolicy, Family, ReleasesPolicy } from './policy.ts'
export {
  listReleases,
  listRunViews,
  type QueryDeps,
  readHistory,
  readReleaseView,
  readRunView,
  readTimeline,
} from './queries.ts'
export { type ReconcileDeps, reconcile } from './reconcile.ts'
export { readSlo } from './slo-queries.ts'
export { createRelease, receive, type SubmitDeps, submitCarried, submitRunEnded } from './submit.ts'
export { texts as releaseTexts } from './texts.ts'
export type * from './view.ts'
