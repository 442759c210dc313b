import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { forgeContract } from '../../../test/contracts/forge.ts'
import { type GithubWorld, startGithub } from '../../../world/github/index.ts'
import type { Forge, IssueKey } from '../../ports/index.ts'
import { createGithubForge } from './index.ts'

const repository = 'openeuler/release-management'

type User = ReturnType<GithubWorld['addUser']>

let world: GithubWorld
let bot: User
let ann: User
let forge: Forge
let now: Date
beforeEach(async () => {
  now = new Date('2026-11-25T02:00:00Z')
  world = await startGithub({ now: () => now })
  bot = world.addUser('slipway-bot')
  ann = world.addUser('ann')
  world.addOrganisation('openeuler', [bot])
  world.addRepository(repository, [bot])
  forge = createGithubForge({ url: world.url, token: bot.token, repositories: [repository] })
})
afterEach(() => world.close())

/** Asks GitHub as a person does on its pages. */
function done<T>(user: User, method: string, path: string, body?: object): T {
  const answer = world.as(user, method, `/repos/${repository}${path}`, body)
  if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body as T
}

function openIssue(title: string, more: object = {}, user = ann): IssueKey {
  const { number } = done<{ number: number }>(user, 'POST', '/issues', { title, body: '', ...more })
  return { repository, id: String(number) }
}

function openPull(title: string, body: string): string {
  const pull = { title, body, head: 'mend', base: 'main' }
  return String(done<{ number: number }>(ann, 'POST', '/pulls', pull).number)
}

const sent = (method: string) => world.requests.filter(request => request.method === method).map(r => r.path)

forgeContract('github', async () => ({
  forge,
  repository,
  person: {
    user: { id: String(ann.id), login: ann.login },
    openIssue: async (title, body) => openIssue(title, { body }),
    comment: async ({ id }, body) => String(done<{ id: number }>(ann, 'POST', `/issues/${id}/comments`, { body }).id),
    editComment: async (_, id, body) => done(ann, 'PATCH', `/issues/comments/${id}`, { body }),
    deleteComment: async (_, id) => done(ann, 'DELETE', `/issues/comments/${id}`),
    openPull: async ({ title, body, issues }) => ({
      number: openPull(title, [body, ...issues.map(issue => `Fixes #${issue.id}`)].join('\n')),
    }),
  },
  prepareKinds: async ({ type, milestone }) => {
    world.addOrganisation('openeuler', [bot]).issueTypes.push('Bug', type)
    done(bot, 'POST', '/milestones', { title: milestone })
  },
}))

describe('issues', () => {
  test('are told with all they hold', async () => {
    const key = openIssue('T')
    expect(await forge.readIssue(key)).toEqual({
      id: '1',
      repository,
      title: 'T',
      body: '',
      state: 'open',
      labels: [],
      type: null,
      milestone: null,
      author: { id: String(ann.id), login: 'ann' },
      url: `${world.url}/${repository}/issues/1`,
      createdAt: now,
      updatedAt: now,
    })
  })

  test('are no pull requests, though GitHub lists and numbers them together', async () => {
    const pull = { repository, id: openPull('P', '') }
    const issue = openIssue('T')
    expect(await forge.readIssue(pull)).toBeUndefined()
    expect(await forge.findIssue(pull.id, [])).toEqual([])
    expect((await forge.issuesSince(repository, new Date(0))).map(i => i.id)).toEqual([issue.id])
    await expect(forge.changeLabels(pull, { add: ['a'], remove: [] })).rejects.toMatchObject({ status: 404 })
  })

  test('go from state to state; a closed one says why', async () => {
    const issue = await forge.ensureIssue({ repository, title: 'T', body: '' })
    const reasons: unknown[] = []
    for (const state of ['closed', 'rejected', 'rejected', 'closed', 'progressing', 'rejected', 'open'] as const) {
      await forge.editIssue(issue, { state })
      const told = (await forge.readIssue(issue))?.state
      reasons.push([state, told, done<{ state_reason: string }>(ann, 'GET', `/issues/${issue.id}`).state_reason])
    }
    expect(reasons).toEqual([
      ['closed', 'closed', 'completed'],
      ['rejected', 'rejected', 'not_planned'],
      ['rejected', 'rejected', 'not_planned'],
      ['closed', 'closed', 'completed'],
      ['progressing', 'open', 'reopened'],
      ['rejected', 'rejected', 'not_planned'],
      ['open', 'open', 'reopened'],
    ])
  })

  test('are looked for on every page before one is made', async () => {
    const old = await forge.ensureIssue({ repository, title: 'the first', body: '' })
    await forge.editIssue(old, { state: 'closed' })
    for (let n = 0; n < 230; n++) openIssue(`n${n}`, {}, bot)
    expect((await forge.ensureIssue({ repository, title: 'the first', body: '' })).id).toBe(old.id)
    expect((await forge.ensureIssue({ repository, title: 'n229', body: '' })).id).toBe('231')
    expect(sent('POST')).toHaveLength(1)
    expect(sent('GET').filter(path => path.includes('creator=slipway-bot'))).toHaveLength(1 + 3 + 3)
  })

  test('that changed are listed oldest change first, to the second', async () => {
    const [a, b, c] = [openIssue('a'), openIssue('b'), openIssue('c')]
    now = new Date('2026-11-25T03:00:00.900Z')
    done(ann, 'PATCH', `/issues/${b.id}`, { body: 'more' })
    now = new Date('2026-11-25T02:30:00Z')
    done(ann, 'PATCH', `/issues/${c.id}`, { body: 'more' })
    const since = async (at: string) => (await forge.issuesSince(repository, new Date(at))).map(i => i.id)
    expect(await since('2026-11-25T02:00:00Z')).toEqual([a.id, c.id, b.id])
    expect(await since('2026-11-25T03:00:00.500Z')).toEqual([b.id])
  })

  test('of kinds and milestones that are not there have none', async () => {
    const title = 'T'
    const issue = await forge.ensureIssue({ repository, title, body: '', type: '缺陷', milestone: 'none' })
    expect(issue).toMatchObject({ type: null, milestone: null })
    world.addRepository('ann/tool', [bot])
    const theirs = await forge.ensureIssue({ repository: 'ann/tool', title, body: '', type: 'Bug' })
    expect(theirs).toMatchObject({ id: '1', type: null })
  })

  test('are found by their number in all configured repositories, by nothing else', async () => {
    const other = 'src-openeuler/zlib'
    world.addRepository(other, [bot])
    forge = createGithubForge({ url: world.url, token: bot.token, repositories: [repository, other, other] })
    openIssue('here')
    await forge.ensureIssue({ repository: other, title: 'there', body: '' })
    expect((await forge.findIssue('1', [])).map(i => i.repository)).toEqual([repository, other])
    const before = world.requests.length
    for (const id of ['', '#1', '01', '1/../2', '１', 'I3NQ1A', '9'.repeat(40)]) {
      expect(await forge.findIssue(id, [])).toEqual([])
    }
    for (const bad of ['', 'a', 'a/b/c', '../a', 'a/..', 'a/ b', 'a/b?x=1', '-a/b']) {
      expect(await forge.readIssue({ repository: bad, id: '1' })).toBeUndefined()
      await expect(forge.ensureIssue({ repository: bad, title: 'T', body: '' })).rejects.toMatchObject({ status: 404 })
    }
    // The last ones asked who we are.
    expect(world.requests.slice(before).filter(r => !r.path.startsWith('/user'))).toEqual([])
  })

  test('of more than GitHub takes are refused with its words', async () => {
    const long = forge.ensureIssue({ repository, title: 'T', body: 'x'.repeat(70_000) })
    await expect(long).rejects.toMatchObject({ status: 422, retryable: false })
    await expect(long).rejects.toThrow('Validation Failed: body is too long')
  })
})

describe('labels and comments', () => {
  test('only differences are sent, whatever the case of their letters', async () => {
    const issue = await forge.ensureIssue({ repository, title: 'T', body: '' })
    await forge.changeLabels(issue, { add: ['update-check-pkg', 'A/b c'], remove: [] })
    const before = sent('POST').length
    await forge.changeLabels(issue, { add: ['Update-Check-Pkg'], remove: ['none'] })
    expect([sent('POST').length, sent('DELETE')]).toEqual([before, []])
    await forge.changeLabels(issue, { add: [], remove: ['a/B C'] })
    expect((await forge.readIssue(issue))?.labels).toEqual(['update-check-pkg'])
  })

  test('a comment of somebody else, or of another issue, is never changed', async () => {
    const [one, two] = [openIssue('a'), await forge.ensureIssue({ repository, title: 'b', body: '' })]
    const theirs = String(done<{ id: number }>(ann, 'POST', '/issues/1/comments', { body: 'x' }).id)
    const ours = await forge.addComment(two, 'y')
    await expect(forge.editComment(one, theirs, 'z')).rejects.toMatchObject({ status: 403, retryable: false })
    await expect(forge.editComment(one, ours.id, 'z')).rejects.toMatchObject({ status: 404, retryable: false })
    await expect(forge.editComment(one, '../1', 'z')).rejects.toMatchObject({ status: 404, retryable: false })
    await forge.editComment(two, ours.id, 'y')
    expect(sent('PATCH')).toEqual([])
  })
})

describe('files', () => {
  const path = 'a b/版本#1.yaml'
  const put = (content: string | null, branch?: string) =>
    forge.commitFiles({ repository, message: 'm', files: [{ path, content }], ...(branch && { branch }) })

  test('over 1 MB and with any name are read whole', async () => {
    const large = '一'.repeat(500_000)
    await put(large)
    expect(await forge.readFile({ repository, path })).toBe(large)
    expect(await forge.readFile({ repository, path: 'a b' })).toBeUndefined()
    for (const bad of ['', '/a', 'a//b', '../a', 'a/./b', 'a\0']) {
      expect(await forge.readFile({ repository, path: bad })).toBeUndefined()
      const files = [{ path: bad, content: 'x' }]
      await expect(forge.commitFiles({ repository, message: 'm', files })).rejects.toMatchObject({ status: 422 })
    }
  })

  test('are committed once, also by many at once; a branch or repository that is not there is told', async () => {
    await Promise.all([put('x'), put('x'), put('x')])
    await put('')
    expect(await forge.readFile({ repository, path })).toBe('')
    expect(sent('PUT')).toHaveLength(2)
    await expect(put('x', 'none')).rejects.toMatchObject({ status: 404, retryable: false })
    const nowhere = { repository: 'other/one', message: 'm', files: [{ path, content: null }] }
    await expect(forge.commitFiles(nowhere)).rejects.toMatchObject({ status: 404, retryable: false })
  })

  test('that somebody else changes in between are looked at again, and in the end are left to the next try', async () => {
    let others = 0
    const address = `/contents/${path.split('/').map(encodeURIComponent).join('/')}`
    const write = (): void => {
      const there = world.as(bot, 'GET', `/repos/${repository}${address}`)
      const sha = there.status === 200 ? { sha: (there.body as { sha: string }).sha } : {}
      const content = Buffer.from(`theirs ${others++}`).toString('base64')
      done(bot, 'PUT', address, { message: 'theirs', content, ...sha })
    }
    // Once it comes to be, once it changes.
    for (const most of [1, 2]) {
      world.meanwhile = ({ method }) => void (method === 'PUT' && others < most && write())
      await put(`ours ${most}`)
      expect([await forge.readFile({ repository, path }), others]).toEqual([`ours ${most}`, most])
    }
    world.meanwhile = ({ method }) => void (method === 'DELETE' && write())
    await expect(put(null)).rejects.toMatchObject({ status: 409, retryable: true })
    expect(sent('DELETE')).toHaveLength(3)
  })
})

describe('pull requests and teams', () => {
  test('a pull request tells its state and the issues its words close', async () => {
    const number = openPull('P', 'Fixes #3, resolves: other/one#4\nsee #5')
    expect(await forge.readPull({ repository, number })).toMatchObject({
      state: 'open',
      issues: [
        { repository, id: '3' },
        { repository: 'other/one', id: '4' },
      ],
    })
    done(bot, 'PUT', `/pulls/${number}/merge`)
    expect((await forge.readPull({ repository, number }))?.state).toBe('merged')
    expect(await forge.readPull({ repository, number: openIssue('T').id })).toBeUndefined()
  })

  test('people of an organisation and of a team are listed; an unknown team is told', async () => {
    const people = Array.from({ length: 120 }, (_, n) => world.addUser(`p${n}`))
    const organisation = world.addOrganisation('openeuler', [bot, ...people])
    organisation.teams.set('release-sig', new Set([ann.id]))
    expect(await forge.teamMembers('openeuler')).toHaveLength(121)
    expect(await forge.teamMembers('openeuler/release-sig')).toEqual([{ id: String(ann.id), login: 'ann' }])
    for (const team of ['openeuler/none', 'none', '', 'a/../b', 'openeuler/..']) {
      await expect(forge.teamMembers(team)).rejects.toMatchObject({ status: 404, retryable: false })
    }
  })
})

test('the token stands in its header alone, and who it belongs to is asked once', async () => {
  await Promise.all([forge.self(), forge.findIssue('1', [])])
  await forge.self()
  expect(sent('GET').filter(path => path === '/user')).toHaveLength(1)
  expect(world.requests.every(r => r.headers.authorization === `Bearer ${bot.token}`)).toBe(true)
  expect(
    JSON.stringify(world.requests.map(r => ({ ...r, headers: { ...r.headers, authorization: '' } }))),
  ).not.toContain(bot.token)
  expect(world.requests.every(r => r.headers['x-github-api-version'] === '2022-11-28')).toBe(true)
})
