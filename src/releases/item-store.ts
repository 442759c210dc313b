// The SQL over the rows of a scope: loading them, writing what was decided or taken over, and reading their history.

import type { Db, Tx } from '../db/index.ts'
import type { Item, ItemChange, ItemKey, ItemKind, ItemSource, ScopeItem } from './model.ts'
import { type Author, alter, columnsOf, itemOf, keyOf, note, putRow, readRow, rowAt, unset } from './row-store.ts'
import type { ItemChangeView, ItemState } from './view.ts'

/** The rows of a release, and the keys of those that someone deleted. */
export async function loadItems(db: Db, release: string): Promise<{ items: ScopeItem[]; deleted: ItemKey[] }> {
  const rows = await db
    .selectFrom('releases.item')
    .selectAll()
    .where('release', '=', release)
    .orderBy('added_at')
    .orderBy('cve')
    .orderBy('issue')
    .execute()
  return {
    items: rows.filter(row => !row.deleted_at).map(itemOf),
    deleted: rows.filter(row => row.deleted_at).map(row => ({ kind: row.kind as ItemKind, issue: row.issue })),
  }
}

export async function saveItemChange(tx: Tx, release: string, change: ItemChange, by: Author): Promise<void> {
  switch (change.kind) {
    case 'add-item': {
      const { account, name, at } = by
      const who = { name, at, account, run: null, acceptance: 'accepted' as const, source: 'hand' as const }
      await putRow(tx, release, change.item, { ...who, ...change.how })
      return await note(tx, { release, key: change.item, action: 'add', before: null }, by)
    }
    case 'delete-item':
      return await alter(tx, { release, key: change.item, action: 'delete' }, by, {
        deleted_by: by.name,
        deleted_at: by.at,
      })
    case 'judge-item': {
      const action = change.acceptance === 'accepted' ? 'accept' : 'refuse'
      return await alter(tx, { release, key: change.item, action }, by, { acceptance: change.acceptance })
    }
    case 'leave-item':
      return await alter(tx, { release, key: change.item, action: 'leave' }, by, { left_by: by.name, left_at: by.at })
    case 'return-item':
      return await alter(tx, { release, key: change.item, action: 'return' }, by, { left_by: null, left_at: null })
    case 'carry-item':
      return await carry(tx, release, change, by)
    case 'uncarry-item': {
      const before = await readRow(tx, release, change.item)
      await rowAt(tx.deleteFrom('releases.item'), release, change.item).execute()
      await note(tx, { release, key: change.item, action: 'uncarry', before }, by)
      await rowAt(tx.updateTable('releases.item').set({ carried_to: null }), change.from, change.item)
        .where('carried_to', '=', release)
        .execute()
      return
    }
    case 'set-status':
      return await alter(tx, { release, key: change.item, action: 'status' }, by, { status: change.status })
    case 'set-score':
      return await alter(tx, { release, key: change.item, action: 'update' }, by, { score: change.score })
    case 'clear-items':
      return await clear(tx, release, by)
  }
}

/** Sources of rows that do not come from collecting: they stand while the release is a draft. */
const standing: readonly ItemSource[] = ['feedback', 'carried']

async function clear(tx: Tx, release: string, by: Author): Promise<void> {
  const gone = await tx
    .deleteFrom('releases.item')
    .where('release', '=', release)
    .where('source', 'not in', standing)
    .returningAll()
    .execute()
  for (const row of gone.filter(r => !r.deleted_at)) {
    await note(tx, { release, key: keyOf(row), action: 'clear', before: itemOf(row) }, by)
  }
  await tx
    .updateTable('releases.item')
    .set({ deleted_by: null, deleted_at: null, left_by: null, left_at: null })
    .where('release', '=', release)
    .execute()
}

/** Takes in a row that another release left, unless it is there or was deleted; either way that release is told. */
async function carry(
  tx: Tx,
  release: string,
  { item, from, acceptance, added }: Extract<ItemChange, { kind: 'carry-item' }>,
  by: Author,
): Promise<void> {
  const values = {
    ...columnsOf(item),
    release,
    acceptance,
    source: 'carried' as const,
    added_by: added.by,
    added_at: new Date(added.at),
    added_account: added.account,
    carried_from: from,
  }
  const inserted = await tx
    .insertInto('releases.item')
    .values({ ...unset, ...values })
    .onConflict(c => c.doNothing())
    .returning('issue')
    .executeTakeFirst()
  if (inserted) await note(tx, { release, key: item, action: 'carry', before: null }, by)
  await alter(tx, { release: from, key: item, action: 'carry' }, by, { carried_to: release })
}

/** A row taken over from the old tool; `left` says that it waits for the next release. */
export type ImportedItem = Item & { readonly left: boolean }

/** Writes the rows that a release taken over begins with. */
export async function importItems(tx: Tx, release: string, items: readonly ImportedItem[], by: Author): Promise<void> {
  const { account, name, at } = by
  const how = { name, at, account, run: null, acceptance: 'accepted' as const, source: 'imported' as const }
  for (const item of items) {
    await putRow(tx, release, item, how)
    if (item.left)
      await rowAt(tx.updateTable('releases.item').set({ left_by: name, left_at: at }), release, item).execute()
    await note(tx, { release, key: item, action: 'add', before: null }, by)
  }
}

/** The changes of the rows of a release, of one row if a key is given, oldest first. */
export async function readItemHistory(
  db: Db,
  release: string,
  wanted: { key?: ItemKey | undefined; after?: number | undefined; limit: number },
): Promise<ItemChangeView[]> {
  let query = db
    .selectFrom('releases.item_change')
    .selectAll()
    .where('release', '=', release)
    .where('id', '>', wanted.after ?? 0)
    .orderBy('id')
    .limit(wanted.limit)
  if (wanted.key) query = query.where('kind', '=', wanted.key.kind).where('issue', '=', wanted.key.issue)
  return (await query.execute()).map(row => ({
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind as ItemKind,
    issue: row.issue,
    action: row.action as ItemChangeView['action'],
    by: row.by,
    delivery: row.delivery,
    before: row.before as ItemState | null,
    after: row.after as ItemState | null,
  }))
}
