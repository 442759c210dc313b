// Lets one process at a time start a server on a data folder. The lock is a name in the kernel (an abstract socket):
// it goes with its holder, however that ends, and leaves no file behind.

import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const PATIENCE_MS = 120_000

/** Runs something while nobody else on this machine does so for the same folder. */
export async function aloneOn<T>(folder: string, act: () => Promise<T>): Promise<T> {
  const name = `\0slipway-start-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`
  const lock = await take(name)
  try {
    return await act()
  } finally {
    lock.close()
    await once(lock, 'close')
  }
}

async function take(name: string): Promise<Server> {
  for (const until = performance.now() + PATIENCE_MS; ; await sleep(50)) {
    const lock = createServer(socket => socket.destroy())
    try {
      lock.listen(name)
      await once(lock, 'listening')
      return lock
    } catch (error) {
      const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
      if (!isTaken || performance.now() > until) throw error
    }
  }
}
