// The hand-written row types and the migrations say the same, both ways.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import type { Db } from '../../src/db/index.ts'
import { type TestDatabase, testDatabase } from '../kit/database.ts'
import { type ColumnType, type RowTypes, readRowTypes } from '../kit/row-types.ts'

let database: TestDatabase | undefined
afterEach(() => database?.drop())

interface Column {
  readonly table: string
  readonly column: string
  readonly type: string
  readonly nullable: boolean
  readonly filled: boolean
}

/** Every column but Kysely's own and those of DBOS; `filled` columns have a value when none is given. */
async function readCatalogue(db: Db): Promise<readonly Column[]> {
  const { rows } = await sql<Column>`
    select c.table_schema || '.' || c.table_name as table, c.column_name as column, c.udt_name as type,
      c.is_nullable = 'YES' and t.table_type = 'BASE TABLE' as nullable,
      c.column_default is not null or c.is_identity = 'YES' or c.is_generated = 'ALWAYS' as filled
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema not in ('pg_catalog', 'information_schema', 'dbos')
      and c.table_name not in ('kysely_migration', 'kysely_migration_lock')`.execute(db)
  return rows
}

const shapes: Readonly<Record<string, string>> = {
  ...named('number', ['int2', 'int4', 'int8', 'float4', 'float8', 'oid']),
  ...named('boolean', ['bool']),
  ...named('Date', ['timestamptz', 'timestamp']),
  ...named('bytes', ['bytea']),
}

function named(shape: string, types: readonly string[]): Record<string, string> {
  return Object.fromEntries(types.map(type => [type, shape]))
}

function differences(types: RowTypes, catalogue: readonly Column[]): readonly string[] {
  const known = new Set(catalogue.map(c => `${c.table} ${c.column}`))
  const typed = [...types].flatMap(([table, columns]) => [...columns.keys()].map(column => `${table} ${column}`))
  const missing = typed.filter(name => !known.has(name)).map(name => `${name}: only in the row types`)
  return [...missing, ...catalogue.flatMap(c => compare(c, types.get(c.table)?.get(c.column)))].sort()
}

function compare(c: Column, type: ColumnType | undefined): readonly string[] {
  const name = `${c.table} ${c.column}`
  if (!type) return [`${name}: only in the database`]
  const found: string[] = []
  const expected = c.type.startsWith('_') ? 'array' : (shapes[c.type] ?? 'string')
  const isJson = c.type === 'json' || c.type === 'jsonb'
  if (!isJson && type.shapes.join() !== expected) found.push(`${name}: ${c.type} is typed ${type.shapes.join(' | ')}`)
  if (c.nullable && !type.nullable) found.push(`${name}: may be null, is typed as if never`)
  if (!c.nullable && type.nullable && !isJson) found.push(`${name}: is never null, is typed as if it may be`)
  if (type.optional && !c.nullable && !c.filled) found.push(`${name}: may not be left out, is typed as if it may`)
  return found
}

test('the row types are those of the migrated database', async () => {
  database = await testDatabase()
  expect(differences(readRowTypes(), await readCatalogue(database.db))).toEqual([])
})

test('the comparison finds what it is for', async () => {
  database = await testDatabase()
  const { db } = database
  await sql`create schema zoo`.execute(db)
  await sql`create table zoo.animal (id int generated always as identity, name text not null, born date, weight int8,
    seen timestamptz not null, legs text[] not null, notes jsonb, extra int)`.execute(db)
  // Inside the project, for there Kysely's types are found.
  const cache = join(import.meta.dirname, '../../.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'zoo-'))
  writeFileSync(
    join(folder, 'index.ts'),
    `import type { Generated } from 'kysely'
    export interface AnimalRow {
      id: Generated<number>; name: Generated<string>; born: Date | null; weight: number
      seen: Date | null; legs: readonly string[]; notes: { a: number } | null; wings: number
    }
    export interface Tables { 'zoo.animal': AnimalRow; 'zoo.plant': { id: number } }`,
  )
  const types = readRowTypes(join(folder, 'index.ts'))
  rmSync(folder, { recursive: true })
  const zoo = (await readCatalogue(db)).filter(c => c.table.startsWith('zoo.'))
  expect(differences(types, zoo)).toEqual([
    'zoo.animal born: date is typed Date',
    'zoo.animal extra: only in the database',
    'zoo.animal name: may not be left out, is typed as if it may',
    'zoo.animal seen: is never null, is typed as if it may be',
    'zoo.animal weight: may be null, is typed as if never',
    'zoo.animal wings: only in the row types',
    'zoo.plant id: only in the row types',
  ])
})
