// The only SQL over deliveries: commands as they came in, and what became of them.

import { sql } from 'kysely'
import type { Actor, Channel } from '../accounts/index.ts'
import type { Db, Tx } from '../db/index.ts'
import { clean } from '../lib/text.ts'
import type { IssueKey } from '../ports/index.ts'
import type { CommandOutcome } from './view.ts'

/** The comment a delivery came from: it is read again before its commands run. */
export type Source = IssueKey & {
  readonly comment: string
  /** Its text was written into the comment after that was decided. */
  readonly edited?: true
}

export interface Delivery {
  readonly id: number
  readonly externalId: string
  readonly release: string
  readonly channel: Channel
  readonly actor: Actor
  readonly text: string
  readonly source: Source | null
  readonly decidedAt: Date | null
  readonly outcomes: readonly CommandOutcome[] | null
}

export type NewDelivery = Omit<Delivery, 'id' | 'decidedAt' | 'outcomes'> & { readonly at: Date }

/** Stores a delivery; undefined when one with this external id is there already. */
export async function insertDelivery(tx: Tx, delivery: NewDelivery): Promise<number | undefined> {
  const row = await tx
    .insertInto('releases.delivery')
    .values({
      external_id: delivery.externalId,
      release: delivery.release,
      channel: delivery.channel,
      actor: JSON.stringify(delivery.actor),
      text: delivery.text,
      source: delivery.source ? JSON.stringify(delivery.source) : null,
      received_at: delivery.at,
      decided_at: null,
      outcomes: null,
      answered_at: null,
    })
    .onConflict(c => c.column('external_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

export async function readDelivery(db: Db, by: { id: number } | { externalId: string }): Promise<Delivery | undefined> {
  const query = db.selectFrom('releases.delivery').selectAll()
  const row = await ('id' in by
    ? query.where('id', '=', by.id)
    : query.where('external_id', '=', by.externalId)
  ).executeTakeFirst()
  return row && deliveryOf(row)
}

/** The outcomes of a delivery that is decided; holds one that is not until the transaction ends. */
export async function decidedOutcomes(tx: Tx, id: number): Promise<readonly CommandOutcome[] | undefined> {
  const row = await tx
    .selectFrom('releases.delivery')
    .select(['decided_at', 'outcomes'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row?.decided_at ? ((row.outcomes as CommandOutcome[] | null) ?? []) : undefined
}

/** A release's deliveries by external id, each with its text, to find comments that were missed. */
export async function knownDeliveries(db: Db, release: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('releases.delivery')
    .select(['external_id', 'text'])
    .where('release', '=', release)
    .execute()
  return new Map(rows.map(r => [r.external_id, r.text]))
}

/** Writes what became of a delivery, and the text and author that were read when it was decided. */
export async function saveOutcomes(
  tx: Tx,
  { id, text, actor }: Pick<Delivery, 'id' | 'text' | 'actor'>,
  outcomes: readonly CommandOutcome[],
  at: Date,
): Promise<void> {
  await tx
    .updateTable('releases.delivery')
    .set({ text, actor: JSON.stringify(actor), outcomes: JSON.stringify(outcomes), decided_at: at })
    .where('id', '=', id)
    .execute()
}

/** Deliveries that came in before an instant and are still undecided: their job was lost. */
export async function undecided(db: Db, before: Date): Promise<Delivery[]> {
  const rows = await db
    .selectFrom('releases.delivery')
    .selectAll()
    .where('decided_at', 'is', null)
    .where('received_at', '<', before)
    .orderBy('id')
    .execute()
  return rows.map(deliveryOf)
}

/** Whether something said on a release since an instant is still to be decided. */
export async function isUndecided(db: Db, release: string, since: Date): Promise<boolean> {
  const row = await db
    .selectFrom('releases.delivery')
    .select('id')
    .where('release', '=', release)
    .where('decided_at', 'is', null)
    .where('received_at', '>', since)
    .executeTakeFirst()
  return row !== undefined
}

/** Decided deliveries whose answer has not been seen on the issue: those from it, and what services said for people. */
export async function unanswered(db: Db, release: string): Promise<Delivery[]> {
  const rows = await db
    .selectFrom('releases.delivery')
    .selectAll()
    .where('release', '=', release)
    .where(e => e.or([e('source', 'is not', null), sql<boolean>`actor -> 'onBehalfOf' is not null`]))
    .where('decided_at', 'is not', null)
    .where('answered_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(deliveryOf)
}

export async function markAnswered(db: Db, ids: readonly number[], at: Date): Promise<void> {
  if (ids.length === 0) return
  await db
    .updateTable('releases.delivery')
    .set({ answered_at: at })
    .where('id', 'in', [...ids])
    .execute()
}

/** Notes what was said before there was a release: known, decided with nothing, answered with nothing. */
export async function settleDeliveries(
  tx: Tx,
  release: string,
  heard: readonly { readonly externalId: string; readonly actor: Actor; readonly text: string }[],
  at: Date,
): Promise<void> {
  for (const { externalId, actor, text } of heard) {
    const delivery = { externalId, release, channel: 'forge' as const, actor, text: clean(text), source: null, at }
    const id = await insertDelivery(tx, delivery)
    if (id === undefined) continue
    await saveOutcomes(tx, { id, actor, text: clean(text) }, [], at)
    await markAnswered(tx, [id], at)
  }
}

function deliveryOf(row: {
  id: number
  external_id: string
  release: string
  channel: string
  actor: unknown
  text: string
  source: unknown
  decided_at: Date | null
  outcomes: unknown
}): Delivery {
  return {
    id: row.id,
    externalId: row.external_id,
    release: row.release,
    channel: row.channel as Channel,
    actor: row.actor as Actor,
    text: row.text,
    source: row.source as Source | null,
    decidedAt: row.decided_at,
    outcomes: row.outcomes as CommandOutcome[] | null,
  }
}
