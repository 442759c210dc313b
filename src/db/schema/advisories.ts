// Row types of the schema `advisories`, written by hand beside its migrations and compared with the live catalogue by a test.

import type { ColumnType } from 'kysely'
import type { Json } from '../../lib/json.ts'

export interface AdvisoryNumberRow {
  family: string
  year: number
  n: number
  /** Who took it, e.g. `<run>/<component>/<branch>`: the same key gets the same number again. */
  key: string
  /** A void number is never used again. */
  state: 'taken' | 'void'
  taken_at: Date
}

export interface AdvisoryRow {
  id: string
  family: string
  year: number
  n: number
  release: string
  /** The run that published it. */
  run: string
  branch: string
  component: string
  state: 'published' | 'withdrawn'
  revisions: ColumnType<Json, string, string>
  model: ColumnType<Json, string, string>
  published_at: Date
  withdrawn_at: Date | null
}

export interface CveFactsRow {
  cve: string
  facts: ColumnType<Json, string, string>
  read_at: Date
}

export interface AdvisoriesTables {
  'advisories.number': AdvisoryNumberRow
  'advisories.advisory': AdvisoryRow
  'advisories.cve_facts': CveFactsRow
}
