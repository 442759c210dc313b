// Which documents lie under which keys: CVRF documents first, the lists that name them last. Pure.

import { compareNaturally } from '../lib/natural-order.ts'
import { formatCvrf } from './cvrf/format.ts'
import { numberOf } from './ids.ts'
import type { Advisory } from './model.ts'

export interface PlannedDocument {
  readonly key: string
  readonly bytes: Uint8Array
  readonly contentType: string
}

const ROOT = 'security/data'
export const INDEX_KEY = `${ROOT}/cvrf/index.txt`
const LAST_BATCH_KEY = `${ROOT}/cvrf/update_fixed.txt`

export function documentsOf(advisories: readonly Advisory[]): PlannedDocument[] {
  return advisories.map(advisory => ({
    key: documentKey(idOf(advisory)),
    bytes: bytesOf(formatCvrf(advisory)),
    contentType: 'application/xml; charset=utf-8',
  }))
}

/**
 * The lists, written after the documents they name. `existing`: the lines or ids of all that is published before;
 * withdrawn advisories stay listed, so that readers and mirrors fetch the withdrawal.
 */
export function listsOf(existing: readonly string[], batch: readonly Advisory[]): PlannedDocument[] {
  const last = batch.map(a => listLine(idOf(a)))
  const before = existing.map(line => line.trim()).filter(line => line !== '')
  return [
    list(INDEX_KEY, [...before.map(l => (l.includes('/') ? l : listLine(l))), ...last]),
    list(LAST_BATCH_KEY, last),
  ]
}

export function documentKey(id: string): string {
  return `${ROOT}/cvrf/${listLine(id)}`
}

/** Address of an advisory's document below where the data are served, e.g. `/security/data/cvrf/2026/cvrf-….xml`. */
export function documentUrl(id: string, dataUrl: string): string {
  return `${dataUrl}/cvrf/${listLine(id)}`
}

/** How the lists name a document: `2026/cvrf-openEuler-SA-2026-1001.xml`. */
function listLine(id: string): string {
  return `${numberOf(id).year}/cvrf-${id}.xml`
}

/** One line each, sorted, without a final newline: so readers of the old lists expect it. */
function list(key: string, lines: readonly string[]): PlannedDocument {
  const sorted = [...new Set(lines)].sort(compareNaturally)
  return { key, bytes: bytesOf(sorted.join('\n')), contentType: 'text/plain; charset=utf-8' }
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function idOf({ id, component }: Advisory): string {
  if (id === null) throw new Error(`a draft has no document: ${component}`)
  return id
}
