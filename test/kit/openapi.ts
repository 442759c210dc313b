// Compares answers with the OpenAPI document: what is not documented fails the test.

import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'

type Node = { [key: string]: unknown }

/** The document as the server gives it. */
export async function openApiOf(server: FastifyInstance): Promise<Node> {
  const answer = await server.inject('/api/openapi.json')
  return answer.json() as Node
}

/** What is wrong with an answer by the document; empty when it is as documented. */
export async function undocumented(
  server: FastifyInstance,
  asked: { method: string; route: string },
  answer: LightMyRequestResponse,
): Promise<readonly string[]> {
  const document = await openApiOf(server)
  const responses = at(document, 'paths', asked.route, asked.method.toLowerCase(), 'responses')
  if (!responses) return [`${asked.method} ${asked.route} is not documented`]
  const { statusCode } = answer
  const response = (responses[statusCode] ?? responses[`${Math.floor(statusCode / 100)}XX`]) as Node | undefined
  if (!response) return [`${asked.method} ${asked.route} has no answer ${statusCode}`]
  const type = String(answer.headers['content-type'] ?? '').split(';', 1)[0] ?? ''
  if (answer.body === '') return type === '' ? [] : [`an empty body of type ${type}`]
  const schema = at(response, 'content', type, 'schema')
  if (!schema) return [`${asked.method} ${asked.route} ${statusCode} has no content ${type}`]
  const validator = Compile(resolved(schema, document) as TSchema)
  return validator.Errors(answer.json()).map(e => `${e.instancePath} ${e.message}`)
}

function at(node: Node, ...path: readonly string[]): Node | undefined {
  let current: unknown = node
  for (const key of path) current = (current as Node | undefined)?.[key]
  return current as Node | undefined
}

/** The schema with its references written out; ours are not recursive. */
function resolved(value: unknown, document: Node): unknown {
  if (Array.isArray(value)) return value.map(v => resolved(v, document))
  if (typeof value !== 'object' || value === null) return value
  const { $ref } = value as Node
  if (typeof $ref === 'string') return resolved(at(document, ...$ref.slice(2).split('/')), document)
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, resolved(v, document)]))
}
