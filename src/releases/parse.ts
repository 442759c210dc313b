// Finds the commands in a comment. Quotes, code, HTML comments and e-mail tails never run; full-width and zero-width
// characters are normalised first. Pure: what a command means is decided elsewhere.

import { normalised } from '../lib/text.ts'
import { ownLines } from './own-lines.ts'

export interface ParsedCommand {
  /** Lower case, without the slash, e.g. `add`. */
  readonly name: string
  readonly args: readonly string[]
  /** What follows the name, as one piece of text. */
  readonly rest: string
  /** The line as it is quoted back, at most 200 characters. */
  readonly line: string
}

/** Comments longer than this are cut: no list of commands needs more. */
const MAX_LENGTH = 100_000

export function parseCommands(comment: string): ParsedCommand[] {
  return spokenLines(comment).flatMap(commandOf)
}

/** The lines of a comment that its author says now, normalised and trimmed. */
export function spokenLines(comment: string): string[] {
  return ownLines(normalise(cut(comment))).map(line => line.trim())
}

function commandOf(line: string): ParsedCommand[] {
  const match = /^\/([a-z][a-z_-]*)(?:\s+(.*))?$/i.exec(line)
  if (!match?.[1]) return []
  const word = match[1].toLowerCase().replaceAll('_', '-')
  // `/add-cve ID`: how the real tool spells `/add cve ID` in its table of permissions.
  const [, verb, kind] = /^(add|delete|del)-(cve|bug|bugfix|requires|test)$/.exec(word) ?? []
  const rest = [...(kind ? [kind] : []), ...(match[2] ? [match[2]] : [])].join(' ')
  const args = rest.split(/[\s,;、]+/).filter(a => a !== '')
  return [{ name: verb ?? word, args, rest, line: line.slice(0, 200) }]
}

/** A comment that is too long loses whole lines: half an id would be another one. */
function cut(comment: string): string {
  if (comment.length <= MAX_LENGTH) return comment
  const kept = comment.slice(0, MAX_LENGTH)
  return kept.slice(0, kept.lastIndexOf('\n') + 1)
}

function normalise(comment: string): string {
  return normalised(comment).replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
}

/** `#I3NQ1A`, `I3NQ1A`, `repo#I3NQ1A`, `owner/repo#12` or an issue's address → repository (if said) and id. */
export function parseIssueId(word: string): { repository?: string; id: string } | undefined {
  const url = /^https?:\/\/[^/]+\/(?:.*\/)?([\w.-]+\/[\w.-]+)\/issues\/([A-Za-z0-9]{1,40})\/?$/.exec(word)
  if (url?.[1] && url[2]) return { repository: url[1], id: url[2].toUpperCase() }
  const long = /^([\w.-]+(?:\/[\w.-]+)?)#([A-Za-z0-9]{1,40})$/.exec(word)
  if (long?.[1] && long[2]) return { repository: long[1], id: long[2].toUpperCase() }
  const short = /^#?([A-Za-z0-9]{1,40})$/.exec(word)
  return short?.[1] ? { id: short[1].toUpperCase() } : undefined
}
