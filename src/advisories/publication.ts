// Puts documents and lists into the object store and looks that they arrived.

import { createHash } from 'node:crypto'
import type { Db } from '../db/index.ts'
import { ExternalError } from '../lib/errors.ts'
import type { ObjectStore } from '../ports/index.ts'
import { INDEX_KEY, listsOf, type PlannedDocument } from './documents.ts'
import type { Advisory } from './model.ts'
import * as store from './store.ts'

/** Writes a document and compares what the store then holds with what was meant. */
export async function putVerified(
  objectStore: ObjectStore,
  { key, bytes, contentType }: PlannedDocument,
): Promise<{ key: string; sha256: string }> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await objectStore.put(key, bytes, contentType)
  const found = await objectStore.head(key)
  if (found?.sha256 !== sha256) {
    const message = found ? `it holds ${found.sha256}, ${sha256} was written` : 'nothing is there after it was written'
    throw new ExternalError({ system: 'object-store', operation: `verify ${key}`, message, retryable: true })
  }
  return { key, sha256 }
}

/**
 * Computes the lists anew from what is published and puts them, one writer at a time. Lines of documents that another
 * tool has put into the index before stay.
 */
export async function rewriteLists(
  { db, objectStore }: { db: Db; objectStore: ObjectStore },
  batch: readonly Advisory[],
): Promise<void> {
  await store.within(db, async tx => {
    await store.lock(tx, 'lists')
    const listed = new TextDecoder().decode(await objectStore.get(INDEX_KEY)).split('\n')
    const foreign = listed.filter(line => /^\d{4}\/cvrf-[\w.-]+\.xml$/.test(line))
    for (const list of listsOf([...foreign, ...(await store.allIds(tx))], batch)) await putVerified(objectStore, list)
  })
}
