// The only SQL over what packages of releases change.

import { sql } from 'kysely'
import type { Db } from '../db/index.ts'
import type { PackageDiffView, ReleaseDiff } from './diff-view.ts'

/** Replaces what a run has compared. What the last run before it compared stays: it counts again if this is undone. */
export async function replaceDiffs(
  db: Db,
  { release, run }: { readonly release: string; readonly run: string },
  diffs: readonly PackageDiffView[],
): Promise<void> {
  await db.transaction().execute(async tx => {
    const before = await runOfDiffs(tx, release, run)
    await tx
      .deleteFrom('releases.package_diff')
      .where('release', '=', release)
      .where('run', '!=', before ?? '')
      .execute()
    const rows = diffs.map((diff, position) => ({ run, release, position, compared: JSON.stringify(diff) }))
    for (let at = 0; at < rows.length; at += 500) {
      await tx
        .insertInto('releases.package_diff')
        .values(rows.slice(at, at + 500))
        .execute()
    }
  })
}

export async function deleteDiffs(db: Db, run: string): Promise<void> {
  await db.deleteFrom('releases.package_diff').where('run', '=', run).execute()
}

/** The newest run that has compared the packages of a release. */
export async function runOfDiffs(db: Db, release: string, but = ''): Promise<string | undefined> {
  const row = await db
    .selectFrom('releases.package_diff as d')
    .innerJoin('flow.run as r', 'r.id', 'd.run')
    .select('d.run')
    .where('d.release', '=', release)
    .where('d.run', '!=', but)
    .orderBy('r.seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.run
}

/** A page of them, behind a position. */
export async function readDiffs(
  db: Db,
  run: string,
  page: { readonly after: number; readonly limit: number },
): Promise<{ readonly position: number; readonly diff: PackageDiffView }[]> {
  const rows = await db
    .selectFrom('releases.package_diff')
    .select(['position', 'compared'])
    .where('run', '=', run)
    .where('position', '>', page.after)
    .orderBy('position')
    .limit(page.limit)
    .execute()
  return rows.map(row => ({ position: row.position, diff: row.compared as unknown as PackageDiffView }))
}

export async function countDiffs(db: Db, run: string): Promise<ReleaseDiff['counts']> {
  const counted = (condition: ReturnType<typeof sql<boolean>>) =>
    sql<number>`(count(*) filter (where ${condition}))::int`
  const isTrue = {
    new: sql<boolean>`compared->>'because' is null and compared->>'before' is null`,
    lower: sql<boolean>`(compared->>'isLower')::boolean`,
    sonamesGone: sql<boolean>`jsonb_array_length(compared->'sonamesGone') > 0`,
    notCompared: sql<boolean>`compared->>'because' is not null`,
  }
  return await db
    .selectFrom('releases.package_diff')
    .select([
      sql<number>`count(*)::int`.as('packages'),
      counted(isTrue.new).as('new'),
      counted(isTrue.lower).as('lower'),
      counted(isTrue.sonamesGone).as('sonamesGone'),
      counted(isTrue.notCompared).as('notCompared'),
    ])
    .where('run', '=', run)
    .executeTakeFirstOrThrow()
}
