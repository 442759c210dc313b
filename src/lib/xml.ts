// The one way to read and write XML: strict reading through saxes (no DTD, no external entities), escaped writing.

import { SaxesParser } from 'saxes'

export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  /** Character data directly inside, concatenated. */
  readonly text: string
}

interface Building {
  name: string
  attributes: Record<string, string>
  children: Building[]
  text: string
}

/** Reads a small document into a tree. Throws with line and column on anything not well-formed, and on a DTD. */
export function readXml(source: string): XmlElement {
  const root: Building = { name: '', attributes: {}, children: [], text: '' }
  const open: Building[] = [root]
  const parser = strictParser()
  parser.on('opentag', tag => {
    const element: Building = { name: tag.name, attributes: tag.attributes, children: [], text: '' }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => {
    open.pop()
  })
  const append = (text: string) => {
    const current = open.at(-1)
    if (current) current.text += text
  }
  parser.on('text', append)
  parser.on('cdata', append)
  parser.write(source).close()
  const document = root.children[0]
  if (!document) throw new Error('the document is empty')
  return document
}

/** What a document too large for a tree is told as. */
export interface XmlEvents {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  /** `text` is the character data since the last tag: all of it for an element without children. */
  close(name: string, text: string): void
}

export interface XmlStream {
  write(chunk: string): void
  /** Throws when the document is not complete. */
  end(): void
}

/** Reads a document of any size in pieces, as strictly as readXml. What `events` throws comes out of write or end. */
export function streamXml(events: XmlEvents): XmlStream {
  const parser = strictParser()
  let text = ''
  parser.on('opentag', tag => {
    text = ''
    events.open(tag.name, tag.attributes)
  })
  parser.on('closetag', tag => {
    events.close(tag.name, text)
    text = ''
  })
  const append = (more: string) => {
    text += more
  }
  parser.on('text', append)
  parser.on('cdata', append)
  return { write: chunk => void parser.write(chunk), end: () => void parser.close() }
}

function strictParser(): SaxesParser {
  const parser = new SaxesParser()
  parser.on('error', error => {
    throw error
  })
  parser.on('doctype', () => {
    throw new Error('a document type declaration is not accepted')
  })
  return parser
}

/** Drops what XML 1.0 cannot hold, normalises line ends, and escapes for character data. */
export function escapeText(value: string): string {
  return legal(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** As escapeText, for attribute values in double quotes. */
export function escapeAttribute(value: string): string {
  return escapeText(value).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')
}

function legal(value: string): string {
  return value
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\t\n\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
}
