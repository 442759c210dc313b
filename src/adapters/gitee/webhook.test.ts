// Web hooks of Gitee and GitCode, as the stand-ins send them and as nobody should.

import { createHmac } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { type StandIn, startStandIn } from '../../../world/gitee/index.ts'
import { createGitcodeHook } from '../gitcode/index.ts'
import { createGiteeHook } from './index.ts'

const REPOSITORY = 'openeuler/release-management'
const SECRET = 'what only we two know'
const NOW = new Date('2026-11-25T02:00:00Z')
const hooks = { gitee: createGiteeHook, gitcode: createGitcodeHook } as const
type Name = keyof typeof hooks

const running: StandIn[] = []
afterEach(async () => {
  for (const world of running.splice(0)) await world.close()
})

/** What the stand-in sends when ann comments on an issue of hers, and when she opens it. */
async function sent(name: Name, form: 'password' | 'signature' = 'signature') {
  const world = await startStandIn(name, { now: () => NOW })
  running.push(world)
  world.addRepository(REPOSITORY, {})
  world.hooks.to({ url: 'http://127.0.0.1:9/hooks', secret: SECRET, form })
  const ann = world.person('ann')
  const issue = ann.openIssue(REPOSITORY, { title: 'T' })
  const id = ann.comment(issue, '/cve-ok')
  await world.hooks.settled()
  const [opened, commented] = world.hooks.deliveries.map(d => ({
    headers: { 'content-type': 'application/json', ...d.headers },
    body: Buffer.from(d.body),
    at: NOW,
  }))
  if (!opened || !commented) throw new Error('two deliveries were expected')
  return { opened, commented, issue, comment: { id, body: '/cve-ok', author: { id: ann.id, login: 'ann' } } }
}

const refused = (code: string) => ({ refused: true, code })

for (const name of ['gitee', 'gitcode'] as const) {
  const hook = hooks[name]({ secret: SECRET })
  const headersOf = {
    gitee: { event: 'x-gitee-event', token: 'x-gitee-token' },
    gitcode: { event: 'x-gitcode-event', token: 'x-gitcode-signature-256' },
  }[name]

  describe(`a delivery of ${name}`, () => {
    test.each(['password', 'signature'] as const)('with a right %s tells what happened', async form => {
      const { opened, commented, issue, comment } = await sent(name, form)
      expect(hook(opened)).toEqual({ events: [{ kind: 'issue', issue }] })
      // GitCode names people by other ids in hooks than in its API: the issue is looked at instead.
      const told =
        name === 'gitee'
          ? { kind: 'comment', issue, comment: { ...comment, createdAt: NOW, updatedAt: NOW } }
          : { kind: 'issue', issue }
      expect(hook(commented)).toEqual({ events: [told] })
    })

    test('§3b 25: without a signature is refused', async () => {
      const { commented } = await sent(name)
      const { [headersOf.token]: _, ...headers } = commented.headers as Record<string, string>
      expect(hook({ ...commented, headers })).toMatchObject(refused('unsigned'))
    })

    test.each(['x', SECRET.slice(1), `${SECRET} `, 'sha256=', '%', 'ä'.repeat(64)])(
      '§3b 26: with the wrong signature %j is refused',
      async token => {
        const { commented } = await sent(name)
        const headers = { ...commented.headers, [headersOf.token]: token }
        expect(hook({ ...commented, headers })).toMatchObject(refused('wrong-signature'))
      },
    )

    test('§3b 26: of another secret is refused', async () => {
      const { commented } = await sent(name)
      expect(hooks[name]({ secret: 'another' })(commented)).toMatchObject(refused('wrong-signature'))
    })

    test('is refused while no secret is configured', async () => {
      const { commented } = await sent(name, 'password')
      for (const secret of [undefined, '']) {
        expect(hooks[name]({ secret })(commented)).toMatchObject(refused('unknown-hook'))
      }
    })

    test('§3b 28: of an event that is not used has no effect', async () => {
      const { commented } = await sent(name)
      const headers = { ...commented.headers, [headersOf.event]: 'Push Hook' }
      expect(hook({ ...commented, headers })).toEqual({ events: [] })
    })

    test('§3b 28: without an event, of another content type or of no JSON is refused', async () => {
      const { commented } = await sent(name, 'password')
      const put = (more: Record<string, string | undefined>) =>
        hook({ ...commented, headers: { ...commented.headers, ...more } })
      expect(put({ [headersOf.event]: undefined })).toMatchObject(refused('no-event'))
      expect(put({ 'content-type': 'application/x-www-form-urlencoded' })).toMatchObject(refused('wrong-content-type'))
      expect(put({ 'content-type': undefined })).toMatchObject(refused('wrong-content-type'))
      for (const body of ['', '{', '[]', '"x"', 'null', '{"issue":{"number":"../1"}}', '{"__proto__":{"issue":1}}']) {
        const answer = hook({ ...commented, body: Buffer.from(body) })
        // What is signed at GitCode is the body, so a changed one must not pass at all; by password it is read.
        expect(answer).not.toHaveProperty('events.0')
      }
    })

    test('on a commit or a pull request has no effect', async () => {
      const { commented } = await sent(name, 'password')
      const body = Buffer.from(commented.body.toString().replace('"noteable_type":"Issue"', '"noteable_type":"Commit"'))
      expect(hook({ ...commented, body })).toEqual({ events: [] })
    })
  })
}

describe('a delivery of gitee', () => {
  test.each(['password', 'signature'] as const)(
    '§3b 27: by %s older than five minutes, or of the future, is a replay',
    async form => {
      const { commented } = await sent('gitee', form)
      const hook = createGiteeHook({ secret: SECRET })
      const minutes = (n: number) => ({ ...commented, at: new Date(NOW.getTime() + n * 60_000) })
      for (const n of [5, -5, 0]) expect(hook(minutes(n))).toHaveProperty('events.0')
      for (const n of [5.01, -5.01, 60, 1e6]) expect(hook(minutes(n))).toMatchObject(refused('wrong-time'))
      for (const timestamp of ['', 'x', 'NaN']) {
        const headers = { ...commented.headers, 'x-gitee-timestamp': timestamp }
        expect(hook({ ...commented, headers })).toHaveProperty('refused')
      }
    },
  )

  test('is signed as Gitee documents it, URL-encoded or not', async () => {
    const { commented } = await sent('gitee')
    const stamp = String(NOW.getTime())
    const sign = createHmac('sha256', SECRET).update(`${stamp}\n${SECRET}`).digest('base64')
    const hook = createGiteeHook({ secret: SECRET })
    for (const token of [sign, encodeURIComponent(sign)]) {
      const headers = { ...commented.headers, 'x-gitee-token': token, 'x-gitee-timestamp': stamp }
      expect(hook({ ...commented, headers })).toHaveProperty('events.0')
    }
  })

  test('about a change that we made is passed over; a comment of ours is told, and known by its author', async () => {
    const { opened, commented } = await sent('gitee')
    const hook = createGiteeHook({ secret: SECRET, bot: 'ann' })
    expect(hook(opened)).toEqual({ events: [] })
    expect(hook(commented)).toHaveProperty('events.0.kind', 'comment')
  })
})

test('a changed body of gitcode does not fit its signature', async () => {
  const { commented } = await sent('gitcode')
  const body = Buffer.from(commented.body.toString().replace('"iid":1', '"iid":2'))
  expect(body.equals(commented.body)).toBe(false)
  expect(createGitcodeHook({ secret: SECRET })({ ...commented, body })).toMatchObject(refused('wrong-signature'))
})
