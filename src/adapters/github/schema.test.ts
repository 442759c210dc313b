// Documents as GitHub's documentation shows them, read by the adapter from a server that says nothing else.

import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { Forge } from '../../ports/index.ts'
import { createGithubForge } from './index.ts'

const repository = 'octocat/Hello-World'
const octocat = { id: '1', login: 'octocat' }

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function saying(fixture: string, status = 200): Promise<Forge> {
  const body = readFileSync(new URL(`fixtures/${fixture}`, import.meta.url))
  const server = createServer((_, answer) => {
    answer.writeHead(status, { 'content-type': 'application/json' }).end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return createGithubForge({ url, token: 't', repositories: [] })
}

test('a list of issues, without the pull request in it', async () => {
  const forge = await saying('issues.json')
  expect(await forge.issuesSince(repository, new Date(0))).toEqual([
    {
      id: '1347',
      repository,
      title: 'Found a bug',
      body: "I'm having a problem with this.",
      state: 'rejected',
      labels: ['bug', 'plain'],
      type: 'Bug',
      milestone: 'v1.0',
      author: octocat,
      url: 'https://github.com/octocat/Hello-World/issues/1347',
      createdAt: new Date('2011-04-22T13:33:48Z'),
      updatedAt: new Date('2011-04-23T13:33:48Z'),
    },
  ])
})

test('comments, also of an account that is gone', async () => {
  const forge = await saying('comments.json')
  expect((await forge.listComments({ repository, id: '1347' })).map(c => [c.id, c.body, c.author])).toEqual([
    ['1', 'Me too', octocat],
    ['2', '', { id: '10137', login: 'ghost' }],
  ])
})

test('a merged pull request and the issue it closed', async () => {
  const forge = await saying('pull.json')
  expect(await forge.readPull({ repository, number: '1347' })).toMatchObject({
    state: 'merged',
    author: octocat,
    issues: [{ repository, id: '1346' }],
  })
})

test('a file, and people', async () => {
  const file = { repository, path: 'README.md' }
  expect(await (await saying('contents.json')).readFile(file)).toBe('Hello, world!')
  expect(await (await saying('members.json')).teamMembers('github/justice-league')).toEqual([octocat])
})

test('a document of another kind is no empty answer', async () => {
  for (const fixture of ['issues.json', 'not-found.json', 'members.json']) {
    const forge = await saying(fixture)
    const read = forge.readIssue({ repository, id: '1' })
    await expect(read).rejects.toMatchObject({ retryable: true, message: expect.stringContaining('another shape') })
  }
  const forge = await saying('issue-types.json')
  await expect(forge.issuesSince(repository, new Date(0))).rejects.toThrow('another shape')
})

test('problems in their own words', async () => {
  const issue = { repository, id: '1' }
  expect(await (await saying('not-found.json', 404)).readIssue(issue)).toBeUndefined()
  expect(await (await saying('not-found.json', 410)).readIssue(issue)).toBeUndefined()
  const edited = (await saying('invalid.json', 422)).editIssue(issue, { title: 'T' })
  await expect(edited).rejects.toThrow('Validation Failed: title missing_field: body is too long')
  const moved = (await saying('not-found.json', 301)).readIssue(issue)
  await expect(moved).rejects.toMatchObject({ retryable: false, message: expect.stringContaining('has moved') })
})
