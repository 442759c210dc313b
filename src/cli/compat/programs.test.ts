// The compatible programs over a server: what they send, what they print, how they end.

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { slipway } from '../../../test/kit/cli.ts'
import { aliceToken, handMadeDoors } from '../../../test/kit/doors.ts'
import { branch, releaseId, run } from '../../../test/kit/views.ts'
import { createServer, type ReleaseView } from '../../http/index.ts'
import { refuse } from '../../lib/errors.ts'
import { text } from '../../lib/text.ts'

/** What the release shows beyond that of the doors, by test. */
let shown: Partial<ReleaseView> & { archive?: object } = {}
/** Whether the server knows no release of the issue yet. */
let unknown = false
const doors = handMadeDoors({
  findRelease: async name =>
    unknown
      ? refuse('unknown-release', text('没有这个发布', 'There is no such release'))
      : handMadeDoors().needs.releases.findRelease(name),
  readRelease: async id => {
    const release = await handMadeDoors().needs.releases.readRelease(id, undefined)
    return release && { ...release, ...shown }
  },
})
const server = createServer(doors.needs)
const done = { ...run, state: 'done' as const, steps: [] }
let env: Record<string, string>

beforeAll(async () => {
  env = { SLIPWAY_URL: await server.listen({ host: '127.0.0.1', port: 0 }), SLIPWAY_TOKEN: aliceToken }
})
afterEach(() => {
  doors.calls.length = 0
  shown = {}
  unknown = false
})
afterAll(() => server.close())

/** Calls a program by a line whose `#` are quoted. */
function call(line: string, more: { env?: Record<string, string> } = {}) {
  const [program = '', ...argv] = line.split(' ')
  return slipway(argv, { program, env: { ...env, ...more.env } })
}

describe('a call', () => {
  test('names the release by its issue, and the person', async () => {
    const { code, out } = await call('oe-art check -releaseid #I3NQ1A -type cve ok -giteeid ruebb')
    expect([code, out]).toEqual([0, '✓ /cve-ok  Done /cve-ok  run-1\n'])
    expect(doors.calls).toMatchObject([{ order: { release: releaseId, text: '/cve-ok', onBehalfOf: 'ruebb' } }])
  })

  test('gives several commands at once', async () => {
    await call('oe-art modify -releaseid I3NQ1A -addcve I1 I2 -delbug I3')
    expect(doors.calls).toMatchObject([{ order: { text: '/add cve I1 I2\n/delete bugfix I3' } }])
    expect(doors.calls[0]?.order).not.toHaveProperty('onBehalfOf')
  })

  test.each([
    [0, 'oe-art --help'],
    [0, 'javcra --version'],
    [2, 'oe-art'],
    [2, 'oe-art start'],
    [2, 'oe-art start I3NQ1A --url nonsense'],
    [2, 'oe-art start I3NQ1A --wait --timeout soon'],
    [3, 'oe-art release -releaseid I3NQ1A -type checkok'],
    [4, 'oe-art start I9NONE'],
    [5, 'oe-art start I3NQ1A --url http://127.0.0.1:9'],
    [4, 'upload-update-list I9NONE'],
  ])('ends with %i: %s', async (code, line) => {
    const result = await call(line)
    expect(result.code, result.err).toBe(code)
    expect(result.out + result.err).not.toBe('')
  })

  test('of a blank issue makes the release of it and starts it, but not in a dry run', async () => {
    unknown = true
    expect((await call('oe-art start #I3NQ1A')).code).not.toBe(4)
    expect(doors.calls.map(c => c.order)).toMatchObject([
      { issue: '#I3NQ1A' },
      { release: releaseId, text: '/start-update' },
    ])
    doors.calls.length = 0
    for (const line of ['oe-art start #I3NQ1A --dry-run', 'oe-art check -releaseid #I3NQ1A -type status']) {
      expect((await call(line)).code).toBe(4)
    }
    expect(doors.calls).toEqual([])
  })

  test('answers programs in JSON', async () => {
    const { out } = await call('auto-release check-requires I3NQ1A --json')
    expect(JSON.parse(out)).toMatchObject({ outcomes: [{ command: '/get-requires', accepted: true }] })
    const { err } = await call('auto-release start I9NONE --json')
    expect(JSON.parse(err)).toMatchObject({ type: '/problems/unknown-release' })
  })

  test('only tells what would happen when asked to', async () => {
    const { code, out, err } = await call('auto-release release-update-sa I3NQ1A 20261125 --dry-run')
    expect([code, out, err]).toEqual([0, '✓ /cvrf-ok  Done /cvrf-ok  run-1\n', 'A dry run: nothing was done\n'])
    expect(doors.calls).toEqual([])
  })

  test('waits for what it has begun', async () => {
    const { code, err } = await call('auto-release get-requires I3NQ1A --wait')
    expect([code, err]).toEqual([1, '"Self-check" was not done (blocked)\n- needs libfoo\n'])
  })
})

describe('the update directory', () => {
  test.each(['release-update-pkg I3NQ1A update_20261125 auto-release', 'release-update-pkg I3NQ1A 20261125'])(
    '%s is that of the release',
    async line => {
      await call(`auto-release ${line}`)
      expect(doors.calls).toMatchObject([{ order: { text: '/check-ok' } }])
    },
  )

  test.each([
    'auto-release release-update-pkg I3NQ1A update_20261123 auto-release',
    'auto-release release-update-sa I3NQ1A 20261125b',
    'auto-release check_install_and_selfbuid I3NQ1A 20261124',
  ])('%s is refused, and nothing is sent', async line => {
    const { code, err } = await call(line)
    expect([code, doors.calls]).toEqual([3, []])
    expect(err).toContain('which is update_20261125; nothing was done')
    expect((await call(`${line} --lang zh`)).err).toContain('应为 update_20261125')
  })
})

describe('secrets in arguments', () => {
  test('are neither used nor said back', async () => {
    const line = 'javcra check I3NQ1A --type test --giteeid u --token S1 --ak -S2 --sk=S3 --jenkinskey S4 --nowait'
    const { err, out } = await call(line, { env: { SLIPWAY_TOKEN: '' } })
    expect(err).toContain('Not used: --token, --ak, --sk, --jenkinskey')
    expect(out + err).not.toMatch(/S[1-4]/)
    expect(out).toBe('[ERROR] The current user does not have relevant operation permissions\n')
    expect(doors.calls).toEqual([])
  })
})

describe('javcra', () => {
  test.each([
    ['javcra modify I3NQ1A --add cve --id I1 #I2 --giteeid u', 0, '[INFO] add I1,I2 in cve successfully.\n'],
    ['javcra start I3NQ1A --giteeid u', 3, '[ERROR] failed to start update.\n'],
    ['javcra start', 2, 'Parameter validation failed\n'],
    ['javcra modify I3NQ1A --add cve', 2, 'Parameter validation failed\n'],
    ['javcra start I9NONE', 4, '[ERROR] Failed to get the list of personnel permissions\n'],
    [
      'javcra release I3NQ1A --type checkok',
      3,
      '[ERROR] The current user does not have relevant operation permissions\n',
    ],
    ['javcra check I3NQ1A --type test', 3, '[ERROR] failed to operate test in check part.\n'],
    ['javcra check I3NQ1A --type requires --nowait', 0, '[INFO] successfully get requires.\n'],
    ['javcra check I3NQ1A --type cve_bugfix', 3, '[ERROR] cve list or bugfix list not OK, please check.\n'],
    ['javcra start I3NQ1A --url http://127.0.0.1:9', 5, '[ERROR] Failed to get the list of personnel permissions\n'],
  ])('%s', async (line, code, out) => {
    const modified = line.includes('modify') ? `${line} --nowait` : line
    expect(await call(modified)).toMatchObject({ code, out })
  })

  test('says that it is done when it is over', async () => {
    const line = 'javcra check I3NQ1A --type requires'
    expect(await call(line)).toMatchObject({ code: 1, out: '[ERROR] failed to get requires.\n' })
    shown = { gates: (['cve', 'bugfix'] as const).map(name => ({ ...gate, name, state: 'open' as const })) }
    const out = '[INFO] successfuly operate cve and bugfix in check part.\n'
    expect(await call('javcra check I3NQ1A --type cve_bugfix')).toMatchObject({ code: 0, out })
  })

  test('creates the releases of all branches, also when one fails', async () => {
    const names = ['A-1', branch, 'B-1']
    const other = handMadeDoors({
      listBranches: async () =>
        names.map(name => ({
          ...{ name, timezone: 'Asia/Shanghai', arches: [], maintained: true, weekly: false, next: null },
          start: 'automatic' as const,
          accept: 'automatic' as const,
        })),
      createRelease: async (order, by) => {
        other.calls.push({ order, by })
        if (order.branch === 'A-1') return refuse('wrong-role', text('不行', 'Not for you'))
        const release = await handMadeDoors().needs.releases.readRelease(releaseId, undefined)
        if (!release) throw new Error('no release')
        return { release: { ...release, id: `${order.branch}_update1` }, created: order.branch !== 'B-1' }
      },
    })
    const house = createServer(other.needs)
    const SLIPWAY_URL = await house.listen({ host: '127.0.0.1', port: 0 })
    const dry = await call('javcra create --dry-run', { env: { SLIPWAY_URL } })
    expect([dry.code, other.calls]).toEqual([0, []])
    expect(dry.out).toContain(names.join(', '))
    const { code, out, err } = await call('javcra create --token S1', { env: { SLIPWAY_URL } })
    expect([code, out]).toEqual([3, `Created ${branch}_update1\nB-1_update1 exists already\n`])
    expect(err).toContain('A-1: Not for you')
    expect(other.calls).toHaveLength(3)
    expect((await call('javcra create --branch C-1', { env: { SLIPWAY_URL } })).code).toBe(2)
    await house.close()
  })
})

describe('what only looks', () => {
  test('shows what the self-check found', async () => {
    const { code, out, err } = await call('auto-release /get_install_build I3NQ1A')
    expect([code, out, err]).toEqual([1, '', 'The self-check did not pass\n'])
    shown = { runs: [{ ...done }] }
    expect((await call('auto-release get_install_build I3NQ1A')).code).toBe(0)
    shown = { runs: [] }
    expect((await call('auto-release get_install_build I3NQ1A')).code).toBe(3)
  })

  test('shows where the update list is archived', async () => {
    expect(await call('upload-update-list I3NQ1A')).toMatchObject({ code: 3, err: expect.stringContaining('Scoping') })
    const archive = { repository: 'o/r', files: ['a/b.txt'], state: 'archived' as const, problem: null }
    shown = { archive }
    const out = 'The update list is archived in o/r:\na/b.txt\n'
    expect(await call('upload_update_list I3NQ1A')).toMatchObject({ code: 0, out })
    shown = { archive: { ...archive, state: 'pending' as const, problem: 'forge: 500' } }
    expect(await call('auto-release upload-update-list I3NQ1A')).toMatchObject({ code: 5 })
    shown = { archive: { ...archive, state: 'pending' as const } }
    const waits = 'upload-update-list I3NQ1A --wait --timeout 1'
    expect(await call(waits)).toMatchObject({ code: 1, err: 'Not done within 1 s\n' })
  })
})

const gate = {
  title: text('确认', 'Sign-off'),
  stage: 'scoping' as const,
  roles: [],
  policy: 'any' as const,
  signOffs: [],
  missing: [],
  command: '/cve-ok',
}
