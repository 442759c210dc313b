// The issue of a source package that cannot be installed or built: which packages fail, and what is written about each
// (seed 001 §2.6.3.6; title and fields are those of the real tool). Pure.

import type { Finding } from '../flow/index.ts'
import type { Language, Text } from '../lib/text.ts'
import { formatNevra } from '../rpm/nevra.ts'
import type { BuiltPackage } from './drafts.ts'
import { shortName } from './issue-names.ts'
import { namedIn, problemKindOf, remainingFindings } from './issue-status.ts'
import type { ProblemRow } from './issue-view.ts'
import { type FoundKind, type Problem, type Release, wasWaived } from './model.ts'
import { statusTexts } from './status-texts.ts'
import { numberedFindings, waiverOf } from './waiver.ts'
import { waiverTexts } from './waiver-texts.ts'

export interface Failing {
  readonly kind: FoundKind
  /** Source package. */
  readonly package: string
  /** What failed, each with its architecture. */
  readonly subjects: readonly string[]
  readonly messages: readonly Text[]
}

/** Of the log of a failure, as much stands in its issue. */
const LOG_LINES = 50
const LONGEST_LINE = 500

/**
 * The source packages behind the findings of a self-check, each once per kind. Of packages that only fail together those
 * the message names are meant; where it names none of ours, nobody is blamed and the finding stays without an issue.
 */
export function failingPackages(findings: readonly Finding[], built: readonly BuiltPackage[]): Failing[] {
  const failing = new Map<string, Failing>()
  for (const finding of findings) {
    // A waiver mends nothing: the package keeps its issue.
    const kind = finding.blocking || wasWaived(finding) ? problemKindOf(finding) : undefined
    if (!kind) continue
    for (const name of sourcesOf(finding, built)) {
      const key = `${kind} ${name}`
      const before = failing.get(key) ?? { kind, package: name, subjects: [], messages: [] }
      const { subjects, messages } = before
      failing.set(key, {
        ...before,
        subjects: [...subjects, finding.subject],
        messages: [...messages, finding.message],
      })
    }
  }
  return [...failing.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, f]) => f)
}

function sourcesOf(finding: Finding, built: readonly BuiltPackage[]): readonly string[] {
  const name = namedIn(finding)
  const own = built.filter(b => formatNevra(b.rpm.nevra) === name || b.rpm.sourceName === name)
  const meant = own.length > 0 ? own : built.filter(b => isNamed(b, finding.message.en))
  return [...new Set(meant.map(b => b.rpm.sourceName))]
}

/** dnf and rpm leave the epoch out here and write it there. */
function isNamed({ rpm }: BuiltPackage, said: string): boolean {
  const words = new Set(said.split(/[\s,;]+/))
  return words.has(formatNevra(rpm.nevra)) || words.has(formatNevra({ ...rpm.nevra, epoch: 0 }))
}

/** The same at every self-check of a release: an issue that is there already is found by it. */
export function problemTitle(release: Release, { kind, package: name }: Pick<Problem, 'kind' | 'package'>): string {
  if (kind === 'imported') return name
  return `[${release.branch}] ${name} ${kind} failed ${release.freezeDate}${release.suffix}`
}

export interface ProblemPlace {
  readonly release: Release
  readonly language: Language
  /** Address of the release's page. */
  readonly page: string
  /** Address of its test directory, which holds the repositories of its architectures. */
  readonly testDirectory: string
}

export function problemBody(failing: Failing, { release, language, page, testDirectory }: ProblemPlace): string {
  const { kind, package: name, subjects, messages } = failing
  const say = (said: Text) => harmless(said[language])
  const packages = [...new Set(subjects.map(s => s.split(' ', 1)[0] ?? ''))].map(harmless)
  const again =
    kind === 'install'
      ? [`yum install ${packages.join(' ')}`, `# ${testDirectory}`]
      : [`rpmbuild --rebuild ${name}.src.rpm`]
  const log = messages.flatMap(m => m[language].split('\n')).slice(-LOG_LINES)
  return [
    `**Branch**: ${release.branch}`,
    `**Component**: ${harmless(name)}`,
    `**Instructions to reappear the problem**:\n${fenced(again)}`,
    `**Expected results**: ${say(statusTexts.expected(kind))}`,
    `**Actual results**: ${say(statusTexts.actual(kind, subjects.join(', ')))}`,
    `**Partial failure log**:\n${fenced(log.map(harmless))}`,
    `---\n${statusTexts.machineMade(release.id)[language]} ${page}`,
  ].join('\n\n')
}

function fenced(lines: readonly string[]): string {
  return ['```text', ...lines, '```'].join('\n')
}

/** Words of programs: they neither mention people, nor end the block they stand in, nor hide what follows. */
function harmless(words: string): string {
  return words.slice(0, LONGEST_LINE).replaceAll('<!--', '<! --').replaceAll('@', '@\u200b').replaceAll('```', "'''")
}

/** The block 安装、自编译问题 of the release issue: the issues, and findings that have none. */
export function problemRows(release: Release, built: readonly BuiltPackage[], at: Date): readonly ProblemRow[] {
  const issues = release.problems.map(problem => {
    const { issue, status, falseAlarm } = problem
    const said = withoutId(problemTitle(release, problem), issue)
    const title = `${said}${falseAlarm ? '（误报）' : ''}`
    return { issue, repository: shortName(problem.repository), title, status }
  })
  const isTold = (finding: Finding) => {
    const kind = problemKindOf(finding)
    const own = release.problems.filter(p => p.kind === kind && p.issue !== null).map(p => p.package)
    return kind !== undefined && sourcesOf(finding, built).some(name => own.includes(name))
  }
  const untold = remainingFindings(release, at).filter(f => !isTold(f))
  return [
    ...issues,
    ...untold.map(f => ({ issue: null, repository: f.subject, title: f.message.zh, status: 'open' })),
    ...waivedRows(release, at),
  ]
}

/** What is waived stays visible, with who answers for it. */
function waivedRows(release: Release, at: Date): readonly ProblemRow[] {
  return numberedFindings(release).flatMap(({ finding }) => {
    const { subject, message } = finding
    const waiver = waiverOf(release, finding, at)
    if (!waiver) return []
    return [{ issue: null, repository: subject, title: waiverTexts.onIssue(message.zh, waiver), status: 'waived' }]
  })
}

/** An imported problem without a title of its own goes by its id, which its row names anyway. */
function withoutId(title: string, issue: string | null): string {
  const id = `#${issue}`
  return title.endsWith(id) ? title.slice(0, -id.length).trim() : title
}

/** Whether a comment calls the problem a false alarm: in its own words, not in a quotation, and not by denying it. */
export function callsFalseAlarm(comment: string): boolean {
  return comment.split('\n').some(line => !/^\s*>/.test(line) && /(?<!不是|并非|不算|非)误报/.test(line))
}
