// The OpenAPI 3.1 document, made from the schemas of the routes. Schemas with a title become named components.

import { STATUS_CODES } from 'node:http'
import swagger from '@fastify/swagger'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'

/** A server whose handlers are typed by their schemas. */
export type Api = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

type Security = readonly { readonly [scheme: string]: readonly string[] }[]

/** Reading is public; who is signed in may be told more. */
export const publicly: Security = [{}, { bearer: [] }, { session: [] }]
export const signedIn: Security = [{ bearer: [] }, { session: [] }]

/** To be registered before the routes it shall describe. */
export function describeApi(server: FastifyInstance): void {
  server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Slipway',
        version: '1',
        description: 'Release engineering for RPM distributions. Reading is public, writing needs a bearer token.',
        license: { name: 'MulanPSL-2.0', identifier: 'MulanPSL-2.0' },
      },
      servers: [{ url: '/' }],
      tags: ['releases', 'runs', 'advisories', 'log', 'accounts', 'server'].map(name => ({ name })),
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: 'slipway_session' },
        },
      },
    },
    convertConstToEnum: false,
    transformObject: document => {
      if (!('openapiObject' in document)) throw new Error('not an OpenAPI document')
      return nameSchemas(nameAnswers(document.openapiObject))
    },
  })
  server.get('/api/openapi.json', { schema: { hide: true } }, async () => server.swagger())
}

type Node = { [key: string]: unknown }

/** Moves every schema that has a title to the components and leaves a reference. Two of one name must be equal. */
export function nameSchemas<T extends object>(document: T): T {
  const schemas = new Map<string, { readonly source: string; readonly schema: unknown }>()

  function walk(value: unknown, isTop: boolean): unknown {
    if (Array.isArray(value)) return value.map(v => walk(v, false))
    if (typeof value !== 'object' || value === null) return value
    const node = value as Node
    if (!isTop && typeof node.title === 'string' && isSchema(node)) return reference(node.title, node)
    return Object.fromEntries(Object.entries(node).map(([k, v]) => [k, walk(v, false)]))
  }

  function reference(title: string, node: Node): Node {
    const source = JSON.stringify(node)
    const present = schemas.get(title)
    if (present && present.source !== source) throw new Error(`two schemas are called ${title}`)
    if (!present) schemas.set(title, { source, schema: walk(node, true) })
    return { $ref: `#/components/schemas/${title}` }
  }

  const walked = walk(document, true) as T & { components: Node }
  const sorted = [...schemas].sort(([a], [b]) => (a < b ? -1 : 1)).map(([title, { schema }]) => [title, schema])
  return { ...walked, components: { ...walked.components, schemas: Object.fromEntries(sorted) } }
}

/** Answers without a description of their own are called as HTTP calls their status. */
function nameAnswers<T extends object>(document: T): T {
  const named = JSON.parse(JSON.stringify(document), (status, value: unknown) =>
    isUnnamed(value) ? { ...value, description: STATUS_CODES[status] ?? 'Answer' } : value,
  )
  return named as T
}

function isUnnamed(value: unknown): value is Node {
  return typeof value === 'object' && (value as Node | null)?.description === 'Default Response'
}

function isSchema(node: Node): boolean {
  return 'type' in node || 'enum' in node || 'anyOf' in node
}
