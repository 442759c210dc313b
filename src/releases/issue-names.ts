// How rows name their issues. An id that is unique in the whole forge is its own name; a number counts in one repository
// only and is named with it: `pier#12`. Pure.

import { type Refusal, refuse } from '../lib/errors.ts'
import { parseIssueId } from './parse.ts'
import { texts } from './texts.ts'

/** What a row calls an issue. `repository`: `owner/name`, or its name alone. */
export function rowName(id: string, repository: string): string {
  return /^\d+$/.test(id) ? `${shortName(repository)}#${id}` : id
}

export function shortName(repository: string): string {
  return repository.split('/').at(-1) ?? repository
}

/** As people write it. */
export function asWritten(name: string): string {
  return name.includes('#') ? name : `#${name}`
}

/** Names as people write them, one after another. */
export function hashed(names: readonly string[]): string {
  return names.map(asWritten).join(' ')
}

interface Row {
  readonly issue: string
  readonly repository: string
}

/** The rows that words of a command name, or a refusal of words that name none or several. */
export function rowsOf<R extends Row>(rows: readonly R[], words: readonly string[]): readonly R[] | Refusal {
  const named = words.map(word => rows.filter(row => isNamed(row, word)))
  const absent = words.filter((_, i) => named[i]?.length === 0)
  if (absent.length > 0) return refuse('unknown-item', texts.itemAbsent(hashed(absent)))
  for (const [i, found] of named.entries()) {
    const repositories = new Set(found.map(row => row.repository))
    const isSure = new Set(found.map(row => row.issue)).size === 1
    if (!isSure) return refuse('ambiguous-issue', texts.ambiguousIssue(words[i] ?? '', [...repositories]))
  }
  return rows.filter(row => named.some(found => found.includes(row)))
}

/** A bare number names the rows of every repository that has one. */
function isNamed({ issue, repository }: Row, word: string): boolean {
  const name = issue.toLowerCase()
  if (word.replace(/^#/, '').toLowerCase() === name) return true
  const ref = parseIssueId(word)
  if (!ref) return false
  if (ref.repository !== undefined && shortName(ref.repository) !== repository) return false
  return rowName(ref.id, repository).toLowerCase() === name
}
