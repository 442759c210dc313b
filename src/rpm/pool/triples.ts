// Three numbers as one: what versions and dependencies are made of. Each distinct triple is stored once and called by its id.

import { widened } from './growing.ts'
import { slotsFor } from './strings.ts'

export interface Triples {
  first: Uint32Array
  second: Uint32Array
  third: Uint32Array
  hashes: Uint32Array
  /** As in Strings: id + 1, or 0. */
  slots: Uint32Array
  count: number
}

/** A table whose id 0 is (0, 0, 0). */
export function newTriples(): Triples {
  const room = 1 << 10
  const triples: Triples = {
    first: new Uint32Array(room),
    second: new Uint32Array(room),
    third: new Uint32Array(room),
    hashes: new Uint32Array(room),
    slots: new Uint32Array(room * 2),
    count: 0,
  }
  internTriple(triples, 0, 0, 0)
  return triples
}

export function internTriple(triples: Triples, a: number, b: number, c: number): number {
  const hash = hashOf(a, b, c)
  const { first, second, third, slots } = triples
  const mask = slots.length - 1
  let slot = hash & mask
  while (true) {
    const id = (slots[slot] as number) - 1
    if (id < 0) return append(triples, slot, hash, a, b, c)
    if (first[id] === a && second[id] === b && third[id] === c) return id
    slot = (slot + 1) & mask
  }
}

function append(t: Triples, slot: number, hash: number, a: number, b: number, c: number): number {
  const id = t.count++
  if (t.count > t.first.length) {
    t.first = widened(t.first)
    t.second = widened(t.second, t.first.length)
    t.third = widened(t.third, t.first.length)
    t.hashes = widened(t.hashes, t.first.length)
  }
  t.first[id] = a
  t.second[id] = b
  t.third[id] = c
  t.hashes[id] = hash
  t.slots[slot] = id + 1
  if (t.count * 2 > t.slots.length) t.slots = slotsFor(t.hashes, t.count, t.slots.length * 2)
  return id
}

function hashOf(a: number, b: number, c: number): number {
  let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca77) ^ Math.imul(c, 0xc2b2ae3d)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) >>> 0
}
