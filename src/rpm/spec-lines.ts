// The lines of a spec as rpm reads them: joined where brackets of a macro are open or a backslash ends a line. Expands
// nothing.

export interface LogicalLine {
  /** Counted from 1: where it begins. */
  readonly line: number
  /** Without the last line break; those in between stay. */
  readonly text: string
  /** Whether it ends with the spec, brackets still open. */
  readonly isUnclosed: boolean
}

export function* logicalLines(text: string): Generator<LogicalLine> {
  const lines = text.split('\n')
  for (let at = 0; at < lines.length; at++) {
    const line = at + 1
    const joined = [lines[at] ?? '']
    const open = { '{': 0, '(': 0, '[': 0 }
    let goesOn = count(open, joined[0] ?? '')
    while (goesOn && at + 1 < lines.length) {
      const next = lines[++at] ?? ''
      joined.push(next)
      goesOn = count(open, next)
    }
    yield { line, text: joined.join('\n'), isUnclosed: goesOn }
  }
}

type Open = Record<'{' | '(' | '[', number>

const CLOSES = { '}': '{', ')': '(', ']': '[' } as const

/** Counts the brackets of one line; whether the next one belongs to it. */
function count(open: Open, line: string): boolean {
  for (let at = 0; at < line.length; at++) {
    const character = line[at] ?? ''
    if (character === '\\') {
      if (at + 1 === line.length) return true
      at++
    } else if (character === '%') {
      const next = line[at + 1] ?? ''
      if (next in open) open[next as keyof Open]++
      if (next in open || next === '%') at++
    } else if (character in open) {
      if (open[character as keyof Open] > 0) open[character as keyof Open]++
    } else if (character in CLOSES) {
      const opened = CLOSES[character as keyof typeof CLOSES]
      if (open[opened] > 0) open[opened]--
    }
  }
  return open['{'] + open['('] + open['['] > 0
}
