// The front door of the database room.

import type { Kysely, Transaction } from 'kysely'
import type { Tables } from './schema/index.ts'

/** A connection pool or a transaction: what a store function takes. */
export type Db = Kysely<Tables>
export type Tx = Transaction<Tables>
export { atOneMoment } from './reading.ts'
export type * from './schema/index.ts'
