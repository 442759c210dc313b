// Row types of the schema `local`, written by hand beside its migrations and compared with the live catalogue by a test.

import type { Generated } from 'kysely'

export interface LocalAuthorRow {
  id: string
  login: string
}

export interface LocalIssueRow {
  id: string
  number: number
  repository: string
  title: string
  body: string
  state: 'open' | 'progressing' | 'closed' | 'rejected'
  author: string
  by_bot: boolean
  type: string | null
  milestone: string | null
  created_at: Date
  updated_at: Date
}

export interface LocalLabelRow {
  issue: string
  name: string
}

export interface LocalCommentRow {
  id: Generated<number>
  issue: string
  body: string
  author: string
  created_at: Date
  updated_at: Date
}

export interface LocalPullRow {
  repository: string
  number: number
  title: string
  body: string
  state: 'open' | 'merged' | 'closed'
  author: string
  issues: string[]
  created_at: Date
}

export interface LocalFileRow {
  repository: string
  branch: string
  path: string
  content: string
  message: string
  updated_at: Date
}

export interface LocalMilestoneRow {
  name: string
  product: string
  version: string
  packages: string[]
  base_update_url: string
  epol_update_url: string | null
  status: 'open' | 'withdrawn'
  created_at: Date
  updated_at: Date
}

export interface LocalTables {
  'local.author': LocalAuthorRow
  'local.issue': LocalIssueRow
  'local.label': LocalLabelRow
  'local.comment': LocalCommentRow
  'local.milestone': LocalMilestoneRow
  'local.pull': LocalPullRow
  'local.file': LocalFileRow
}
