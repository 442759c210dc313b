import Fastify, { type FastifyInstance, type InjectOptions } from 'fastify'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/kit/database.ts'
import { silentLog } from '../../lib/log.ts'
import { createLocalForge, type LocalForge } from './forge.ts'
import { localForgeRoutes } from './routes.ts'

const people: Readonly<Record<string, { id: string; login: string }>> = {
  ann: { id: '7', login: 'ann' },
  bob: { id: '8', login: 'bob' },
}
const issues = '/forge/api/repos/src-openeuler/zlib/issues'

let database: TestDatabase
let forge: LocalForge
let server: FastifyInstance
beforeEach(async () => {
  database = await testDatabase()
  const clock = { now: () => new Date('2026-11-25T02:00:00Z') }
  const bot = { id: '1', login: 'slipway-bot' }
  forge = createLocalForge({ db: database.db, clock, log: silentLog, publicUrl: 'https://s.example', bot })
  server = Fastify()
  const authenticate = ({ headers }: { headers: Record<string, unknown> }) => people[String(headers['x-user'])]
  await server.register(localForgeRoutes({ forge, authenticate, own: ['d/releases'] }), { prefix: '/forge' })
})
afterEach(async () => {
  await server.close()
  await database.drop()
})

async function call(method: InjectOptions['method'], url: string, body?: object, as = 'ann') {
  const headers = { 'accept-language': 'en', ...(as && { 'x-user': as }) }
  const answer = await server.inject({ method: method ?? 'GET', url, headers, ...(body && { payload: body }) })
  return { status: answer.statusCode, headers: answer.headers, body: answer.body === '' ? undefined : answer.json() }
}

const opened = async (title = 'zlib: crash') => (await call('POST', issues, { title, body: 'b' })).body

describe('issues', () => {
  test('are opened, read, changed and listed', async () => {
    const made = await call('POST', issues, { title: 'zlib: crash', body: '描述' })
    const { id } = made.body
    const issue = {
      id: expect.stringMatching(/^I[0-9A-Z]{5}$/),
      repository: 'src-openeuler/zlib',
      title: 'zlib: crash',
      body: '描述',
      state: 'open',
      labels: [],
      type: null,
      milestone: null,
      author: people.ann,
      url: `https://s.example/ui/issues/src-openeuler/zlib/${id}`,
      createdAt: '2026-11-25T02:00:00.000Z',
      updatedAt: '2026-11-25T02:00:00.000Z',
    }
    expect(made).toMatchObject({ status: 201, body: issue })
    expect((await call('GET', `${issues}/${id}`)).body).toEqual(issue)
    const changed = await call('PATCH', `${issues}/${id}`, { state: 'closed' }, 'bob')
    expect(changed).toMatchObject({ status: 200, body: { state: 'closed', title: 'zlib: crash' } })
    expect((await call('GET', issues)).body).toEqual([{ ...issue, state: 'closed' }])
  })

  test('are read by everyone and listed page by page', async () => {
    const made = [await opened('a'), await opened('b'), await opened('c')]
    const first = await call('GET', `${issues}?limit=2&state=open`, undefined, '')
    expect(first.body.map((i: { title: string }) => i.title)).toEqual(['c', 'b'])
    const next = /^<([^>]*)>; rel="next"$/.exec(String(first.headers.link))?.[1] ?? ''
    expect(next).toBe(`${issues}?limit=2&state=open&before=${made[1].id}`)
    const second = await call('GET', next)
    expect(second.body.map((i: { title: string }) => i.title)).toEqual(['a'])
    expect(second.headers.link).toBeUndefined()
  })
})

describe('comments', () => {
  test('are written, listed, changed and deleted', async () => {
    const { id } = await opened()
    const comments = `${issues}/${id}/comments`
    const made = await call('POST', comments, { body: '/cve-ok' })
    expect(made).toMatchObject({ status: 201, body: { body: '/cve-ok', author: people.ann } })
    expect((await call('PATCH', `${comments}/${made.body.id}`, { body: '/nok' })).body).toMatchObject({ body: '/nok' })
    await forge.addComment({ repository: 'src-openeuler/zlib', id }, 'answer')
    expect((await call('GET', comments)).body.map((c: { body: string }) => c.body)).toEqual(['/nok', 'answer'])
    expect(await call('DELETE', `${comments}/${made.body.id}`)).toMatchObject({ status: 204, body: undefined })
    expect((await call('GET', comments)).body).toHaveLength(1)
  })
})

describe('problems', () => {
  test('writing needs somebody, before anything is read', async () => {
    const { id } = await opened()
    for (const [method, url] of [
      ['POST', issues],
      ['PATCH', `${issues}/${id}`],
      ['POST', `${issues}/${id}/comments`],
      ['PATCH', `${issues}/${id}/comments/1`],
      ['DELETE', `${issues}/${id}/comments/1`],
    ] as const) {
      const answer = await call(method, url, undefined, '')
      expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } })
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
      expect(answer.body).toEqual({
        type: '/problems/unauthenticated',
        title: 'Not signed in',
        status: 401,
        detail: 'Sign in before you write.',
        text: { zh: '请先登录，再执行此操作。', en: 'Sign in before you write.' },
      })
    }
  })

  test('are said in Chinese unless English is asked for', async () => {
    const answer = await server.inject({ method: 'GET', url: `${issues}/IZZZZ9` })
    expect(answer.headers['content-language']).toBe('zh')
    expect(answer.json()).toMatchObject({ status: 404, detail: 'src-openeuler/zlib 中没有 issue IZZZZ9。' })
  })

  test.each([
    ['GET', '/IZZZZ9', undefined, 404, 'unknown-issue'],
    ['GET', '/IZZZZ9/comments', undefined, 404, 'unknown-issue'],
    ['POST', '/IZZZZ9/comments', { body: 'x' }, 404, 'unknown-issue'],
    ['PATCH', '/IZZZZ9', { title: 'x' }, 404, 'unknown-issue'],
    ['DELETE', '/IZZZZ9/comments/1', undefined, 404, 'unknown-comment'],
    ['POST', '', { title: ' ' }, 422, 'unusable-title'],
    ['POST', '', { body: 'no title' }, 400, 'invalid-request'],
    ['PATCH', '/IZZZZ9', { state: 'gone' }, 400, 'invalid-request'],
    ['GET', '?limit=0', undefined, 400, 'invalid-request'],
    ['POST', '', { title: 'x', body: 'x'.repeat(1024 * 1024) }, 413, 'too-large'],
  ] as const)('%s %s', async (method, path, body, status, code) => {
    const answer = await call(method, issues + path, body)
    expect(answer).toMatchObject({ status, body: { type: `/problems/${code}`, status } })
  })

  test('people change their own comments alone', async () => {
    const { id } = await opened()
    const { body } = await call('POST', `${issues}/${id}/comments`, { body: 'x' })
    const path = `${issues}/${id}/comments/${body.id}`
    expect(await call('PATCH', path, { body: 'y' }, 'bob')).toMatchObject({ status: 403 })
    expect(await call('DELETE', path, undefined, 'bob')).toMatchObject({ status: 403 })
    expect(await call('POST', `${issues}/${id}/comments`, { body: ' ' })).toMatchObject({ status: 422 })
  })

  test('what is unknown here is left to the server around', async () => {
    await database.db.schema.dropTable('local.comment').execute()
    const { id } = await opened()
    const answer = await call('GET', `${issues}/${id}/comments`)
    expect(answer).toMatchObject({ status: 500, body: { statusCode: 500 } })
  })
})

describe('files', () => {
  const files = '/forge/api/repos/src-openeuler/zlib/files'
  const spec = { path: 'zlib.spec', branch: 'D-1', content: 'Name: zlib\n' }

  test('are put by people who are signed in, and read by all', async () => {
    expect((await call('POST', files, spec)).status).toBe(201)
    expect((await call('POST', files, { ...spec, content: 'Name: zlib\nEpoch: 1\n' })).status).toBe(201)
    const read = await call('GET', `${files}?path=zlib.spec&branch=D-1`, undefined, '')
    expect(read).toMatchObject({ status: 200, body: { path: 'zlib.spec', content: 'Name: zlib\nEpoch: 1\n' } })
    expect((await call('GET', `${files}?path=zlib.spec`)).status).toBe(404)
    expect((await call('POST', files, spec, '')).status).toBe(401)
  })

  test('are not put where Slipway reads roles and keeps lists, nor under strange paths', async () => {
    const own = await call('POST', '/forge/api/repos/d/releases/files', { path: 'sig-info.yaml', content: 'x' })
    expect(own).toMatchObject({ status: 403, body: { type: '/problems/own-repository' } })
    for (const path of ['../x', '/x', 'a//b', 'a b']) {
      expect((await call('POST', files, { path, content: 'x' })).status).toBe(422)
    }
  })
})
