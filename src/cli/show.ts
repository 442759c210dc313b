// Tables and lines for people. What comes from outside is made plain before it is shown.

import Table from 'cli-table3'
import type { Text } from '../lib/text.ts'
import { plain, type Terminal } from './terminal.ts'
import { texts } from './texts.ts'

const NO_BORDERS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
}

type Cell = string | number

/** A table without lines: a heading, and a row per entry. */
export function tableOf(terminal: Terminal, head: readonly Text[], rows: readonly (readonly Cell[])[]): string {
  const { colours, say } = terminal
  const table = new Table({
    head: head.map(h => colours.dim(say(h))),
    chars: NO_BORDERS,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  })
  for (const row of rows) table.push(row.map(cell => (typeof cell === 'number' ? String(cell) : plain(cell))))
  return trimmed(table.toString())
}

/** Lines of a word and its value; those without a value are left out. */
export function pairsOf(terminal: Terminal, pairs: readonly (readonly [Text, Cell | null])[]): string {
  const { colours, say } = terminal
  const table = new Table({ chars: NO_BORDERS, style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] } })
  for (const [word, value] of pairs) {
    if (value !== null && value !== '') table.push([colours.dim(say(word)), plain(String(value))])
  }
  return trimmed(table.toString())
}

/** An instant as people write it here: local time, to the minute. */
export function timeOf(iso: string | null): string {
  if (iso === null) return ''
  const at = new Date(iso)
  const two = (n: number) => String(n).padStart(2, '0')
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`
}

/** Blocks of text with an empty line between them. */
export function blocks(parts: readonly (string | false | null)[]): string {
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

function trimmed(table: string): string {
  return table
    .split('\n')
    .map(line => line.trimEnd())
    .filter(line => line !== '')
    .join('\n')
}

/** A page of a long list. A type alias, not an interface: it is sent as a query. */
export type Paging = { readonly limit?: number; readonly cursor?: string }

/** Tells how to go on where a list is longer than its page. */
export function tellMore({ streams, say }: Terminal, next: string | null): void {
  if (next !== null) streams.err(`${say(texts.more(next))}\n`)
}
