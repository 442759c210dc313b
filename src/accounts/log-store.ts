// The append-only log: who did what, in which role, through which channel, and what was before and after.

import type { Db } from '../db/index.ts'
import type { Json } from '../lib/json.ts'
import type { Text } from '../lib/text.ts'
import type { Actor } from './roles.ts'

export type Channel = 'forge' | 'web' | 'api' | 'cli' | 'system'

export interface LogEntry {
  readonly actor: Pick<Actor, 'account' | 'name' | 'onBehalfOf'>
  readonly role?: string | null
  readonly channel: Channel
  /** Name of the person a service acted for; default: the one its actor says. */
  readonly onBehalfOf?: string | null
  /** What it is about, e.g. `release/<id>`; also the payload of the notification `slipway`. */
  readonly subject: string
  /** What was done, kebab-case, e.g. `cve-ok`. */
  readonly action: string
  readonly message: Text
  readonly before?: Json
  readonly after?: Json
  /** The delivery (web hook, request) that brought it. */
  readonly delivery?: string | null
  readonly run?: string | null
  /** Default: the time of the transaction. */
  readonly at?: Date
}

export interface LogLine {
  readonly id: number
  /** ISO 8601. */
  readonly at: string
  readonly account: number
  readonly actor: string
  readonly role: string | null
  readonly channel: Channel
  readonly onBehalfOf: string | null
  readonly subject: string
  readonly action: string
  readonly message: Text
  readonly before: Json
  readonly after: Json
  readonly delivery: string | null
  readonly run: string | null
}

/** Adds an entry in the transaction of the change it tells of, and returns its number. */
export async function appendLog(tx: Db, entry: LogEntry): Promise<number> {
  const { id } = await tx
    .insertInto('accounts.log')
    .values({
      ...(entry.at ? { at: entry.at } : {}),
      account: entry.actor.account,
      actor_name: entry.actor.name,
      role: entry.role ?? null,
      channel: entry.channel,
      on_behalf_of: entry.onBehalfOf ?? entry.actor.onBehalfOf?.name ?? null,
      subject: entry.subject,
      action: entry.action,
      message: JSON.stringify(entry.message),
      before: entry.before == null ? null : JSON.stringify(entry.before),
      after: entry.after == null ? null : JSON.stringify(entry.after),
      delivery: entry.delivery ?? null,
      run: entry.run ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** The next `limit` entries behind the number `after`, or the newest ones; in either case the oldest of them first. */
export async function readLog(
  db: Db,
  wanted: { subject?: string | undefined; after?: number | undefined; limit: number },
): Promise<LogLine[]> {
  const { subject, after, limit } = wanted
  let query = db.selectFrom('accounts.log').selectAll().limit(limit)
  if (subject !== undefined) query = query.where('subject', '=', subject)
  query = after === undefined ? query.orderBy('id', 'desc') : query.where('id', '>', after).orderBy('id')
  const rows = await query.execute()
  if (after === undefined) rows.reverse()
  return rows.map(row => ({
    id: row.id,
    at: row.at.toISOString(),
    account: row.account,
    actor: row.actor_name,
    role: row.role,
    channel: row.channel,
    onBehalfOf: row.on_behalf_of,
    subject: row.subject,
    action: row.action,
    message: row.message,
    before: row.before,
    after: row.after,
    delivery: row.delivery,
    run: row.run,
  }))
}
