// Finds the commands in a comment. Quotes, code, HTML comments and e-mail tails never run; full-width and zero-width
// characters are normalised first. Pure: what a command means is decided elsewhere.

import { clean } from '../lib/text.ts'

export interface ParsedCommand {
  /** Lower case, without the slash, e.g. `add`. */
  readonly name: string
  readonly args: readonly string[]
  /** The line as it is quoted back, at most 200 characters. */
  readonly line: string
}

/** Comments longer than this are cut: no list of commands needs more. */
const MAX_LENGTH = 100_000

export function parseCommands(comment: string): ParsedCommand[] {
  return ownLines(comment).flatMap(commandOf)
}

/** The lines of a comment that its author wrote to be read as such, without quotes, code and e-mail tails. */
export function ownLines(comment: string): string[] {
  const lines = withoutMarkup(normalise(comment.slice(0, MAX_LENGTH))).split('\n')
  const tail = lines.findIndex(
    line => /^--\s*$/.test(line) || /^-{2,}\s*(original message|原始邮件)/i.test(line.trim()),
  )
  const own = tail < 0 ? lines : lines.slice(0, tail)
  return own.map(line => line.trim())
}

function commandOf(line: string): ParsedCommand[] {
  const match = /^\/([a-z][a-z_-]*)(?:\s+(.*))?$/i.exec(line)
  if (!match?.[1]) return []
  const args = (match[2] ?? '').split(/[\s,;]+/).filter(a => a !== '')
  const name = match[1].toLowerCase().replaceAll('_', '-')
  // `/add-cve ID`: how the real tool spells `/add cve ID` in its table of permissions.
  const joined = /^(add|delete|del)-(cve|bug|bugfix|requires|test)$/.exec(name)
  if (joined?.[1] && joined[2]) return [{ name: joined[1], args: [joined[2], ...args], line: line.slice(0, 200) }]
  return [{ name, args, line: line.slice(0, 200) }]
}

function normalise(comment: string): string {
  return clean(comment)
    .normalize('NFKC')
    .replace(/\r\n?/g, '\n')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
}

/** Drops fenced and indented code, HTML comments and quotes; an unclosed fence or comment reaches to the end. */
function withoutMarkup(comment: string): string {
  const kept: string[] = []
  let fence = ''
  let quoted = false
  for (const line of comment.replace(/<!--[\s\S]*?(-->|$)/g, '').split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? ''
    if (fence) {
      if (mark.startsWith(fence) && line.trim() === mark) fence = ''
      continue
    }
    if (mark) {
      fence = mark
      continue
    }
    if (/^ {0,3}>/.test(line)) {
      quoted = true
      continue
    }
    if (line.trim() === '') quoted = false
    // A quote runs on over the lines that follow it without a blank line, unless one starts a command of its own.
    if (quoted && !/^\s{0,3}\//.test(line)) continue
    if (/^( {4,}|\t)/.test(line)) continue
    kept.push(line)
  }
  return kept.join('\n')
}

/** `#I3NQ1A`, `I3NQ1A`, `repo#I3NQ1A`, `owner/repo#12` or an issue's address → repository (if said) and id. */
export function parseIssueId(word: string): { repository?: string; id: string } | undefined {
  const url = /^https?:\/\/[^/]+\/(?:.*\/)?([\w.-]+\/[\w.-]+)\/issues\/([A-Za-z0-9]{1,20})\/?$/.exec(word)
  if (url?.[1] && url[2]) return { repository: url[1], id: url[2].toUpperCase() }
  const long = /^([\w.-]+(?:\/[\w.-]+)?)#([A-Za-z0-9]{1,20})$/.exec(word)
  if (long?.[1] && long[2]) return { repository: long[1], id: long[2].toUpperCase() }
  const short = /^#?([A-Za-z0-9]{1,20})$/.exec(word)
  return short?.[1] ? { id: short[1].toUpperCase() } : undefined
}
