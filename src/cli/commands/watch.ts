// `slipway release watch`: follows a release over server-sent events, and comes again when the connection breaks.

import { setTimeout as sleep } from 'node:timers/promises'
import type { ReleaseView, TimelineEntry } from '../../http/index.ts'
import { ExitError, exitCodes } from '../exit.ts'
import type { Session } from '../session.ts'
import { toJson } from '../terminal.ts'
import { texts } from '../texts.ts'
import { releasePath } from './release.ts'
import { progressLine, timelineLine } from './release-show.ts'

const PATIENCE_MS = 30_000
const PAUSE_MS = 1000

/** Ends with 0 at the stage asked for or when stopped, with 1 when that took too long or the release is stuck. */
export async function watchRelease(
  session: Session,
  id: string,
  wanted: { until?: string; timeout?: number },
): Promise<void> {
  const { client, terminal, json } = session
  const { streams } = terminal
  const server = client()
  const deadline = wanted.timeout === undefined ? undefined : AbortSignal.timeout(wanted.timeout * 1000)
  const stop = deadline ? AbortSignal.any([terminal.stop(), deadline]) : terminal.stop()
  const newest = await server.get<{ items: readonly TimelineEntry[] }>(`${releasePath(id)}/timeline`, { limit: 1 })
  let lastId = String(newest.items.at(-1)?.id ?? 0)
  let shown = ''

  /** Tells what has changed, and whether that is what was waited for. */
  async function look(): Promise<boolean> {
    const release = await server.get<ReleaseView>(releasePath(id))
    const line = progressLine(terminal, release)
    if (line !== shown) streams.out(json ? `${toJson({ release })}\n` : `${line}\n`)
    shown = line
    if (wanted.until === undefined) return false
    if (release.stuck) throw new ExitError(exitCodes.failed, texts.isStuck())
    return release.stage === wanted.until
  }

  async function follow(): Promise<boolean> {
    for await (const event of server.events(`${releasePath(id)}/events`, { lastId, stop })) {
      lastId = event.id ?? lastId
      if (event.event === 'entry') {
        const entry = JSON.parse(event.data) as TimelineEntry
        streams.out(json ? `${toJson({ entry })}\n` : `${timelineLine(terminal, entry)}\n`)
      } else if (event.event === 'changed' && (await look())) return true
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
  if (!isReached && deadline?.aborted) throw new ExitError(exitCodes.failed, texts.timedOut(wanted.timeout ?? 0))
}
