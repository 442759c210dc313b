// Hears what the database announces on the channel `slipway`, over one session that is opened again when lost.

import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from '../lib/log.ts'

export interface Listener {
  /** Calls back whenever something about a subject changed, until the returned function is called. */
  subscribe(subject: string, onChange: () => void): () => void
  close(): Promise<void>
}

/** After a lost session every subscriber is called once: something may have been missed. */
export function listen(url: string, log: Log): Listener {
  const subscribers = new Map<string, Set<() => void>>()
  let closed = false
  let client: pg.Client | undefined
  const tell = (subject: string) => {
    for (const onChange of subscribers.get(subject) ?? []) onChange()
  }
  const session = async () => {
    const opened = new pg.Client({ connectionString: url, application_name: 'slipway listener' })
    client = opened
    const lost = new Promise<void>(resolve => {
      opened.on('end', () => resolve())
      opened.on('error', () => resolve())
    })
    opened.on('notification', message => tell(message.payload ?? ''))
    // A session that is ended while it is being opened never tells of having been opened.
    await Promise.race([opened.connect(), lost])
    if (closed) return
    await opened.query('listen slipway')
    for (const subject of subscribers.keys()) tell(subject)
    await lost
    await opened.end().catch(() => undefined)
  }
  const keepOpen = async () => {
    while (!closed) {
      await session().catch(error => log.warn({ reason: String(error) }, 'the listening session was lost'))
      if (!closed) await sleep(1000, undefined, { ref: false })
    }
  }
  const done = keepOpen()
  return {
    subscribe(subject, onChange) {
      const set = subscribers.get(subject) ?? new Set()
      subscribers.set(subject, set.add(onChange))
      return () => {
        set.delete(onChange)
        if (set.size === 0) subscribers.delete(subject)
      }
    },
    async close() {
      closed = true
      await client?.end().catch(() => undefined)
      await done
    },
  }
}
