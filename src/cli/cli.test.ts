import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { slipway } from '../../test/kit/cli.ts'
import { advisory, aliceToken, branch, handMadeDoors, releaseId, run, timelineEntry } from '../../test/kit/doors.ts'
import { createServer } from '../http/index.ts'

const doors = handMadeDoors()
const server = createServer(doors.needs)
const folder = mkdtempSync(join(tmpdir(), 'slipway-cli-'))
let env: Record<string, string>

beforeAll(async () => {
  const SLIPWAY_URL = await server.listen({ host: '127.0.0.1', port: 0 })
  env = { SLIPWAY_URL, SLIPWAY_TOKEN: aliceToken }
  doors.timeline.push(timelineEntry(1), timelineEntry(2))
})
afterEach(() => {
  doors.calls.length = 0
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

describe('exit codes', () => {
  test.each([
    [0, 'release list'],
    [0, `release show ${releaseId}`],
    [0, `release create --branch ${branch} --date 20261123 --suffix b --emergency`],
    [0, 'release import #I3NQ1A --repository openeuler/release-management'],
    [0, `release command ${releaseId} /cve-ok`],
    [0, `release timeline ${releaseId} --limit 5 --after 0`],
    [0, `run show ${run.id}`],
    [0, 'advisory list'],
    [0, `advisory show ${advisory.id}`],
    [0, '--help'],
    [0, 'release list --help'],
    [0, 'help release'],
    [0, '--version'],
    [2, ''],
    [2, 'release'],
    [2, 'frobnicate'],
    [2, 'release lst'],
    [2, 'release show'],
    [2, 'release show a b'],
    [2, 'release create'],
    [2, 'release list --nonsense'],
    [2, 'release list --limit many'],
    [2, 'release list --stage done'],
    [2, 'release list --url ftp://example'],
    [2, 'release list --url http://'],
    [2, 'release list --token-file /nonexistent/token'],
    [2, 'release list --lang fr'],
    [2, 'user create'],
    [2, 'user create --name N --role boss'],
    [2, 'token create'],
    [2, 'token create --name N --user N'],
    [2, 'token create --name N --role tester,root'],
    [2, 'token revoke first'],
    [2, 'serve --port http'],
    [2, 'serve --port 65536'],
    [3, `release command ${releaseId} /check-ok`],
    [3, `release command ${releaseId} /cve-ok /check-ok`],
    [3, `release command ${releaseId} /frobnicate`],
    [3, 'release list --limit 1000'],
    [4, 'release show none'],
    [4, 'release command none /cve-ok'],
    [4, 'release watch none'],
    [4, 'run show none'],
    [4, 'advisory show none'],
    [5, 'release list --url http://127.0.0.1:9'],
    [5, 'release watch x --url http://127.0.0.1:9'],
  ])('%i: slipway %s', async (code, line) => {
    const result = await slipway(line.split(' ').filter(Boolean), { env })
    expect(result.code, result.err).toBe(code)
    if (code !== 0 && !line.startsWith('release command r')) expect(`${result.out}${result.err}`).not.toBe('')
    expect(result.err).not.toContain('    at ')
    expect(`${result.out}${result.err}`).not.toContain('\u001b')
  })

  test('a token that is not valid is refused', async () => {
    const SLIPWAY_TOKEN = `slw_${'z'.repeat(43)}`
    const result = await slipway(['release', 'list'], { env: { ...env, SLIPWAY_TOKEN } })
    expect(result).toEqual({ code: 3, out: '', err: 'The token is not valid or was revoked\n' })
  })

  test.each<[number, string, RequestListener]>([
    [5, 'is not available now (HTTP 503)', (_, answer) => void answer.writeHead(503).end('<h1>down</h1>')],
    [1, 'does not answer as a Slipway server does', (_, answer) => void answer.writeHead(404).end('<h1>nginx</h1>')],
    [1, 'does not answer as a Slipway server does', (_, answer) => void answer.end('<html>')],
    [
      1,
      'does not answer as a Slipway server does',
      (_, answer) => void answer.writeHead(302, { location: '/x' }).end(),
    ],
    [5, 'cannot be reached', (request, _) => void request.socket.destroy()],
  ])('%i when it %s', async (code, sentence, listener) => {
    const other = createHttpServer(listener).listen(0, '127.0.0.1')
    await new Promise(resolve => other.once('listening', resolve))
    const SLIPWAY_URL = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
    const result = await slipway(['release', 'list'], { env: { SLIPWAY_URL } })
    expect([result.code, result.out]).toEqual([code, ''])
    expect(result.err).toContain(sentence)
    other.close()
  })
})

describe('what people see', () => {
  test('is a table, plain where nobody looks and coloured on a terminal', async () => {
    const { out } = await slipway(['release', 'list'], { env })
    expect(out).toBe(
      'RELEASE                             STAGE    CVE  BUGFIX  WAITS FOR\n' +
        `${releaseId}  Scoping  1    0       Waits for the security committee to sign the CVE list off\n`,
    )
    const seen = await slipway(['release', 'list'], { env, isTerminal: true })
    expect(seen.out).toContain('\u001b[2m')
    const without = await slipway(['release', 'list'], { env: { ...env, NO_COLOR: '1' }, isTerminal: true })
    expect(without.out).toBe(out)
  })

  test('is in the language of the locale, or the one asked for', async () => {
    const locales: Record<string, string>[] = [{ LANG: 'zh_CN.UTF-8' }, { LC_ALL: 'zh_CN', LANG: 'en_US' }]
    for (const locale of locales) {
      expect((await slipway(['release', 'list'], { env: { ...env, ...locale } })).out).toContain('确定范围')
    }
    expect((await slipway(['release', 'list'], { env: { ...env, LC_ALL: 'C', LANG: 'zh_CN' } })).out).toContain(
      'Scoping',
    )
    expect((await slipway(['--lang', 'zh', 'release', 'show', 'none'], { env })).err).toBe('没有发布 none\n')
    const help = await slipway(['release', '--help', '--lang=zh'], { env })
    expect(help.out).toContain('用法：')
    expect(help.out).toContain('列出发布，最新的在前')
    expect(help.out).not.toMatch(/Usage:|Options:|Commands:|display help/)
  })

  test('tells of a release all that it needs', async () => {
    const { out } = await slipway(['release', 'show', releaseId], { env })
    for (const word of [
      '✓ Draft',
      '● Scoping',
      'CVE list',
      '/cve-ok',
      'CVE-2026-10001',
      'I3NQ1A',
      'openEuler-SA-2026-1001',
    ]) {
      expect(out).toContain(word)
    }
    const shown = (await slipway(['run', 'show', run.id], { env })).out
    for (const word of ['Self-check', 'blocked', 'unmet-requirement', 'tool-1.1-1.noarch', 'needs libfoo', 'Begins']) {
      expect(shown).toContain(word)
    }
  })

  test('cannot command the terminal', async () => {
    const evil = handMadeDoors({
      readAdvisory: async () => ({ ...advisory, title: 'a\u001b]0;owned\u0007b\u009b31mc\u202ed' }),
    })
    const other = createServer(evil.needs)
    const SLIPWAY_URL = await other.listen({ host: '127.0.0.1', port: 0 })
    const shown = await slipway(['advisory', 'show', 'x'], { env: { SLIPWAY_URL }, isTerminal: false })
    expect(shown.out).toContain('a]0;ownedb31mcd')
    const json = await slipway(['advisory', 'show', 'x', '--json'], { env: { SLIPWAY_URL } })
    expect(json.out).toContain(String.raw`a\u001b]0;owned\u0007b\u009b31m`)
    await other.close()
  })
})

describe('what programs see', () => {
  test.each([
    [`release show ${releaseId}`, { id: releaseId, stage: 'scoping' }],
    ['release list', { items: [{ id: releaseId }], next: releaseId }],
    [`release command ${releaseId} /cve-ok`, { outcomes: [{ command: '/cve-ok', accepted: true }] }],
    [`release command ${releaseId} /check-ok`, { outcomes: [{ command: '/check-ok', accepted: false }] }],
    [`release timeline ${releaseId}`, { items: [{ id: 1 }, { id: 2 }] }],
    [`run show ${run.id}`, { run: { id: run.id }, log: [{ id: 1 }] }],
    ['advisory list', { items: [{ id: advisory.id }] }],
  ])('slipway %s --json', async (line, expected) => {
    const { out } = await slipway([...line.split(' '), '--json'], { env })
    expect(JSON.parse(out)).toMatchObject(expected)
  })

  test('a problem is the document of the server', async () => {
    const { code, out, err } = await slipway(['--json', 'release', 'show', 'none'], { env })
    expect([code, out]).toEqual([4, ''])
    expect(JSON.parse(err)).toMatchObject({ type: '/problems/unknown-release', status: 404 })
  })
})

describe('commands', () => {
  test.each([
    ['/add cve I3NQ1A', '/add cve I3NQ1A'],
    ['cve-ok', '/cve-ok'],
    ['/cve-ok /bugfix-ok', '/cve-ok\n/bugfix-ok'],
    ['/add bugfix src-openeuler/tool#12', '/add bugfix src-openeuler/tool#12'],
    [
      '/add bugfix https://gitee.com/src-openeuler/tool/issues/I1',
      '/add bugfix https://gitee.com/src-openeuler/tool/issues/I1',
    ],
  ])('%s', async (line, text) => {
    await slipway(['release', 'command', releaseId, ...line.split(' ')], { env })
    expect(doors.calls).toMatchObject([{ order: { release: releaseId, text }, by: { channel: 'cli' } }])
  })

  test('carry their key', async () => {
    await slipway(['release', 'command', releaseId, '/cve-ok', '--key', 'k1'], { env })
    expect(doors.calls).toMatchObject([{ order: { delivery: 'api/1/k1' } }])
  })

  test('tell of each, accepted and refused', async () => {
    const { out } = await slipway(['release', 'command', releaseId, '/cve-ok', '/check-ok'], { env })
    expect(out).toBe('✓ /cve-ok  Done /cve-ok  run-1\n✗ /check-ok  Refused /check-ok\n')
  })
})

test('the token comes from the environment or a file, and is not an option', async () => {
  const file = join(folder, 'token')
  writeFileSync(file, `${aliceToken}\n`)
  const { SLIPWAY_URL = '' } = env
  const line = ['release', 'command', releaseId, '/cve-ok']
  expect((await slipway(line, { env: { SLIPWAY_URL } })).code).toBe(3)
  expect((await slipway([...line, '--token-file', file], { env: { SLIPWAY_URL } })).code).toBe(0)
  expect((await slipway(line, { env: { SLIPWAY_URL, SLIPWAY_TOKEN_FILE: file } })).code).toBe(0)
  expect((await slipway([...line, '--token', aliceToken], { env: { SLIPWAY_URL } })).code).toBe(2)
})

describe('watch', () => {
  test('ends at the stage asked for', async () => {
    const { code, out } = await slipway(['release', 'watch', releaseId, '--until', 'scoping'], { env })
    expect([code, out]).toEqual([0, '→ Scoping  Waits for the security committee to sign the CVE list off\n'])
  })

  test('shows what happens until it is stopped', async () => {
    const person = new AbortController()
    let isTold = false
    const onOut = (soFar: string) => {
      if (soFar.includes('Signed the CVE list off')) person.abort()
    }
    const watching = slipway(['release', 'watch', releaseId], { env, stop: person.signal, onOut })
    while (!person.signal.aborted) {
      if (doors.subscribers() > 0 && !isTold) {
        isTold = true
        doors.timeline.push(timelineEntry(doors.timeline.length + 1))
        doors.notify()
      }
      await new Promise(resolve => setTimeout(resolve, 10))
    }
    expect(await watching).toMatchObject({ code: 0, err: '' })
  })

  test('gives up in time', async () => {
    const line = ['release', 'watch', releaseId, '--until', 'released', '--timeout', '1']
    const { code, err } = await slipway(line, { env })
    expect([code, err]).toEqual([1, 'Not done within 1 s\n'])
  })
})
