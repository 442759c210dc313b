// XML tags straight from UTF-8 bytes, for documents too large to make strings of. As strict as lib/xml: well-formed or
// refused, no document type, no entities but the five and numeric ones. It knows nothing of what the tags mean.

import { find, intern } from './strings.ts'
import {
  checkCharacter,
  codeOf,
  fail,
  isNamed,
  isSpace,
  keep,
  keepByte,
  MAX_ATTRIBUTES,
  sameBytes,
  type XmlBytes,
} from './xml-cursor.ts'
import { readReference } from './xml-references.ts'
import { BAD, inAttribute, inName, inText, plainPair } from './xml-tables.ts'

/** What `nextTag` met. INCOMPLETE: the bytes ended before the tag did; nothing may be believed since the last tag. */
export const INCOMPLETE = 0
export const OPEN = 1
export const CLOSE = 2
/** An element without content: both at once. */
export const SELF_CLOSING = 3

const LESS_THAN = 0x3c
const GREATER_THAN = 0x3e
const AMPERSAND = 0x26
const SLASH = 0x2f
const EQUALS = 0x3d
const COLON = 0x3a
const BANG = 0x21
const QUESTION = 0x3f
const BRACKET = 0x5d
const RETURN = 0x0d
const NEWLINE = 0x0a

/** Reads up to the end of the next tag. Text before it is kept if wanted. */
export function nextTag(xml: XmlBytes): number {
  xml.decodedTo = 0
  while (true) {
    if (!readText(xml)) return INCOMPLETE
    const next = xml.bytes[xml.at + 1]
    if (xml.at + 1 >= xml.end) return INCOMPLETE
    if (next === BANG || next === QUESTION) {
      if (!skipMarkup(xml, next)) return INCOMPLETE
      continue
    }
    xml.textTo = xml.decodedTo
    if (next === SLASH) return readCloseTag(xml)
    return readOpenTag(xml)
  }
}

/** Reads character data up to `<`. False where the bytes end before one. */
function readText(xml: XmlBytes): boolean {
  const { bytes, view, end, keepsText } = xml
  let at = xml.at
  let from = at
  while (at < end) {
    while (at + 2 <= end && plainPair[view.getUint16(at, true)] === 1) at += 2
    if (at >= end) return false
    const c = bytes[at] as number
    if (inText[c] === 0) {
      at++
      continue
    }
    if (c === LESS_THAN) {
      if (keepsText) keep(xml, from, at)
      xml.at = at
      return true
    }
    if (c === AMPERSAND) {
      if (keepsText) keep(xml, from, at)
      const next = readReference(xml, at)
      if (next === 0) return false
      at = from = next
      continue
    }
    if (c === RETURN) {
      if (at + 1 === end) return false
      if (keepsText) {
        keep(xml, from, at)
        if (bytes[at + 1] !== NEWLINE) keepByte(xml, NEWLINE)
      }
      from = ++at
      continue
    }
    if (c === BRACKET) {
      if (at + 2 >= end) return false
      if (bytes[at + 1] === BRACKET && bytes[at + 2] === GREATER_THAN) fail(xml, at, 'bare-cdata-end')
    } else checkCharacter(xml, at)
    at++
  }
  return false
}

/** Comments, CDATA sections and processing instructions. False where they are not complete yet. */
function skipMarkup(xml: XmlBytes, kind: number): boolean {
  const { bytes, at, end } = xml
  if (kind === QUESTION) return skipUntil(xml, at + 2, QUESTION, GREATER_THAN)
  const third = bytes[at + 2]
  if (at + 9 >= end && third !== 0x2d) return false
  if (third === 0x2d) {
    if (at + 3 >= end) return false
    if (bytes[at + 3] !== 0x2d) fail(xml, at, 'declaration')
    return skipComment(xml, at + 4)
  }
  if (sameBytes(bytes, at, at + 9, CDATA)) return readCdata(xml, at + 9)
  return fail(xml, at, sameBytes(bytes, at, at + 9, DOCTYPE) ? 'document-type' : 'declaration')
}

const CDATA = Buffer.from('<![CDATA[')
const DOCTYPE = Buffer.from('<!DOCTYPE')

function skipUntil(xml: XmlBytes, from: number, first: number, second: number): boolean {
  const { bytes, end } = xml
  for (let at = from; at + 1 < end; at++) {
    if (bytes[at] === first && bytes[at + 1] === second) {
      xml.at = at + 2
      return true
    }
    if (inText[bytes[at] as number] === BAD) checkCharacter(xml, at)
  }
  return false
}

function skipComment(xml: XmlBytes, from: number): boolean {
  const { bytes, end } = xml
  for (let at = from; at + 2 < end; at++) {
    const c = bytes[at] as number
    if (c === 0x2d && bytes[at + 1] === 0x2d) {
      if (bytes[at + 2] !== GREATER_THAN) fail(xml, at, 'comment')
      xml.at = at + 3
      return true
    }
    if (inText[c] !== 0) checkCharacter(xml, at)
  }
  return false
}

function readCdata(xml: XmlBytes, from: number): boolean {
  const { bytes, end, keepsText } = xml
  for (let at = from; at + 2 < end; at++) {
    const c = bytes[at] as number
    if (c === BRACKET && bytes[at + 1] === BRACKET && bytes[at + 2] === GREATER_THAN) {
      xml.at = at + 3
      return true
    }
    if (inText[c] !== 0) checkCharacter(xml, at)
    if (keepsText && !(c === RETURN && bytes[at + 1] === NEWLINE)) keepByte(xml, c === RETURN ? NEWLINE : c)
  }
  return false
}

function readCloseTag(xml: XmlBytes): number {
  const { bytes, end } = xml
  let at = readName(xml, xml.at + 2)
  while (at < end && isSpace(bytes[at] as number)) at++
  if (at >= end) return INCOMPLETE
  if (bytes[at] !== GREATER_THAN) fail(xml, at, 'tag')
  xml.at = at + 1
  return CLOSE
}

function readOpenTag(xml: XmlBytes): number {
  const { bytes, end } = xml
  xml.attributes = 0
  let at = readName(xml, xml.at + 1)
  xml.tag = -1
  xml.isKnown = false
  const isRemembered = xml.remembered !== undefined && isNamed(xml, xml.remembered)
  if (isRemembered && recallTag(xml, at)) return SELF_CLOSING
  while (true) {
    const before = at
    while (at < end && isSpace(bytes[at] as number)) at++
    if (at >= end) return INCOMPLETE
    const c = bytes[at] as number
    if (c === GREATER_THAN) {
      xml.at = at + 1
      return OPEN
    }
    if (c === SLASH) {
      if (at + 1 >= end) return INCOMPLETE
      if (bytes[at + 1] !== GREATER_THAN) fail(xml, at, 'tag')
      xml.at = at + 2
      if (isRemembered) rememberTag(xml)
      return SELF_CLOSING
    }
    if (before === at) fail(xml, at, 'tag')
    at = readAttribute(xml, at)
    if (at === 0) return INCOMPLETE
  }
}

const FOUR_GREATER_THAN = 0x3e3e3e3e

/** More than any distribution has distinct ones of. */
const MAX_TAG_BYTES = 128 << 20

function rememberTag(xml: XmlBytes): void {
  const { tags, view, qualifiedFrom, at } = xml
  const end = tags.starts[tags.count] as number
  if (end + at - qualifiedFrom <= MAX_TAG_BYTES) xml.tag = intern(tags, view, qualifiedFrom, at)
}

/**
 * Whether the bytes up to the next `>` are a whole tag met before. They may end within a quoted value here too, but then
 * they are no whole tag, and such are not among those met.
 */
function recallTag(xml: XmlBytes, from: number): boolean {
  const { bytes, view, end, qualifiedFrom } = xml
  let at = from
  // Four at a time: a byte of `other` is 0 where a `>` stands, and only then the second line is not 0.
  for (; at + 4 <= end; at += 4) {
    const other = view.getInt32(at, true) ^ FOUR_GREATER_THAN
    if (((other - 0x01010101) & ~other & 0x80808080) !== 0) break
  }
  while (at < end && bytes[at] !== GREATER_THAN) at++
  if (at >= end || bytes[at - 1] !== SLASH) return false
  const tag = find(xml.tags, view, qualifiedFrom, at + 1)
  if (tag < 0) return false
  xml.tag = tag
  xml.isKnown = true
  xml.at = at + 1
  return true
}

/** Reads a name; sets where its part after the prefix lies. The end is where the bytes end, if they end within it. */
function readName(xml: XmlBytes, from: number): number {
  const { bytes, end } = xml
  let at = from
  let local = from
  while (at < end && inName[bytes[at] as number] !== 0) {
    if (bytes[at] === COLON && local === from) local = at + 1
    at++
  }
  if (at < end && (at === from || inName[bytes[from] as number] === 2)) fail(xml, from, 'tag')
  xml.qualifiedFrom = from
  xml.nameFrom = local
  xml.nameTo = at
  xml.nameCode = codeOf(at - local, bytes[local] as number)
  return at
}

/** Reads `key="value"`. 0 where the bytes end before it does. */
function readAttribute(xml: XmlBytes, from: number): number {
  const { bytes, end } = xml
  const index = xml.attributes
  if (index === MAX_ATTRIBUTES) fail(xml, from, 'too-many-attributes')
  let at = from
  while (at < end && inName[bytes[at] as number] !== 0) at++
  const keyTo = at
  while (at < end && isSpace(bytes[at] as number)) at++
  if (at >= end) return 0
  if (keyTo === from || inName[bytes[from] as number] === 2 || bytes[at] !== EQUALS) fail(xml, at, 'tag')
  at++
  while (at < end && isSpace(bytes[at] as number)) at++
  if (at >= end) return 0
  const quote = bytes[at] as number
  if (quote !== 0x22 && quote !== 0x27) fail(xml, at, 'tag')
  const code = codeOf(keyTo - from, bytes[from] as number)
  for (let i = 0; i < index; i++) {
    if (xml.keyCodes[i] === code && isSameKey(xml, xml.keyFrom[i] as number, from, keyTo))
      fail(xml, from, 'double-attribute')
  }
  xml.keyCodes[index] = code
  xml.keyFrom[index] = from
  xml.keyTo[index] = keyTo
  return readValue(xml, at + 1, quote, index)
}

function isSameKey({ bytes }: XmlBytes, other: number, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] !== bytes[other + at - from]) return false
  return true
}

function readValue(xml: XmlBytes, from: number, quote: number, index: number): number {
  const { bytes, end } = xml
  let at = from
  while (at < end && inAttribute[bytes[at] as number] === 0) at++
  if (at < end && bytes[at] === quote) {
    xml.valueFrom[index] = from
    xml.valueTo[index] = at
    xml.valueDecoded[index] = 0
    xml.attributes++
    return at + 1
  }
  return readRareValue(xml, from, quote, index)
}

/** A value with references, the other quote or white space in it. White space becomes spaces, as XML has it. */
function readRareValue(xml: XmlBytes, from: number, quote: number, index: number): number {
  const { bytes, end } = xml
  const decodedFrom = xml.decodedTo
  let at = from
  while (at < end) {
    const c = bytes[at] as number
    if (c === quote) {
      xml.valueFrom[index] = decodedFrom
      xml.valueTo[index] = xml.decodedTo
      xml.valueDecoded[index] = 1
      xml.attributes++
      return at + 1
    }
    if (c === AMPERSAND) {
      const wasKept = xml.keepsText
      xml.keepsText = true
      const next = readReference(xml, at)
      xml.keepsText = wasKept
      if (next === 0) return 0
      at = next
      continue
    }
    if (c === LESS_THAN) fail(xml, at, 'tag')
    if (c === RETURN && at + 1 === end) return 0
    if (!(c === RETURN && bytes[at + 1] === NEWLINE)) {
      if (inText[c] !== 0) checkCharacter(xml, at)
      keepByte(xml, isSpace(c) ? 0x20 : c)
    }
    at++
  }
  return 0
}
