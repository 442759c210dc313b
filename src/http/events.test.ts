import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type HandMade, handMadeDoors, timelineEntry } from '../../test/kit/doors.ts'
import { releaseId } from '../../test/kit/views.ts'
import { createServer } from './server.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

interface Stream {
  readonly headers: Headers
  /** Reads on until the text so far holds this, and returns it. */
  until(wanted: string | RegExp): Promise<string>
  ended(): Promise<boolean>
  leave(): void
}

async function serve(doors: HandMade): Promise<string> {
  const server = createServer(doors.needs)
  closing.push(() => server.close())
  await server.listen({ host: '127.0.0.1', port: 0 })
  return `http://127.0.0.1:${(server.server.address() as AddressInfo).port}/api/v1/releases/${releaseId}/events`
}

async function follow(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Stream> {
  const leaving = new AbortController()
  const answer = await fetch(url, { headers, signal: leaving.signal })
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (!reader) throw new Error('no body')
  let seen = ''
  async function until(wanted: string | RegExp): Promise<string> {
    while (!(typeof wanted === 'string' ? seen.includes(wanted) : wanted.test(seen))) {
      const { value, done } = (await reader?.read()) ?? { done: true, value: undefined }
      if (done) throw new Error(`the stream ended after ${JSON.stringify(seen)}`)
      seen += value
    }
    return seen
  }
  const ended = async () => {
    for (;;) if ((await reader.read()).done) return true
  }
  return { headers: answer.headers, until, ended, leave: () => leaving.abort() }
}

test('each new entry comes with its number, and a hint to read anew', async () => {
  const doors = handMadeDoors()
  doors.timeline.push(timelineEntry(1))
  const stream = await follow(await serve(doors))
  expect(stream.headers.get('content-type')).toBe('text/event-stream')
  expect(stream.headers.get('x-content-type-options')).toBe('nosniff')
  const first = await stream.until(/(event: changed[\s\S]*){2}/)
  expect(first).toBe('event: changed\ndata: {}\nretry: 3000\n\nevent: changed\ndata: {}\n\n')

  doors.timeline.push(timelineEntry(2), timelineEntry(3))
  doors.notify()
  const seen = await stream.until(/(event: changed[\s\S]*){3}/)
  expect([...seen.matchAll(/^id: (\d+)$/gm)].map(m => m[1])).toEqual(['2', '3'])
  expect(seen).toContain(`event: entry\ndata: ${JSON.stringify(timelineEntry(2))}\n`)

  stream.leave()
})

test('who comes again is told what was missed, however much', async () => {
  const doors = handMadeDoors()
  for (let id = 1; id <= 250; id += 1) doors.timeline.push(timelineEntry(id))
  const url = await serve(doors)
  for (const stream of [await follow(url, { 'last-event-id': '20' }), await follow(`${url}?after=20`)]) {
    const seen = await stream.until('id: 250')
    const ids = [...seen.matchAll(/^id: (\d+)$/gm)].map(m => Number(m[1]))
    expect(ids).toEqual(Array.from({ length: 230 }, (_, i) => 21 + i))
    stream.leave()
  }
})

test('many changes at once are read once more, not each', async () => {
  let reads = 0
  const doors = handMadeDoors({
    async readTimeline(_, { after }) {
      reads += 1
      await new Promise(resolve => setTimeout(resolve, 10))
      return after === undefined ? [] : doors.timeline.filter(e => e.id > after)
    },
  })
  const stream = await follow(await serve(doors))
  await stream.until(/(event: changed[\s\S]*){2}/)
  reads = 0
  for (let id = 1; id <= 50; id += 1) {
    doors.timeline.push(timelineEntry(id))
    doors.notify()
  }
  await stream.until('id: 50\n')
  await stream.until(/id: 50\n[\s\S]*event: changed/)
  expect(reads).toBeLessThanOrEqual(2)
  stream.leave()
})

test('who leaves is forgotten', async () => {
  const doors = handMadeDoors()
  const stream = await follow(await serve(doors))
  await stream.until('event: changed')
  expect(doors.subscribers()).toBe(1)
  stream.leave()
  await expect.poll(() => doors.subscribers()).toBe(0)
})

test('there is a sign of life while nothing happens', async () => {
  const doors = handMadeDoors({}, { heartbeatMs: 20 })
  const stream = await follow(await serve(doors))
  await stream.until(/(: heartbeat[\s\S]*){2}/)
  stream.leave()
})

test('the stream ends when the server closes, and when the release cannot be read', async () => {
  const doors = handMadeDoors()
  const server = createServer(doors.needs)
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  const stream = await follow(`http://127.0.0.1:${port}/api/v1/releases/${releaseId}/events`)
  await stream.until('event: changed')
  const closed = server.close()
  expect(await stream.ended()).toBe(true)
  await closed

  let isBroken = false
  const failing = handMadeDoors({
    async readTimeline() {
      if (isBroken) throw new Error('the database is gone')
      return []
    },
  })
  const broken = await follow(await serve(failing))
  await broken.until(/(event: changed[\s\S]*){2}/)
  isBroken = true
  failing.notify()
  expect(await broken.ended()).toBe(true)
  expect(failing.subscribers()).toBe(0)
})

test('a release that is unknown has no stream', async () => {
  const answer = await createServer(handMadeDoors().needs).inject('/api/v1/releases/none/events')
  expect([answer.statusCode, answer.json().type]).toEqual([404, '/problems/unknown-release'])
})
