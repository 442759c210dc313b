// Checks requests against their TypeBox schemas. Query, path and headers are text, so numbers are converted there; a
// JSON body is taken as it is. Unknown fields are refused, never dropped.

import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Value } from 'typebox/value'
import { refuse } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { lines } from '../lib/text.ts'
import { DetailedRefusal } from './errors.ts'
import { fieldTexts, texts } from './texts.ts'

const places: Readonly<Record<string, string>> = {
  body: 'body',
  querystring: 'query',
  params: 'path',
  headers: 'header',
}

interface FieldProblem {
  readonly keyword: string
  readonly instancePath: string
  readonly message: string
  readonly params: Readonly<Record<string, unknown>>
}

/** A compiler of validators for `setValidatorCompiler`. What does not fit is refused as `invalid-request`. */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart = 'body' }) => {
  const validator = Compile(schema)
  return (value: unknown) => {
    const given = httpPart === 'body' ? value : Value.Convert(schema, { ...(value as object) })
    const full = Value.Default(schema, given)
    if (validator.Check(full)) return { value: full }
    return { error: refusalOf(places[httpPart] ?? httpPart, validator.Errors(full) as readonly FieldProblem[]) }
  }
}

function refusalOf(place: string, found: readonly FieldProblem[]): DetailedRefusal {
  const problems = found.filter(p => p.keyword !== 'boolean').slice(0, 10)
  const sentences = problems.map(p => sentenceOf(place, p))
  const errors = problems.map(({ instancePath }, i) => ({
    in: place,
    pointer: instancePath,
    text: sentences[i] ?? null,
  }))
  return new DetailedRefusal(refuse('invalid-request', lines(sentences)), { errors })
}

function sentenceOf(place: string, problem: FieldProblem): Text {
  const { instancePath, keyword, params, message } = problem
  const where = instancePath === '' ? place : `${place} ${instancePath.slice(1).replaceAll('/', '.')}`
  const say = Object.hasOwn(fieldTexts, keyword) ? fieldTexts[keyword] : undefined
  return say ? say(where, wordsOf(params)) : texts.badField(where, message)
}

/** The first parameter of a rule as words: the names, the values allowed, the limit. */
function wordsOf(params: Readonly<Record<string, unknown>>): string {
  const { comparison: _, ...rest } = params
  const [value] = Object.values(rest)
  const words = Array.isArray(value) ? value.slice(0, 10).map(v => String(v).slice(0, 80)) : [String(value)]
  return words.join(', ')
}
