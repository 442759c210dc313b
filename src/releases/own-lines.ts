// The lines of a comment that its author says now: without quotes, code, what HTML hides or folds away, signatures and
// the tails of e-mails. Pure; knows Markdown as far as a command must never run out of such a place.

/** Where the text is until something ends it. */
type Inside =
  | { readonly kind: 'fence'; readonly mark: string; readonly indent: number }
  | { readonly kind: 'comment' }
  | { readonly kind: 'element'; readonly open: readonly string[] }

/** Elements whose content is shown as code, as somebody else's words, or folded away. */
const SILENT = 'pre|code|samp|kbd|blockquote|details|script|style|textarea|template'
const LIST_MARKS = /^ {0,3}(?:(?:[-*+]|\d{1,9}[.)]) +)*/

export function ownLines(comment: string): string[] {
  const kept: string[] = []
  let inside: Inside | undefined
  let quoted = false
  const all = comment.split('\n')
  for (const [at, line] of all.entries()) {
    if (inside?.kind === 'fence') {
      if (closes(inside, line)) inside = undefined
      kept.push('')
      continue
    }
    if (!inside) {
      if (beginsTail(all, at)) break
      inside = fenceOf(line)
      if (inside) {
        kept.push('')
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
    }
    const left = withoutSilent(line, inside)
    kept.push(left.text)
    inside = left.inside
  }
  return outsideCodeSpans(kept)
}

function fenceOf(line: string): Inside | undefined {
  const indent = LIST_MARKS.exec(line)?.[0].length ?? 0
  const [, mark, info = ''] = /^(`{3,}|~{3,})(.*)$/.exec(line.slice(indent)) ?? []
  return mark && !(mark.startsWith('`') && info.includes('`')) ? { kind: 'fence', mark, indent } : undefined
}

function closes(fence: { mark: string; indent: number }, line: string): boolean {
  const [, blanks = '', mark = ''] = /^( *)(`+|~+)\s*$/.exec(line) ?? []
  return mark.startsWith(fence.mark) && blanks.length <= fence.indent + 3
}

/** What is left of a line without HTML comments and silent elements, and where it leaves off. */
function withoutSilent(line: string, before: Inside | undefined): { text: string; inside: Inside | undefined } {
  let inside = before
  let text = ''
  let from = 0
  const marks = new RegExp(`(?<!\`)(\`+)(?!\`).*?(?<!\`)\\1(?!\`)|<!--|-->|<(/?)(${SILENT})\\b[^<>]*>?`, 'gi')
  for (const match of line.matchAll(marks)) {
    const [mark, span, slash, name = ''] = match
    const end = match.index + mark.length
    if (!inside) {
      if (span !== undefined || mark === '-->' || slash) continue
      text += line.slice(from, match.index)
      inside = mark === '<!--' ? { kind: 'comment' } : { kind: 'element', open: [name.toLowerCase()] }
    } else if (inside.kind === 'comment') {
      // A code span is none here, and may hide the end of the comment.
      if (mark !== '-->' && !mark.includes('-->')) continue
      from = mark === '-->' ? end : match.index + mark.indexOf('-->') + 3
      inside = undefined
    } else if (inside.kind === 'element' && name) {
      const open = slash ? closed(inside.open, name.toLowerCase()) : [...inside.open, name.toLowerCase()]
      from = end
      inside = open.length > 0 ? { kind: 'element', open } : undefined
    }
  }
  return { text: inside ? text : text + line.slice(from), inside }
}

function closed(open: readonly string[], name: string): readonly string[] {
  const at = open.lastIndexOf(name)
  return at < 0 ? open : open.slice(0, at)
}

/** Whether a signature or an earlier mail begins here: everything from here on is not said now. */
function beginsTail(all: readonly string[], at: number): boolean {
  const line = (all[at] ?? '').trim()
  const both = `${line} ${(all[at + 1] ?? '').trim()}`
  return (
    /^--$/.test(line) ||
    /^_{10,}$/.test(line) ||
    /^-{2,}(\s|&nbsp;)*(original message|forwarded message|原始邮件|邮件原件|转发邮件|回复的原邮件)/i.test(line) ||
    /^On\b.{4,300}\bwrote:$/i.test(line) ||
    /^On\b.{4,300}\bwrote:$/i.test(both) ||
    /^在.{4,300}写道:$/.test(line) ||
    /^在.{4,300}写道:$/.test(both) ||
    /^\**发件人\**\s*:/.test(line) ||
    (/^\**From\**\s*:/i.test(line) && all.slice(at + 1, at + 4).some(l => /^\**(Sent|Date|To)\**\s*:/i.test(l.trim())))
  )
}

/** Drops the lines that begin within a code span, which may run over the lines of a paragraph. */
function outsideCodeSpans(all: readonly string[]): string[] {
  const kept: string[] = []
  let paragraph: string[] = []
  const flush = () => {
    kept.push(...linesOutside(paragraph))
    paragraph = []
  }
  for (const line of all) {
    if (line.trim() !== '') paragraph.push(line)
    else flush()
  }
  flush()
  return kept
}

function linesOutside(paragraph: readonly string[]): string[] {
  const spans = codeSpans(paragraph.join('\n'))
  let offset = 0
  return paragraph.filter(line => {
    const start = offset
    offset += line.length + 1
    return !spans.some(([from, to]) => from < start && start < to)
  })
}

/** Where code spans begin and end: a run of backticks up to the next run of the same length. */
function codeSpans(text: string): [number, number][] {
  const runs = [...text.matchAll(/\\[^`]|\\?(`+)/g)].flatMap(m => (m[1] ? [{ at: m.index, mark: m[0] }] : []))
  const spans: [number, number][] = []
  for (let i = 0; i < runs.length; i++) {
    const first = runs[i]
    // After a backslash the first backtick is a letter.
    const width = first?.mark.startsWith('\\') ? first.mark.length - 2 : (first?.mark.length ?? 0)
    if (!first || width === 0) continue
    let end = i + 1
    while (end < runs.length && runs[end]?.mark.replace('\\', '').length !== width) end++
    const last = runs[end]
    if (!last) continue
    spans.push([first.at, last.at + last.mark.length])
    i = end
  }
  return spans
}
