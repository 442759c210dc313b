import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { callHttp, streamHttp } from './http-client.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function serve(listener: RequestListener): Promise<{ system: string; operation: string; url: string }> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return { system: 'example', operation: 'look', url }
}

test('every status is an answer, and redirects are not followed', async () => {
  const call = await serve((request, answer) => {
    answer.writeHead(302, { location: 'http://elsewhere.example/', 'x-method': request.method ?? '' })
    request.pipe(answer)
  })
  const answer = await callHttp({ ...call, method: 'POST', body: 'ping' })
  expect([answer.status, answer.headers.get('x-method'), answer.text]).toEqual([302, 'POST', 'ping'])
})

test.each<[string, RequestListener, object]>([
  ['breaks off at once', request => void request.socket.destroy(), {}],
  ['never answers', () => undefined, { timeoutMs: 30 }],
  ['never ends', (_, answer) => void answer.write('a'), { timeoutMs: 60 }],
  [
    'breaks off half-way',
    (_, answer) => {
      answer.writeHead(200, { 'content-length': '10' }).write('half')
      setTimeout(() => answer.destroy(), 10)
    },
    {},
  ],
])('a system that %s has given no answer', async (_, listener, more) => {
  const call = await serve(listener)
  await expect(callHttp({ ...call, ...more })).rejects.toMatchObject({
    name: 'ExternalError',
    system: 'example',
    operation: 'look',
    retryable: true,
    status: undefined,
  })
})

test('a stream is handed on as it comes, characters whole, longer than the time it may take to begin', async () => {
  const call = await serve((_, answer) => {
    const bytes = Buffer.from('公告')
    answer.write(bytes.subarray(0, 2))
    setTimeout(() => answer.end(bytes.subarray(2)), 80)
  })
  let seen = ''
  for await (const chunk of (await streamHttp({ ...call, timeoutMs: 40 })).chunks) seen += chunk
  expect(seen).toBe('公告')
})

test('a stream that breaks is an error; one that the caller leaves just ends', async () => {
  const call = await serve((_, answer) => {
    answer.write('a')
    setTimeout(() => answer.destroy(), 30)
  })
  async function readAll(signal?: AbortSignal): Promise<string> {
    let seen = ''
    for await (const chunk of (await streamHttp({ ...call, signal })).chunks) seen += chunk
    return seen
  }
  await expect(readAll()).rejects.toMatchObject({ name: 'ExternalError', retryable: true })
  expect(await readAll(AbortSignal.timeout(15))).toBe('a')
})
