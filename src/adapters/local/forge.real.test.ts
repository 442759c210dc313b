import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { forgeContract } from '../../../test/contracts/forge.ts'
import { type TestDatabase, testDatabase } from '../../../test/kit/database.ts'
import { isRefusal, type Refusal } from '../../lib/errors.ts'
import { type Log, silentLog } from '../../lib/log.ts'
import type { ForgeEvent } from '../../ports/index.ts'
import { createLocalForge, type LocalForge } from './forge.ts'

const bot = { id: '1', login: 'slipway-bot' }
const ann = { id: '7', login: 'ann' }
const bob = { id: '8', login: 'bob' }
const repository = 'openeuler/release-management'

let database: TestDatabase
let now: Date
let forge: LocalForge
let events: ForgeEvent[]
beforeEach(async () => {
  database = await testDatabase()
  events = []
  now = new Date('2026-11-25T02:00:00Z')
  forge = open()
})
afterEach(() => database.drop())

function open(more: { log?: Log; onEvent?: (event: ForgeEvent) => Promise<void> } = {}): LocalForge {
  const onEvent = async (event: ForgeEvent) => {
    events.push(event)
  }
  const clock = { now: () => now }
  return createLocalForge({
    db: database.db,
    clock,
    log: silentLog,
    publicUrl: 'https://s.example/',
    bot,
    onEvent,
    ...more,
  })
}

function ok<T>(answer: T): Exclude<T, Refusal> {
  if (isRefusal(answer)) throw new Error(answer.because.en)
  return answer as Exclude<T, Refusal>
}

const opened = async (title = 'T') => ok(await forge.createIssue(ann, { repository, title, body: 'b' }))

forgeContract('local', async () => {
  const keyed = (key: { repository: string; id: string }, commentId: string) => ({ ...key, commentId })
  return {
    forge,
    repository,
    person: {
      user: ann,
      openIssue: async (title, body) => ok(await forge.createIssue(ann, { repository, title, body })),
      comment: async (key, body) => ok(await forge.addCommentAs(ann, key, body)).id,
      editComment: async (key, id, body) => void ok(await forge.editCommentAs(ann, keyed(key, id), body)),
      deleteComment: async (key, id) => void (await forge.deleteComment(ann, keyed(key, id))),
      openPull: ({ issues, ...pull }) => forge.createPull(ann, { repository, ...pull, issues: issues.map(i => i.id) }),
    },
    // It takes any.
    prepareKinds: async () => undefined,
  }
})

describe('issues', () => {
  test('have a page, an id like Gitee and the times of the clock', async () => {
    const issue = await opened()
    expect(issue).toEqual({
      id: expect.stringMatching(/^I[0-9A-Z]{5}$/),
      repository,
      title: 'T',
      body: 'b',
      state: 'open',
      labels: [],
      type: null,
      milestone: null,
      author: ann,
      url: `https://s.example/ui/issues/${repository}/${issue.id}`,
      createdAt: now,
      updatedAt: now,
    })
    expect(await forge.findIssue(issue.id.toLowerCase(), [repository])).toEqual([issue])
  })

  test('move their time only when something differs', async () => {
    const issue = await opened()
    const made = now
    now = new Date('2026-11-26T02:00:00Z')
    await forge.editIssue(issue, { title: 'T', body: 'b', state: 'open' })
    await forge.changeLabels(issue, { add: [], remove: ['none'] })
    expect((await forge.readIssue(issue))?.updatedAt).toEqual(made)
    await forge.changeLabels(issue, { add: ['a'], remove: [] })
    expect((await forge.readIssue(issue))?.updatedAt).toEqual(now)
  })

  test('are listed newest first, by state and page by page', async () => {
    const [a, b, c] = [await opened('a'), await opened('b'), await opened('c')]
    await forge.createIssue(ann, { repository: 'src-openeuler/zlib', title: 'elsewhere', body: '' })
    await forge.editIssue(b, { state: 'closed' })
    const titles = async (page?: object) => (await forge.listIssues(repository, page)).map(i => i.title)
    expect(await titles()).toEqual(['c', 'b', 'a'])
    expect(await titles({ state: 'open' })).toEqual(['c', 'a'])
    expect(await titles({ limit: 2 })).toEqual(['c', 'b'])
    expect(await titles({ before: b.id })).toEqual(['a'])
    expect(await titles({ before: 'IZZZZ9' })).toEqual([])
    expect([a.id, b.id, c.id]).toHaveLength(new Set([a.id, b.id, c.id]).size)
  })

  test('of one title may be many for people and one for the bot', async () => {
    await opened()
    await opened()
    const ours = await forge.ensureIssue({ repository, title: 'T', body: '' })
    const other = await forge.ensureIssue({ repository, title: 'U', body: '' })
    expect(await forge.createIssue(bot, { repository, title: 'T', body: '' })).toMatchObject({ code: 'title-taken' })
    expect(await forge.editIssueAs(ann, other, { title: 'T' })).toMatchObject({ code: 'title-taken' })
    await expect(forge.editIssue(other, { title: 'T' })).rejects.toThrow('has the title')
    expect((await forge.readIssue(other))?.title).toBe('U')
    expect(await forge.ensureIssue({ repository, title: 'T', body: '' })).toEqual(ours)
  })

  test('refuse what is no title and no repository', async () => {
    for (const title of ['', ' ', '\0', 'a\nb', 'x'.repeat(256)]) {
      expect(await forge.createIssue(ann, { repository, title, body: '' })).toMatchObject({ code: 'unusable-title' })
      await expect(forge.ensureIssue({ repository, title, body: '' })).rejects.toMatchObject({ status: 422 })
    }
    for (const bad of ['', 'a', 'a/b/c', '../a', 'a/ b']) {
      const refused = await forge.createIssue(ann, { repository: bad, title: 'T', body: '' })
      expect(refused).toMatchObject({ code: 'unusable-repository' })
    }
  })

  test('hold any text: quotes, emoji, half surrogates and NUL', async () => {
    const issue = await opened()
    await forge.editIssue(issue, { body: `'";-- 🚢 \u{d800} \0 end` })
    expect((await forge.readIssue(issue))?.body).toBe(`'";-- 🚢 \ufffd  end`)
  })

  test('made by many at once all have their own ids', async () => {
    const issues = await Promise.all(Array.from({ length: 20 }, (_, n) => opened(`n${n}`)))
    expect(new Set(issues.map(i => i.id)).size).toBe(20)
  })
})

describe('comments', () => {
  test('of a person are told with all they hold; those of the bot never', async () => {
    const issue = await forge.ensureIssue({ repository, title: 'T', body: '' })
    const key = { repository, id: issue.id }
    await forge.addComment(key, 'ours')
    await forge.addCommentAs(bot, key, 'ours too')
    expect(events).toEqual([])
    const comment = ok(await forge.addCommentAs(ann, key, '/cve-ok'))
    const edited = ok(await forge.editCommentAs(ann, { ...key, commentId: comment.id }, '/cve-ok now'))
    expect(events).toEqual([
      { kind: 'comment', issue: key, comment },
      { kind: 'comment', issue: key, comment: edited },
    ])
    await opened('new')
    await forge.editIssueAs(bob, key, { state: 'progressing' })
    expect(events.slice(2).map(e => e.kind)).toEqual(['issue', 'issue'])
  })

  test('are stored also when telling fails, which is logged', async () => {
    const logged: string[] = []
    const log: Log = { ...silentLog, error: (_, message) => void logged.push(message) }
    forge = open({
      log,
      onEvent: async () => {
        throw new Error('queue is down')
      },
    })
    const issue = await opened()
    ok(await forge.addCommentAs(ann, issue, '/cve-ok'))
    expect(await forge.listComments(issue)).toHaveLength(1)
    expect(logged).toHaveLength(2)
  })

  test('are changed by their author alone', async () => {
    const issue = await opened()
    const { id: commentId } = ok(await forge.addCommentAs(ann, issue, 'x'))
    const key = { ...issue, commentId }
    const ours = await forge.addComment(issue, 'ours')
    expect(await forge.editCommentAs(bob, key, 'y')).toMatchObject({ code: 'not-author' })
    expect(await forge.deleteComment(bob, key)).toMatchObject({ code: 'not-author' })
    expect(await forge.deleteComment(ann, { ...issue, commentId: ours.id })).toMatchObject({ code: 'not-author' })
    await expect(forge.editComment(issue, commentId, 'y')).rejects.toMatchObject({ status: 403 })
    expect((await forge.listComments(issue)).map(c => c.body)).toEqual(['x', 'ours'])
  })

  test('are found under their own issue alone', async () => {
    const [issue, other] = [await opened('a'), await opened('b')]
    const { id: commentId } = ok(await forge.addCommentAs(ann, issue, 'x'))
    for (const key of [
      { ...other, commentId },
      { ...issue, commentId: 'x' },
      { ...issue, commentId: '9'.repeat(30) },
    ]) {
      expect(await forge.deleteComment(ann, key)).toMatchObject({ code: 'unknown-comment' })
    }
    expect(await forge.addCommentAs(ann, { repository: 'a/b', id: issue.id }, 'x')).toMatchObject({
      code: 'unknown-issue',
    })
    expect(await forge.addCommentAs(ann, issue, ' \n')).toMatchObject({ code: 'blank-comment' })
  })

  test('move their time and that of the issue when edited', async () => {
    const issue = await opened()
    const { id: commentId, createdAt } = ok(await forge.addCommentAs(ann, issue, 'x'))
    now = new Date('2026-11-26T02:00:00Z')
    expect(ok(await forge.editCommentAs(ann, { ...issue, commentId }, 'x')).updatedAt).toEqual(createdAt)
    expect(ok(await forge.editCommentAs(ann, { ...issue, commentId }, 'y'))).toMatchObject({
      createdAt,
      updatedAt: now,
    })
    expect((await forge.readIssue(issue))?.updatedAt).toEqual(now)
  })

  test('show the login last seen of a person who was renamed', async () => {
    const issue = await opened()
    await forge.addCommentAs({ id: ann.id, login: 'anna' }, issue, 'x')
    expect((await forge.readIssue(issue))?.author).toEqual({ id: ann.id, login: 'anna' })
  })
})
