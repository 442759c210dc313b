// EVRs of a pool: (epoch, version, release) as numbers, and their order. The rules are those of ../evr.ts, over bytes.

import { EMPTY, intern, type Strings, textOf } from './strings.ts'
import { internTriple, type Triples } from './triples.ts'

/** Version 0 of a table is (0, '', ''): none. */
export const NO_VERSION = 0

const TILDE = 0x7e
const CARET = 0x5e
const COLON = 0x3a
const DASH = 0x2d

/** How two versions lie; `BARE_FIRST` and `BARE_SECOND`: alike as far as they go, but the one has no release. */
export const BARE_FIRST = -2
export const BARE_SECOND = 2

/** Reads `[epoch:]version[-release]` from bytes. A release that is empty is none, as with rpm. */
export function internVersion(strings: Strings, versions: Triples, source: DataView, from: number, to: number): number {
  let epoch = 0
  let start = from
  while (start < to && isDigit(source.getUint8(start))) epoch = epoch * 10 + source.getUint8(start++) - 0x30
  if (start > from && start < to && source.getUint8(start) === COLON && epoch <= MAX_EPOCH) start++
  else {
    epoch = 0
    start = from
  }
  let dash = to
  for (let at = start; at < to; at++) if (source.getUint8(at) === DASH) dash = at
  const version = intern(strings, source, start, dash)
  const release = dash < to ? intern(strings, source, dash + 1, to) : EMPTY
  return internTriple(versions, epoch, version, release)
}

/** rpm keeps an epoch in 32 bits. */
export const MAX_EPOCH = 0xffffffff

/**
 * -1, 0 or 1 as epoch, version and release decide; where one of the two has no release and they are alike until there,
 * BARE_FIRST or BARE_SECOND.
 */
export function compareVersions(strings: Strings, versions: Triples, a: number, b: number): -2 | -1 | 0 | 1 | 2 {
  if (a === b) return 0
  const epochA = versions.first[a] as number
  const epochB = versions.first[b] as number
  if (epochA !== epochB) return epochA < epochB ? -1 : 1
  const order = compareTexts(strings, versions.second[a] as number, versions.second[b] as number)
  if (order !== 0) return order
  const releaseA = versions.third[a] as number
  const releaseB = versions.third[b] as number
  if (releaseA === EMPTY) return releaseB === EMPTY ? 0 : BARE_FIRST
  if (releaseB === EMPTY) return BARE_SECOND
  return compareTexts(strings, releaseA, releaseB)
}

/** A total order for sorting: a version without release lies before the same with one. */
export function orderVersions(strings: Strings, versions: Triples, a: number, b: number): number {
  return Math.sign(compareVersions(strings, versions, a, b))
}

/** `epoch:version-release`, epoch 0 and an empty release left out. */
export function formatVersion(strings: Strings, versions: Triples, id: number): string {
  const epoch = versions.first[id] as number
  const release = versions.third[id] as number
  const version = textOf(strings, versions.second[id] as number)
  return `${epoch ? `${epoch}:` : ''}${version}${release === EMPTY ? '' : `-${textOf(strings, release)}`}`
}

/** rpmvercmp of two strings of the table. */
function compareTexts(strings: Strings, a: number, b: number): -1 | 0 | 1 {
  if (a === b) return 0
  const { bytes, starts } = strings
  const endA = starts[a + 1] as number
  const endB = starts[b + 1] as number
  let i = starts[a] as number
  let j = starts[b] as number
  while (true) {
    i = skipSeparators(bytes, i, endA)
    j = skipSeparators(bytes, j, endB)
    const left = i < endA ? (bytes[i] as number) : 0
    const right = j < endB ? (bytes[j] as number) : 0
    if (left === TILDE || right === TILDE) {
      if (left !== right) return left === TILDE ? -1 : 1
    } else if (left === CARET || right === CARET) {
      if (left !== right) {
        // `1.0` < `1.0^x` < `1.0.1`: a caret is above the end and below all else.
        if (left === 0) return -1
        if (right === 0) return 1
        return left === CARET ? -1 : 1
      }
    } else {
      if (left === 0 || right === 0) return left === right ? 0 : left === 0 ? -1 : 1
      const numeric = isDigit(left)
      // A number is above letters.
      if (numeric !== isDigit(right)) return numeric ? 1 : -1
      const nextA = numeric ? skipDigits(bytes, i, endA) : skipLetters(bytes, i, endA)
      const nextB = numeric ? skipDigits(bytes, j, endB) : skipLetters(bytes, j, endB)
      const order = comparePieces(bytes, i, nextA, j, nextB, numeric)
      if (order !== 0) return order
      i = nextA
      j = nextB
      continue
    }
    i++
    j++
  }
}

function comparePieces(b: Uint8Array, i: number, endI: number, j: number, endJ: number, numeric: boolean): -1 | 0 | 1 {
  let left = i
  let right = j
  if (numeric) {
    while (left < endI && b[left] === 0x30) left++
    while (right < endJ && b[right] === 0x30) right++
    if (endI - left !== endJ - right) return endI - left < endJ - right ? -1 : 1
  }
  while (left < endI && right < endJ) {
    const order = (b[left++] as number) - (b[right++] as number)
    if (order !== 0) return order < 0 ? -1 : 1
  }
  return left < endI ? 1 : right < endJ ? -1 : 0
}

function skipSeparators(bytes: Uint8Array, from: number, end: number): number {
  let at = from
  while (at < end) {
    const c = bytes[at] as number
    if (isDigit(c) || isLetter(c) || c === TILDE || c === CARET) break
    at++
  }
  return at
}

function skipDigits(bytes: Uint8Array, from: number, end: number): number {
  let at = from
  while (at < end && isDigit(bytes[at] as number)) at++
  return at
}

function skipLetters(bytes: Uint8Array, from: number, end: number): number {
  let at = from
  while (at < end && isLetter(bytes[at] as number)) at++
  return at
}

function isDigit(c: number): boolean {
  return c >= 0x30 && c <= 0x39
}

function isLetter(c: number): boolean {
  return (c >= 0x61 && c <= 0x7a) || (c >= 0x41 && c <= 0x5a)
}
