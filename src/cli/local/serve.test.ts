import { once } from 'node:events'
import { createServer } from 'node:net'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { AppSettings } from '../../app.ts'
import { RefusedError, refuse } from '../../lib/errors.ts'
import { text } from '../../lib/text.ts'
import { ExitError } from '../exit.ts'
import type { Session } from '../session.ts'
import { createTerminal } from '../terminal.ts'
import { type Start, serve } from './serve.ts'

function sessionWith(env: Readonly<Record<string, string>>) {
  const written: string[] = []
  const stop = new AbortController()
  const write = (line: string) => void written.push(line)
  const streams = { out: write, err: write, isTerminal: false, width: 80 }
  const terminal = createTerminal({ streams, env, language: 'en', stop: () => stop.signal })
  const client = () => {
    throw new Error('no client is needed')
  }
  const session: Session = { terminal, env, json: false, client }
  return { session, written, stop }
}

function failing(error: unknown): Start {
  return async () => {
    throw error
  }
}

test('what was asked for reaches the app: options before the environment before the defaults', async () => {
  const seen: AppSettings[] = []
  const start: Start = async settings => {
    seen.push(settings)
    return { url: 'http://x', close: async () => undefined }
  }
  const { session, stop } = sessionWith({
    SLIPWAY_DATA: '/srv/slipway',
    SLIPWAY_PORT: '9090',
    SLIPWAY_LOG_LEVEL: 'silent',
  })
  stop.abort()
  await serve(session, {}, start)
  await serve(session, { data: 'here', port: '0', host: '::1', config: 'c.yaml' }, start)
  await serve({ ...session, env: { SLIPWAY_LOG_LEVEL: 'silent' } }, {}, start)
  expect(seen).toMatchObject([
    { dataDir: '/srv/slipway', port: 9090, host: '127.0.0.1', configFile: undefined },
    { dataDir: resolve('here'), port: 0, host: '::1', configFile: resolve('c.yaml') },
    { dataDir: resolve('data'), port: 8080, host: '127.0.0.1' },
  ])
})

test('it serves until it is told to stop, and closes', async () => {
  const { session, written, stop } = sessionWith({ SLIPWAY_LOG_LEVEL: 'silent' })
  let isClosed = false
  const close = async () => {
    isClosed = true
  }
  const serving = serve(session, {}, async () => ({ url: 'http://127.0.0.1:8080', close }))
  await expect.poll(() => written.join('')).toContain('Slipway serves at http://127.0.0.1:8080')
  expect(isClosed).toBe(false)
  stop.abort()
  await serving
  expect([isClosed, written.slice(1)]).toEqual([true, ['Stopping…\n', 'Stopped\n']])
})

test('it closes and fails when the app has lost what it stands on', async () => {
  const { session } = sessionWith({ SLIPWAY_LOG_LEVEL: 'silent' })
  let isClosed = false
  const start: Start = async ({ onLost }) => {
    setTimeout(() => onLost?.('the database server has ended'), 5)
    return {
      url: 'http://x',
      close: async () => {
        isClosed = true
      },
    }
  }
  await expect(serve(session, {}, start)).rejects.toMatchObject({
    code: 1,
    text: { en: 'The server must stop: the database server has ended' },
  })
  expect(isClosed).toBe(true)
})

test('a taken port, a second server and a wrong address are told in a sentence', async () => {
  const { session } = sessionWith({ SLIPWAY_LOG_LEVEL: 'silent' })
  const taker = createServer().listen(0, '127.0.0.1')
  await once(taker, 'listening')
  const address = taker.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const [error] = await once(createServer().listen(port, '127.0.0.1'), 'error').catch(failure => [failure])
  await expect(serve(session, { port: String(port) }, failing(error))).rejects.toMatchObject({
    code: 1,
    text: { en: expect.stringContaining(`127.0.0.1:${port} is taken`) },
  })
  taker.close()

  const second = new RefusedError(refuse('already-serving', text('已在运行（进程 7）', 'Already running (process 7)')))
  await expect(serve(session, {}, failing(second))).rejects.toMatchObject({
    code: 1,
    text: { en: 'Already running (process 7)' },
  })
  const wrong = Object.assign(new Error('x'), { code: 'EADDRNOTAVAIL' })
  await expect(serve(session, { host: '192.0.2.1' }, failing(wrong))).rejects.toBeInstanceOf(ExitError)
})

test('a bug stays a bug', async () => {
  const { session } = sessionWith({ SLIPWAY_LOG_LEVEL: 'silent' })
  await expect(serve(session, {}, failing(new TypeError('oops')))).rejects.toThrow('oops')
})
