// The SQL of the built-in forge's pull requests and files.

import { sql } from 'kysely'
import type { Db, LocalFileRow, LocalPullRow, Tx } from '../../db/index.ts'

export interface StoredPull extends LocalPullRow {
  login: string
}

type Place = Pick<LocalFileRow, 'repository' | 'branch' | 'path'>

/** The number it got: the next of its repository. */
export async function insertPull(db: Db, pull: Omit<LocalPullRow, 'number'>): Promise<number> {
  return await db.transaction().execute(async tx => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`local.pull/${pull.repository}`}, 0))`.execute(tx)
    const last = await tx
      .selectFrom('local.pull')
      .select(eb => eb.fn.max('number').as('number'))
      .where('repository', '=', pull.repository)
      .executeTakeFirst()
    const number = (last?.number ?? 0) + 1
    await tx
      .insertInto('local.pull')
      .values({ ...pull, number })
      .execute()
    return number
  })
}

export function readPull(db: Db, repository: string, number: number): Promise<StoredPull | undefined> {
  return db
    .selectFrom('local.pull as pull')
    .innerJoin('local.author as author', 'author.id', 'pull.author')
    .selectAll('pull')
    .select('author.login')
    .where('pull.repository', '=', repository)
    .where('pull.number', '=', number)
    .executeTakeFirst()
}

export function readFile(db: Db, { repository, branch, path }: Place): Promise<LocalFileRow | undefined> {
  return db
    .selectFrom('local.file')
    .selectAll()
    .where('repository', '=', repository)
    .where('branch', '=', branch)
    .where('path', '=', path)
    .executeTakeFirst()
}

/** Writes nothing where the content is the same. */
export async function writeFile(tx: Tx, file: LocalFileRow): Promise<void> {
  await tx
    .insertInto('local.file')
    .values(file)
    .onConflict(conflict =>
      conflict
        .columns(['repository', 'branch', 'path'])
        .doUpdateSet({ content: file.content, message: file.message, updated_at: file.updated_at })
        .where('local.file.content', '<>', file.content),
    )
    .execute()
}

export async function removeFile(tx: Tx, { repository, branch, path }: Place): Promise<void> {
  await tx
    .deleteFrom('local.file')
    .where('repository', '=', repository)
    .where('branch', '=', branch)
    .where('path', '=', path)
    .execute()
}
