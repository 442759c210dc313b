// The program over a server of hand-made doors: what it prints, how it ends, what it sends.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { slipway } from '../../test/kit/cli.ts'
import { aliceToken, handMadeDoors, timelineEntry } from '../../test/kit/doors.ts'
import { advisory, branch, releaseId, run } from '../../test/kit/views.ts'
import { createServer } from '../http/index.ts'
import { text } from '../lib/text.ts'
import { commandNames } from '../releases/commands.ts'

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
    [0, `release list --deleted`],
    [0, `release explain ${releaseId}`],
    [0, `release delete ${releaseId} --reason holiday`],
    [0, `run show ${run.id}`],
    [0, `release advisories ${releaseId}`],
    [0, 'release show I3NQ1A'],
    [0, 'release show #I3NQ1A'],
    [0, 'release cve-ok I3NQ1A'],
    [0, 'release command I3NQ1A /cve-ok --dry-run'],
    [0, 'run list --release I3NQ1A'],
    [0, 'branch list'],
    [0, 'log --subject release/x --limit 5'],
    [0, 'me'],
    [0, 'health'],
    [0, 'completion bash'],
    [0, 'advisory list'],
    [0, `advisory show ${advisory.id}`],
    [0, 'package releases tool'],
    [0, 'package releases none'],
    [0, `release packages ${releaseId} --limit 5`],
    [0, 'tag show update_20261125'],
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
    [2, `release create --all --branch ${branch}`],
    [2, `release delete ${releaseId}`],
    [2, 'release list --nonsense'],
    [2, 'release list --limit many'],
    [2, 'release list --stage done'],
    [2, 'release list --url ftp://example'],
    [2, 'release list --url http://'],
    [2, 'release list --token-file /nonexistent/token'],
    [2, 'release list --lang fr'],
    [2, 'release add I3NQ1A'],
    [2, 'release cve-ok I3NQ1A --timeout soon'],
    [2, 'completion fish'],
    [2, 'token create --user N --on-behalf'],
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
    [3, 'release create --all --date 20261123'],
    [1, 'release command I3NQ1A /get-requires --wait'],
    [3, 'release check-ok I3NQ1A --wait'],
    [4, 'release cve-ok none'],
    [4, 'run list --release none'],
    [4, 'release show none'],
    [4, 'release explain none'],
    [4, 'release delete none --reason holiday'],
    [4, 'release command none /cve-ok'],
    [4, 'release watch none'],
    [4, 'release packages none'],
    [4, 'tag show update_20000101'],
    [4, 'run show none'],
    [4, 'advisory show none'],
    [5, 'release list --url http://127.0.0.1:9'],
    [5, 'me --url http://127.0.0.1:9'],
    [5, 'release rollback x --url http://127.0.0.1:9'],
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
      'MISSING',
      'security: sami',
    ]) {
      expect(out).toContain(word)
    }
    const shown = (await slipway(['run', 'show', run.id], { env })).out
    for (const word of ['Self-check', 'blocked', 'unmet-requirement', 'tool-1.1-1.noarch', 'needs libfoo', 'Begins']) {
      expect(shown).toContain(word)
    }
  })

  test.each(['#', '', ' # '])('an id that is "%s" is asked for in the form to type', async id => {
    const { code, err } = await slipway(['release', 'show', id], { env })
    expect([code, err]).toEqual([2, expect.stringContaining("'#I3NQ1A'")])
  })

  test('lists advisories page by page', async () => {
    const page = await slipway(['advisory', 'list', '--limit', '1', '--cursor', 'openEuler-SA-2026-1002'], { env })
    expect(page.out).toContain('openEuler-SA-2026-1001')
    expect(page.err).toBe('There are more: --cursor openEuler-SA-2026-1001\n')
    expect((await slipway(['advisory', 'list', '--limit', 'all'], { env })).code).toBe(2)
  })

  test('asks package, directory and release of each other', async () => {
    const releases = await slipway(['package', 'releases', 'tool'], { env })
    expect(releases.out).toMatch(/^RELEASE +DIRECTORY +STATE +PUBLISHED +PACKAGES +BROUGHT BY\n/)
    expect(releases.out).toMatch(/update_20261125 +published .* tool-1\.1-1\.noarch +CVE-2026-10001\n$/)
    expect(releases.err).toBe(`There are more: --cursor 20261123~${releaseId}\n`)
    expect((await slipway(['package', 'releases', 'none'], { env })).err).toBe('No release holds none\n')
    for (const line of [
      ['release', 'packages', releaseId],
      ['tag', 'show', 'update_20261125'],
    ]) {
      const { out } = await slipway(line, { env })
      expect(out).toMatch(new RegExp(`^${releaseId}  update_20261125  published  .*\n\nSOURCE +PACKAGES +BROUGHT BY\n`))
      expect(out).toMatch(/\ntool +tool-1\.1-1\.noarch +CVE-2026-10001\n$/)
    }
  })

  test('tells of each branch, and why a release waits', async () => {
    const all = await slipway(['release', 'create', '--all'], { env })
    expect(all.out).toBe(`✓ ${branch}  Created ${releaseId}\n✗ openEuler-22.03-LTS  Not yours\n`)
    const { out } = await slipway(['release', 'explain', releaseId], { env })
    expect(out).toMatch(/^Waits for the security committee .*\n- Waits for the committee\n$/)
    await slipway(['release', 'delete', releaseId, '--reason', 'a holiday'], { env })
    expect(doors.calls.at(-1)?.order).toEqual({ id: releaseId, because: 'a holiday' })
  })

  test('of a previewed command is told without giving it', async () => {
    await slipway(['release', 'command', releaseId, '/preview', '/check-ok', '/cve-ok'], { env })
    expect(doors.calls.at(-1)?.order).toMatchObject({ text: '/preview /check-ok\n/cve-ok' })
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
    ['package releases tool', { items: [{ release: releaseId, tag: 'update_20261125' }] }],
    [`release packages ${releaseId}`, { release: releaseId, items: [{ name: 'tool' }] }],
    ['tag show update_20261125', { items: [{ packages: [{ name: 'tool' }] }] }],
  ])('slipway %s --json', async (line, expected) => {
    const { out } = await slipway([...line.split(' '), '--json'], { env })
    expect(JSON.parse(out)).toMatchObject(expected)
  })

  test('a problem is the document of the server', async () => {
    const { code, out, err } = await slipway(['--json', 'release', 'show', 'none'], { env })
    expect([code, out]).toEqual([4, ''])
    expect(JSON.parse(err)).toMatchObject({ type: '/problems/unknown-release', status: 404 })
    const away = await slipway(['--json', 'release', 'list', '--url', 'http://127.0.0.1:9'], { env })
    expect(JSON.parse(away.err)).toMatchObject({ exitCode: 5, text: { en: expect.stringContaining('reached') } })
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

  test.each([
    [`add ${releaseId} cve I3NQ1B #I3`, '/add cve I3NQ1B #I3'],
    ['start-update I3NQ1A', '/start-update'],
    ['rollback I3NQ1A --anyway', '/rollback anyway'],
    ['withdraw I3NQ1A', '/withdraw'],
  ])('are verbs of their own: %s', async (line, text) => {
    await slipway(['release', ...line.split(' ')], { env })
    expect(doors.calls).toMatchObject([{ order: { release: releaseId, text } }])
  })

  test('are all verbs, as the table of the server has them', async () => {
    const { out } = await slipway(['release', '--help'], { env })
    const verbs = [...out.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name]) => name)
    expect(verbs).toEqual(expect.arrayContaining(commandNames.filter(name => name !== 'help')))
  })

  test('are given for a person, or not at all when only asked about', async () => {
    await slipway(['release', 'cve-ok', releaseId, '--on-behalf-of', 'gitee:ruebb'], { env })
    expect(doors.calls).toMatchObject([{ order: { onBehalfOf: 'gitee:ruebb' } }])
    const dry = await slipway(['release', 'cve-ok', releaseId, '--dry-run', '--json'], { env })
    expect(JSON.parse(dry.out)).toMatchObject({ dryRun: true, outcomes: [{ accepted: true }] })
    expect(doors.calls).toHaveLength(1)
  })

  test.each<[number, readonly string[]]>([
    [5, ['lookup-failed']],
    [1, ['internal']],
    [1, ['lookup-failed', 'internal']],
    [3, ['lookup-failed', 'wrong-role']],
    [0, []],
  ])('end with %i when refused with %j', async (code, codes) => {
    const message = text('不行', 'No')
    const outcomes = codes.map(c => ({ command: '/x', accepted: false, code: c, message, run: null }))
    const accepted = { command: '/y', accepted: true, code: null, message, run: null }
    for (const others of [[], [accepted]]) {
      if (outcomes.length + others.length === 0) continue
      const other = createServer(handMadeDoors({ submitCommands: async () => [...outcomes, ...others] }).needs)
      const SLIPWAY_URL = await other.listen({ host: '127.0.0.1', port: 0 })
      const line = ['release', 'command', releaseId, '/x']
      expect((await slipway(line, { env: { ...env, SLIPWAY_URL } })).code).toBe(code)
      await other.close()
    }
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
