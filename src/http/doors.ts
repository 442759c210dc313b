// What the HTTP server asks of the rooms behind it. Every answer is plain data in the shape the API sends it.

import type { Actor, Channel, LogLine, Principal, Role } from '../accounts/index.ts'
import type { AdvisoryView } from '../advisories/index.ts'
import type { Refusal } from '../lib/errors.ts'
import type {
  BranchView,
  CommandOutcome,
  Explanation,
  FoundRelease,
  ItemChangeView,
  ModuleAnswers,
  PackageReleases,
  PlannedRelease,
  ReadCommand,
  ReleaseDiff,
  ReleasePackages,
  ReleaseSummary,
  ReleaseView,
  RunLogLine,
  RunView,
  SloReport,
  StageName,
  TagView,
  TimelineEntry,
  VersionTable,
  WaiverPage,
} from '../releases/index.ts'

export type { AdvisoryView } from '../advisories/index.ts'
export type {
  ArchiveView,
  BranchView,
  CommandOutcome,
  Explanation,
  FoundRelease,
  GateView,
  ItemChangeView,
  ModuleAnswers,
  PackageDiffView,
  PackageReleases,
  PackageVersions,
  PlannedRelease,
  ReadCommand,
  ReleaseDiff,
  ReleasePackages,
  ReleaseSummary,
  ReleaseView,
  RunLogLine,
  RunView,
  SelfCheckView,
  ShippedPackage,
  ShippingRelease,
  SloReport,
  StageName,
  StageView,
  TagView,
  TimelineEntry,
  VersionTable,
  WaiverPage,
  WaiverView,
} from '../releases/index.ts'

/** Who calls, and how: `web` by session cookie, `cli` and `api` by bearer token. */
export interface Caller {
  readonly actor: Actor
  readonly channel: Channel
}

export interface Page<T> {
  readonly items: readonly T[]
  /** What to pass as `cursor` for the next page; null on the last one. */
  readonly next: string | null
}

export interface ReleaseOrder {
  /** Needed unless the title says it. */
  readonly branch?: string
  /** `<branch>_update<YYYYMMDD>[suffix]`, or the title of a release issue. */
  readonly title?: string
  /** `update_<freeze date>[suffix]`. */
  readonly directory?: string
  /** YYYYMMDD in the branch's time zone; today unless given. */
  readonly date?: string
  readonly suffix?: string
  readonly freezeDate?: string
  /** Beside the weekly one: takes the next free suffix b, c, … unless one is given. */
  readonly emergency?: boolean
}

export interface CommandOrder {
  readonly release: string
  /** A comment as written on the issue: one command per line. */
  readonly text: string
  /** Unique id of the request; the same one again must not act twice. Absent when the caller sent no key. */
  readonly delivery?: string
  /** Login (`name` or `forge:name`) of the person the caller acts for. */
  readonly onBehalfOf?: string
}

export interface ImportOrder {
  /** Id, `#id`, `repository#id` or the address of the issue. */
  readonly issue: string
  /** `owner/name`; the repository of release issues unless given. */
  readonly repository?: string
}

/** Everything about releases, their runs and advisories. Readers that know no such thing answer undefined. */
export interface ReleasesDoor {
  /** Idempotent per branch, date and suffix: `created` is false when it existed already. */
  createRelease(order: ReleaseOrder, by: Caller): Promise<{ release: ReleaseView; created: boolean } | Refusal>
  /** For every maintained branch: what became of each. */
  createForAll(
    order: Omit<ReleaseOrder, 'branch' | 'title' | 'directory'>,
    by: Caller,
  ): Promise<readonly PlannedRelease[] | Refusal>
  /** Deletes a plan that has not begun; its record stays. */
  deleteRelease(id: string, because: string, by: Caller): Promise<ReleaseView | Refusal>
  /** Takes over a release begun under the old tool; `created` is false when it was taken over already. */
  importRelease(order: ImportOrder, by: Caller): Promise<{ release: ReleaseView; created: boolean } | Refusal>
  /** Newest first. `cursor` is `next` of the page before. */
  listReleases(wanted: {
    branch?: string
    stage?: StageName
    /** Deleted ones too. */
    deleted?: boolean
    limit: number
    cursor?: string
  }): Promise<Page<ReleaseSummary> | Refusal>
  /** The one release that an id, a title, an issue or a directory means. */
  findRelease(name: string): Promise<FoundRelease | Refusal>
  /** `allowed` of its commands is answered for the reader. */
  readRelease(id: string, reader: Actor | undefined): Promise<ReleaseView | undefined>
  /** What keeps it where it is, who can move it, and what helps. */
  explain(id: string): Promise<Explanation | undefined>
  /** One outcome per command found in the text, none when it holds no command. */
  submitCommands(order: CommandOrder, by: Caller): Promise<readonly CommandOutcome[] | Refusal>
  /** What the same order would do; nothing is changed. */
  previewCommands(order: CommandOrder, by: Caller): Promise<readonly CommandOutcome[] | Refusal>
  /** The next `limit` entries behind `after`, or the newest ones; in either case the oldest of them first. */
  readTimeline(
    release: string,
    wanted: { after?: number; limit: number },
  ): Promise<readonly TimelineEntry[] | undefined>
  /** Changes of the rows, of one row if a key is given: the next `limit` behind `after`, oldest first. */
  readItemHistory(
    release: string,
    wanted: { key?: { kind: ItemChangeView['kind']; issue: string }; after?: number; limit: number },
  ): Promise<readonly ItemChangeView[] | undefined>
  /** Specs against builds, as last looked up. */
  readVersions(release: string): Promise<VersionTable | undefined>
  /** Attainment by weeks between two civil days, and the clocks that run. */
  readSlo(wanted: { branch?: string; from?: string; to?: string }): Promise<SloReport | Refusal>
  advisoriesOf(release: string): Promise<readonly AdvisoryView[] | undefined>
  /** Newest first. */
  listRuns(wanted: { release?: string; limit: number }): Promise<readonly RunView[]>
  /** `noted`: it has ended, and its release has moved on by it. */
  readRun(id: string): Promise<{ run: RunView; noted: boolean; log: readonly RunLogLine[] } | undefined>
  /** Newest first. `cursor` is `next` of the page before. */
  listAdvisories(wanted: { branch?: string; limit: number; cursor?: string }): Promise<Page<AdvisoryView>>
  readAdvisory(id: string): Promise<AdvisoryView | undefined>
  listBranches(): Promise<readonly BranchView[]>
  /** Newest first, those that have ended included unless `holding`. */
  listWaivers(wanted: {
    branch: string
    holding?: boolean
    cursor?: string
    limit: number
  }): Promise<WaiverPage | Refusal>
  /** The module functions of seed 001 §2.6.3. */
  moduleAnswers(release: string): Promise<ModuleAnswers | undefined>
  /** Why a user of the forge may not give the commands of a comment; null when they may. */
  usersCheck(release: string, asked: { user: string; comment: string }): Promise<Refusal | null | undefined>
  parseComment(asked: { comment: string; release?: string }): Promise<readonly ReadCommand[] | Refusal>
  /** Releases that hold a source package, newest first. */
  releasesOfPackage(name: string, wanted: { limit: number; cursor?: string }): Promise<PackageReleases>
  /** What its packages change against what users have. */
  readDiff(id: string, wanted: { limit: number; cursor?: string }): Promise<ReleaseDiff | undefined>
  packagesOfRelease(id: string, wanted: { limit: number; cursor?: string }): Promise<ReleasePackages | undefined>
  readTag(tag: string, wanted: { limit: number; cursor?: string }): Promise<TagView | undefined>
}

export interface AccountsDoor {
  authenticate(bearer: string): Promise<Principal | undefined>
  /** The actor's roles on every branch of the configuration. */
  rolesByBranch(actor: Actor): Promise<Readonly<Record<string, readonly Role[]>>>
  readLog(wanted: { subject?: string; after?: number; limit: number }): Promise<readonly LogLine[]>
}

/** Calls back whenever something about the subject changed, until the returned function is called. */
export type Subscribe = (subject: string, onChange: () => void) => () => void

/** Where a path below /repo/ lies: in a tree, or in a folder made of trees (branches, `test`). */
export type RepoPlace =
  | { readonly kind: 'folder'; readonly names: readonly string[] }
  | {
      readonly kind: 'tree'
      /** Directory of the version the tree's pointer names now. */
      readonly root: string
      /** The rest of the path, below root. */
      readonly inside: readonly string[]
    }

/** Resolves the pointers of trees. The segments are safe names already, none for /repo/ itself. */
export type LocateRepo = (path: readonly string[]) => Promise<RepoPlace | undefined>

/** By name of what is needed (e.g. `database`), whether it can be used now. */
export type Readiness = () => Promise<Readonly<Record<string, boolean>>>
