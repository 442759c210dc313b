// What people get wrong when they ask: each mistake is answered in words at every door, and changes nothing.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { slipway } from '../kit/cli.ts'
import { dropCves } from './goods.ts'
import { type Call, type House, openHouse, type Person } from './kit.ts'
import { allReleases, calm, createRelease, everythingAbout, goTo, issuePath, say } from './people.ts'

const BRANCH = 'Toy-1.0'
let house: House
let id: string

beforeAll(async () => {
  house = await openHouse({ branches: [BRANCH] })
  await dropCves(house, BRANCH, [])
  id = await createRelease(house, BRANCH, { date: '20261123' })
  await goTo(house, id, 'scoping')
})
afterAll(() => house.close())

async function leavesAllAsItIs(act: () => Promise<void>): Promise<void> {
  const look = async () => {
    await calm(house)
    return [await everythingAbout(house, id), await allReleases(house)]
  }
  const before = await look()
  await act()
  expect(await look()).toEqual(before)
}

function cli(token: string | undefined, ...argv: readonly string[]) {
  return slipway(argv, { env: { SLIPWAY_URL: house.url, ...(token === undefined ? {} : { SLIPWAY_TOKEN: token }) } })
}

describe('a command', () => {
  test.each<[Person, string, { code: string; status: number; exit: number; said: string }]>([
    [
      'mary',
      '/start-updat',
      {
        code: 'unknown-command',
        status: 422,
        exit: 3,
        said: 'There is no command /start-updat; did you mean /start-update? /help lists them all',
      },
    ],
    [
      'gast',
      '/cve-ok',
      { code: 'wrong-role', status: 403, exit: 3, said: '/cve-ok is for the security committee (sami)' },
    ],
    [
      'tess',
      '/delete bugfix I3NQ1A',
      {
        code: 'wrong-role',
        status: 403,
        exit: 3,
        said: '/delete bugfix is for developers (devi) or the version manager (mary)',
      },
    ],
    [
      'tess',
      '/test-ok',
      {
        code: 'wrong-stage',
        status: 409,
        exit: 3,
        said: 'The release is in the stage Scoping; /test-ok works in: Testing',
      },
    ],
    ['devi', '/add bugfix I00000', { code: 'unknown-issue', status: 404, exit: 3, said: 'There is no issue I00000' }],
    ['devi', '/add bugfix ../x', { code: 'bad-issue-id', status: 422, exit: 3, said: '"../x" is not an issue id' }],
    [
      'devi',
      '/add bugfix',
      { code: 'wrong-usage', status: 422, exit: 3, said: 'Usage: /add cve|bugfix|requires|test ID…' },
    ],
  ])('of %s: %s', async (who, line, { code, status, exit, said }) => {
    await leavesAllAsItIs(async () => {
      expect(await say(house, who, id, line)).toContain(`@${who}\n- \`${line}\` **Refused**: ${said}`)

      const path = `/api/v1/releases/${id}/commands`
      const answer = await house.call(path, { as: who, body: { text: line } })
      expect(answer.contentType).toMatch('application/problem+json')
      expect(answer.json).toMatchObject({ type: `/problems/${code}`, status, detail: said })
      expect(answer.status).toBe(status)

      const { code: ended, out } = await cli(house.tokens[who], 'release', 'command', id, line)
      expect(ended).toBe(exit)
      expect(out).toContain(`✗ ${line}  ${said}`)
    })
  })

  test('that holds what no database keeps is answered all the same', async () => {
    const answer = await house.call(`/api/v1/releases/${id}/commands`, {
      as: 'mary',
      body: { text: '/stat\u0000us\n/frob\ud800nicate' },
    })
    expect(answer.json).toMatchObject({ outcomes: [{ command: '/status', accepted: true }] })
  })

  test('for a release that is not there', async () => {
    const answer = await house.call('/api/v1/releases/nothing/commands', { as: 'mary', body: { text: '/status' } })
    expect(answer.json).toMatchObject({ type: '/problems/unknown-release', status: 404 })
    expect(await cli(house.tokens.mary, 'release', 'command', 'nothing', '/status')).toMatchObject({ code: 4 })
  })
})

describe('a new release', () => {
  test.each<[object, { code: string; status: number; exit: number; said: RegExp }]>([
    [
      { title: 'Toy 1.0 weekly' },
      { code: 'bad-title', status: 422, exit: 3, said: /"Toy 1.0 weekly" is not a release/ },
    ],
    [
      { title: `${BRANCH}_update20261399` },
      { code: 'bad-title', status: 422, exit: 3, said: /in no calendar: 20261399/ },
    ],
    [
      { title: 'Sea-9_update20261123' },
      { code: 'unknown-branch', status: 404, exit: 4, said: /"Sea-9" is not config/ },
    ],
    [{ branch: '..' }, { code: 'unknown-branch', status: 404, exit: 4, said: /"\.\." is not configured/ }],
    [
      { branch: BRANCH, directory: '../x' },
      { code: 'bad-directory', status: 422, exit: 3, said: /"\.\.\/x" is not the name of an update directory/ },
    ],
    [
      { branch: BRANCH, directory: 'update_20261125/../x' },
      { code: 'bad-directory', status: 422, exit: 3, said: /is not the name of an update directory/ },
    ],
    [
      { branch: BRANCH, suffix: '../x' },
      { code: 'bad-suffix', status: 422, exit: 3, said: /The suffix "\.\.\/x" must/ },
    ],
    [
      { branch: BRANCH, date: '20261399' },
      { code: 'bad-date', status: 422, exit: 3, said: /not a calendar date/ },
    ],
  ])('%j', async (body, { code, status, exit, said }) => {
    await leavesAllAsItIs(async () => {
      const answer = await house.call('/api/v1/releases', { as: 'mary', body })
      expect(answer.contentType).toMatch('application/problem+json')
      expect(answer.json).toMatchObject({ type: `/problems/${code}`, status, detail: expect.stringMatching(said) })
      expect(answer.status).toBe(status)

      const options = Object.entries(body).flatMap(([name, value]) => [`--${name}`, String(value)])
      const { code: ended, err } = await cli(house.tokens.mary, 'release', 'create', ...options)
      expect(ended).toBe(exit)
      expect(err).toMatch(said)
    })
  })
})

const huge = JSON.stringify({ text: `/add bugfix ${'I3NQ1A '.repeat(300_000)}` })
const json = { 'content-type': 'application/json' }

describe.each(['api', 'forge'] as const)('a request to the %s', door => {
  const pathOf = async () =>
    door === 'api' ? `/api/v1/releases/${id}/commands` : `${await issuePath(house, id)}/comments`
  const fair = door === 'api' ? { text: '/cve-ok' } : { body: '/cve-ok' }

  test.each<[string, Call, { code: string; status: number; said: RegExp }]>([
    [
      'without a body',
      { as: 'sami', method: 'POST', headers: json },
      { code: 'invalid-request', status: 400, said: /./ },
    ],
    ['with an empty body', { as: 'sami', body: '' }, { code: 'invalid-request', status: 400, said: /./ }],
    ['with an empty object', { as: 'sami', body: {} }, { code: 'invalid-request', status: 400, said: /text|body/ }],
    [
      'with half of a JSON',
      { as: 'sami', body: '{"text": "/cve' },
      { code: 'invalid-request', status: 400, said: /JSON/ },
    ],
    ['of 2 MB', { as: 'sami', body: huge }, { code: 'too-large', status: 413, said: /larger than 1 MB/ }],
    [
      'with a token nobody has',
      { token: `slw_${'x'.repeat(43)}`, body: fair },
      { code: 'unauthenticated', status: 401, said: /not valid/ },
    ],
    [
      'with something that is no token',
      { token: 'x', body: fair },
      { code: 'unauthenticated', status: 401, said: /not valid/ },
    ],
    ['without a token', { body: fair }, { code: 'unauthenticated', status: 401, said: /Sign in/ }],
  ])('%s', async (_, call, { code, status, said }) => {
    await leavesAllAsItIs(async () => {
      const answer = await house.call(await pathOf(), call)
      expect(answer.status).toBe(status)
      expect(answer.contentType).toMatch('application/problem+json')
      expect(answer.json).toMatchObject({ type: `/problems/${code}`, status, detail: expect.stringMatching(said) })
    })
  })
})

test.each([
  ['with a token nobody has', `slw_${'x'.repeat(43)}`, '/cve-ok', /The token is not valid/],
  ['without a token', undefined, '/cve-ok', /Sign in first/],
  ['with 2 MB of text', 'sami', `/add bugfix ${'I3NQ1A '.repeat(300_000)}`, /larger than 1 MB/],
])('the command line %s', async (_, bearer, line, said) => {
  await leavesAllAsItIs(async () => {
    const token = bearer === 'sami' ? house.tokens.sami : bearer
    const { code, err } = await cli(token, 'release', 'command', id, line)
    expect(code).toBe(3)
    expect(err).toMatch(said)
  })
})
