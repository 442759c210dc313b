// Reads the body of a release issue: as the real tool writes it, as the picture issue模板参考举例.png shows it, and as we
// write it. Tolerant, and nothing is dropped in silence: what it cannot read it gives back with its line. No rule asks
// it; it serves taking over old releases and finding our blocks again. Pure.

import { issueTexts } from './issue-texts.ts'
import { BEGIN, cellsOf, cellValue, END, roleLines } from './issue-words.ts'
import { statusOf } from './status-words.ts'

export interface IssueRow {
  readonly line: number
  /** Without `#`. */
  readonly issue: string
  readonly repository: string
  readonly title: string
  /** As the forge port says it, or a word of the forge's own; `left` of rows that wait for the next release. */
  readonly status: string
}

export interface CveRow extends Omit<IssueRow, 'title'> {
  readonly cve: string | null
  readonly score: number | null
  readonly version: string | null
  readonly abiChanged: boolean | null
}

export interface RequiresRow {
  readonly line: number
  readonly repository: string
  readonly reason: string
}

/** `issue` is null for what a check found while it has no issue. */
export interface InstallRow extends Omit<IssueRow, 'issue'> {
  readonly issue: string | null
}

export interface LeftIssueRow extends IssueRow {
  readonly type: string
}

export interface IssueDocument {
  readonly branch: string | null
  /** As written, wherever it is no date. */
  readonly cveFreeze: string | null
  readonly codeFreeze: string | null
  /** What the role lines say: shown to people, never asked for rights. */
  readonly people: readonly { readonly title: string; readonly logins: readonly string[] }[]
  /** Whether the release was started under the tool that wrote it. */
  readonly hasScope: boolean
  readonly cve: readonly CveRow[]
  readonly bugfix: readonly IssueRow[]
  readonly requires: readonly RequiresRow[]
  readonly packageCounts: { readonly source: number; readonly aarch64: number; readonly x86_64: number } | null
  readonly repositories: readonly { readonly name: string; readonly url: string }[]
  readonly install: readonly InstallRow[]
  readonly test: readonly IssueRow[]
  readonly left: readonly LeftIssueRow[]
  /** Lines counted from 1. */
  readonly notUnderstood: readonly { readonly line: number; readonly text: string }[]
}

type Section = 'head' | 'scope' | 'cve' | 'bugfix' | 'requires' | 'repositories' | 'install' | 'test' | 'left' | 'draft'

const sections: Readonly<Record<string, Section>> = {
  发布范围: 'scope',
  cve: 'cve',
  bugfix: 'bugfix',
  requires: 'requires',
  测试repo源: 'repositories',
  '安装、自编译问题': 'install',
  测试问题: 'test',
  遗留问题: 'left',
  获取发布范围的问题: 'draft',
}

/** Columns by their heads; the first one of a table is the one that may hold free text. */
const columns = {
  cve: 'first',
  issue: 'first',
  问题: 'first',
  仓库: 'repository',
  来源: 'repository',
  status: 'status',
  score: 'score',
  version: 'version',
  abi是否变化: 'abi',
  引入原因: 'reason',
  repo_type: 'repo_type',
  architecture: 'architecture',
  url: 'url',
  type: 'type',
} as const

type Column = (typeof columns)[keyof typeof columns]
type Cells = Readonly<Partial<Record<Column, string>>>
type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] }

interface Reading {
  readonly into: Mutable<IssueDocument>
  section: Section
  /** Names of the columns of the table that is being read; undefined outside of one. */
  table: readonly Column[] | undefined
  /** The last table of the section, for rows behind a blank line that should not be there. */
  lastTable: readonly Column[] | undefined
}

export function readIssueBody(body: string): IssueDocument {
  const reading: Reading = { into: emptyDocument(), section: 'head', table: undefined, lastTable: undefined }
  for (const [i, text] of body.split(/\r\n|\r|\n/).entries()) {
    if (text.trim() === '') reading.table = undefined
    else if (!readLine(reading, text, i + 1)) reading.into.notUnderstood.push({ line: i + 1, text })
  }
  return reading.into
}

/** What is left of a body when every line of a release issue is taken out of it: the words of people. */
export function withoutOurLines(body: string): string {
  const lines = body.split(/\r\n|\r|\n/)
  const { notUnderstood } = readIssueBody(body)
  const isUntouched = notUnderstood.length === lines.filter(l => l.trim() !== '').length
  if (isUntouched) return body
  const kept: string[] = []
  let last: number | undefined
  for (const { line, text } of notUnderstood) {
    const between = last === undefined ? [] : lines.slice(last, line - 1)
    kept.push(...(between.every(l => l.trim() === '') ? between : ['']), text)
    last = line
  }
  return kept.join('\n')
}

function emptyDocument(): Mutable<IssueDocument> {
  return {
    branch: null,
    cveFreeze: null,
    codeFreeze: null,
    people: [],
    hasScope: false,
    cve: [],
    bugfix: [],
    requires: [],
    packageCounts: null,
    repositories: [],
    install: [],
    test: [],
    left: [],
    notUnderstood: [],
  }
}

function readLine(reading: Reading, text: string, line: number): boolean {
  const trimmed = text.trim()
  if (isFixed(trimmed)) return true
  const section = sectionOf(trimmed)
  if (section) {
    Object.assign(reading, { section, table: undefined, lastTable: undefined })
    reading.into.hasScope ||= section !== 'draft'
    return true
  }
  const cells = cellsOf(trimmed)
  if (cells) return readTableLine(reading, cells, line)
  return reading.section === 'head' ? readHeadLine(reading.into, trimmed) : readSectionLine(reading, trimmed)
}

/** Lines of ours that say nothing to be read. */
function isFixed(text: string): boolean {
  return text === BEGIN || text === END || issueTexts.isOwnLine(text) || /^版本页面\s*[:：]/.test(text)
}

/** `# 1、发布范围`, `## 1、CVE`, `1、发布范围`, `(1) CVE`, `（1）CVE`. */
function sectionOf(text: string): Section | undefined {
  const match =
    /^(?:#{1,6}\s*)?(?:\d{1,2}\s*[、.．]|[(（]\s*\d{1,2}\s*[)）])\s*(.+)$/.exec(text) ?? /^#{1,6}\s+(.+)$/.exec(text)
  const name = match?.[1]?.replaceAll(/\s+/g, '').toLowerCase()
  return name !== undefined && Object.hasOwn(sections, name) ? sections[name] : undefined
}

const roleTitles = Object.values(roleLines).join('|')

function readHeadLine(into: Mutable<IssueDocument>, text: string): boolean {
  if (text === '版本发布负责人' || /^版本目标\s*[:：]/.test(text)) return true
  const said = /^(版本|例行CVE冻结|代码冻结)\s*[:：]\s*(\S*)$/i.exec(text)
  if (said) {
    const value = said[2] || null
    if (said[1] === '版本') into.branch ??= value
    else if (said[1] === '代码冻结') into.codeFreeze ??= value
    else into.cveFreeze ??= value
    return true
  }
  const people = new RegExp(`^(${roleTitles})\\s*[:：]((?:\\s*@[\\w.-]+[,，、]?)*)\\s*$`, 'i').exec(text)
  if (!people?.[1]) return false
  into.people.push({ title: people[1], logins: [...(people[2] ?? '').matchAll(/@([\w.-]+)/g)].map(m => m[1] ?? '') })
  return true
}

/** Counts, and the addresses as the picture has them. */
function readSectionLine({ into, section }: Reading, text: string): boolean {
  if (/^修复\s*(CVE|bugfix)\s*\d+\s*个$/i.test(text)) return section === 'cve' || section === 'bugfix'
  const count = /^(发布源码包|arm二进制包|x86二进制包)\s*(\d{1,9})\s*个$/i.exec(text)
  if (count) {
    const counts = into.packageCounts ?? { source: 0, aarch64: 0, x86_64: 0 }
    const kind = /^arm/i.test(text) ? 'aarch64' : /^x86/i.test(text) ? 'x86_64' : 'source'
    into.packageCounts = { ...counts, [kind]: Number(count[2]) }
    return true
  }
  const link = section === 'repositories' ? /^([\w .-]{1,60}?)\s*[:：]\s*(https?:\/\/\S+)$/.exec(text) : null
  if (link?.[1] && link[2]) into.repositories.push({ name: link[1], url: link[2] })
  return link !== null
}

function readTableLine(reading: Reading, cells: readonly string[], line: number): boolean {
  if (cells.length > 0 && cells.every(cell => /^:?-+:?$/.test(cell))) return reading.table !== undefined
  const heads = reading.table ? undefined : headsOf(cells)
  if (heads) {
    reading.table = heads
    reading.lastTable = heads
    return reading.section !== 'head' && reading.section !== 'scope'
  }
  // The old tool loses its place where a blank line is missing or too many: a row that names an issue is taken anyway.
  const names = reading.table ?? (isIssueRef(cells[0]) ? reading.lastTable : undefined)
  const named = names && byName(names, cells)
  return named ? readRow(reading, named, line) : false
}

/** The columns a table's first line names; undefined when one is not known. */
function headsOf(cells: readonly string[]): Column[] | undefined {
  const names = cells.map(cell => cell.toLowerCase().replaceAll(/\s+/g, ''))
  const isHead = (name: string): name is keyof typeof columns => Object.hasOwn(columns, name)
  return names.length > 0 && names.every(isHead) ? names.map(name => columns[name]) : undefined
}

/** Cells by the names of their columns; pipes in free text that nobody escaped belong to the first one. */
function byName(names: readonly Column[], cells: readonly string[]): Cells | undefined {
  const surplus = cells.length - names.length
  if (surplus < 0 || (surplus > 0 && names[0] !== 'first')) return undefined
  const joined = [cells.slice(0, surplus + 1).join('|'), ...cells.slice(surplus + 1)]
  return Object.fromEntries(names.map((name, i) => [name, cellValue(joined[i] ?? '')]))
}

function readRow({ into, section }: Reading, cells: Cells, line: number): boolean {
  if (section === 'draft') return true
  if (section === 'repositories') return readRepository(into, cells)
  if (section === 'requires') return readRequires(into, cells, line)
  if (section === 'install' && !isIssueRef(cells.first)) {
    const { first: title = '', repository = '', status = '' } = cells
    into.install.push({ line, issue: null, repository, title, status: statusOf(status) })
    return true
  }
  const row = issueRow(cells, line)
  if (!row) return false
  if (section === 'cve') return readCve(into, row, cells)
  const { type = '' } = cells
  if (section === 'left') return pushNew(into.left, { ...row, type })
  return section === 'bugfix' || section === 'install' || section === 'test' ? pushNew(into[section], row) : false
}

function readRepository(into: Mutable<IssueDocument>, { repo_type, architecture, url }: Cells): boolean {
  if (!url) return false
  into.repositories.push({ name: [repo_type, architecture].filter(Boolean).join(' '), url })
  return true
}

function readRequires(into: Mutable<IssueDocument>, { repository, reason }: Cells, line: number): boolean {
  const isNew = isPackage(repository) && !into.requires.some(r => r.repository === repository)
  if (isNew) into.requires.push({ line, repository, reason: reason ?? '' })
  return isNew
}

const nothingSaid = ['', '-', 'no score info', 'no version info']

function readCve(into: Mutable<IssueDocument>, { title, ...row }: IssueRow, cells: Cells): boolean {
  const { score = '', version = '', abi = '' } = cells
  const cve = /^CVE-\d{4}-\d{4,}$/i.exec(title)?.[0].toUpperCase() ?? null
  const isKnownScore = nothingSaid.includes(score) || /^(10|\d)(\.\d+)?$/.test(score)
  if ((title !== '' && !cve) || !isKnownScore) return false
  return pushNew(into.cve, {
    ...row,
    cve,
    score: nothingSaid.includes(score) ? null : Number(score),
    version: nothingSaid.includes(version) ? null : version,
    abiChanged: abi === '是' ? true : abi === '否' ? false : null,
  })
}

/** `#I3NQ1A`, or where issues have numbers `pier#12`. */
const ISSUE = /^(?:#([A-Za-z0-9]{1,20})|([A-Za-z0-9][A-Za-z0-9+._-]{0,99}#\d{1,15}))(?:\s*[:：]\s*(.*))?$/

function isIssueRef(cell: string | undefined): boolean {
  return cell !== undefined && ISSUE.test(cell)
}

function issueRow({ first = '', repository = '', status = '' }: Cells, line: number): IssueRow | undefined {
  const [, id, numbered, title = ''] = ISSUE.exec(first) ?? []
  const issue = numbered ?? id?.toUpperCase()
  if (!issue || !isPackage(repository)) return undefined
  return { line, issue, repository, title, status: statusOf(status) }
}

/** The name of a source package, which is that of its repository. */
function isPackage(name: string | undefined): name is string {
  return name !== undefined && /^[A-Za-z0-9][A-Za-z0-9+._-]{0,99}$/.test(name)
}

/** A second row about the same issue is given back to people: which of the two holds is theirs to say. */
function pushNew<R extends { readonly issue: string | null }>(rows: R[], row: R): boolean {
  if (rows.some(r => r.issue === row.issue)) return false
  rows.push(row)
  return true
}
