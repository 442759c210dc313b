// Follows a release's server-sent events: each is only a hint to read again. Without them the page polls.

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../paths.ts'

export type LiveState = 'connecting' | 'live' | 'polling'

/** How often to read the release again by itself: rarely while events arrive, since one could be lost. */
export const pollMs = { connecting: false, live: 60_000, polling: 5_000 } as const satisfies Record<
  LiveState,
  number | false
>

const coalesceMs = 200
const longestPauseMs = 30_000

/** Renews everything of the release when it changed; tells whether events arrive at present. */
export function useReleaseEvents(id: string): LiveState {
  const client = useQueryClient()
  const [state, setState] = useState<LiveState>('connecting')
  useEffect(() => {
    const renew = () => void client.invalidateQueries({ queryKey: ['release', id] })
    return follow(api.events(id), renew, setState)
  }, [client, id])
  return state
}

/**
 * Opens the stream and keeps it open. EventSource reconnects by itself after a broken connection, but gives up after
 * an HTTP error: then it is opened anew with growing pauses. A hidden tab holds none, for a browser allows only six
 * connections to one HTTP/1.1 server.
 */
function follow(address: string, onChanged: () => void, onState: (state: LiveState) => void): () => void {
  let source: EventSource | null = null
  let failures = 0
  let retry: ReturnType<typeof setTimeout> | undefined
  let pending: ReturnType<typeof setTimeout> | undefined
  let hasOpened = false

  function changed() {
    pending ??= setTimeout(() => {
      pending = undefined
      onChanged()
    }, coalesceMs)
  }

  function open() {
    const stream = new EventSource(address)
    source = stream
    stream.addEventListener('changed', changed)
    stream.onopen = () => {
      failures = 0
      onState('live')
      if (hasOpened) changed()
      hasOpened = true
    }
    stream.onerror = () => {
      onState('polling')
      if (stream.readyState !== EventSource.CLOSED) return
      failures += 1
      retry = setTimeout(open, Math.min(longestPauseMs, 1_000 * 2 ** failures))
    }
  }

  function close() {
    clearTimeout(retry)
    source?.close()
    source = null
  }

  function onVisibility() {
    close()
    if (document.visibilityState === 'visible') open()
  }

  open()
  document.addEventListener('visibilitychange', onVisibility)
  return () => {
    document.removeEventListener('visibilitychange', onVisibility)
    clearTimeout(pending)
    close()
  }
}
