// Reads the inline part of Markdown: code, bold, emphasis, strike-through, links to http and https only.
// One pass with a memory of what is never closed, so that hostile text takes no longer than other text.

import type { Inline } from './tree.ts'

const plain = /[^\\`*_~[<\nh]+/y
const ticks = /`+/y
const named = /\[((?:[^[\]\\]|\\.)*)\]\(((?:[^\s<>()\\]|\\.|\([^\s()]*\))*)(?: "[^"]*")?\)/y
const bracketed = /<(https?:\/\/[^\s<>]+)>/iy
const bare = /https?:\/\/[^\s<>"'`|\u3000-\u303f\uff00-\uffef]+/iy
const lineBreak = /\n|<br ?\/?>/iy
const punctuation = /[!-/:-@[-`{-~]/
const marks = [
  { mark: '**', kind: 'strong' },
  { mark: '__', kind: 'strong' },
  { mark: '~~', kind: 'del' },
  { mark: '*', kind: 'em' },
  { mark: '_', kind: 'em' },
] as const

/** Beyond this depth marks are text. */
const deepest = 8

/** Null unless it is an address a person may safely follow. */
export function safeHref(address: string): string | null {
  try {
    const url = new URL(address)
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null
  } catch {
    return null
  }
}

export function parseInline(source: string, depth = 0): Inline[] {
  const found: Inline[] = []
  const unclosed = new Set<string>()
  let text = ''
  let at = 0
  while (at < source.length) at += step()
  flush()
  return found

  /** Takes what stands here and tells how long it was. */
  function step(): number {
    const run = match(plain)
    if (run) return letters(run[0])
    if (source[at] === '\\' && punctuation.test(source[at + 1] ?? '')) return letters(source[at + 1] ?? '', 2)
    const end = match(lineBreak)
    if (end) return add({ kind: 'break' }, end[0].length)
    return codes() || (depth < deepest && (links() || marked())) || letters(source[at] ?? '')
  }

  function match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = at
    return pattern.exec(source)
  }

  function letters(more: string, length = more.length): number {
    text += more
    return length
  }

  function flush() {
    if (text !== '') found.push({ kind: 'text', text })
    text = ''
  }

  function add(inline: Inline, length: number): number {
    flush()
    found.push(inline)
    return length
  }

  function codes(): number {
    const mark = match(ticks)?.[0]
    if (mark === undefined) return 0
    const end = closing(mark, at + mark.length)
    if (end < 0) return letters(mark)
    const code = source.slice(at + mark.length, end).replace(/^ (.*) $/, '$1')
    return add({ kind: 'code', text: code }, end + mark.length - at)
  }

  function links(): number {
    const link = match(named)
    const href = link && safeHref((link[2] ?? '').replace(/\\(.)/g, '$1'))
    if (link && href) return add(linkTo(href, unescaped(link[1] ?? '')), link[0].length)
    const address = match(bracketed) ?? (isWord(source[at - 1]) ? null : match(bare))
    if (!address) return 0
    const spelled = address[1] ?? withoutEnd(address[0])
    const target = safeHref(spelled)
    if (!target) return 0
    return add(linkTo(target, spelled), address[1] === undefined ? spelled.length : address[0].length)
  }

  function marked(): number {
    for (const { mark, kind } of marks) {
      const start = at + mark.length
      if (!source.startsWith(mark, at) || isSpace(source[start])) continue
      if (mark[0] === '_' && isWord(source[at - 1])) continue
      const end = closing(mark, start + 1)
      if (end < 0) continue
      const children = parseInline(source.slice(start, end), depth + 1)
      return add({ kind, children }, end + mark.length - at)
    }
    return 0
  }

  /** Where the mark closes, or -1. What has no end from here has none further on. */
  function closing(mark: string, from: number): number {
    if (unclosed.has(mark)) return -1
    for (let end = source.indexOf(mark, from); end >= 0; end = source.indexOf(mark, end + 1)) {
      if (closes(mark, source[end - 1], source[end + mark.length])) return end
    }
    unclosed.add(mark)
    return -1
  }
}

function closes(mark: string, before: string | undefined, after: string | undefined): boolean {
  const isAlone = before !== mark[0] && after !== mark[0]
  if (mark[0] === '`') return isAlone
  if (isSpace(before) || (mark[0] === '_' && isWord(after))) return false
  return mark.length === 2 || isAlone
}

function linkTo(href: string, label: string): Inline {
  return { kind: 'link', href, children: [{ kind: 'text', text: label }] }
}

function isWord(letter: string | undefined): boolean {
  return letter !== undefined && /\w/.test(letter)
}

function isSpace(letter: string | undefined): boolean {
  return letter === undefined || /\s/.test(letter)
}

function unescaped(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, '$1')
}

/** An address in a sentence does not contain the punctuation behind it. */
function withoutEnd(address: string): string {
  let end = address.length
  while (end > 0 && '.,;:!?)]*_~'.includes(address[end - 1] ?? '')) end -= 1
  return address.slice(0, end)
}
