import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { startGithub } from '../../../world/github/index.ts'
import { createGithubHook } from './index.ts'

const secret = "It's a Secret to Everybody"
const at = new Date('2026-11-25T02:00:00Z')
const hook = createGithubHook({ secret })
const issue = { repository: 'Codertocat/Hello-World', id: '1' }

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url))
const signature = (body: Buffer, by = secret) => `sha256=${createHmac('sha256', by).update(body).digest('hex')}`

function told(event: string, body: Buffer | object | string, headers: Record<string, string | undefined> = {}) {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  const usual = {
    'content-type': 'application/json',
    'x-github-event': event,
    'x-hub-signature-256': signature(bytes),
  }
  return hook({ headers: { ...usual, ...headers }, body: bytes, at })
}

describe('what is told', () => {
  const documented = JSON.parse(fixture('hook-issue-comment.json').toString())

  test.each(['created', 'edited'])('a comment was %s', action => {
    expect(told('issue_comment', { ...documented, action })).toEqual({
      events: [
        {
          kind: 'comment',
          issue,
          comment: {
            id: '492700400',
            body: "You are totally right! I'll get this fixed right away.",
            author: { id: '21031067', login: 'Codertocat' },
            createdAt: new Date('2019-05-15T15:20:21Z'),
            updatedAt: new Date('2019-05-15T15:20:21Z'),
          },
        },
      ],
    })
  })

  test('of a deleted comment only that its issue changed', () => {
    expect(told('issue_comment', { ...documented, action: 'deleted' })).toEqual({ events: [{ kind: 'issue', issue }] })
  })

  test('an issue changed', () => {
    expect(told('issues', fixture('hook-issues.json'))).toEqual({ events: [{ kind: 'issue', issue }] })
  })

  test('nothing of what our own account did to an issue', () => {
    const bytes = fixture('hook-issues.json')
    const headers = {
      'content-type': 'application/json',
      'x-github-event': 'issues',
      'x-hub-signature-256': signature(bytes),
    }
    const told = (bot: string) => createGithubHook({ secret, bot })({ headers, body: bytes, at })
    expect(told('codertocat')).toEqual({ events: [] })
    expect(told('slipway-bot')).toEqual({ events: [{ kind: 'issue', issue }] })
  })

  test('nothing of pull requests and of events that are not used', () => {
    const onPull = { ...documented, issue: { ...documented.issue, pull_request: { url: 'x' } } }
    expect(told('issue_comment', onPull)).toEqual({ events: [] })
    expect(told('ping', { zen: 'Design for failure.', hook_id: 1 })).toEqual({ events: [] })
    expect(told('push', { ref: 'refs/heads/main' })).toEqual({ events: [] })
  })
})

describe('what is refused', () => {
  const body = fixture('hook-issue-comment.json')

  // The value that GitHub documents for checking one's own code.
  test('the signature is that of the documentation', () => {
    const headers = { 'x-hub-signature-256': 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17' }
    expect(told('ping', 'Hello, World!', headers)).toMatchObject({ code: 'not-json' })
    expect(told('ping', 'Hello, World?', headers)).toMatchObject({ code: 'wrong-signature' })
  })

  test.each<[string, Buffer | object | string, Record<string, string | undefined>]>([
    ['unsigned', body, { 'x-hub-signature-256': undefined }],
    ['unsigned', body, { 'x-hub-signature-256': undefined, 'x-hub-signature': 'sha1=00' }],
    ['wrong-signature', body, { 'x-hub-signature-256': signature(body, 'another') }],
    ['wrong-signature', body, { 'x-hub-signature-256': signature(body).slice(7) }],
    ['wrong-signature', body, { 'x-hub-signature-256': `${signature(body)}0` }],
    ['wrong-signature', body, { 'x-hub-signature-256': signature(body).toUpperCase() }],
    ['wrong-signature', Buffer.concat([body, Buffer.from(' ')]), { 'x-hub-signature-256': signature(body) }],
    ['wrong-content-type', body, { 'content-type': 'application/x-www-form-urlencoded' }],
    ['wrong-content-type', body, { 'content-type': undefined }],
    ['wrong-content-type', body, { 'content-type': 'text/plain; application/json' }],
    ['no-event', body, { 'x-github-event': undefined }],
    ['not-json', body.subarray(0, 500), {}],
    ['not-json', '', {}],
    ['other-shape', {}, {}],
    ['other-shape', '[]', {}],
    ['other-shape', 'null', {}],
    ['other-shape', { ...JSON.parse(body.toString()), comment: { id: '1; drop' } }, {}],
    ['other-shape', { ...JSON.parse(body.toString()), repository: { full_name: 'a b/../c' } }, {}],
  ])('%s', (code, given, headers) => {
    const refusal = told('issue_comment', given, headers)
    expect(refusal).toMatchObject({ refused: true, code, because: { zh: expect.stringMatching(/。$/) } })
  })

  test('everything, where no secret is known', () => {
    for (const none of [undefined, '']) {
      const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature(body, '') }
      expect(createGithubHook({ secret: none })({ headers, body, at })).toMatchObject({ code: 'unknown-hook' })
    }
  })
})

test('what the stand-in tells over HTTP is understood, from the first comment to its end', async () => {
  const world = await startGithub({ now: () => at })
  const answers: unknown[] = []
  const server = createServer(async (incoming, answer) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const headers = incoming.headers as Record<string, string | undefined>
    answers.push(hook({ headers, body: Buffer.concat(chunks), at }))
    answer.writeHead(202).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const ann = world.addUser('ann')
  world.addRepository('openeuler/a', [ann])
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/github`
  world.addHook('openeuler/a', { secret, url })
  const root = '/repos/openeuler/a/issues'
  const acts: [string, string, object?][] = [
    ['POST', root, { title: 'T' }],
    ['POST', `${root}/1/comments`, { body: '/cve-ok' }],
    ['PATCH', `${root}/1`, { state: 'closed' }],
    ['POST', `${root}/1/labels`, { labels: ['a'] }],
  ]
  for (const [method, path, content] of acts) world.as(ann, method, path, content)
  const comments = world.as(ann, 'GET', `${root}/1/comments`).body as { id: number }[]
  world.as(ann, 'PATCH', `${root}/comments/${comments[0]?.id}`, { body: '/cve-ok now' })
  world.as(ann, 'DELETE', `${root}/comments/${comments[0]?.id}`)
  // It waits for what it is still sending.
  await world.close()
  server.close()
  const key = { repository: 'openeuler/a', id: '1' }
  const heard = answers.flatMap(
    a => (a as { events: { kind: string; issue: object; comment?: { body: string } }[] }).events,
  )
  expect(heard.map(e => e.comment?.body ?? e.kind).sort()).toEqual(
    ['/cve-ok', '/cve-ok now', 'issue', 'issue', 'issue', 'issue'].sort(),
  )
  expect(heard.every(e => JSON.stringify(e.issue) === JSON.stringify(key))).toBe(true)
  expect(new Set(world.deliveries.map(d => d.headers['x-github-delivery'])).size).toBe(6)
})
