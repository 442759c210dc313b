// All tables of the database, composed from the rooms' row types. Keys are `schema.table`.

import type { AccountsTables } from './accounts.ts'
import type { AdvisoriesTables } from './advisories.ts'
import type { FlowTables } from './flow.ts'
import type { LocalTables } from './local.ts'
import type { ReleasesTables } from './releases.ts'
import type { ReposTables } from './repos.ts'

export interface Tables
  extends AccountsTables,
    AdvisoriesTables,
    FlowTables,
    LocalTables,
    ReleasesTables,
    ReposTables {}

export type * from './accounts.ts'
export type * from './advisories.ts'
export type * from './flow.ts'
export type * from './local.ts'
export type * from './releases.ts'
export type * from './repos.ts'
