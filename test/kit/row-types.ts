// Reads the row types of src/db/schema through the compiler, as plain facts that can be compared with a catalogue.

import { fileURLToPath } from 'node:url'
import ts from 'typescript'

export interface ColumnType {
  /** What a column gives when selected: `number`, `string`, `boolean`, `Date`, `bytes`, `array` or `object`. */
  readonly shapes: readonly string[]
  readonly nullable: boolean
  /** Typed as filled by the database when an insert leaves it out. */
  readonly optional: boolean
}

/** Columns by name, by `schema.table`. */
export type RowTypes = ReadonlyMap<string, ReadonlyMap<string, ColumnType>>

const SCHEMA = fileURLToPath(new URL('../../src/db/schema/index.ts', import.meta.url))

/** The row types of every table named by the interface `Tables` of a schema file. */
export function readRowTypes(file = SCHEMA): RowTypes {
  const program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    allowImportingTsExtensions: true,
    types: ['node'],
  })
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(file)
  const found = source && checker.getSymbolAtLocation(source)?.exports?.get(ts.escapeLeadingUnderscores('Tables'))
  if (!found) throw new Error(`${file} exports no Tables`)
  const tables = checker.getDeclaredTypeOfSymbol(found).getProperties()
  return new Map(tables.map(table => [table.name, columnsOf(checker, checker.getTypeOfSymbol(table))]))
}

function columnsOf(checker: ts.TypeChecker, row: ts.Type): ReadonlyMap<string, ColumnType> {
  return new Map(
    row.getProperties().map(property => {
      const declared = checker.getTypeOfSymbol(property)
      const select = part(checker, declared, '__select__')
      const insert = part(checker, declared, '__insert__')
      const nullable = parts(select).some(t => (t.flags & ts.TypeFlags.Null) !== 0)
      const optional = parts(insert).some(t => (t.flags & ts.TypeFlags.Undefined) !== 0)
      return [property.name, { shapes: shapesOf(checker, select), nullable, optional }]
    }),
  )
}

/** One side of a Kysely ColumnType; any other type stands for all sides. */
function part(checker: ts.TypeChecker, declared: ts.Type, side: string): ts.Type {
  const found = declared.getProperty(side)
  return found ? checker.getTypeOfSymbol(found) : declared
}

function parts(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type]
}

const empty = ts.TypeFlags.Null | ts.TypeFlags.Undefined

function shapesOf(checker: ts.TypeChecker, type: ts.Type): readonly string[] {
  const shapes = parts(type).filter(t => !(t.flags & empty))
  return [...new Set(shapes.map(t => shapeOf(checker, t)))].sort()
}

function shapeOf(checker: ts.TypeChecker, type: ts.Type): string {
  if (type.flags & ts.TypeFlags.NumberLike) return 'number'
  if (type.flags & ts.TypeFlags.StringLike) return 'string'
  if (type.flags & ts.TypeFlags.BooleanLike) return 'boolean'
  if (type.isIntersection()) return shapeOf(checker, type.types[0] ?? type)
  if (checker.isArrayType(type) || checker.isTupleType(type)) return 'array'
  const name = type.getSymbol()?.name ?? ''
  if (name === 'Date') return 'Date'
  return name === 'Buffer' || name === 'Uint8Array' ? 'bytes' : 'object'
}
