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

export interface ReleasesTables {
  'releases.release': ReleaseRow
  'releases.item': ReleaseItemRow
  'releases.sign_off': ReleaseSignOffRow
  'releases.run': ReleaseRunRow
  'releases.delivery': ReleaseDeliveryRow
  'releases.package': ReleasePackageRow
}
