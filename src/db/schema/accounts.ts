// Row types of the schema `accounts`, written by hand beside its migrations and compared with the live catalogue by a test.

import type { ColumnType, Generated } from 'kysely'
import type { Json } from '../../lib/json.ts'
import type { Text } from '../../lib/text.ts'

export interface AccountRow {
  id: Generated<number>
  kind: 'person' | 'service' | 'system'
  name: string
  by_hand: Generated<boolean>
  created_at: Generated<Date>
}

export interface ForgeUserRow {
  forge: string
  user_id: string
  account: number
  login: string
}

export interface LoginRow {
  id: Generated<number>
  forge: string | null
  login: string
  user_id: string | null
  account: number
}

export interface RoleGrantRow {
  account: number
  role: string
  branch: string | null
}

export interface TokenRow {
  id: Generated<number>
  account: number
  hash: Buffer
  note: string
  roles: string[] | null
  branches: string[] | null
  created_at: Generated<Date>
  revoked_at: Date | null
}

export interface LogRow {
  id: ColumnType<number, never, never>
  at: Generated<Date>
  account: number
  actor_name: string
  role: string | null
  channel: 'forge' | 'web' | 'api' | 'cli' | 'system'
  on_behalf_of: string | null
  subject: string
  action: string
  message: ColumnType<Text, string, never>
  before: ColumnType<Json, string | null, never>
  after: ColumnType<Json, string | null, never>
  delivery: string | null
  run: string | null
}

export interface TeamMemberRow {
  source: string
  forge: string
  user_id: string | null
  login: string
  read_at: Date
}

export interface AccountsTables {
  'accounts.account': AccountRow
  'accounts.forge_user': ForgeUserRow
  'accounts.login': LoginRow
  'accounts.role_grant': RoleGrantRow
  'accounts.token': TokenRow
  'accounts.log': LogRow
  'accounts.team_member': TeamMemberRow
}
