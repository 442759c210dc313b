// Waits in tests for what comes about by itself: never a fixed sleep.

import { setTimeout as sleep } from 'node:timers/promises'

export async function until(holds: () => boolean | Promise<boolean>, withinMs = 20_000): Promise<void> {
  for (const limit = Date.now() + withinMs; !(await holds()); await sleep(20)) {
    if (Date.now() > limit) throw new Error(`it did not come about within ${withinMs} ms: ${holds}`)
  }
}
