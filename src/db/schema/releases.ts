// Row types of the schema `releases`, written by hand beside its migrations and compared with the live catalogue by a test.

import type { ColumnType, Generated } from 'kysely'
import type { Json } from '../../lib/json.ts'

/** Written as JSON text, read as a value. */
type Jsonb<T> = ColumnType<T, string, string>

export interface ReleaseRow {
  id: string
  branch: string
  date: string
  suffix: string
  freeze_date: string
  directory: string
  stage: string
  part: Generated<number>
  revision: Generated<number>
  withdrawn: Generated<boolean>
  pending: Jsonb<Json> | null
  issue_repository: string | null
  issue_id: string | null
  issue_url: string | null
  created_by: string
  created_at: Date
  updated_at: Date
  /** How it came about: planned here, by an issue someone opened, or taken over from the old tool. */
  origin: Generated<'planned' | 'issue' | 'imported'>
  deleted_by: string | null
  deleted_at: Date | null
  deleted_because: string | null
  /** Our blocks of the issue as last written: what differs from them was edited by a person. */
  shown_blocks: string | null
  /** The forge's id of the one comment that tells the release's state. */
  status_comment: string | null
  /** Lines of an imported issue that were not understood. */
  imported: Jsonb<Json> | null
  /** Why the forge could last not be asked; null while it answers. */
  trouble: Jsonb<Json> | null
}

export interface ReleaseItemRow {
  release: string
  kind: string
  issue: string
  repository: string
  title: string
  url: string
  status: string
  cve: string | null
  score: number | null
  version: string | null
  abi_changed: boolean | null
  added_by: string
  added_at: Date
  added_run: string | null
  deleted_by: string | null
  deleted_at: Date | null
  acceptance: Generated<'pending' | 'accepted' | 'refused'>
  source: Generated<'fetched' | 'feedback' | 'comment' | 'hand' | 'check' | 'carried' | 'imported'>
  added_account: number | null
  /** Address of the issue upstream. */
  upstream: string | null
  /** Address of the pull request. */
  pull: string | null
  issue_type: string | null
  /** When the issue was opened: the SLO clock of a CVE whose publication is not known starts there. */
  opened_at: Date | null
  /** Set while the row is left for the next release (遗留). */
  left_by: string | null
  left_at: Date | null
  carried_from: string | null
  carried_to: string | null
}

/** Every change of a row, with what it was before. */
export interface ReleaseItemChangeRow {
  id: Generated<number>
  release: string
  kind: string
  issue: string
  action: string
  by: string
  at: Date
  delivery: string | null
  before: Jsonb<Json> | null
  after: Jsonb<Json> | null
}

/** The issue that was opened for something a check found. */
export interface ReleaseProblemRow {
  release: string
  code: string
  subject: string
  repository: string
  issue: string | null
  url: Generated<string>
  status: Generated<string>
  /** Someone wrote 误报 on it. */
  false_alarm: Generated<boolean>
  run: string
  opened_at: Date
  closed_at: Date | null
}

export interface ReleaseSignOffRow {
  id: Generated<number>
  release: string
  gate: string
  account: number
  name: string
  role: string
  revision: number
  at: Date
  withdrawn_at: Date | null
}

export interface ReleaseRunRow {
  release: string
  run: string
  plan: string
  stage: string
  part: number
  revision: number
  started_at: Date
  /** When the release took note of its end. */
  noted_at: Date | null
}

export interface ReleaseDeliveryRow {
  id: Generated<number>
  external_id: string
  release: string
  channel: string
  actor: Jsonb<Json>
  text: string
  source: Jsonb<Json> | null
  received_at: Date
  decided_at: Date | null
  outcomes: Jsonb<Json> | null
  answered_at: Date | null
}

export interface ReleasePackageRow {
  release: string
  source_package: string
  family: string
  arch: string
  file: string
  sha256: string
}

/** What a package of a release changes, as one self-check has compared it. */
export interface ReleasePackageDiffRow {
  run: string
  /** In the order they are shown. */
  position: number
  release: string
  compared: Jsonb<Json>
}

/** The update list of a release in the release-management repository: what stands there, or why it does not yet. */
export interface ReleaseArchiveRow {
  release: string
  /** Where it stands and what was there before: undo needs it. */
  kept: Jsonb<Json> | null
  /** Of the files as last committed. */
  digest: string | null
  problem: string | null
  tried_at: Date | null
}

/** What was found when the version of a package's spec was compared with its build for one architecture. */
export interface ReleaseVersionCheckRow {
  release: string
  package: string
  family: string
  arch: string
  spec: string | null
  built: string | null
  verdict: 'same' | 'older' | 'newer' | 'missing' | 'no-spec' | 'unresolved' | 'failed'
  detail: string | null
  /** The scope revision it was looked up at. */
  revision: number
  looked_up_at: Date
}

/** A finding that somebody takes the risk of: it blocks no release of the branch until it expires or is ended. */
export interface ReleaseWaiverRow {
  id: Generated<number>
  branch: string
  code: string
  subject: string
  because: string
  /** Its last day, YYYYMMDD in the branch's time zone. */
  until: string
  expires_at: Date
  /** What is said of the finding, in English: it holds while exactly this is said. Null where the subject says it all. */
  wording: string | null
  /** Where it was given, and where it was ended. */
  release: string
  owner: string
  account: number
  role: string
  at: Date
  delivery: string | null
  ended_at: Date | null
  ended_by: string | null
  ended_release: string | null
}

export interface ReleasesTables {
  'releases.release': ReleaseRow
  'releases.item': ReleaseItemRow
  'releases.item_change': ReleaseItemChangeRow
  'releases.problem': ReleaseProblemRow
  'releases.sign_off': ReleaseSignOffRow
  'releases.run': ReleaseRunRow
  'releases.delivery': ReleaseDeliveryRow
  'releases.package': ReleasePackageRow
  'releases.package_diff': ReleasePackageDiffRow
  'releases.archive': ReleaseArchiveRow
  'releases.version_check': ReleaseVersionCheckRow
  'releases.waiver': ReleaseWaiverRow
}
