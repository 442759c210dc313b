// What people and programs ask about advisories. One query, many faces.

import type { Db } from '../db/index.ts'
import type { CveFacts } from '../ports/index.ts'
import type { Advisory, Revision } from './model.ts'
import * as store from './store.ts'
import { type AdvisoryView, viewOf } from './view.ts'

export interface AdvisoryEntry extends AdvisoryView {
  readonly id: string
  readonly release: string
  readonly branch: string
  /** ISO 8601. */
  readonly publishedAt: string
  readonly withdrawnAt: string | null
  readonly revisions: readonly Revision[]
}

export interface AdvisoryPage {
  readonly items: readonly AdvisoryEntry[]
  /** What to pass as `cursor` for the next page; null on the last one. */
  readonly next: string | null
}

/** Newest number first. `cursor` is `next` of the page before. */
export async function listAdvisories(
  db: Db,
  { cursor, ...filter }: Omit<store.AdvisoryFilter, 'after'> & { readonly cursor?: string },
): Promise<AdvisoryPage> {
  const after = cursor === undefined ? {} : { after: cursor }
  const rows = await store.pageOfAdvisories(db, { ...filter, ...after, limit: filter.limit + 1 })
  const items = rows.slice(0, filter.limit).map(entryOf)
  return { items, next: rows.length > items.length ? (items.at(-1)?.id ?? null) : null }
}

/** One advisory with its whole model, from which every format can be written. */
export async function readAdvisory(
  db: Db,
  id: string,
): Promise<(AdvisoryEntry & { readonly model: Advisory }) | undefined> {
  const [row] = await store.advisoriesWhere(db, { ids: [id] })
  return row && { ...entryOf(row), model: row.model }
}

/** All that a release has ever published, the withdrawn ones included; oldest number first. */
export async function advisoriesOfRelease(db: Db, release: string): Promise<readonly AdvisoryEntry[]> {
  return (await store.advisoriesWhere(db, { release })).map(entryOf)
}

/** Facts of CVEs as last read from their source; those without any are absent. */
export async function knownFacts(db: Db, cves: readonly string[]): Promise<readonly CveFacts[]> {
  return store.factsOf(db, cves)
}

function entryOf(row: store.StoredAdvisory): AdvisoryEntry {
  return {
    ...viewOf(row.model),
    id: row.id,
    release: row.release,
    branch: row.branch,
    publishedAt: row.publishedAt.toISOString(),
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
    revisions: row.model.revisions,
  }
}
