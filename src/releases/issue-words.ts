// The words of the release issue that are both written and read: marks, names of roles, and text in table cells.

import type { Role } from '../accounts/index.ts'

export const BEGIN = '<!-- slipway:begin -->'
export const END = '<!-- slipway:end -->'

/** Roles as the community's issue names them; the last three have a line only where somebody holds them. */
export const roleLines = {
  'version-manager': '版本经理',
  developer: '开发人员',
  security: '安全委员会',
  tester: '测试人员',
  tc: 'tc',
  release: 'release',
  qa: 'qa',
} as const satisfies Partial<Record<Role, string>>

const MAX_CELL = 300

/**
 * Text from elsewhere in a cell: it can neither break the table, nor mention people, nor become a link or HTML, nor
 * hide our marks. `cellValue` gives it back.
 */
export function cellText(value: string): string {
  const flat = value.replace(/[\s\u200b]+/g, ' ').trim()
  const short = flat.length > MAX_CELL ? `${flat.slice(0, MAX_CELL - 1).toWellFormed()}…` : flat
  return short
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replace(/&(?=(?:lt|amp);)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('@', '@\u200b')
    .replaceAll('](', ']\u200b(')
}

export function cellValue(cell: string): string {
  return cell
    .replaceAll('\u200b', '')
    .replace(/\\([\\|])/g, '$1')
    .replace(/&(lt|amp);/g, (_, name) => (name === 'lt' ? '<' : '&'))
    .trim()
}

/** The cells of a table's line as they stand there; a backslash takes its pipe's meaning away. */
export function cellsOf(line: string): string[] | undefined {
  const inner = /^\s*\|(.*?)\s*$/.exec(line)?.[1]
  if (inner === undefined) return undefined
  const cells = [...inner.matchAll(/((?:\\.|[^\\|]|\\$)*)(\||$)/g)].filter(m => m[0] !== '')
  return cells.map(m => m[1]?.trim() ?? '')
}

export function tableLine(cells: readonly string[]): string {
  return `|${cells.join('|')}|`
}
