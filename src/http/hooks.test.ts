// The door of web hooks: what reaches the forge's adapter, and how each delivery is answered.

import { afterEach, describe, expect, test } from 'vitest'
import { handMadeDoors } from '../../test/kit/doors.ts'
import { refuse } from '../lib/errors.ts'
import { silentLog } from '../lib/log.ts'
import { text } from '../lib/text.ts'
import type { ForgeEvent, ForgeHook } from '../ports/index.ts'
import { hookRoutes } from './hooks.ts'
import { createServer } from './server.ts'

const at = new Date('2026-11-25T02:00:00Z')
const issue = { repository: 'a/b', id: 'I1' }
const asked: Parameters<ForgeHook>[0][] = []
const heard: ForgeEvent[] = []
let breaks = false

/** Says what its body says. */
const hook: ForgeHook = request => {
  asked.push(request)
  const said = request.body.toString()
  if (said === 'bad') return refuse('wrong-signature', text('签名有误', 'The signature is wrong'))
  return { events: said === 'push' ? [] : [{ kind: 'issue', issue }] }
}

function server() {
  const fastify = createServer(handMadeDoors().needs)
  const hear = async (event: ForgeEvent) => {
    if (breaks) throw new Error('the database is away')
    heard.push(event)
  }
  fastify.register(hookRoutes({ hooks: { gitee: hook }, hear, clock: { now: () => at }, log: silentLog }), {
    prefix: '/hooks',
  })
  return fastify
}

async function post(payload: string | Buffer, more: { url?: string; headers?: Record<string, string> } = {}) {
  const { url = '/hooks/gitee', headers = {} } = more
  const all = { 'content-type': 'application/json', 'accept-language': 'en', ...headers }
  return await server().inject({ method: 'POST', url, headers: all, payload })
}

afterEach(() => {
  asked.length = 0
  heard.length = 0
  breaks = false
})

test('a delivery is read from its very bytes and headers, heard, and answered', async () => {
  const body = Buffer.from('{"text": "公告"\r\n,  "x":1}')
  const answer = await post(body, { headers: { 'X-Gitee-Event': 'Note Hook', 'content-type': 'application/json' } })
  expect([answer.statusCode, answer.json()]).toEqual([202, { events: 1 }])
  expect(asked[0]?.body.equals(body)).toBe(true)
  expect(asked[0]?.headers).toMatchObject({ 'x-gitee-event': 'Note Hook' })
  expect(asked[0]?.at).toBe(at)
  expect(heard).toEqual([{ kind: 'issue', issue }])
})

test('a right one of no interest is answered and not heard', async () => {
  const answer = await post('push')
  expect([answer.statusCode, answer.json(), heard]).toEqual([200, { events: 0 }, []])
})

test('a form is handed on as it is: the adapter says what it takes', async () => {
  await post('hook=x', { headers: { 'content-type': 'application/x-www-form-urlencoded' } })
  expect(asked[0]?.body.toString()).toBe('hook=x')
})

describe('a problem in both languages answers', () => {
  test('a refusal of the adapter', async () => {
    const answer = await post('bad')
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json()).toMatchObject({
      type: '/problems/wrong-signature',
      text: { zh: '签名有误', en: 'The signature is wrong' },
    })
    expect(heard).toEqual([])
  })

  test.each(['/hooks/gitcode', '/hooks/toString', '/hooks/__proto__'])(
    'a forge that is not configured: %s',
    async url => {
      const answer = await post('{}', { url })
      expect(answer.statusCode).toBe(404)
      expect(answer.json()).toMatchObject({ type: '/problems/unknown-hook' })
      expect(asked).toEqual([])
    },
  )

  test('§3b 29: more than 10 MB', async () => {
    const fits = await post(Buffer.alloc(10 * 1024 * 1024, ' '))
    expect(fits.statusCode).toBe(202)
    const answer = await post(Buffer.alloc(10 * 1024 * 1024 + 1, ' '))
    expect(answer.statusCode).toBe(413)
    expect(answer.json()).toMatchObject({ detail: 'The delivery is larger than 10 MB' })
    expect(asked).toHaveLength(1)
  })

  test('§3b 29: JSON nested too deep, however it is written', async () => {
    for (const deep of ['['.repeat(65), '{"a":'.repeat(1_000_000), `${'[{"\\"a":'.repeat(33)}`]) {
      const answer = await post(deep)
      expect([answer.statusCode, answer.json().type]).toEqual([400, '/problems/too-deep'])
    }
    expect(asked).toEqual([])
    const fine = ['[]'.repeat(100), `{"text":"\\"${'['.repeat(100)}"}`, `{"text":"${'['.repeat(100)}"}`, '['.repeat(64)]
    for (const body of fine) expect((await post(body)).statusCode).toBe(202)
  })

  test('what could not be stored: the forge may send it again, and the timer finds it', async () => {
    breaks = true
    expect((await post('{}')).statusCode).toBe(500)
  })
})
