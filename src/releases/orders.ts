// What a release orders of the queues: a command to be decided, its issue to be shown, rows to be carried. Each order is
// part of the transaction it follows from.

import { randomUUID } from 'node:crypto'
import type { Tx } from '../db/index.ts'
import { announce, enqueueJob } from '../flow/index.ts'
import { takersOf } from './carry-store.ts'
import type { Release } from './model.ts'
import { subjectOf } from './store.ts'
import { neighbours } from './waiver-store.ts'

/** Orders the commands of a delivery to be decided; `round` tells a second order, after the first was lost, from it. */
export async function orderCommand(
  tx: Tx,
  { release, delivery }: { release: string; delivery: number },
  round?: number,
): Promise<void> {
  await enqueueJob(tx, {
    queue: 'commands',
    key: subjectOf(release),
    job: 'command',
    payload: { delivery },
    id: round === undefined ? `delivery/${delivery}` : `delivery/${delivery}/${round}`,
    priority: delivery,
  })
}

/** Orders the issue to be brought up to date, once per cause. */
export async function orderReconcile(tx: Tx, release: string, cause: string): Promise<void> {
  await enqueueJob(tx, {
    queue: 'reconcile',
    key: subjectOf(release),
    job: 'reconcile',
    payload: { release },
    id: `reconcile/${release}/${cause}`,
  })
}

/** Orders those who take rows in from a release to look at it again. */
export async function orderTakers(tx: Tx, release: Pick<Release, 'id' | 'branch' | 'date'>): Promise<void> {
  for (const taker of await takersOf(tx, release)) await orderCarry(tx, taker)
}

/** Orders the other releases of a branch to be shown anew: a waiver is for all of them. */
export async function orderNeighbours(tx: Tx, release: Pick<Release, 'id' | 'branch'>): Promise<void> {
  for (const other of await neighbours(tx, release)) {
    await orderReconcile(tx, other, `waivers/${randomUUID()}`)
    await announce(tx, subjectOf(other))
  }
}

/** Orders a release to take in what others have left, and to let go of what they do not leave any more. */
export async function orderCarry(tx: Tx, release: string): Promise<void> {
  const order = {
    queue: 'commands' as const,
    job: 'carry',
    payload: { release },
    id: `carry/${release}/${randomUUID()}`,
  }
  await enqueueJob(tx, { ...order, key: subjectOf(release) })
}
