// The one way to read and write XML: strict reading through saxes (no DTD, no external entities), escaped writing.

import { SaxesParser } from 'saxes'
import { RefusedError, refuse } from './errors.ts'
import { text as sentence } from './text.ts'

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

/** Reads a small document into a tree. Refuses anything not well-formed, with line and column, and any DTD. */
export function readXml(source: string): XmlElement {
  const found: XmlElement[] = []
  const reader = streamTrees(
    () => true,
    element => found.push(element),
  )
  reader.write(source)
  reader.end()
  const [document] = found
  if (!document) throw notXml('the document is empty')
  return document
}

/** What a document too large for a tree is told as. */
export interface XmlEvents {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  /** `text` is the character data since the last tag: all of it for an element without children. */
  close(name: string, text: string): void
  /** Character data as it comes, for those who want what stands between elements too. */
  text?(more: string): void
}

export interface XmlStream {
  write(chunk: string): void
  /** Throws when the document is not complete. */
  end(): void
}

/** Of characters between two tags, and in one element that is given as a tree. */
const MOST_CHARACTERS = 16 * 1024 * 1024
const MOST_DEPTH = 250

/** Reads a document of any size in pieces, as strictly as readXml. What `events` throws comes out of write or end. */
export function streamXml(events: XmlEvents): XmlStream {
  const parser = strictParser()
  let text = ''
  let depth = 0
  let sinceTag = 0
  parser.on('opentag', tag => {
    if (++depth > MOST_DEPTH) throw notXml(`elements are nested more than ${MOST_DEPTH} deep`)
    text = ''
    sinceTag = 0
    events.open(tag.name, tag.attributes)
  })
  parser.on('closetag', tag => {
    depth--
    events.close(tag.name, text)
    text = ''
    sinceTag = 0
  })
  const append = (more: string) => {
    text += more
    events.text?.(more)
  }
  parser.on('text', append)
  parser.on('cdata', append)
  return {
    write(chunk) {
      sinceTag += chunk.length
      parser.write(chunk)
      if (sinceTag > MOST_CHARACTERS) throw notXml(`more than ${MOST_CHARACTERS} characters without a tag`)
    },
    end: () => void parser.close(),
  }
}

/** Reads a document of any size and gives each outermost element that is wanted as a tree. The root has depth 0. */
export function streamTrees(
  isWanted: (name: string, depth: number) => boolean,
  onTree: (element: XmlElement) => void,
): XmlStream {
  const open: Building[] = []
  let depth = 0
  let size = 0
  const grow = (by: number) => {
    size += by
    if (size > MOST_CHARACTERS) throw notXml(`an element has more than ${MOST_CHARACTERS} characters`)
  }
  return streamXml({
    open(name, attributes) {
      const parent = open.at(-1)
      if (parent || isWanted(name, depth)) {
        for (const key in attributes) grow(key.length + (attributes[key] ?? '').length)
        grow(name.length)
        const element: Building = { name, attributes, children: [], text: '' }
        parent?.children.push(element)
        open.push(element)
      }
      depth++
    },
    text(more) {
      const current = open.at(-1)
      if (!current) return
      grow(more.length)
      current.text += more
    },
    close() {
      depth--
      const element = open.pop()
      if (!element || open.length > 0) return
      onTree(element)
      size = 0
    },
  })
}

function strictParser(): SaxesParser {
  const parser = new SaxesParser()
  parser.on('error', error => {
    throw notXml(error.message)
  })
  parser.on('doctype', () => {
    throw notXml('a document type declaration is not accepted')
  })
  return parser
}

function notXml(detail: string): RefusedError {
  return new RefusedError(
    refuse('bad-xml', sentence(`XML 内容不合法：${detail}`, `the XML is not acceptable: ${detail}`)),
  )
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
