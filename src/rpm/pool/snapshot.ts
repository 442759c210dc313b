// A pool's words and packages as one piece of bytes and back: a restart need not parse. A snapshot that is not whole, is of
// another layout or of another byte order is refused; the metadata is then read again.

import { createHash } from 'node:crypto'
import { RefusedError, refuse } from '../../lib/errors.ts'
import { text } from '../../lib/text.ts'
import { COLUMN_NAMES, eachOf, LIST_NAMES, type Packages } from './packages.ts'
import { viewOf } from './strings.ts'
import { parseRichAgain, type Vocabulary } from './vocabulary.ts'

/** Counts up whenever the layout or the meaning of a number changes. The high byte tells a wrong byte order. */
const LAYOUT = 0x5a000001
const DIGEST_BYTES = 32

export function writeSnapshot(vocabulary: Vocabulary, packages: Packages): Uint8Array {
  const parts = partsOf(vocabulary, packages)
  const lengths = Uint32Array.from([LAYOUT, packages.count, ...parts.map(part => part.byteLength)])
  const padded = (length: number) => (length + 3) & ~3
  const size = parts.reduce((sum, part) => sum + padded(part.byteLength), DIGEST_BYTES + lengths.byteLength)
  const snapshot = new Uint8Array(size)
  let at = DIGEST_BYTES
  for (const part of [lengths, ...parts]) {
    snapshot.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at)
    at += padded(part.byteLength)
  }
  snapshot.set(digestOf(snapshot.subarray(DIGEST_BYTES)))
  return snapshot
}

/** The arrays are views of `snapshot`, which must stay as it is. */
export function readSnapshot(snapshot: Uint8Array): { vocabulary: Vocabulary; packages: Packages } {
  const bytes = snapshot.byteOffset % 4 === 0 ? snapshot : snapshot.slice()
  if (bytes.length < DIGEST_BYTES + 8 || !isWhole(bytes)) throw damaged()
  const head = new Uint32Array(bytes.buffer, bytes.byteOffset + DIGEST_BYTES, PART_COUNT + 2)
  if (head[0] !== LAYOUT) throw damaged()
  let at = DIGEST_BYTES + head.byteLength
  const views = Array.from(head.subarray(2), length => {
    const view = bytes.subarray(at, at + length)
    at += (length + 3) & ~3
    return view
  })
  return fromParts(views, head[1] as number)
}

function isWhole(bytes: Uint8Array): boolean {
  return digestOf(bytes.subarray(DIGEST_BYTES)).equals(bytes.subarray(0, DIGEST_BYTES))
}

function digestOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}

function damaged(): RefusedError {
  return new RefusedError(
    refuse(
      'snapshot-damaged',
      text(
        '快照已损坏，或由另一版本写成；需要重新读取元数据。',
        'The snapshot is damaged or of another version; the metadata has to be read again.',
      ),
    ),
  )
}

type Part = Uint8Array | Uint32Array

const TRIPLES = ['versions', 'dependencies'] as const
const TRIPLE_COLUMNS = ['first', 'second', 'third', 'hashes', 'slots'] as const
const PART_COUNT = 4 + TRIPLES.length * TRIPLE_COLUMNS.length + COLUMN_NAMES.length + 2 * LIST_NAMES.length

/** In the order in which they are written; `fromParts` takes them in the same. */
function partsOf({ strings, ...vocabulary }: Vocabulary, packages: Packages): Part[] {
  return [
    strings.bytes.subarray(0, strings.starts[strings.count]),
    strings.starts.subarray(0, strings.count + 1),
    strings.hashes.subarray(0, strings.count),
    strings.slots,
    ...TRIPLES.flatMap(name => {
      const { count } = vocabulary[name]
      return TRIPLE_COLUMNS.map(column =>
        column === 'slots' ? vocabulary[name].slots : vocabulary[name][column].subarray(0, count),
      )
    }),
    ...COLUMN_NAMES.map(name => packages[name]),
    ...LIST_NAMES.flatMap(name => [packages[name].starts, packages[name].values]),
  ]
}

function fromParts(parts: readonly Uint8Array[], count: number): { vocabulary: Vocabulary; packages: Packages } {
  let next = 0
  const numbers = () => {
    const part = parts[next++] as Uint8Array
    return new Uint32Array(part.buffer, part.byteOffset, part.length >> 2)
  }
  const bytes = parts[next++] as Uint8Array
  const [starts, hashes, slots] = [numbers(), numbers(), numbers()]
  const strings = { bytes, view: viewOf(bytes), starts, hashes, slots, count: hashes.length }
  const triples = eachOf(TRIPLES, () => {
    const columns = eachOf(TRIPLE_COLUMNS, numbers)
    return { ...columns, count: columns.first.length }
  })
  const packages: Packages = {
    count,
    ...eachOf(COLUMN_NAMES, numbers),
    ...eachOf(LIST_NAMES, () => ({ starts: numbers(), values: numbers() })),
  }
  const vocabulary: Vocabulary = { strings, ...triples, rich: new Map() }
  parseRichAgain(vocabulary)
  return { vocabulary, packages }
}
