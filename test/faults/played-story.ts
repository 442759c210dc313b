// The demonstration told by a process of its own over a server of ours, which may be killed and started meanwhile.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PublishedRecord } from '../../demo/record.ts'
import { serverCommand } from './supervised-server.ts'

export interface Story {
  readonly data: string
  readonly port: number
  /** A distribution built before. */
  readonly builds: string
}

/** The newest of the three Mondays, so that two tellings have the same names. */
const monday = '20261116'

/** Lays out data directory and configuration; nothing is started. */
export async function prepareStory({ data, port, builds }: Story): Promise<void> {
  await demonstrate(data, ['--ci', '--prepare', '--data', data, '--port', `${port}`, '--builds', builds]).done
}

export interface Telling {
  /** Fires when the story has ended, well or not. */
  readonly ended: AbortSignal
  /** What was published at the end; throws with what was printed when anything was not as the story says. */
  readonly published: Promise<PublishedRecord>
  stop(): void
}

/** Tells the whole story to the server at the port. */
export function tellStory({ data, port, builds }: Story): Telling {
  const record = join(data, 'published.json')
  const there = ['--no-start', '--url', `http://127.0.0.1:${port}`, '--server-command', serverCommand.join(' ')]
  const told = ['--builds', builds, '--monday', monday, '--record', record]
  const telling = demonstrate(data, ['--data', data, ...there, ...told])
  const ended = new AbortController()
  const published = telling.done
    .finally(() => ended.abort())
    .then(async () => JSON.parse(await readFile(record, 'utf8')) as PublishedRecord)
  // Whoever waits for it hears of it; nobody need be waiting when it happens.
  published.catch(() => undefined)
  return { ended: ended.signal, published, stop: telling.stop }
}

function demonstrate(data: string, args: readonly string[]): { done: Promise<void>; stop: () => void } {
  const file = `${data}.story.log`
  const log = createWriteStream(file, { flags: 'a' })
  const child = spawn('node', ['--import', 'tsx', 'demo/play.ts', '--lang', 'en', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const output of [child.stdout, child.stderr]) output.pipe(log, { end: false })
  const done = once(child, 'close').then(async ([code]) => {
    log.end()
    await once(log, 'close')
    if (code !== 0) throw new Error(`the demonstration ended with ${code}:\n${await readFile(file, 'utf8')}`)
  })
  return { done, stop: () => void child.kill('SIGKILL') }
}
