// Changes repository trees. A change is prepared (its numbers fixed, nothing written) and applied. Whoever calls sees to
// it that a tree is changed by one caller at a time.

import { randomUUID } from 'node:crypto'
import type { Clock } from '../lib/clock.ts'
import { ExternalError, isRefusal, type Refusal, RefusedError } from '../lib/errors.ts'
import { errorCode } from '../lib/files.ts'
import { selectTree, selectVersionByKey } from './store.ts'
import { downgrades, type TreeChange, undoOf } from './tree-change.ts'
import {
  type AppliedChange,
  type Attempt,
  type ChangeIntent,
  changedTree,
  nextNumbers,
  publishChange,
  type TreeReader,
  type TreeWriter,
} from './tree-publish.ts'
import { writeRelease } from './tree-state.ts'

export interface RequestedChange {
  readonly tree: string
  readonly change: TreeChange
  /** Default 3. */
  readonly graceVersions?: number
}

/** Decides what a change will be; nothing is written. Refused when the change cannot stand with what is there. */
export async function prepareChange(
  reader: TreeReader & { readonly clock: Clock },
  { tree, change, graceVersions = 3 }: RequestedChange,
): Promise<ChangeIntent | Refusal> {
  const state = await selectTree(reader.db, tree)
  const next = await changedTree(reader.db, state, change)
  if (isRefusal(next)) return next
  const now = reader.clock.now()
  const numbers = await nextNumbers(reader, tree, Math.floor(now.getTime() / 1000))
  const former = state.get(change.release)
  const after = next.get(change.release)
  const isSame = JSON.stringify(former && writeRelease(former)) === JSON.stringify(after && writeRelease(after))
  return {
    key: randomUUID(),
    tree,
    change,
    unchanged: isSame && numbers.base === ((await reader.repoHost.head(tree)) ?? 0),
    ...numbers,
    createdAt: now.toISOString(),
    graceVersions,
    downgrades: downgrades(state, next),
    former: former ? writeRelease(former) : null,
  }
}

/**
 * Carries out a prepared change; done a second time it changes nothing. When the tree has moved on since it was
 * prepared, the change is made over what is there now, under later numbers. Throws ExternalError, and leaves what is
 * published as it is, when the tools did not write what was wanted.
 */
export async function applyChange(writer: TreeWriter, intent: ChangeIntent, by: Attempt): Promise<AppliedChange> {
  const { tree, key } = intent
  if (intent.unchanged) return { version: intent.base, unchanged: true }
  const recorded = await selectVersionByKey(writer.db, tree, key)
  if (!recorded) return withDiskErrors(() => publishChange(writer, intent, by))
  if (((await writer.repoHost.head(tree)) ?? 0) < recorded.number) {
    await writer.repoHost.pointAt(tree, recorded.number)
  }
  return { version: recorded.number }
}

/** Prepares a change and applies it at once; a refusal is thrown. */
export async function changeNow(
  writer: TreeWriter & { readonly clock: Clock },
  requested: RequestedChange,
  by: Attempt,
): Promise<AppliedChange> {
  const intent = await prepareChange(writer, requested)
  if (isRefusal(intent)) throw new RefusedError(intent)
  return applyChange(writer, intent, by)
}

/** Takes a change back, also one that was broken off anywhere, by a new version; the rest of the tree stays. */
export async function undoChange(
  writer: TreeWriter & { readonly clock: Clock },
  { tree, change, former, graceVersions }: ChangeIntent,
  by: Attempt,
): Promise<AppliedChange> {
  const isMember = (await selectTree(writer.db, tree)).has(change.release)
  return changeNow(writer, { tree, change: undoOf(change, former, isMember), graceVersions }, by)
}

const DISK_ERRORS = ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EMFILE', 'ENFILE']

async function withDiskErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = errorCode(error) ?? ''
    if (!DISK_ERRORS.includes(code)) throw error
    const facts = { system: 'repository host', operation: 'publish', message: code, retryable: true }
    throw new ExternalError(facts, { cause: error })
  }
}
