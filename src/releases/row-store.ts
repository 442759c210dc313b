// The SQL of one row of a scope: how it is written, and with it the line of its history.

import type { Selectable, Updateable } from 'kysely'
import type { Db, ReleaseItemRow, Tx } from '../db/index.ts'
import { stateOf } from './item-view.ts'
import type { Adding, Item, ItemKind, ScopeItem } from './model.ts'
import type { ItemChangeView } from './view.ts'

export interface Author {
  readonly account: number
  readonly name: string
  readonly at: Date
  /** The delivery that brought the change. */
  readonly delivery?: string | null
}

interface Putting extends Required<Adding> {
  readonly name: string
  readonly at: Date
  readonly account: number | null
  readonly run: string | null
}

/** Writes a row as if it had never been there. */
export async function putRow(tx: Db, release: string, item: Item, how: Putting): Promise<void> {
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

export interface Noting {
  readonly release: string
  readonly key: { readonly kind: string; readonly issue: string }
  readonly action: ItemChangeView['action']
}

/** Changes a row that is there, with its line of history. */
export async function alter(tx: Tx, what: Noting, by: Author, set: Updateable<ReleaseItemRow>): Promise<void> {
  const before = await readRow(tx, what.release, what.key)
  if (!before) return
  await rowAt(tx.updateTable('releases.item').set(set), what.release, what.key).execute()
  await note(tx, { ...what, before }, by)
}

export async function note(tx: Tx, what: Noting & { before: ScopeItem | null }, by: Author): Promise<void> {
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

export async function readRow(tx: Tx, release: string, key: Noting['key']): Promise<ScopeItem | null> {
  const row = await rowAt(tx.selectFrom('releases.item').selectAll(), release, key).executeTakeFirst()
  return row && !row.deleted_at ? itemOf(row) : null
}

type Filtered<Q> = { where(column: 'release' | 'kind' | 'issue', is: '=', value: string): Q }

export function rowAt<Q extends Filtered<Q>>(query: Q, release: string, { kind, issue }: Noting['key']): Q {
  return query.where('release', '=', release).where('kind', '=', kind).where('issue', '=', issue)
}

/** What is not said of a new row. */
export const unset = {
  added_run: null,
  added_account: null,
  deleted_by: null,
  deleted_at: null,
  left_by: null,
  left_at: null,
  carried_from: null,
  carried_to: null,
}

export function columnsOf(item: Item) {
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

export function keyOf(row: { kind: string; issue: string }) {
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
