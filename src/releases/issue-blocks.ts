// Our part of an issue's body among what people write: where it is, how it is replaced, and what somebody changed in it.
// Pure.

import { createHash } from 'node:crypto'
import { withoutOurLines } from './issue-read.ts'
import { MAX_BODY } from './issue-view.ts'
import { BEGIN, END } from './issue-words.ts'

/** Below this our part is not shortened, however much people wrote. */
const LEAST_ROOM = 10_000

/** The body to have, given the one that is there: our part between its marks, everything else byte for byte. */
export function mergeBody(present: string, blocks: (room: number) => string): string {
  const place = placeOf(present)
  const around = place
    ? [present.slice(0, place.from), present.slice(place.to)]
    : ['', spaced(withoutOurLines(present))]
  const room = Math.max(LEAST_ROOM, MAX_BODY - Buffer.byteLength(around.join('')))
  return around.join(`${BEGIN}\n${blocks(room)}\n${END}`)
}

/** The part of a body between our marks; undefined when they are not there. */
export function ourPart(body: string): string | undefined {
  const place = placeOf(body)
  return place && body.slice(place.from + BEGIN.length, place.to - END.length)
}

function placeOf(body: string): { from: number; to: number } | undefined {
  const from = body.indexOf(BEGIN)
  const end = from < 0 ? -1 : body.indexOf(END, from)
  return end < 0 ? undefined : { from, to: end + END.length }
}

function spaced(rest: string): string {
  return rest.trim() === '' ? '' : `\n\n${rest}`
}

/** Whether two bodies are the same but for what forges do to line ends and invisible characters. */
export function isSameText(one: string, other: string): boolean {
  return plain(one) === plain(other)
}

function plain(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replaceAll('\u200b', '')
    .replace(/[ \t]+$/gm, '')
    .trim()
}

export interface Drift {
  readonly removed: readonly string[]
  readonly added: readonly string[]
  /** All of it was deleted, or its marks were. */
  readonly isGone: boolean
  /** Names this very edit, so that it is told once. */
  readonly id: string
}

/** What a person changed in our part, which was last written as one of `shown`; undefined when nobody did. */
export function driftOf(shown: readonly string[], body: string): Drift | undefined {
  const newest = shown.at(-1)
  const seen = ourPart(body)
  if (newest === undefined || shown.some(text => isSameText(text, seen ?? ''))) return undefined
  const [before, now] = [linesOf(newest), linesOf(seen ?? body)]
  const removed = without(before, now)
  const added = seen === undefined ? [] : without(now, before)
  if (seen !== undefined && removed.length + added.length === 0) return undefined
  const id = createHash('sha256')
    .update(`${plain(newest)}\0${plain(seen ?? body)}`)
    .digest('hex')
    .slice(0, 16)
  return { removed: removed.length === before.length ? [] : removed, added, isGone: seen === undefined, id }
}

function linesOf(text: string): string[] {
  return plain(text)
    .split('\n')
    .filter(line => line !== '')
}

/** Lines that the other text does not have, counting how often each is there. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = [...others]
  return lines.filter(line => {
    const at = left.indexOf(line)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}
