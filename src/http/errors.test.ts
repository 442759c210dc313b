import { afterEach, describe, expect, test } from 'vitest'
import { aliceToken, handMadeDoors } from '../../test/kit/doors.ts'
import { ExternalError, RefusedError, refuse } from '../lib/errors.ts'
import { type Log, silentLog } from '../lib/log.ts'
import { text } from '../lib/text.ts'
import { statusOf } from './errors.ts'
import { createServer } from './server.ts'

const logged: object[] = []
const log: Log = { ...silentLog, error: fields => logged.push(fields), warn: fields => logged.push(fields) }

const authorization = `Bearer ${aliceToken}`
const json = { authorization, 'content-type': 'application/json' }

function serverFailingWith(error: unknown) {
  const fail = async () => {
    throw error
  }
  return createServer(handMadeDoors({ readRelease: fail, listRuns: fail }, { log }).needs)
}

afterEach(() => {
  logged.length = 0
})

test.each([
  ['unauthenticated', 401],
  ['wrong-role', 403],
  ['unknown-release', 404],
  ['unknown-command', 422],
  ['wrong-stage', 409],
  ['busy', 409],
  ['stuck', 409],
  ['conflict', 409],
  ['already-signed', 409],
  ['name-taken', 409],
  ['bad-date', 422],
  ['invalid-request', 400],
  ['toString', 422],
])('a refusal %s is answered %i', (code, status) => {
  expect(statusOf(code)).toBe(status)
})

describe('a problem', () => {
  test('is told in the language asked for, and in both', async () => {
    const server = serverFailingWith(new RefusedError(refuse('wrong-stage', text('阶段不对', 'The stage is wrong'))))
    const chinese = await server.inject({ url: '/api/v1/releases/x', headers: { 'accept-language': 'zh-CN,en;q=0.5' } })
    const english = await server.inject({ url: '/api/v1/releases/x', headers: { 'accept-language': 'en-GB,zh;q=0.5' } })
    expect(chinese.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(chinese.json()).toEqual({
      type: '/problems/wrong-stage',
      title: '现在不能这样做',
      status: 409,
      detail: '阶段不对',
      text: { zh: '阶段不对', en: 'The stage is wrong' },
    })
    expect(english.json()).toMatchObject({ title: 'Not possible now', detail: 'The stage is wrong', status: 409 })
    expect(english.headers['content-language']).toBe('en')
    expect(logged).toEqual([])
  })

  test('of an outside system is 502 and keeps its words to the log', async () => {
    const message = 'GET https://build.example/?password=hunter2 failed'
    const facts = { system: 'obs', operation: 'list RPMs', message, status: 503, retryable: true }
    const answer = await serverFailingWith(new ExternalError(facts)).inject('/api/v1/runs')
    expect(answer.statusCode).toBe(502)
    expect(answer.json()).toMatchObject({ type: '/problems/external-system', system: 'obs', operation: 'list RPMs' })
    expect(answer.body).not.toContain('hunter2')
    expect(logged).toHaveLength(1)
  })

  test.each([
    ['an error', new TypeError('secret of the house')],
    ['an error that claims a status', Object.assign(new Error('secret of the house'), { statusCode: 404 })],
    ['a thing that is no error', 'secret of the house'],
  ])('of a bug (%s) is 500 with a number that stands in the log, and nothing else', async (_, thrown) => {
    const answer = await serverFailingWith(thrown).inject('/api/v1/runs?release=private')
    const problem = answer.json()
    expect(answer.statusCode).toBe(500)
    expect(problem.instance).toMatch(/^urn:uuid:[0-9a-f-]{36}$/)
    expect(problem.detail).toContain(problem.instance.slice(9))
    expect(answer.body).not.toContain('secret of the house')
    expect(answer.body).not.toContain('.ts')
    expect(logged).toMatchObject([{ id: problem.instance.slice(9), path: '/api/v1/runs' }])
    expect(JSON.stringify(logged)).not.toContain('private')
  })
})

describe('requests that cannot be read', () => {
  const server = createServer(handMadeDoors().needs)
  const post = { method: 'POST', url: '/api/v1/releases', headers: json } as const

  test.each([
    ['no such address', { url: '/api/v1/nothing' }, 404, 'unknown-address'],
    ['no such method', { method: 'DELETE', url: '/api/v1/releases' }, 404, 'unknown-address'],
    ['a malformed address', { url: '/api/v1/%E0%A4%A' }, 400, 'invalid-request'],
    ['a parameter of the wrong kind', { url: '/api/v1/releases?limit=many' }, 400, 'invalid-request'],
    ['a limit beyond the largest', { url: '/api/v1/releases?limit=201' }, 400, 'invalid-request'],
    ['an unknown parameter', { url: '/api/v1/releases?stagee=draft' }, 400, 'invalid-request'],
    ['an unknown stage', { url: '/api/v1/releases?stage=done' }, 400, 'invalid-request'],
    ['broken JSON', { ...post, payload: '{"branch":' }, 400, 'invalid-request'],
    ['an empty body', { ...post, payload: '' }, 400, 'invalid-request'],
    ['a missing field', { ...post, url: '/api/v1/releases/x/commands', payload: '{}' }, 400, 'invalid-request'],
    ['a field of the wrong type', { ...post, payload: '{"branch":5}' }, 400, 'invalid-request'],
    ['an unknown field', { ...post, payload: '{"branch":"b","brunch":"b"}' }, 400, 'invalid-request'],
    ['a date that is none', { ...post, payload: '{"branch":"b","date":"2026-11-23"}' }, 400, 'invalid-request'],
    ['a prototype', { ...post, payload: '{"__proto__":{"branch":"b"}}' }, 400, 'invalid-request'],
    ['another content type', { ...post, headers: { ...json, 'content-type': 'text/plain' }, payload: '/x' }, 415, ''],
    ['a body over 1 MB', { ...post, payload: `{"branch":"${'x'.repeat(1 << 20)}"}` }, 413, 'too-large'],
  ] as const)('%s', async (_, request, status, code) => {
    const answer = await server.inject(request)
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
    expect(answer.json()).toMatchObject({ type: `/problems/${code || 'unsupported-media-type'}`, status })
    expect(Object.keys(answer.json().text)).toEqual(['zh', 'en'])
    expect(answer.json().text.zh).toMatch(/\p{Script=Han}/u)
  })

  test('are told in words of ours', async () => {
    const told = async (payload: string) => (await server.inject({ ...post, payload })).json().text
    expect(await told('{"branch":')).toEqual({
      zh: '请求内容不是有效的 JSON',
      en: 'The content of the request is not valid JSON',
    })
    expect(await told(`{"branch":"${'x'.repeat(1 << 20)}"}`)).toEqual({
      zh: '请求内容超过 1 MB',
      en: 'The request is larger than 1 MB',
    })
  })

  test('name the fields', async () => {
    const payload = { branch: 5, brunch: 'b', date: 'today', suffix: 'x'.repeat(21) }
    const answer = await server.inject({ ...post, payload })
    expect(answer.json().detail.split('\n')).toEqual([
      'body 含有未知字段：brunch',
      'body branch 的类型应为 string',
      'body date 的格式应为 ^[0-9]{8}$',
      'body suffix 至多 20 个字符',
    ])
    expect(answer.json().errors[1]).toEqual({
      in: 'body',
      pointer: '/branch',
      text: { zh: 'body branch 的类型应为 string', en: 'body branch must be of type string' },
    })
    const query = await server.inject({
      url: '/api/v1/releases?stage=done&limit=0',
      headers: { 'accept-language': 'en' },
    })
    expect(query.json().detail.split('\n')).toEqual([
      `query stage must be one of: draft, scoping, verifying, testing, reviewing, publishing, announcing, released`,
      'query limit must not be less than 1',
    ])
  })
})
