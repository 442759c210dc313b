// References in XML text: the five named ones and numbers. There are no others, for there is no document type.

import { fail, keepByte, type XmlBytes } from './xml-cursor.ts'

/** Decodes `&…;`. The position after it, or 0 where the bytes end before it does. */
export function readReference(xml: XmlBytes, from: number): number {
  const { bytes, end } = xml
  let at = from + 1
  while (at < end && bytes[at] !== 0x3b) {
    if (at - from > 12) fail(xml, from, 'reference')
    at++
  }
  if (at >= end) return end - from > 12 ? fail(xml, from, 'reference') : 0
  const name = Buffer.from(bytes.buffer, bytes.byteOffset + from + 1, at - from - 1).toString('latin1')
  const code = NAMED[name] ?? numericReference(name)
  if (code === undefined) fail(xml, from, 'reference')
  if (xml.keepsText) for (const byte of Buffer.from(String.fromCodePoint(code as number))) keepByte(xml, byte)
  return at + 1
}

const NAMED: Readonly<Record<string, number>> = { amp: 0x26, lt: 0x3c, gt: 0x3e, quot: 0x22, apos: 0x27 }

function numericReference(name: string): number | undefined {
  const match = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(name)
  if (!match) return undefined
  const code = match[1] ? Number.parseInt(match[1], 16) : Number(match[2])
  const legal =
    code === 9 || code === 10 || code === 13 || (code >= 0x20 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd)
  return legal || (code >= 0x10000 && code <= 0x10ffff) ? code : undefined
}
