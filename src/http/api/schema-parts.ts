// What the schemas of the API are made of. A schema with a title becomes a named component.

import Type, { type TSchema } from 'typebox'
import type { Json } from '../../lib/json.ts'

export const closed = { additionalProperties: false } as const

/** An object that stands under its own name in the document. */
export function named<const P extends Record<string, TSchema>>(title: string, properties: P) {
  return Type.Object(properties, { title, ...closed })
}

export function list<T extends TSchema>(items: T) {
  return Type.Immutable(Type.Array(items))
}

export function orNull<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}

export const string = Type.String()
export const count = Type.Integer({ minimum: 0 })
export const instant = Type.String({ description: 'ISO 8601, UTC' })
export const civilDate = Type.String({ description: "YYYYMMDD in the branch's time zone" })

export const text = named('Text', { zh: string, en: string })

export const finding = named('Finding', {
  code: Type.String({ description: 'Stable kind, kebab-case' }),
  subject: Type.String({ description: 'What it is about, e.g. a NEVRA or a file name' }),
  message: text,
  blocking: Type.Boolean(),
  data: Type.Optional(Type.Unsafe<Json>({ description: 'Any JSON' })),
})
