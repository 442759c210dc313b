// What the packages of a release change against what users have, page by page. A door.

import { atOneMoment, type Db } from '../db/index.ts'
import { countDiffs, readDiffs, runOfDiffs } from './diff-store.ts'
import type { ReleaseDiff } from './diff-view.ts'
import type { Release } from './model.ts'
import { loadRelease } from './store.ts'

const NOTHING = { packages: 0, new: 0, lower: 0, sonamesGone: 0, notCompared: 0 }

/** Undefined when there is no such release. The cursor is the `next` of the page before: digits alone. */
export async function readReleaseDiff(
  { db }: { readonly db: Db },
  id: string,
  wanted: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<ReleaseDiff | undefined> {
  return await atOneMoment(db, async tx => {
    const release = await loadRelease(tx, id)
    if (!release) return undefined
    const run = await runOfDiffs(tx, id)
    if (run === undefined) {
      return { release: id, run: null, isStale: false, counts: NOTHING, items: [], next: null }
    }
    const after = wanted.cursor === undefined ? -1 : Number(wanted.cursor)
    const rows = await readDiffs(tx, run, { after, limit: wanted.limit + 1 })
    const page = rows.slice(0, wanted.limit)
    return {
      release: id,
      run,
      isStale: isStale(release, run),
      counts: await countDiffs(tx, run),
      items: page.map(row => row.diff),
      next: rows.length > page.length ? String(page.at(-1)?.position) : null,
    }
  })
}

/** How much the packages change, as compared for the scope as it is; undefined when they were not. */
export async function currentChanges(
  db: Db,
  release: Pick<Release, 'id' | 'runs' | 'revision'>,
): Promise<ReleaseDiff['counts'] | undefined> {
  const run = await runOfDiffs(db, release.id)
  if (run === undefined || isStale(release, run)) return undefined
  return await countDiffs(db, run)
}

function isStale({ runs, revision }: Pick<Release, 'runs' | 'revision'>, run: string): boolean {
  return runs.find(r => r.run === run)?.revision !== revision
}
