// The bytes of a document being read and the tag met last, with what every reader of them needs.

import { isUtf8 } from 'node:buffer'
import { newStrings, type Strings, viewOf } from './strings.ts'
import { type Malformation, malformed } from './texts.ts'
import { BAD, inText } from './xml-tables.ts'

/** More than any real element has; comparing each with each must stay cheap. */
export const MAX_ATTRIBUTES = 64

export interface XmlBytes {
  bytes: Uint8Array
  view: DataView
  /** The next byte to read, and the end of what is there. */
  at: number
  end: number
  /** Position in the document of `bytes[0]`, for messages. */
  offset: number
  /** Local name of the tag, without prefix, and where the whole name begins. */
  qualifiedFrom: number
  nameFrom: number
  nameTo: number
  /** `codeOf` the local name: compared before its bytes are. */
  nameCode: number
  attributes: number
  readonly keyCodes: Int32Array
  readonly keyFrom: Int32Array
  readonly keyTo: Int32Array
  /** In `decoded` where `valueDecoded` is 1, else in `bytes`. */
  readonly valueFrom: Int32Array
  readonly valueTo: Int32Array
  readonly valueDecoded: Uint8Array
  /** Whether text is wanted: it then stands in `decoded` from 0 to `textTo`. Skipped text is checked all the same. */
  keepsText: boolean
  textTo: number
  decoded: Uint8Array
  decodedView: DataView
  decodedTo: number
  /**
   * Tags of this name without content are remembered whole, byte for byte: the attributes of one met before are not read
   * again. Three of four dependencies of a distribution stand in it more than once.
   */
  remembered: Name | undefined
  readonly tags: Strings
  /** The number among `tags` of the tag met last, or -1; whether it was there before. */
  tag: number
  isKnown: boolean
}

export function newXmlBytes(): XmlBytes {
  const bytes = new Uint8Array()
  const decoded = new Uint8Array(1 << 12)
  return {
    bytes,
    view: viewOf(bytes),
    at: 0,
    end: 0,
    offset: 0,
    qualifiedFrom: 0,
    nameFrom: 0,
    nameTo: 0,
    nameCode: 0,
    attributes: 0,
    keyCodes: new Int32Array(MAX_ATTRIBUTES),
    keyFrom: new Int32Array(MAX_ATTRIBUTES),
    keyTo: new Int32Array(MAX_ATTRIBUTES),
    valueFrom: new Int32Array(MAX_ATTRIBUTES),
    valueTo: new Int32Array(MAX_ATTRIBUTES),
    valueDecoded: new Uint8Array(MAX_ATTRIBUTES),
    keepsText: false,
    textTo: 0,
    decoded,
    decodedView: viewOf(decoded),
    decodedTo: 0,
    remembered: undefined,
    tags: newStrings(),
    tag: -1,
    isKnown: false,
  }
}

/** A name to look for, with its code. */
export interface Name {
  readonly bytes: Uint8Array
  readonly code: number
}

export function nameOf(text: string): Name {
  const bytes = new Uint8Array(Buffer.from(text))
  return { bytes, code: codeOf(bytes.length, bytes[0] as number) }
}

/** Length and first byte tell most names apart. */
export function codeOf(length: number, first: number): number {
  return (length << 8) | first
}

export function isNamed(xml: XmlBytes, name: Name): boolean {
  return xml.nameCode === name.code && sameBytes(xml.bytes, xml.nameFrom, xml.nameTo, name.bytes)
}

/** Index of an attribute, or -1. */
export function attribute(xml: XmlBytes, key: Name): number {
  for (let i = 0; i < xml.attributes; i++) {
    if (xml.keyCodes[i] !== key.code) continue
    if (sameBytes(xml.bytes, xml.keyFrom[i] as number, xml.keyTo[i] as number, key.bytes)) return i
  }
  return -1
}

export function sameBytes(bytes: Uint8Array, from: number, to: number, other: Uint8Array): boolean {
  if (to - from !== other.length) return false
  for (let i = 0; i < other.length; i++) if (bytes[from + i] !== other[i]) return false
  return true
}

export function fail(xml: XmlBytes, at: number, what: Malformation): never {
  throw malformed(xml.offset + at, what)
}

/** Refuses bytes that are not UTF-8, with the place of the first. */
export function checkUtf8(xml: XmlBytes, from: number, to: number): void {
  if (isUtf8(xml.bytes.subarray(from, to))) return
  let low = from
  let high = to
  while (high - low > 1) {
    let middle = low + ((high - low) >> 1)
    while (middle > low && ((xml.bytes[middle] as number) & 0xc0) === 0x80) middle--
    if (middle === low) break
    if (isUtf8(xml.bytes.subarray(low, middle))) low = middle
    else high = middle
  }
  fail(xml, low, 'not-utf8')
}

/** U+FFFE and U+FFFF are no characters of XML; nor are most control characters. */
export function checkCharacter(xml: XmlBytes, at: number): void {
  const { bytes } = xml
  const c = bytes[at] as number
  if (inText[c] === BAD) fail(xml, at, 'control-character')
  if (c === 0xef && bytes[at + 1] === 0xbf && (bytes[at + 2] as number) >= 0xbe) fail(xml, at, 'control-character')
}

export function keep(xml: XmlBytes, from: number, to: number): void {
  for (let at = from; at < to; at++) keepByte(xml, xml.bytes[at] as number)
}

export function keepByte(xml: XmlBytes, byte: number): void {
  if (xml.decodedTo === xml.decoded.length) {
    const wider = new Uint8Array(xml.decoded.length * 2)
    wider.set(xml.decoded)
    xml.decoded = wider
    xml.decodedView = viewOf(wider)
  }
  xml.decoded[xml.decodedTo++] = byte
}

export function isSpace(c: number): boolean {
  return c === 0x20 || c === 0x0a || c === 0x09 || c === 0x0d
}
