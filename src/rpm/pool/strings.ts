// Byte strings as numbers: each distinct one is stored once, in one arena, and called by its id from then on.
// Names, versions, paths: a distribution has a million of them in its metadata, and few hundred thousand distinct.

import { widened } from './growing.ts'

export interface Strings {
  bytes: Uint8Array
  /** The same bytes, to be read four at a time. */
  view: DataView
  /** `starts[id]` to `starts[id + 1]` are the bytes of a string. */
  starts: Uint32Array
  hashes: Uint32Array
  /** Open addressing: id + 1, or 0 where nothing is. Always a power of two, at most half full. */
  slots: Uint32Array
  count: number
}

/** Id of the empty string in every table. */
export const EMPTY = 0

const NOTHING = new DataView(new ArrayBuffer(0))

export function newStrings(): Strings {
  const bytes = new Uint8Array(1 << 16)
  const strings: Strings = {
    bytes,
    view: viewOf(bytes),
    starts: new Uint32Array(1 << 12),
    hashes: new Uint32Array(1 << 12),
    slots: new Uint32Array(1 << 13),
    count: 0,
  }
  intern(strings, NOTHING, 0, 0)
  return strings
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** The id of the string that stands in `source` from `from` to `to`; stores it when it is new. */
export function intern(strings: Strings, source: DataView, from: number, to: number): number {
  const hash = hashOf(source, from, to)
  const slot = slotOf(strings, hash, source, from, to)
  const found = strings.slots[slot] as number
  return found !== 0 ? found - 1 : append(strings, slot, hash, source, from, to)
}

export function internText(strings: Strings, text: string): number {
  const bytes = viewOf(Buffer.from(text))
  return intern(strings, bytes, 0, bytes.byteLength)
}

/** The id of a string if it is known, or -1; asking never stores. */
export function find(strings: Strings, source: DataView, from: number, to: number): number {
  return (strings.slots[slotOf(strings, hashOf(source, from, to), source, from, to)] as number) - 1
}

export function findText(strings: Strings, text: string): number | undefined {
  const bytes = viewOf(Buffer.from(text))
  const found = find(strings, bytes, 0, bytes.byteLength)
  return found < 0 ? undefined : found
}

export function textOf(strings: Strings, id: number): string {
  const from = strings.starts[id] as number
  const length = (strings.starts[id + 1] as number) - from
  return Buffer.from(strings.bytes.buffer, strings.bytes.byteOffset + from, length).toString()
}

export function startsWith(strings: Strings, id: number, prefix: Uint8Array): boolean {
  const from = strings.starts[id] as number
  if ((strings.starts[id + 1] as number) - from < prefix.length) return false
  for (let i = 0; i < prefix.length; i++) if (strings.bytes[from + i] !== prefix[i]) return false
  return true
}

/** Where a string lies, or the free slot where it would. */
function slotOf(strings: Strings, hash: number, source: DataView, from: number, to: number): number {
  const { slots, hashes, starts } = strings
  const mask = slots.length - 1
  const length = to - from
  let slot = hash & mask
  while (true) {
    const id = (slots[slot] as number) - 1
    if (id < 0) return slot
    if (hashes[id] === hash) {
      const start = starts[id] as number
      if ((starts[id + 1] as number) - start === length && isSame(strings.view, start, source, from, to)) return slot
    }
    slot = (slot + 1) & mask
  }
}

function isSame(known: DataView, start: number, source: DataView, from: number, to: number): boolean {
  let at = from
  let other = start
  for (; at + 4 <= to; at += 4, other += 4) {
    if (known.getInt32(other, true) !== source.getInt32(at, true)) return false
  }
  for (; at < to; at++, other++) if (known.getUint8(other) !== source.getUint8(at)) return false
  return true
}

function append(s: Strings, slot: number, hash: number, source: DataView, from: number, to: number): number {
  const id = s.count++
  const start = s.starts[id] as number
  const end = start + to - from
  if (end > s.bytes.length) {
    const wider = new Uint8Array(Math.max(end, s.bytes.length + (s.bytes.length >> 1)))
    wider.set(s.bytes)
    s.bytes = wider
    s.view = viewOf(wider)
  }
  if (id + 2 > s.starts.length) {
    s.starts = widened(s.starts)
    s.hashes = widened(s.hashes, s.starts.length)
  }
  let at = from
  let put = start
  for (; at + 4 <= to; at += 4, put += 4) s.view.setInt32(put, source.getInt32(at, true), true)
  for (; at < to; at++, put++) s.view.setUint8(put, source.getUint8(at))
  s.starts[id + 1] = end
  s.hashes[id] = hash
  s.slots[slot] = id + 1
  if (s.count * 2 > s.slots.length) s.slots = slotsFor(s.hashes, s.count, s.slots.length * 2)
  return id
}

/** A table of `size` slots that holds the first `count` of `hashes`. */
export function slotsFor(hashes: Uint32Array, count: number, size: number): Uint32Array {
  const slots = new Uint32Array(size)
  const mask = size - 1
  for (let id = 0; id < count; id++) {
    let slot = (hashes[id] as number) & mask
    while (slots[slot] !== 0) slot = (slot + 1) & mask
    slots[slot] = id + 1
  }
  return slots
}

/** FNV-1a over four bytes at a time, with the high bits mixed down, for the table takes the low ones. */
function hashOf(source: DataView, from: number, to: number): number {
  let hash = 0x811c9dc5 ^ (to - from)
  let at = from
  for (; at + 4 <= to; at += 4) {
    hash = Math.imul(hash ^ source.getInt32(at, true), 0x01000193)
    hash ^= hash >>> 15
  }
  for (; at < to; at++) hash = Math.imul(hash ^ source.getUint8(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) >>> 0
}
