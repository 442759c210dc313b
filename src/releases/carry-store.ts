// The SQL of rows that one release leaves and the next one of its branch takes in.

import type { Db } from '../db/index.ts'
import type { ItemKey, ItemKind, ScopeItem } from './model.ts'
import { itemOf } from './row-store.ts'

/** Stages in which a release still takes rows in. */
const taking = ['draft', 'scoping']

/** Releases whose carried rows depend on this one: those that took some in, and the next one that would. */
export async function takersOf(db: Db, release: { id: string; branch: string; date: string }): Promise<string[]> {
  const took = await db
    .selectFrom('releases.item')
    .select('release')
    .distinct()
    .where('carried_from', '=', release.id)
    .execute()
  const next = await db
    .selectFrom('releases.release')
    .select('id')
    .where('branch', '=', release.branch)
    .where('date', '>', release.date)
    .where('suffix', '=', '')
    .where('deleted_at', 'is', null)
    .where('stage', 'in', taking)
    .orderBy('date')
    .limit(1)
    .executeTakeFirst()
  return [...new Set([...took.map(row => row.release), ...(next ? [next.id] : [])])].sort()
}

export interface Carried {
  /** Rows that earlier releases of the branch have left, and did not refuse, and no release has taken in yet. */
  readonly waiting: readonly { readonly item: ScopeItem; readonly from: string }[]
  /** Rows taken in whose release does not leave them any more, untouched by people here. */
  readonly stale: readonly { readonly key: ItemKey; readonly from: string }[]
}

/** What a release has to take in and to let go of. */
export async function carriedInto(db: Db, release: { id: string; branch: string; date: string }): Promise<Carried> {
  const left = await db
    .selectFrom('releases.item as item')
    .innerJoin('releases.release as other', 'other.id', 'item.release')
    .leftJoin('releases.release as taker', 'taker.id', 'item.carried_to')
    .selectAll('item')
    .where('other.branch', '=', release.branch)
    .where('other.date', '<', release.date)
    .where('item.left_at', 'is not', null)
    .where('item.deleted_at', 'is', null)
    .where('item.acceptance', '!=', 'refused')
    // One that was deleted has taken in nothing.
    .where(eb => eb.or([eb('taker.id', 'is', null), eb('taker.deleted_at', 'is not', null)]))
    .orderBy('other.date')
    .orderBy('item.kind')
    .orderBy('item.issue')
    .execute()
  const own = await db
    .selectFrom('releases.item as item')
    .leftJoin('releases.item as origin', join =>
      join
        .onRef('origin.release', '=', 'item.carried_from')
        .onRef('origin.kind', '=', 'item.kind')
        .onRef('origin.issue', '=', 'item.issue')
        // Another may have taken it in while this one was deleted.
        .onRef('origin.carried_to', '=', 'item.release')
        .on('origin.left_at', 'is not', null)
        .on('origin.deleted_at', 'is', null)
        .on('origin.acceptance', '!=', 'refused'),
    )
    .select(['item.kind', 'item.issue', 'item.carried_from'])
    .where('item.release', '=', release.id)
    .where('item.carried_from', 'is not', null)
    .where('item.deleted_at', 'is', null)
    .where('origin.release', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('releases.item_change as change')
            .select('change.id')
            .whereRef('change.release', '=', 'item.release')
            .whereRef('change.kind', '=', 'item.kind')
            .whereRef('change.issue', '=', 'item.issue')
            .where('change.action', 'in', ['add', 'delete', 'accept', 'refuse', 'leave', 'return']),
        ),
      ),
    )
    .orderBy('item.kind')
    .orderBy('item.issue')
    .execute()
  return {
    waiting: left.map(row => ({ item: itemOf(row), from: row.release })),
    stale: own.flatMap(row =>
      row.carried_from ? [{ key: { kind: row.kind as ItemKind, issue: row.issue }, from: row.carried_from }] : [],
    ),
  }
}
