// The SQL over the rows of a scope: loading them, writing what was decided or collected, and the history of every row.
// A change and its line of history are written together.

import type { Selectable, Updateable } from 'kysely'
import type { Db, ReleaseItemRow, Tx } from '../db/index.ts'
import { stateOf } from './item-view.ts'
import type { Acceptance, Adding, Item, ItemChange, ItemKey, ItemKind, ItemSource, ScopeItem } from './model.ts'
import type { ItemChangeView, ItemState } from './view.ts'

export interface Author {
  readonly account: number
  readonly name: string
  readonly at: Date
  /** The delivery that brought the change. */
  readonly delivery?: string | null
}

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

interface Putting extends Required<Adding> {
  readonly name: string
  readonly at: Date
  readonly account: number | null
  readonly run: string | null
}

/** Writes a row as if it had never been there. */
async function putRow(tx: Db, release: string, item: Item, how: Putting): Promise<void> {
  const values = {
    ...unset,
    ...columnsOf(item),
    acceptance: how.acceptance,
    source: how.source,
    added_by: how.name,
    added_at: how.at,
    added_account: how.account,
    added_run: how.run,
  }
  await tx
    .insertInto('releases.item')
    .values({ ...values, release })
    .onConflict(c => c.columns(['release', 'kind', 'issue']).doUpdateSet(values))
    .execute()
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

/** A row that was fetched or named in a comment. A type alias: it is stored as JSON. */
export type FoundRow = {
  readonly item: Item
  readonly source: 'fetched' | 'comment'
  readonly acceptance: Acceptance
  /** Who named it. */
  readonly by: string
  readonly account: number | null
  readonly delivery: string | null
}

/**
 * Merges what a run has found: adds what is new, brings rows that came in this way up to date, and never revives what
 * was deleted. The same again changes nothing.
 */
export async function mergeItems(
  db: Db,
  release: string,
  found: readonly FoundRow[],
  { run, at }: { run: string; at: Date },
): Promise<void> {
  await db.transaction().execute(async tx => {
    const known = await tx.selectFrom('releases.item').selectAll().where('release', '=', release).execute()
    for (const { item, source, acceptance, by, account, delivery } of found) {
      const same = known.filter(row => row.issue === item.issue)
      const present = same.find(row => row.kind === item.kind)
      const author = { account: account ?? 0, name: by, at, delivery }
      if (present) {
        const mayUpdate = source === 'fetched' || present.source === 'comment'
        const set = mayUpdate && !present.deleted_at ? news(present, item) : {}
        if (Object.keys(set).length > 0) await alter(tx, { release, key: item, action: 'update' }, author, set)
        continue
      }
      // Somebody who names a problem of the tests or an issue of another list does not ask for it once more.
      if (source === 'comment' && same.length > 0) continue
      await putRow(tx, release, item, { name: by, at, account, run, acceptance, source })
      await note(tx, { release, key: item, action: 'add', before: null }, author)
      known.push({ ...unset, ...columnsOf(item), release, source, acceptance, added_by: by, added_at: at })
    }
  })
}

/** Takes back what a run added, and what it brought up to date as far as it is still as the run wrote it. */
export async function unmergeItems(
  db: Db,
  release: string,
  was: { run: string; source: FoundRow['source']; found: readonly Item[]; former: readonly Former[] },
  by: Author,
): Promise<void> {
  await db.transaction().execute(async tx => {
    const gone = await tx
      .deleteFrom('releases.item')
      .where('release', '=', release)
      .where('added_run', '=', was.run)
      .where('source', '=', was.source)
      .where('deleted_at', 'is', null)
      .returningAll()
      .execute()
    for (const row of gone) await note(tx, { release, key: keyOf(row), action: 'undo', before: itemOf(row) }, by)
    for (const former of was.former) {
      const item = was.found.find(i => i.kind === former.kind && i.issue === former.issue)
      const now = await rowAt(tx.selectFrom('releases.item').selectAll(), release, former).executeTakeFirst()
      if (!item || !now || now.deleted_at) continue
      const written: Partial<Record<Refreshed, unknown>> = news(former, item)
      const set = Object.fromEntries(
        refreshed.filter(c => c in written && now[c] === written[c]).map(c => [c, former[c]]),
      )
      if (Object.keys(set).length > 0) await alter(tx, { release, key: former, action: 'undo' }, by, set)
    }
  })
}

/** What a second fetch may change of a row. */
const refreshed = ['title', 'url', 'status', 'score', 'version', 'abi_changed', 'upstream', 'pull'] as const
type Refreshed = (typeof refreshed)[number]
/** A row as it was before a fetch. */
export type Former = { readonly kind: string; readonly issue: string } & Pick<ReleaseItemRow, Refreshed>

export async function formerItems(db: Db, release: string): Promise<Former[]> {
  return await db
    .selectFrom('releases.item')
    .select(['kind', 'issue', ...refreshed])
    .where('release', '=', release)
    .where('deleted_at', 'is', null)
    .orderBy('kind')
    .orderBy('issue')
    .execute()
}

/** The columns in which an item knows better than its row; what it does not know stays. */
function news(row: Former, item: Item): Partial<Pick<ReleaseItemRow, Refreshed>> {
  const columns = columnsOf(item)
  return Object.fromEntries(
    refreshed.filter(c => columns[c] !== null && columns[c] !== '' && columns[c] !== row[c]).map(c => [c, columns[c]]),
  )
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

interface Noting {
  readonly release: string
  readonly key: { readonly kind: string; readonly issue: string }
  readonly action: ItemChangeView['action']
}

/** Changes a row that is there, with its line of history. */
async function alter(tx: Tx, what: Noting, by: Author, set: Updateable<ReleaseItemRow>): Promise<void> {
  const before = await readRow(tx, what.release, what.key)
  if (!before) return
  await rowAt(tx.updateTable('releases.item').set(set), what.release, what.key).execute()
  await note(tx, { ...what, before }, by)
}

async function note(tx: Tx, what: Noting & { before: ScopeItem | null }, by: Author): Promise<void> {
  const after = await readRow(tx, what.release, what.key)
  await tx
    .insertInto('releases.item_change')
    .values({
      release: what.release,
      kind: what.key.kind,
      issue: what.key.issue,
      action: what.action,
      by: by.name,
      at: by.at,
      delivery: by.delivery ?? null,
      before: what.before && JSON.stringify(stateOf(what.before)),
      after: after && JSON.stringify(stateOf(after)),
    })
    .execute()
}

async function readRow(tx: Tx, release: string, key: Noting['key']): Promise<ScopeItem | null> {
  const row = await rowAt(tx.selectFrom('releases.item').selectAll(), release, key).executeTakeFirst()
  return row && !row.deleted_at ? itemOf(row) : null
}

type Filtered<Q> = { where(column: 'release' | 'kind' | 'issue', is: '=', value: string): Q }

function rowAt<Q extends Filtered<Q>>(query: Q, release: string, { kind, issue }: Noting['key']): Q {
  return query.where('release', '=', release).where('kind', '=', kind).where('issue', '=', issue)
}

/** What is not said of a new row. */
const unset = {
  added_run: null,
  added_account: null,
  deleted_by: null,
  deleted_at: null,
  left_by: null,
  left_at: null,
  carried_from: null,
  carried_to: null,
}

function columnsOf(item: Item) {
  return {
    kind: item.kind,
    issue: item.issue,
    repository: item.repository,
    title: item.title,
    url: item.url,
    status: item.status,
    cve: item.cve,
    score: item.score,
    version: item.version,
    abi_changed: item.abiChanged,
    upstream: item.upstream ?? null,
    pull: item.pull ?? null,
    issue_type: item.issueType ?? null,
    opened_at: item.openedAt ? new Date(item.openedAt) : null,
  }
}

function keyOf(row: { kind: string; issue: string }) {
  return { kind: row.kind, issue: row.issue }
}

export function itemOf(row: Selectable<ReleaseItemRow>): ScopeItem {
  return {
    kind: row.kind as ItemKind,
    issue: row.issue,
    repository: row.repository,
    title: row.title,
    url: row.url,
    status: row.status,
    cve: row.cve,
    score: row.score,
    version: row.version,
    abiChanged: row.abi_changed,
    upstream: row.upstream,
    pull: row.pull,
    issueType: row.issue_type,
    openedAt: row.opened_at?.toISOString() ?? null,
    addedBy: row.added_by,
    addedAt: row.added_at,
    addedAccount: row.added_account,
    addedRun: row.added_run,
    acceptance: row.acceptance,
    source: row.source,
    left: row.left_at ? { by: row.left_by ?? '', at: row.left_at } : null,
    carriedFrom: row.carried_from,
    carriedTo: row.carried_to,
  }
}
