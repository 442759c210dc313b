// The SQL of the SLO: the CVE rows whose clocks run or have stopped, and when packages came out.

import type { Db } from '../db/index.ts'
import type { ScopeItem } from './model.ts'
import { itemOf } from './row-store.ts'

/** When the packages of releases came out; those that are not out, or were withdrawn, are absent. */
export async function releasedAt(db: Db, releases: readonly string[]): Promise<Map<string, Date>> {
  if (releases.length === 0) return new Map()
  const rows = await db
    .selectFrom('releases.run as own')
    .innerJoin('flow.run as run', 'run.id', 'own.run')
    .select(['own.release', 'run.ended_at'])
    .where('own.release', 'in', [...releases])
    .where('own.plan', '=', 'publish')
    .where('run.state', '=', 'done')
    .orderBy('run.seq')
    .execute()
  return new Map(rows.flatMap(row => (row.ended_at ? [[row.release, row.ended_at]] : [])))
}

export interface SloRow {
  readonly release: string
  readonly branch: string
  readonly item: ScopeItem
}

/** CVE rows of the branches whose clocks count: not deleted, not refused, not carried on to another release. */
export async function sloRows(db: Db, branches: readonly string[]): Promise<SloRow[]> {
  if (branches.length === 0) return []
  const rows = await db
    .selectFrom('releases.item as item')
    .innerJoin('releases.release as release', 'release.id', 'item.release')
    .selectAll('item')
    .select('release.branch')
    .where('release.branch', 'in', [...branches])
    .where('release.deleted_at', 'is', null)
    .where('item.kind', '=', 'cve')
    .where('item.deleted_at', 'is', null)
    .where('item.carried_to', 'is', null)
    .where('item.acceptance', '<>', 'refused')
    .orderBy('item.release')
    .orderBy('item.issue')
    .execute()
  return rows.map(row => ({ release: row.release, branch: row.branch, item: itemOf(row) }))
}
