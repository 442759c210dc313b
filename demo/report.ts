// What the demonstration prints: steps with their times as they end, and tables. Plain when nobody watches a terminal.

import Table from 'cli-table3'
import pc from 'picocolors'
import type { Language, Text } from '../src/lib/text.ts'

export interface Report {
  readonly language: Language
  /** Say a sentence in the chosen language. */
  say(sentence: Text): string
  chapter(title: Text): void
  /** Does something and prints how it ended; a failure is counted and thrown on. */
  step<T>(title: Text, action: () => Promise<T>): Promise<T>
  /** A line below the step that is under way or has just ended. */
  note(line: string): void
  table(head: readonly string[], rows: readonly (readonly string[])[]): void
  line(text?: string): void
  /** Steps that went well and those that did not. */
  counts(): { readonly passed: number; readonly failed: number }
}

/** Sentences wider than this take several lines of a table. */
const WIDEST = 48

/** Breaks lines between words, and between Chinese characters, which take two columns each. */
function wrapped(text: string): string {
  const lines = ['']
  let taken = 0
  for (const piece of text.match(/\n|[\u2e80-\uffef]|[^\s\u2e80-\uffef]+|\s/g) ?? []) {
    const width = /[\u2e80-\uffef]/.test(piece) ? 2 : piece.length
    if (piece === '\n' || (taken > 0 && taken + width > WIDEST)) {
      lines.push('')
      taken = 0
    }
    if (taken === 0 && piece.trim() === '') continue
    lines[lines.length - 1] += piece
    taken += width
  }
  return lines.join('\n')
}

export interface ReportSettings {
  readonly language: Language
  readonly write: (text: string) => void
  /** Colours, and a line that shows what is under way. */
  readonly terminal: boolean
  readonly now: () => number
}

export function createReport(settings: ReportSettings): Report {
  const { terminal, write, now } = settings
  const paint = pc.createColors(terminal)
  let passed = 0
  let failed = 0
  let underWay = ''
  const say = (sentence: Text) => sentence[settings.language]
  const erase = terminal ? '\r\u001b[K' : ''
  const show = (text: string) => write(`${underWay && erase}${text}\n${underWay && terminal ? underWay : ''}`)
  const seconds = (since: number) => `${((now() - since) / 1000).toFixed(1).padStart(6)} s`
  return {
    language: settings.language,
    say,
    chapter: title => show(`\n${paint.bold(say(title))}`),
    note: line => show(paint.dim(`             ${line}`)),
    line: (text = '') => show(text),
    async step(title, action) {
      const since = now()
      if (terminal) {
        underWay = `  ${paint.cyan('…')}          ${say(title)}`
        write(underWay)
      }
      try {
        const result = await action()
        const line = `  ${paint.green('✓')} ${seconds(since)}  ${say(title)}`
        write(`${erase}${line}\n`)
        underWay = ''
        passed++
        return result
      } catch (error) {
        write(`${erase}  ${paint.red('✗')} ${seconds(since)}  ${say(title)}\n`)
        underWay = ''
        failed++
        throw error
      }
    },
    table(head, rows) {
      const table = new Table({ head: [...head], style: { head: terminal ? ['bold'] : [], border: [], compact: true } })
      table.push(...rows.map(row => row.map(wrapped)))
      show(table.toString())
    },
    counts: () => ({ passed, failed }),
  }
}
