// Reads the block part of the Markdown that issues use: headings, paragraphs, lists, tables, code, quotes, rules.
// HTML is not interpreted; comments are left out. Every line break of a paragraph is kept, as forges do in issues.

import { parseInline } from './inline.ts'
import type { Align, Block } from './tree.ts'

const fence = /^ {0,3}(`{3,}|~{3,})/
const heading = /^ {0,3}(#{1,6})(?=\s|$)/
const rule = /^ {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})$/
const bullet = /^( {0,3})([-*+])( +|$)/
const numbered = /^( {0,3})(\d{1,9})[.)]( +|$)/
const quote = /^ {0,3}> ?/
const delimiter = /^:?-+:?$/

/** Lists and quotes nested deeper than this are read as paragraphs. */
const deepest = 8

export function parseMarkdown(source: string): Block[] {
  return parseBlocks(
    source
      .replace(/\r\n?/g, '\n')
      .replace(/<!--[\s\S]*?-->/g, '')
      .split('\n'),
    0,
  )
}

function parseBlocks(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = []
  let at = 0
  while (at < lines.length) {
    if (line(lines, at).trim() === '') {
      at += 1
      continue
    }
    const [block, next] = parseBlock(lines, at, depth)
    blocks.push(block)
    at = next
  }
  return blocks
}

type Parsed = [block: Block, next: number]

function line(lines: readonly string[], at: number): string {
  return lines[at] ?? ''
}

function parseBlock(lines: readonly string[], at: number, depth: number): Parsed {
  const first = line(lines, at)
  const title = heading.exec(first)
  if (title) {
    const text = first.slice(title[0].length).trim().replace(/\s#+$/, '').trim()
    return [{ kind: 'heading', level: title[1]?.length ?? 1, children: parseInline(text) }, at + 1]
  }
  if (fence.test(first)) return parseCode(lines, at)
  if (rule.test(first)) return [{ kind: 'rule' }, at + 1]
  if (isTable(lines, at)) return parseTable(lines, at)
  if (depth < deepest && quote.test(first)) return parseQuote(lines, at, depth)
  if (depth < deepest && (bullet.test(first) || numbered.test(first))) return parseList(lines, at, depth)
  return parseParagraph(lines, at)
}

function parseCode(lines: readonly string[], at: number): Parsed {
  const mark = fence.exec(line(lines, at))?.[1] ?? '```'
  const isEnd = (text: string) => text.trim().startsWith(mark) && /^[`~]+$/.test(text.trim())
  let end = at + 1
  while (end < lines.length && !isEnd(line(lines, end))) end += 1
  return [{ kind: 'code', text: lines.slice(at + 1, end).join('\n') }, end + 1]
}

function isTable(lines: readonly string[], at: number): boolean {
  const second = line(lines, at + 1)
  return line(lines, at).includes('|') && second.includes('|') && cells(second).every(cell => delimiter.test(cell))
}

function cells(row: string): string[] {
  const inner = row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
  return inner.split(/(?<!\\)\|/).map(cell => cell.trim().replaceAll('\\|', '|'))
}

function alignOf(cell: string): Align {
  if (cell.startsWith(':')) return cell.endsWith(':') ? 'center' : 'left'
  return cell.endsWith(':') ? 'right' : null
}

function parseTable(lines: readonly string[], at: number): Parsed {
  const head = cells(line(lines, at))
  const align = cells(line(lines, at + 1)).map(alignOf)
  let end = at + 2
  while (end < lines.length && line(lines, end).includes('|') && line(lines, end).trim() !== '') end += 1
  const rows = lines.slice(at + 2, end).map(row => {
    const texts = cells(row)
    return head.map((_, column) => parseInline(texts[column] ?? ''))
  })
  return [{ kind: 'table', align, head: head.map(cell => parseInline(cell)), rows }, end]
}

function parseQuote(lines: readonly string[], at: number, depth: number): Parsed {
  let end = at
  while (end < lines.length && quote.test(line(lines, end))) end += 1
  const inner = lines.slice(at, end).map(text => text.replace(quote, ''))
  return [{ kind: 'quote', blocks: parseBlocks(inner, depth + 1) }, end]
}

function parseList(lines: readonly string[], at: number, depth: number): Parsed {
  const marker = bullet.test(line(lines, at)) ? bullet : numbered
  const items: Block[][] = []
  let end = at
  while (end < lines.length) {
    const match = marker.exec(line(lines, end))
    if (!match || rule.test(line(lines, end))) break
    const indent = match[0].length
    const inner = [line(lines, end).slice(indent)]
    end += 1
    while (end < lines.length && belongs(lines, end)) {
      inner.push(line(lines, end).replace(new RegExp(`^ {0,${indent}}`), ''))
      end += 1
    }
    items.push(parseBlocks(inner, depth + 1))
    while (line(lines, end).trim() === '' && marker.test(line(lines, end + 1))) end += 1
  }
  const start = Number(numbered.exec(line(lines, at))?.[2] ?? 1)
  return [{ kind: 'list', isOrdered: marker === numbered, start, items }, end]
}

/** Indented lines belong to the item above, also after an empty line; unindented ones unless they begin something. */
function belongs(lines: readonly string[], at: number): boolean {
  const text = line(lines, at)
  if (text.trim() === '') return /^ {2,}\S/.test(line(lines, at + 1))
  return /^ {2,}/.test(text) || !startsBlock(lines, at)
}

function startsBlock(lines: readonly string[], at: number): boolean {
  const text = line(lines, at)
  const patterns = [heading, fence, rule, quote, bullet, numbered]
  return patterns.some(pattern => pattern.test(text)) || isTable(lines, at)
}

function parseParagraph(lines: readonly string[], at: number): Parsed {
  let end = at + 1
  while (end < lines.length && line(lines, end).trim() !== '' && !startsBlock(lines, end)) end += 1
  const text = lines.slice(at, end).map(one => one.trim())
  return [{ kind: 'paragraph', children: parseInline(text.join('\n')) }, end]
}
