// Follows a release over server-sent events, and comes again when the connection breaks.

import { setTimeout as sleep } from 'node:timers/promises'
import type { TimelineEntry } from '../../http/index.ts'
import type { Client } from '../client.ts'
import { ExitError, exitCodes } from '../exit.ts'
import type { Terminal } from '../terminal.ts'
import { releasePath } from './release-name.ts'

const PATIENCE_MS = 30_000
const PAUSE_MS = 1000

export interface Following {
  readonly server: Client
  readonly id: string
  readonly stop: AbortSignal
  /** Called at first and after each change; answers whether that is what was waited for. */
  look(): Promise<boolean>
  onEntry?(entry: TimelineEntry): void
}

/** Fires when the person wants to stop or the time is over, and tells which. */
export function waiting(terminal: Terminal, seconds: number | undefined): { stop: AbortSignal; isOver(): boolean } {
  const deadline = seconds === undefined ? undefined : AbortSignal.timeout(seconds * 1000)
  const stop = deadline ? AbortSignal.any([terminal.stop(), deadline]) : terminal.stop()
  return { stop, isOver: () => deadline?.aborted ?? false }
}

/** Ends with true when `look` says so, with false when stopped. A server away for longer than 30 s is a failure. */
export async function followRelease({ server, id, stop, look, onEntry }: Following): Promise<boolean> {
  const newest = await server.get<{ items: readonly TimelineEntry[] }>(`${releasePath(id)}/timeline`, { limit: 1 })
  let lastId = String(newest.items.at(-1)?.id ?? 0)

  async function follow(): Promise<boolean> {
    for await (const event of server.events(`${releasePath(id)}/events`, { lastId, stop })) {
      lastId = event.id ?? lastId
      if (event.event === 'entry') onEntry?.(JSON.parse(event.data) as TimelineEntry)
      else if (event.event === 'changed' && (await look())) return true
    }
    return false
  }

  let isReached = await look()
  let lastSeen = performance.now()
  while (!isReached && !stop.aborted) {
    try {
      isReached = await follow()
      lastSeen = performance.now()
    } catch (error) {
      const isDown = error instanceof ExitError && error.code === exitCodes.remoteDown
      if (!isDown || performance.now() - lastSeen > PATIENCE_MS) throw error
    }
    if (!isReached) await sleep(PAUSE_MS, undefined, { signal: stop }).catch(() => undefined)
  }
  return isReached
}
