import openapiTS, { astToString } from 'openapi-typescript'
import { describe, expect, test } from 'vitest'
import { handMadeDoors } from '../../test/kit/doors.ts'
import { openApiOf } from '../../test/kit/openapi.ts'
import { nameSchemas } from './openapi.ts'
import { createServer } from './server.ts'

const files = ['/feeds/releases.atom', '/', '/ui', '/ui/*', '/repo', '/repo/*', '/security/data/*', '/api/openapi.json']

describe('the document', () => {
  test('covers every route but those of files and pages', async () => {
    const server = createServer(handMadeDoors().needs)
    const routes: string[] = []
    server.addHook('onRoute', ({ method, url }) => {
      for (const each of [method].flat()) if (each !== 'HEAD') routes.push(`${each} ${url.replace(/:(\w+)/g, '{$1}')}`)
    })
    await server.ready()
    const { paths } = (await openApiOf(server)) as { paths: Record<string, Record<string, unknown>> }
    const documented = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`),
    )
    expect(routes.length).toBeGreaterThan(15)
    const described = routes.filter(route => !files.includes(route.split(' ')[1] ?? ''))
    expect(documented.sort()).toEqual([...new Set(described)].sort())
  })

  test('is valid OpenAPI 3.1, and types can be made of it', async () => {
    const document = await openApiOf(createServer(handMadeDoors().needs))
    expect(document.openapi).toBe('3.1.0')
    const types = astToString(await openapiTS(document as never))
    expect(types).toContain('ReleaseView: {')
    expect(types).toContain('components["schemas"]["StageName"]')
    expect(types).toContain('policy: ("any" | "all") | number')
  })

  test('names every operation once, and says who may call it', async () => {
    const { paths } = (await openApiOf(createServer(handMadeDoors().needs))) as {
      paths: Record<string, Record<string, { operationId?: string; summary?: string; security?: object[] }>>
    }
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
    )
    const ids = operations.map(o => o.operationId)
    expect(new Set(ids).size).toBe(operations.length)
    for (const { operationId, summary, security, method, path } of operations) {
      expect([operationId, summary]).not.toContain(undefined)
      const isOpen = method === 'get' ? path !== '/api/v1/me' : path === '/api/v1/session'
      expect({ operationId, isOpen: !security?.length || JSON.stringify(security[0]) === '{}' }).toEqual({
        operationId,
        isOpen,
      })
    }
  })

  test('is the same each time', async () => {
    const [first, second] = await Promise.all([1, 2].map(() => openApiOf(createServer(handMadeDoors().needs))))
    expect(JSON.stringify(first)).toBe(JSON.stringify(second))
  })
})

describe('schemas with a title', () => {
  const inner = { title: 'Inner', type: 'object', properties: {} }

  test('become components, nested ones too', () => {
    const document = { paths: { a: { schema: { title: 'Outer', type: 'array', items: inner } }, b: { schema: inner } } }
    expect(nameSchemas(document)).toEqual({
      paths: {
        a: { schema: { $ref: '#/components/schemas/Outer' } },
        b: { schema: { $ref: '#/components/schemas/Inner' } },
      },
      components: {
        schemas: {
          Inner: inner,
          Outer: { title: 'Outer', type: 'array', items: { $ref: '#/components/schemas/Inner' } },
        },
      },
    })
  })

  test('must be equal where they share a name', () => {
    const other = { ...inner, type: 'string' }
    expect(() => nameSchemas({ a: inner, b: other })).toThrow('two schemas are called Inner')
  })
})
