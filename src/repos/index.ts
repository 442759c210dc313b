// The front door of the room of RPM repositories: the pool, the trees, and what is asked about them.

export { adoptBaseline, type Baseline } from './baseline.ts'
export { type CheckedUpdate, installCheck, privateRepository } from './checks.ts'
export { askClosure, type ClosureQuestion, explainNevra } from './closure-check.ts'
export type { ClosureFinding, Explained } from './closure-finding.ts'
export { describeFindings } from './closure-report.ts'
export { sayChain } from './closure-texts.ts'
export { asLookup, type DependencyVerdict, dependencyCheck, openDependencyView, verdictOf } from './dependency-check.ts'
export type { CheckedSource, DependencyView } from './dependency-view.ts'
export type { DnfRoom, RepoSource } from './dnf.ts'
export { type HeldPackage, heldInPool, heldInRepositories, heldInTree } from './held-packages.ts'
export type { InstallProblem } from './installation.ts'
export {
  directoriesFor,
  type Family,
  type PlacedRpm,
  placeRpm,
  releaseDirectory,
  runsOn,
  SOURCE,
  testDirectory,
} from './layout.ts'
export { listTexts } from './lists.ts'
export type { RepositoryNeeds } from './open-repository.ts'
export { diffHeld, diffUpdate } from './package-diffs.ts'
export {
  type BadRpm,
  type BadRpmCode,
  type IncomingRpm,
  ingestRpms,
  isBadRpm,
  type Pool,
  removeAbandoned,
} from './pool.ts'
export type { PooledRpm } from './pooled-rpm.ts'
export { packagesOf, pooledRpms, releasesOf } from './queries.ts'
export { normalisedRepomds, type ReachableFile, reachableFiles } from './reachable.ts'
export type { RecordedVersion, ReleaseEntry } from './store.ts'
export { findSupply, type Remedy, type SuppliedPackage, type Supply } from './supply.ts'
export type { OfferedBuilds } from './supply-offers.ts'
export type { Downgrade, TreeChange } from './tree-change.ts'
export type { AppliedChange, Attempt, ChangeIntent, TreeReader, TreeWriter } from './tree-publish.ts'
export type { DirectoryRecords, WrittenRelease } from './tree-state.ts'
export {
  applyChange,
  changeNow,
  prepareChange,
  type RequestedChange,
  undoChange,
} from './trees.ts'
export type { PublishedRepository } from './wanted-tree.ts'
