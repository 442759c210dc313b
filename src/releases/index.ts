// The front door of the releases room.

export type { GatePolicies } from './advance.ts'
export { adoptBaselines } from './baselines.ts'
export type { Planning } from './calendar.ts'
export { createRelease } from './creation.ts'
export { readDelivery } from './delivery-store.ts'
export { readReleaseDiff } from './diff-queries.ts'
export type * from './diff-view.ts'
export { readExplanation } from './explanations.ts'
export { findRelease } from './find.ts'
export { keepHouse } from './housekeeping.ts'
export { type ImportOrder, importRelease } from './import.ts'
export { adoptIssue, hear, type JobDeps, look, runCommands, sweep } from './jobs.ts'
export { type ModuleAnswers, moduleAnswers, type ReadCommand, readComment, usersCheck } from './module-functions.ts'
export { neededByOthers } from './needs.ts'
export { createForAll, listBranches, type PlanningDeps, planRelease, planReleases } from './planning.ts'
export { type PlanDeps, releasePlans } from './plans/index.ts'
export type { BaseRepository, BranchPolicy, Family, ReleasesPolicy } from './policy.ts'
export { previewCommands } from './preview.ts'
export {
  listReleases,
  type QueryDeps,
  readHistory,
  readReleaseView,
  readTimeline,
} from './queries.ts'
export { type ReconcileDeps, reconcile } from './reconcile.ts'
export { listRunViews, readRunView } from './run-queries.ts'
export { packagesOfRelease, readTag, releasesOfPackage } from './shipped.ts'
export type * from './shipped-view.ts'
export { readSlo } from './slo-queries.ts'
export { receive, type SubmitDeps, submitCarried, submitRunEnded } from './submit.ts'
export { texts as releaseTexts } from './texts.ts'
export { readVersionTable } from './version-queries.ts'
export type * from './version-view.ts'
export type * from './view.ts'
export { listWaivers } from './waiver-queries.ts'
export type * from './waiver-view.ts'
