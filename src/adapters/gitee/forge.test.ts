// The adapters of Gitee and GitCode against their stand-ins: what every forge must do, what these do besides, and what
// they do on the vendor's bad days.

import { afterEach, describe, expect, test } from 'vitest'
import { forgeContract } from '../../../test/contracts/forge.ts'
import { type StandIn, startStandIn } from '../../../world/gitee/index.ts'
import { systemClock } from '../../lib/clock.ts'
import { createGitcodeForge } from '../gitcode/index.ts'
import { createGiteeForge, type VendorSettings } from './index.ts'

const REPOSITORY = 'openeuler/release-management'
const ENTERPRISE = 'open_euler'
const vendors = { gitee: createGiteeForge, gitcode: createGitcodeForge } as const

const running: StandIn[] = []
afterEach(async () => {
  for (const world of running.splice(0)) await world.close()
})

async function start(name: keyof typeof vendors, more: Partial<VendorSettings> = {}) {
  const world = await startStandIn(name)
  running.push(world)
  world.addRepository(REPOSITORY, { enterprise: ENTERPRISE })
  const settings: VendorSettings = {
    url: world.url,
    token: world.person('slipway-bot').user.token,
    clock: systemClock,
    pauseMs: 1,
    repositories: [REPOSITORY],
    ...(name === 'gitee' ? { enterprise: ENTERPRISE } : {}),
    ...more,
  }
  return { world, settings, forge: vendors[name](settings), ann: world.person('ann') }
}

const wanted = { repository: REPOSITORY, title: 'openEuler-24.03-LTS Update 2026/11/25 release', body: '版本' }

for (const name of ['gitee', 'gitcode'] as const) {
  forgeContract(name, async () => {
    const { world, forge, ann } = await start(name)
    return {
      forge,
      repository: REPOSITORY,
      person: {
        user: { id: ann.id, login: 'ann' },
        openIssue: async (title, body) => ann.openIssue(REPOSITORY, { title, body }),
        comment: async (key, body) => ann.comment(key, body),
        editComment: async (key, id, body) => ann.editComment(key, id, body),
        deleteComment: async (key, id) => ann.deleteComment(key, id),
        openPull: async pull => ann.openPull(REPOSITORY, pull),
      },
      ...(name === 'gitee' && {
        prepareKinds: async ({ milestone }) => {
          const [repository] = world.memory.repositories
          if (repository) world.memory.addMilestone(repository, milestone)
        },
      }),
    }
  })

  describe(`${name}, besides`, () => {
    test('§3b 24: the token stands in a header of every call and in no address', async () => {
      const { world, forge, settings } = await start(name)
      const issue = await forge.ensureIssue(wanted)
      await forge.changeLabels(issue, { add: ['sig/sig-EasyLife'], remove: [] })
      await forge.changeLabels(issue, { add: [], remove: ['sig/sig-EasyLife'] })
      await forge.commitFiles({ repository: REPOSITORY, message: 'm', files: [{ path: 'a b/ü?.txt', content: 'x' }] })
      await forge.commitFiles({ repository: REPOSITORY, message: 'm', files: [{ path: 'a b/ü?.txt', content: null }] })
      expect(world.seen.length).toBeGreaterThan(8)
      for (const { url, authorization } of world.seen) {
        expect(url).not.toContain(settings.token)
        expect(authorization).toBe(`${name === 'gitee' ? 'token' : 'Bearer'} ${settings.token}`)
      }
      expect(world.seen.map(s => s.url).join('\n')).toContain('/labels/sig%2Fsig-EasyLife')
      expect((await forge.readIssue(issue))?.labels).toEqual([])
    })

    test('two processes that make one issue at the same time leave one open', async () => {
      const { world, forge, settings } = await start(name)
      const other = vendors[name](settings)
      await Promise.all([forge.ensureIssue(wanted), other.ensureIssue(wanted)])
      const [a, b] = [await forge.ensureIssue(wanted), await other.ensureIssue(wanted)]
      expect(a).toEqual(b)
      expect(world.memory.repositories[0]?.issues.filter(i => i.state === 'open').map(i => i.number)).toEqual([a.id])
    })

    test('a bot that was renamed finds what it wrote', async () => {
      const { world, forge } = await start(name)
      const issue = await forge.ensureIssue(wanted)
      world.person('slipway-bot').user.login = 'slipway-release-bot'
      expect((await forge.ensureIssue(wanted)).id).toBe(issue.id)
    })

    test('members of organisations and of repositories are told, on all pages', async () => {
      const { world, forge } = await start(name)
      const people = Array.from({ length: 101 }, (_, n) => world.person(`p${n}`))
      world.memory.organisations.set('openeuler', new Set(people.map(p => p.user)))
      world.memory.repositories[0]?.collaborators.add(people[3]?.user ?? world.person('x').user)
      expect(await forge.teamMembers('openeuler')).toHaveLength(101)
      expect(await forge.teamMembers(REPOSITORY)).toEqual([{ id: people[3]?.id, login: 'p3' }])
      await expect(forge.teamMembers('nobody')).rejects.toMatchObject({ status: 404, retryable: false })
    })

    test('names that would leave their place in an address lead nowhere', async () => {
      const { world, forge } = await start(name)
      const before = world.seen.length
      expect(await forge.readFile({ repository: REPOSITORY, path: '../../user' })).toBeUndefined()
      expect(await forge.readFile({ repository: '../user', path: 'x' })).toBeUndefined()
      expect(await forge.readIssue({ repository: REPOSITORY, id: '../1' })).toBeUndefined()
      expect(world.seen).toHaveLength(before)
    })

    test('a token that is not valid is said at once', async () => {
      const { forge } = await start(name, { token: 'wrong' })
      await expect(forge.self()).rejects.toMatchObject({ status: 401, retryable: false })
    })
  })

  describe(`${name} on a bad day`, () => {
    test.each([
      ['500', 'error'],
      ['429', 'busy'],
      ['a page of HTML', 'html'],
      ['half a body', 'half'],
      ['a cut', 'lost'],
    ] as const)(
      'answers a question with %s: asked again once, then an ExternalError worth retrying (61)',
      async (_, fault) => {
        const { world, forge } = await start(name)
        const issue = await forge.ensureIssue(wanted)
        world.faults.fail(fault, { times: 1, retryAfter: '0' })
        expect(await forge.readIssue(issue)).toEqual(issue)
        world.faults.fail(fault, { retryAfter: '0' })
        const before = world.seen.length
        await expect(forge.readIssue(issue)).rejects.toMatchObject({
          name: 'ExternalError',
          system: name,
          operation: 'readIssue',
          retryable: true,
        })
        await expect(forge.listComments(issue)).rejects.toMatchObject({ retryable: true })
        expect(world.seen.length).toBeLessThanOrEqual(before + 4)
        world.faults.mend()
        expect(await forge.readIssue(issue)).toEqual(issue)
      },
    )

    test('does not answer at all: an ExternalError worth retrying', async () => {
      const { world, forge, settings } = await start(name)
      const issue = await forge.ensureIssue(wanted)
      world.faults.fail('silence')
      const hasty = vendors[name]({ ...settings, timeoutMs: 40 })
      await expect(hasty.readIssue(issue)).rejects.toMatchObject({ retryable: true, status: undefined })
      await expect(hasty.addComment(issue, 'x')).rejects.toMatchObject({ retryable: true })
      world.faults.mend()
      expect(await forge.listComments(issue)).toEqual([])
    })

    test('answers in another shape: an ExternalError that says what is wrong, not worth retrying', async () => {
      const { world, forge } = await start(name)
      const issue = await forge.ensureIssue(wanted)
      world.faults.fail('shape')
      await expect(forge.readIssue(issue)).rejects.toMatchObject({
        retryable: false,
        message: expect.stringContaining('another shape'),
      })
      await expect(forge.listComments(issue)).rejects.toMatchObject({ retryable: false })
    })

    test('asks for a long rest: nobody waits here', async () => {
      const { world, forge } = await start(name)
      const issue = await forge.ensureIssue(wanted)
      for (const retryAfter of ['3600', new Date('2100-01-01T00:00:00Z').toUTCString()]) {
        world.faults.fail('busy', { retryAfter })
        await expect(forge.readIssue(issue)).rejects.toMatchObject({ status: 429, retryable: true })
      }
    })

    test.each(['half', 'lost'] as const)('loses its answers (%s): nothing is written twice', async fault => {
      const { world, forge } = await start(name)
      const [repository] = world.memory.repositories
      world.faults.fail(fault, { method: 'POST', times: 1 })
      await expect(forge.ensureIssue(wanted)).rejects.toMatchObject({ retryable: true })
      const issue = await forge.ensureIssue(wanted)
      expect(repository?.issues).toHaveLength(1)
      world.faults.fail(fault, { method: 'POST', times: 1 })
      expect(await forge.addComment(issue, 'said')).toMatchObject({ body: 'said', author: await forge.self() })
      expect(await forge.listComments(issue)).toHaveLength(1)
      world.faults.fail(fault, { method: 'POST', times: 1 })
      const label = () => forge.changeLabels(issue, { add: ['a'], remove: [] })
      await expect(label()).rejects.toMatchObject({ retryable: true })
      await label()
      expect((await forge.readIssue(issue))?.labels).toEqual(['a'])
      world.faults.fail(fault, { method: 'POST', times: 1 })
      const commit = () =>
        forge.commitFiles({ repository: REPOSITORY, message: 'm', files: [{ path: 'f', content: 'x' }] })
      await expect(commit()).rejects.toMatchObject({ retryable: true })
      await commit()
      expect(await forge.readFile({ repository: REPOSITORY, path: 'f' })).toBe('x')
    })

    test('turns writes away: they are not made, and not made twice later', async () => {
      const { world, forge } = await start(name)
      const issue = await forge.ensureIssue(wanted)
      for (const fault of ['error', 'html', 'busy'] as const) {
        world.faults.fail(fault, { method: 'POST', retryAfter: '60' })
        await expect(forge.addComment(issue, fault)).rejects.toMatchObject({ retryable: true })
        world.faults.mend()
        await forge.addComment(issue, fault)
      }
      expect((await forge.listComments(issue)).map(c => c.body)).toEqual(['error', 'html', 'busy'])
    })
  })
}

describe('gitee alone', () => {
  test('a kind that the enterprise does not know does not keep the issue from being made', async () => {
    const { forge } = await start('gitee')
    expect(await forge.ensureIssue({ ...wanted, type: '没有', milestone: 'none' })).toMatchObject({
      type: '任务',
      milestone: null,
    })
  })

  test('an id is found in the whole enterprise, within the places configured', async () => {
    const { world, settings } = await start('gitee')
    world.addRepository('src-openeuler/zlib', { enterprise: ENTERPRISE })
    world.addRepository('elsewhere/zlib', {})
    const { id } = world.person('ann').openIssue('src-openeuler/zlib', { title: 'CVE-2026-1' })
    const other = world.person('ann').openIssue('elsewhere/zlib', { title: 'CVE-2026-1' })
    const find = async (repositories: readonly string[], wantedId = id) =>
      (await createGiteeForge({ ...settings, repositories }).findIssue(wantedId, [])).map(i => i.repository)
    expect(await find([])).toEqual(['src-openeuler/zlib'])
    expect(await find(['src-openeuler'])).toEqual(['src-openeuler/zlib'])
    expect(await find(['src-openeuler/zlib'])).toEqual(['src-openeuler/zlib'])
    expect(await find(['openeuler'])).toEqual([])
    expect(await find([], other.id)).toEqual([])
  })
})

test('at GitCode one number may be in several repositories', async () => {
  const { world, settings } = await start('gitcode')
  world.addRepository('src-openeuler/zlib', {})
  for (const repository of [REPOSITORY, 'src-openeuler/zlib']) world.person('ann').openIssue(repository, { title: 'T' })
  const forge = createGitcodeForge({ ...settings, repositories: [REPOSITORY, 'src-openeuler/zlib', 'src-openeuler'] })
  expect((await forge.findIssue('1', [])).map(i => i.repository)).toEqual([REPOSITORY, 'src-openeuler/zlib'])
  expect((await forge.findIssue('1', ['src-openeuler/zlib'])).map(i => i.repository)).toEqual(['src-openeuler/zlib'])
})
