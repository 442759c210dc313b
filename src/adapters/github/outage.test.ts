// GitHub broken in every documented way, before the effect and after it: the same act again does it once.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Fault } from '../../../world/github/faults.ts'
import { type GithubWorld, startGithub } from '../../../world/github/index.ts'
import type { Forge, ForgeIssue } from '../../ports/index.ts'
import { createGithubForge } from './index.ts'

const repository = 'openeuler/release-management'
const path = 'update_20261125/list.yaml'

let world: GithubWorld
let bot: ReturnType<GithubWorld['addUser']>
let tree: ReturnType<GithubWorld['addRepository']>
let forge: Forge
let now: Date
beforeEach(async () => {
  now = new Date('2026-11-25T02:00:00Z')
  world = await startGithub({ now: () => now })
  bot = world.addUser('slipway-bot')
  tree = world.addRepository(repository, [bot])
  forge = connect({})
})
afterEach(() => world.close())

function connect(more: { timeoutMs?: number }): Forge {
  const clock = { now: () => now }
  return createGithubForge({ url: world.url, token: bot.token, repositories: [repository], clock, ...more })
}

/** Breaks the next request of a method; the forge waits for silence no longer than it must. */
async function whileBroken(fault: Fault, act: () => Promise<unknown>): Promise<void> {
  const patient = forge
  if (fault.kind === 'silence') forge = connect({ timeoutMs: 150 })
  world.faults.set(fault)
  await expect(act()).rejects.toMatchObject({ name: 'ExternalError', system: 'github', retryable: true })
  forge = patient
  now = new Date(now.getTime() + 61_000)
}

const KINDS = ['error-500', 'rate-limit', 'slow-down', 'html', 'cut-json', 'half', 'silence'] as const

/** Each with the method of its write. */
const ACTS: Readonly<Record<string, { method: string; act: (issue: ForgeIssue) => Promise<unknown> }>> = {
  ensureIssue: { method: 'POST', act: () => forge.ensureIssue({ repository, title: 'U', body: '' }) },
  editIssue: { method: 'PATCH', act: issue => forge.editIssue(issue, { body: 'new', state: 'rejected' }) },
  'changeLabels (add)': { method: 'POST', act: issue => forge.changeLabels(issue, { add: ['a'], remove: [] }) },
  'changeLabels (remove)': { method: 'DELETE', act: issue => forge.changeLabels(issue, { add: [], remove: ['old'] }) },
  editComment: {
    method: 'PATCH',
    act: async issue => forge.editComment(issue, String([...tree.comments.keys()][0]), 'edited'),
  },
  'commitFiles (write)': {
    method: 'PUT',
    act: () => forge.commitFiles({ repository, message: 'm', files: [{ path, content: 'x' }] }),
  },
  'commitFiles (remove)': {
    method: 'DELETE',
    act: () => forge.commitFiles({ repository, message: 'm', files: [{ path: 'old', content: null }] }),
  },
}

/** What the repository holds, but for times and ids. */
function seen(): unknown {
  return {
    issues: [...tree.issues.values()].map(i => [i.title, i.body, i.state, i.stateReason, i.labels.map(l => l.name)]),
    comments: [...tree.comments.values()].map(c => c.body),
    files: [...(tree.branches.get('main') ?? [])].map(([name, content]) => [name, content.toString()]),
    commits: tree.commits.map(c => c.path),
  }
}

async function ground(): Promise<ForgeIssue> {
  const issue = await forge.ensureIssue({ repository, title: 'T', body: '' })
  await forge.changeLabels(issue, { add: ['old'], remove: [] })
  await forge.addComment(issue, 'ours')
  await forge.commitFiles({ repository, message: 'm', files: [{ path: 'old', content: 'x' }] })
  return issue
}

describe.each(KINDS)('%s', kind => {
  test.each(Object.keys(ACTS))('%s is done once by the second try', async name => {
    const { method, act } = ACTS[name] as (typeof ACTS)[string]
    const issue = await ground()
    const before = seen()
    await whileBroken({ kind, method }, () => act(issue))
    expect(seen()).toEqual(before)
    await act(issue)
    const after = seen()
    expect(after).not.toEqual(before)
    await act(issue)
    expect(seen()).toEqual(after)
  })

  test('an effect whose answer is lost is not repeated', async () => {
    const issue = await ground()
    for (const { method, act } of Object.values(ACTS)) {
      const before = seen()
      await whileBroken({ kind, method, after: true }, () => act(issue))
      const after = seen()
      expect(after).not.toEqual(before)
      await act(issue)
      expect(seen()).toEqual(after)
    }
  })

  test('nothing that is read is taken for empty', async () => {
    const issue = await ground()
    const reads = [
      () => forge.readIssue(issue),
      () => forge.listComments(issue),
      () => forge.issuesSince(repository, new Date(0)),
      () => forge.readFile({ repository, path: 'old' }),
      () => forge.readPull({ repository, number: '1' }),
      () => forge.findIssue('1', []),
    ]
    for (const read of reads) {
      await whileBroken({ kind, method: 'GET' }, read)
      await read()
    }
  })
})

describe('while GitHub asks to be left alone', () => {
  test.each([
    ['rate-limit', 1200],
    ['slow-down', 30],
  ] as const)('%s: nothing is sent until the time is over', async (kind, wait) => {
    const issue = await ground()
    world.faults.set({ kind, wait })
    await expect(forge.readIssue(issue)).rejects.toMatchObject({ retryable: true })
    const count = world.requests.length
    now = new Date(now.getTime() + (wait - 1) * 1000)
    await expect(forge.addComment(issue, 'x')).rejects.toThrow('it asked for no calls in the next 1 s')
    expect(world.requests).toHaveLength(count)
    now = new Date(now.getTime() + 1000)
    await forge.addComment(issue, 'x')
    expect(tree.comments.size).toBe(2)
  })

  test('a clock set back does not make it longer', async () => {
    const issue = await ground()
    world.faults.set({ kind: 'slow-down' })
    await expect(forge.readIssue(issue)).rejects.toMatchObject({ status: 429 })
    now = new Date('2026-11-24T02:00:00Z')
    expect(await forge.readIssue(issue)).toBeDefined()
  })
})

test('what will not pass is said to be final: a wrong token, a missing permission', async () => {
  const issue = await ground()
  const wrong = createGithubForge({ url: world.url, token: 'ghp_wrong', repositories: [] })
  await expect(wrong.readIssue(issue)).rejects.toMatchObject({ status: 401, retryable: false })
  const { token } = world.addUser('ann')
  const powerless = createGithubForge({ url: world.url, token, repositories: [] })
  await expect(powerless.editIssue(issue, { body: 'x' })).rejects.toMatchObject({ status: 403, retryable: false })
  await expect(wrong.readIssue(issue)).rejects.not.toThrow('ghp_wrong')
})
