// The only SQL of advisories: numbers, what was published, and the facts of CVEs.

import { sql } from 'kysely'
import type { Db } from '../db/index.ts'
import type { CveFacts } from '../ports/index.ts'
import type { AdvisoryNumber } from './ids.ts'
import type { Advisory, AdvisoryFamily } from './model.ts'

export interface StoredAdvisory {
  readonly id: string
  readonly release: string
  readonly run: string
  readonly branch: string
  readonly state: 'published' | 'withdrawn'
  readonly model: Advisory
  readonly publishedAt: Date
  readonly withdrawnAt: Date | null
}

export type NewAdvisory = StoredAdvisory & AdvisoryNumber

/** Runs work in the transaction at hand, or in one of its own. */
export function within<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work)
}

/** Holds until the transaction ends; everyone who names the same thing waits. */
export async function lock(tx: Db, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`advisories ${name}`}, 0))`.execute(tx)
}

/**
 * Binds each key to a number: the one it got before, else the next of the year, in the order of the keys. No gaps, no
 * number twice, however many ask at once. A number whose advisory was withdrawn comes back as void.
 */
export async function takeNumbers(
  db: Db,
  wanted: { family: AdvisoryFamily; year: number; first: number; keys: readonly string[]; at: Date },
): Promise<ReadonlyMap<string, AdvisoryNumber & { readonly isVoid: boolean }>> {
  const { family, year, first, at } = wanted
  const keys = [...new Set(wanted.keys)]
  if (keys.length === 0) return new Map()
  return within(db, async tx => {
    await lock(tx, `number ${family} ${year}`)
    const held = new Set((await numbersOf(tx, keys)).map(row => row.key))
    const fresh = keys.filter(key => !held.has(key))
    if (fresh.length > 0) {
      const next = Math.max(first, (await lastNumber(tx, family, year)) + 1)
      const rows = fresh.map((key, i) => ({ family, year, n: next + i, key, state: 'taken' as const, taken_at: at }))
      await tx.insertInto('advisories.number').values(rows).execute()
    }
    const all = await numbersOf(tx, keys)
    return new Map(all.map(row => [row.key, { year: row.year, n: row.n, isVoid: row.state === 'void' }]))
  })
}

function numbersOf(tx: Db, keys: readonly string[]) {
  return tx.selectFrom('advisories.number').selectAll().where('key', 'in', keys).execute()
}

async function lastNumber(tx: Db, family: AdvisoryFamily, year: number): Promise<number> {
  const { last } = await tx
    .selectFrom('advisories.number')
    .select(e => e.fn.max('n').as('last'))
    .where('family', '=', family)
    .where('year', '=', year)
    .executeTakeFirstOrThrow()
  return last ?? 0
}

export async function voidNumbers(tx: Db, family: AdvisoryFamily, numbers: readonly AdvisoryNumber[]): Promise<void> {
  for (const { year, n } of numbers) {
    await tx
      .updateTable('advisories.number')
      .set({ state: 'void' })
      .where('family', '=', family)
      .where('year', '=', year)
      .where('n', '=', n)
      .execute()
  }
}

/** Keys of the numbers given that are void. */
export async function voidKeys(db: Db, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return []
  return (await numbersOf(db, keys)).filter(row => row.state === 'void').map(row => row.key)
}

/** Inserts what is not there yet; a row that is there stays as it is. */
export async function insertAdvisories(tx: Db, rows: readonly NewAdvisory[]): Promise<void> {
  if (rows.length === 0) return
  const values = rows.map(({ id, release, run, branch, state, model, publishedAt, withdrawnAt, year, n }) => ({
    ...{ id, release, run, branch, state, year, n },
    family: model.family,
    component: model.component,
    revisions: JSON.stringify(model.revisions),
    model: JSON.stringify(model),
    published_at: publishedAt,
    withdrawn_at: withdrawnAt,
  }))
  await tx
    .insertInto('advisories.advisory')
    .values(values)
    .onConflict(c => c.column('id').doNothing())
    .execute()
}

export async function markWithdrawn(tx: Db, id: string, model: Advisory, at: Date): Promise<void> {
  await tx
    .updateTable('advisories.advisory')
    .set({ state: 'withdrawn', withdrawn_at: at })
    .set({ model: JSON.stringify(model), revisions: JSON.stringify(model.revisions) })
    .where('id', '=', id)
    .where('state', '=', 'published')
    .execute()
}

/** Advisories of a release or of a list of ids, oldest number first; locked until the transaction ends when asked for. */
export async function advisoriesWhere(
  db: Db,
  where: { release: string } | { ids: readonly string[] },
  forUpdate = false,
): Promise<StoredAdvisory[]> {
  if ('ids' in where && where.ids.length === 0) return []
  const query = db.selectFrom('advisories.advisory').selectAll().orderBy('year').orderBy('n').orderBy('id')
  const some = 'ids' in where ? query.where('id', 'in', where.ids) : query.where('release', '=', where.release)
  return (await (forUpdate ? some.forUpdate() : some).execute()).map(stored)
}

export async function allIds(db: Db): Promise<string[]> {
  return (await db.selectFrom('advisories.advisory').select('id').execute()).map(row => row.id)
}

export interface AdvisoryFilter {
  readonly branch?: string
  readonly release?: string
  readonly component?: string
  readonly cve?: string
  readonly limit: number
  /** Id of the last one of the page before. */
  readonly after?: string
}

/** Newest number first. */
export async function pageOfAdvisories(db: Db, filter: AdvisoryFilter): Promise<StoredAdvisory[]> {
  const { branch, release, component, cve, limit, after } = filter
  const rows = await db
    .selectFrom('advisories.advisory')
    .selectAll()
    .$if(branch !== undefined, q => q.where('branch', '=', branch ?? ''))
    .$if(release !== undefined, q => q.where('release', '=', release ?? ''))
    .$if(component !== undefined, q => q.where('component', '=', component ?? ''))
    .$if(cve !== undefined, q => q.where(sql<boolean>`(model -> 'cves') @> ${JSON.stringify([{ cve }])}::jsonb`))
    .$if(after !== undefined, q =>
      q.where(
        sql<boolean>`(year, n, id) < (select a.year, a.n, a.id from advisories.advisory as a where a.id = ${after})`,
      ),
    )
    .orderBy('year', 'desc')
    .orderBy('n', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(stored)
}

export async function saveFacts(db: Db, facts: readonly CveFacts[], at: Date): Promise<void> {
  for (const fact of facts) {
    const row = { facts: JSON.stringify(fact), read_at: at }
    await db
      .insertInto('advisories.cve_facts')
      .values({ cve: fact.cve, ...row })
      .onConflict(c => c.column('cve').doUpdateSet(row))
      .execute()
  }
}

export async function factsOf(db: Db, cves: readonly string[]): Promise<CveFacts[]> {
  if (cves.length === 0) return []
  const rows = await db.selectFrom('advisories.cve_facts').selectAll().where('cve', 'in', cves).orderBy('cve').execute()
  return rows.map(row => row.facts as unknown as CveFacts)
}

function stored(row: {
  id: string
  release: string
  run: string
  branch: string
  state: 'published' | 'withdrawn'
  model: unknown
  published_at: Date
  withdrawn_at: Date | null
}): StoredAdvisory {
  const { id, release, run, branch, state } = row
  const model = row.model as Advisory
  return { id, release, run, branch, state, model, publishedAt: row.published_at, withdrawnAt: row.withdrawn_at }
}
