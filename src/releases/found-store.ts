// The SQL of rows that runs find, fetched or named in comments: merged into a scope, and taken back again.

import type { Db, ReleaseItemRow } from '../db/index.ts'
import type { Acceptance, Item } from './model.ts'
import { type Author, alter, columnsOf, itemOf, keyOf, note, putRow, rowAt, unset } from './row-store.ts'

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
const refreshed = ['title', 'url', 'status', 'cve', 'score', 'version', 'abi_changed', 'upstream', 'pull'] as const
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
  // The CVE of a row is what it is about: it may become known, and never another one.
  const isNews = (c: Refreshed) => columns[c] !== row[c] && (c !== 'cve' || row.cve === null)
  return Object.fromEntries(
    refreshed.filter(c => columns[c] !== null && columns[c] !== '' && isNews(c)).map(c => [c, columns[c]]),
  )
}
