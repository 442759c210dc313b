// The SQL of rows that the dependency check enters by itself: written once for a run, and taken out with it.

import type { Db, Tx } from '../db/index.ts'
import type { Item } from './model.ts'
import { type Author, itemOf, keyOf, note, putRow, rowAt } from './row-store.ts'

/** A row that a run has entered. */
export interface EnteredRow {
  readonly sourcePackage: string
  /** Why it came in. */
  readonly reason: string
}

/** Rows of the scope that a run entered and nobody deleted, in the order of their names. */
export async function enteredBy(db: Db, release: string, run: string): Promise<EnteredRow[]> {
  const rows = await db
    .selectFrom('releases.item')
    .select(['repository', 'title'])
    .where('release', '=', release)
    .where('added_run', '=', run)
    .where('source', '=', 'check')
    .where('deleted_at', 'is', null)
    .orderBy('repository')
    .execute()
  return rows.map(row => ({ sourcePackage: row.repository, reason: row.title }))
}

/**
 * Source packages that people have taken out of a release: their `requires` row deleted, or a row of theirs left for the
 * next release, refused or not accepted yet.
 */
export async function takenOutByPeople(db: Db, release: string): Promise<string[]> {
  const rows = await db
    .selectFrom('releases.item')
    .select('repository')
    .distinct()
    .where('release', '=', release)
    .where('kind', '<>', 'test')
    .where(eb =>
      eb.or([
        eb('kind', '=', 'requires').and('deleted_at', 'is not', null),
        eb('deleted_at', 'is', null).and('left_at', 'is not', null),
        eb('deleted_at', 'is', null).and('acceptance', '<>', 'accepted'),
      ]),
    )
    .orderBy('repository')
    .execute()
  return rows.map(row => row.repository)
}

/** Enters rows that are not there in any state; tells which. */
export async function enterRows(
  tx: Tx,
  release: string,
  { run, items }: { run: string; items: readonly Item[] },
  by: Author,
): Promise<Item[]> {
  const entered: Item[] = []
  for (const item of items) {
    const there = await rowAt(tx.selectFrom('releases.item').select('issue'), release, item).executeTakeFirst()
    if (there) continue
    const how = { name: by.name, at: by.at, account: null, run, acceptance: 'accepted', source: 'check' } as const
    await putRow(tx, release, item, how)
    await note(tx, { release, key: item, action: 'add', before: null }, by)
    entered.push(item)
  }
  return entered
}

/** Takes out what a run entered and nobody deleted meanwhile; tells their names. */
export async function removeEntered(tx: Tx, release: string, run: string, by: Author): Promise<string[]> {
  const gone = await tx
    .deleteFrom('releases.item')
    .where('release', '=', release)
    .where('added_run', '=', run)
    .where('source', '=', 'check')
    .where('deleted_at', 'is', null)
    .returningAll()
    .execute()
  for (const row of gone) await note(tx, { release, key: keyOf(row), action: 'undo', before: itemOf(row) }, by)
  return gone.map(row => row.repository).sort()
}
