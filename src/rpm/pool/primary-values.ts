// What the attributes of primary.xml say: names, relations, versions.

import { EMPTY, intern } from './strings.ts'
import { MAX_EPOCH } from './versions.ts'
import { EQUAL, GREATER, internParts, LESS, type Vocabulary } from './vocabulary.ts'
import { attribute, fail, nameOf, type XmlBytes } from './xml-cursor.ts'

const KEY_EPOCH = nameOf('epoch')
const KEY_VERSION = nameOf('ver')
const KEY_RELEASE = nameOf('rel')

const RELATIONS: ReadonlyMap<number, number> = new Map([
  [pairOf('EQ'), EQUAL],
  [pairOf('LT'), LESS],
  [pairOf('LE'), LESS | EQUAL],
  [pairOf('GT'), GREATER],
  [pairOf('GE'), GREATER | EQUAL],
])

function pairOf(word: string): number {
  return (word.charCodeAt(0) << 8) | word.charCodeAt(1)
}

/** A word that is not known means no relation, as in readPrimary. */
export function relationOf(xml: XmlBytes, index: number): number {
  const bytes = xml.valueDecoded[index] === 1 ? xml.decoded : xml.bytes
  const from = xml.valueFrom[index] as number
  if ((xml.valueTo[index] as number) - from !== 2) return 0
  return RELATIONS.get(((bytes[from] as number) << 8) | (bytes[from + 1] as number)) ?? 0
}

export function readVersion(xml: XmlBytes, vocabulary: Vocabulary): number {
  const epoch = attribute(xml, KEY_EPOCH)
  const version = attribute(xml, KEY_VERSION)
  const release = attribute(xml, KEY_RELEASE)
  return internParts(
    vocabulary,
    epoch < 0 ? 0 : epochOf(xml, epoch),
    version < 0 ? EMPTY : internValue(xml, vocabulary, version),
    release < 0 ? EMPTY : internValue(xml, vocabulary, release),
  )
}

function epochOf(xml: XmlBytes, index: number): number {
  const bytes = xml.valueDecoded[index] === 1 ? xml.decoded : xml.bytes
  let epoch = 0
  for (let at = xml.valueFrom[index] as number; at < (xml.valueTo[index] as number); at++) {
    const digit = (bytes[at] as number) - 0x30
    if (digit < 0 || digit > 9) fail(xml, xml.qualifiedFrom, 'bad-epoch')
    epoch = epoch * 10 + digit
    if (epoch > MAX_EPOCH) fail(xml, xml.qualifiedFrom, 'bad-epoch')
  }
  return epoch
}

export function internValue(xml: XmlBytes, vocabulary: Vocabulary, index: number): number {
  const source = xml.valueDecoded[index] === 1 ? xml.decodedView : xml.view
  return intern(vocabulary.strings, source, xml.valueFrom[index] as number, xml.valueTo[index] as number)
}

export function valueText(xml: XmlBytes, index: number): string {
  const source = xml.valueDecoded[index] === 1 ? xml.decoded : xml.bytes
  return Buffer.from(source.subarray(xml.valueFrom[index], xml.valueTo[index])).toString()
}
