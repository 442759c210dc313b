import { describe, expect, test } from 'vitest'
import { aliceToken, handMadeDoors } from '../../test/kit/doors.ts'
import { branch, releaseId } from '../../test/kit/views.ts'
import { createServer } from './server.ts'

const url = `/api/v1/releases/${releaseId}/commands`
const command = { method: 'POST', url, payload: { text: '/cve-ok' } } as const
const cookie = `other=1; slipway_session=${aliceToken}`
const stranger = `slw_${'z'.repeat(43)}`

function serve() {
  const doors = handMadeDoors()
  return { doors, server: createServer(doors.needs) }
}

describe('writing', () => {
  test.each([
    ['nobody', {}, 401],
    ['a token nobody bears', { authorization: `Bearer ${stranger}` }, 401],
    ['another scheme', { authorization: `Basic ${aliceToken}` }, 401],
    ['a token beside other words', { authorization: `Bearer ${aliceToken} x` }, 401],
    ['a cookie without our header', { cookie }, 403],
    ['a cookie with another value of the header', { cookie, 'x-slipway': '0' }, 403],
    ['a stale cookie', { cookie: `slipway_session=${stranger}`, 'x-slipway': '1' }, 401],
    ['a wrong token beside a good cookie', { authorization: `Bearer ${stranger}`, cookie, 'x-slipway': '1' }, 401],
  ])('by %s does nothing', async (_, headers, status) => {
    const { doors, server } = serve()
    const answer = await server.inject({ ...command, headers })
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['www-authenticate']).toBe(status === 401 ? 'Bearer' : undefined)
    expect(doors.calls).toEqual([])
  })

  test.each([
    ['a bearer token', { authorization: `Bearer ${aliceToken}` }, 'api'],
    ['the CLI', { authorization: `bearer ${aliceToken}`, 'user-agent': 'slipway-cli/0.1.0' }, 'cli'],
    ['the session of the page', { cookie, 'x-slipway': '1' }, 'web'],
  ])('by %s is done in the name of its account', async (_, headers, channel) => {
    const { doors, server } = serve()
    expect((await server.inject({ ...command, headers })).statusCode).toBe(200)
    expect(doors.calls).toMatchObject([{ by: { actor: { account: 1, name: 'alice', kind: 'person' }, channel } }])
  })
})

describe('reading', () => {
  test('is public', async () => {
    const { server } = serve()
    for (const headers of [{}, { cookie }, { cookie: `slipway_session=${stranger}` }]) {
      expect((await server.inject({ url: '/api/v1/releases', headers })).statusCode).toBe(200)
    }
  })

  test('refuses a token that is not valid: its bearer believes to be somebody', async () => {
    const { server } = serve()
    const headers = { authorization: `Bearer ${stranger}` }
    expect((await server.inject({ url: '/api/v1/releases', headers })).statusCode).toBe(401)
  })

  test('tells the reader to the door, for what they may do', async () => {
    const readers: unknown[] = []
    const doors = handMadeDoors({ readRelease: async (_, reader) => void readers.push(reader?.name) })
    const server = createServer(doors.needs)
    await server.inject(`/api/v1/releases/${releaseId}`)
    await server.inject({ url: `/api/v1/releases/${releaseId}`, headers: { cookie } })
    expect(readers).toEqual([undefined, 'alice'])
  })

  test('says who is signed in', async () => {
    const { server } = serve()
    expect((await server.inject({ url: '/api/v1/me', headers: { cookie } })).json()).toEqual({
      name: 'alice',
      kind: 'person',
      roles: ['security', 'tester'],
      branches: { [branch]: ['security', 'tester'], 'openEuler-22.03-LTS': [] },
    })
    expect((await server.inject('/api/v1/me')).statusCode).toBe(401)
  })
})

describe('a session', () => {
  const start = { method: 'POST', url: '/api/v1/session', payload: { token: aliceToken } } as const

  test('is a cookie that scripts cannot read and other sites cannot send', async () => {
    const answer = await serve().server.inject(start)
    expect(answer.statusCode).toBe(204)
    expect(answer.body).toBe('')
    expect(answer.headers['set-cookie']).toBe(
      `slipway_session=${aliceToken}; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000`,
    )
  })

  test('is sent over TLS alone where people come over TLS', async () => {
    const server = createServer(handMadeDoors({}, { publicUrl: 'https://slipway.example' }).needs)
    expect((await server.inject(start)).headers['set-cookie']).toMatch(/; Secure$/)
  })

  test('is not begun by a token nobody bears', async () => {
    const answer = await serve().server.inject({ ...start, payload: { token: stranger } })
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  test('cannot be begun by a form of another site', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await serve().server.inject({ ...start, headers, payload: `token=${aliceToken}` })).statusCode).toBe(415)
  })

  test('ends', async () => {
    const headers = { cookie, 'x-slipway': '1' }
    const answer = await serve().server.inject({ method: 'DELETE', url: '/api/v1/session', headers })
    expect(answer.statusCode).toBe(204)
    expect(answer.headers['set-cookie']).toMatch(/^slipway_session=; .*Max-Age=0$/)
  })
})
