// What a release begun under the old tool brings along: from its issue as read, and what the forge knows of issues whose
// row has lost something, to rows, problems and notes of what did not come along. Pure.

import { sameInBoth, type Text } from '../lib/text.ts'
import type { ForgeIssue } from '../ports/index.ts'
import { asWritten, rowName } from './issue-names.ts'
import type { IssueDocument, IssueRow } from './issue-read.ts'
import { cveIn, isCveType } from './issue-row.ts'
import { issueTexts as texts } from './issue-texts.ts'
import { type ProblemRow, stageLabels } from './issue-view.ts'
import { roleLines } from './issue-words.ts'
import type { ImportedItem } from './item-store.ts'
import type { ItemKind } from './model.ts'
import type { People } from './setting.ts'
import { holders as roleNames } from './texts.ts'

export interface TakenOver {
  readonly items: readonly ImportedItem[]
  readonly problems: readonly (ProblemRow & { readonly issue: string })[]
  readonly notes: readonly Text[]
}

/** Finds the issue a row is about, among those that were looked up. */
type Find = (row: { readonly issue: string; readonly repository: string }) => ForgeIssue | undefined

/** Rows whose CVE number or title the old tool has lost: their issues are looked up. */
export function rowsToLookUp(document: IssueDocument): readonly { issue: string; repository: string }[] {
  const { cve, bugfix, test, left } = document
  const known = [...cve.filter(r => r.cve), ...[...bugfix, ...test].filter(r => r.title !== '')]
  const lost = [...cve.filter(r => !r.cve), ...[...bugfix, ...test, ...left].filter(r => r.title === '')]
  return lost.filter((row, i) => {
    const isFirst = lost.findIndex(other => other.issue === row.issue) === i
    return isFirst && !known.some(other => other.issue === row.issue)
  })
}

export function takeOver(document: IssueDocument, find: Find): TakenOver {
  const leftAlone = document.left.filter(l => ![...document.cve, ...document.bugfix].some(row => row.issue === l.issue))
  const left = new Map(document.left.map(l => [l.issue, l.type]))
  const items = [
    ...document.cve.map(row => item('cve', { ...row, title: row.cve ?? '' }, { find, left, ...row })),
    ...document.bugfix.map(row => item('bugfix', row, { find, left })),
    ...leftAlone.map(row => item(isCveType(row.type) ? 'cve' : 'bugfix', row, { find, left })),
    ...document.test.map(row => item('test', row, { find, left })),
    ...document.requires.map(requiresItem),
  ]
  const problems = document.install.flatMap(({ line: _, ...row }) =>
    row.issue === null ? [] : [{ ...row, issue: row.issue }],
  )
  return { items, problems, notes: notesOf(document, items) }
}

interface Known {
  readonly find: Find
  /** Types by issue of the rows that wait for the next release. */
  readonly left: ReadonlyMap<string, string>
  readonly cve?: string | null
  readonly score?: number | null
  readonly version?: string | null
  readonly abiChanged?: boolean | null
}

function item(kind: ItemKind, row: IssueRow, known: Known): ImportedItem {
  const { issue, repository, status } = row
  const { cve = null, score = null, version = null, abiChanged = null } = known
  const found = known.find(row)
  const title = row.title || (found?.title ?? '')
  const isLeft = status === 'left' || known.left.has(issue)
  return {
    kind,
    issue: rowName(issue, repository),
    repository,
    title,
    url: found?.url ?? '',
    // What is left stays as it is in its repository: its state there is not told by the old row.
    status: status === 'left' ? (found?.state ?? 'open') : status,
    cve: cve ?? (kind === 'cve' ? cveIn(title) : null),
    score,
    version,
    abiChanged,
    left: isLeft,
    issueType: known.left.get(issue) || (found?.type ?? null),
  }
}

function requiresItem({ repository, reason }: IssueDocument['requires'][number]): ImportedItem {
  const none = { url: '', status: '', cve: null, score: null, version: null, abiChanged: null, issueType: null }
  return { kind: 'requires', issue: repository, repository, title: reason, left: false, ...none }
}

/** What was read and does not come along: it is said, so that nobody misses it in silence. */
function notesOf(document: IssueDocument, items: readonly ImportedItem[]): Text[] {
  const { packageCounts: counts, repositories, install } = document
  const isCounted = counts !== null && counts.source + counts.aarch64 + counts.x86_64 > 0
  return [
    ...items.filter(i => i.kind === 'cve' && i.cve === null).map(i => texts.noteNoCve(asWritten(i.issue))),
    ...install.flatMap(p => (p.issue === null ? [texts.noteProblem(p.title, p.repository)] : [])),
    ...(repositories.length > 0 ? [texts.noteRepositories(repositories.map(r => r.url).join(' '))] : []),
    ...(isCounted ? [texts.noteCounts(counts.source, counts.aarch64, counts.x86_64)] : []),
  ]
}

/** People whom the description names for a role that the configuration gives to others. */
export function strangers(document: IssueDocument, holders: People): Text[] {
  return document.people.flatMap(({ title, logins }) => {
    const role = (Object.keys(roleLines) as (keyof typeof roleLines)[]).find(r => roleLines[r] === title.toLowerCase())
    const unknown = logins.filter(login => !(role && holders[role]?.includes(login)))
    const named = role ? roleNames[role] : sameInBoth(title)
    return unknown.length === 0 ? [] : [texts.notePeople(named, unknown)]
  })
}

/** How far the old tool had come, by the labels. */
export function formerLabelsOf(labels: readonly string[]): Text[] {
  const ours = labels.filter(l => stageLabels.includes(l))
  return ours.length === 0 ? [] : [texts.noteLabels(ours.join(', '))]
}
