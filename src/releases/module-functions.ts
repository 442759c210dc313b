// The module functions of seed 001 §2.6.3 in the shapes the seed shows: lists, repositories, states, and what a comment
// asks for. Pure.

import type { Role } from '../accounts/index.ts'
import { type Refusal, refuse } from '../lib/errors.ts'
import { commandAt, findCommand, itemRoles } from './commands.ts'
import { rolesFor } from './decide.ts'
import { isProblemSettled, isSettled } from './issue-status.ts'
import { type ItemKind, type Release, rowsThatCount } from './model.ts'
import { type ParsedCommand, parseCommands } from './parse.ts'
import { statusTexts } from './status-texts.ts'
import { texts } from './texts.ts'
import type { ReleaseView, RepositoryLink } from './view.ts'

/** What the functions that read a release answer. Names are the seed's. */
export interface ModuleAnswers {
  readonly cveList: readonly CveEntry[]
  readonly bugfixList: readonly BugfixEntry[]
  readonly updateList: { readonly pkglist: readonly string[] }
  readonly repo: Readonly<Record<string, string | null>>
  readonly repoTable: readonly { readonly repo_type: string; readonly url: string }[]
  readonly repoByArchitecture: readonly { readonly architecture: string; readonly url: string }[]
  readonly branch: { readonly branch: string }
  readonly issueState: IssueStateAnswer
}

export interface CveEntry {
  readonly CVE_id: string
  readonly score: number | null
  readonly repository: string
  readonly issue_id: string
  readonly status: string
  readonly version: string
  readonly abi_changed: 'TRUE' | 'FALSE'
}

export interface BugfixEntry {
  readonly issue_id: string
  readonly repository: string
  readonly status: string
}

export interface IssueStateAnswer {
  /** Each entry has one key: the id of the issue. */
  readonly install_build_issue: readonly Readonly<Record<string, string>>[]
  readonly test_issue: readonly Readonly<Record<string, string>>[]
  /** `closed` when nothing of these is open and the self-check holds nothing else against the release. */
  readonly overall_status: 'closed' | 'open'
}

export function moduleAnswers(release: ReleaseView): ModuleAnswers {
  const { items, repositories, branch } = release
  const rows = (...kinds: readonly ItemKind[]) => rowsThatCount(items).filter(i => kinds.includes(i.kind))
  const tests = repositories.filter(r => r.kind === 'test')
  return {
    cveList: rows('cve').map(({ cve, score, repository, issue, status, version, abiChanged }) => ({
      CVE_id: cve ?? '',
      score,
      repository,
      issue_id: issue,
      status,
      version: version ?? '',
      abi_changed: abiChanged ? 'TRUE' : 'FALSE',
    })),
    bugfixList: rows('bugfix').map(({ issue, repository, status }) => ({ issue_id: issue, repository, status })),
    updateList: { pkglist: [...new Set(rows('cve', 'bugfix', 'requires').map(i => i.repository))].sort() },
    repo: repoMap(tests),
    repoTable: tests.map(r => ({ repo_type: `${r.family} ${r.arch}`, url: r.url })),
    repoByArchitecture: tests.map(r => ({ architecture: r.arch, url: r.url })),
    branch: { branch },
    issueState: issueState(release),
  }
}

/** By architecture, as the seed calls them; of the standard packages where there are some. */
function repoMap(tests: readonly RepositoryLink[]): Record<string, string | null> {
  const found = [...tests].sort((a, b) => Number(a.family === 'standard') - Number(b.family === 'standard'))
  const named = found.map(r => [r.arch === 'x86_64' ? 'x86' : r.arch, r.url] as const)
  return { aarch64: null, x86: null, ...Object.fromEntries(named) }
}

function issueState({ problems, items, findings }: ReleaseView): IssueStateAnswer {
  const tests = rowsThatCount(items).filter(i => i.kind === 'test')
  const isClosed =
    problems.every(isProblemSettled) && tests.every(t => isSettled(t.status)) && findings.every(f => !f.blocking)
  return {
    // A problem whose issue could not be opened goes by its repository.
    install_build_issue: problems.map(p => ({ [p.issue ?? p.repository]: p.falseAlarm ? 'rejected' : p.status })),
    test_issue: tests.map(t => ({ [t.issue]: t.status })),
    overall_status: isClosed ? 'closed' : 'open',
  }
}

/** `users_check`: whether someone with these roles may give every command of a comment. Stages do not count here. */
export function usersCheck(
  release: Pick<Release, 'stage'>,
  comment: string,
  roles: readonly Role[],
): Refusal | undefined {
  const commands = parseCommands(comment)
  if (commands.length === 0) return refuse('no-command', statusTexts.noCommandIn())
  return commands.map(command => mayGive(release, command, roles)).find(r => r !== undefined)
}

function mayGive(release: Pick<Release, 'stage'>, command: ParsedCommand, roles: readonly Role[]): Refusal | undefined {
  const name = findCommand(command.name)
  if (!name) return refuse('unknown-command', texts.unknownCommand(command.name, undefined))
  const kind = itemKind(command)
  const wanted: readonly Role[] = kind ? itemRoles[kind] : rolesFor(name, commandAt(name), release)
  if (wanted.length === 0 || wanted.some(role => roles.includes(role))) return undefined
  return refuse('wrong-role', texts.wrongRole(kind ? `${name} ${kind}` : name, wanted))
}

/** One command of a comment, as `commands` and `parse_issue_commands` of the seed give it. */
export interface ReadCommand {
  readonly comment: string
  /** The command line it stands for; null where the seed has none. */
  readonly command: string | null
  readonly operation: string
  readonly type: string | null
  /** Ids of issues, without `#`. */
  readonly ids: readonly string[]
}

/** What the command lines name; the seed's own words stand for what is not known. */
export interface CommandNames {
  readonly issue: string
  readonly timestamp: string
}

const unnamed: CommandNames = { issue: '$releaseIssueID', timestamp: '$timestamp' }

/** The commands of a comment in the order written; one comment may stand for two command lines (`/check-ok`). */
export function readComment(comment: string, names: CommandNames = unnamed): ReadCommand[] {
  return parseCommands(comment).flatMap((parsed): ReadCommand[] => {
    const name = findCommand(parsed.name) ?? parsed.name
    const changes = name === 'add' || name === 'delete'
    const ids = (changes ? parsed.args.slice(1) : []).map(word => word.replace(/^#/, ''))
    const [, type, verdict] = /^(cve|bugfix|test|check|cvrf)-((?:not-)?ok)$/.exec(name) ?? []
    const read = { comment: parsed.line, operation: verdict ?? name, type: type ?? itemKind(parsed) ?? null, ids }
    const commands = linesFor(name, { ...names, type: read.type, ids })
    return commands.length === 0 ? [{ ...read, command: null }] : commands.map(command => ({ ...read, command }))
  })
}

/** The table of seed 001 §2.6.3.2. */
function linesFor(
  name: string,
  { issue, timestamp, type, ids }: CommandNames & { type: string | null; ids: readonly string[] },
): readonly string[] {
  const table: Readonly<Record<string, readonly string[]>> = {
    'start-update': ['auto-release start'],
    add: [`auto-release add ${issue} -${type} ${ids.join(' ')}`],
    delete: [`auto-release delete ${issue} -${type} ${ids.join(' ')}`],
    'get-requires': [`auto-release get-requires ${issue}`],
    'check-status': [`auto-release check-issues-status ${issue}`],
    'test-ok': [`auto-release check-release ${issue}`],
    'check-ok': [`auto-release release-update-pkg ${issue} ${timestamp} auto-release`, `upload-update-list ${issue}`],
    // With the review's /check-ok; Slipway waits for whichever is missing.
    'cvrf-ok': [`auto-release release-update-sa ${issue} ${timestamp}`],
  }
  const isWhole = (name !== 'add' && name !== 'delete') || (type !== null && ids.length > 0)
  return isWhole && Object.hasOwn(table, name) ? (table[name] ?? []) : []
}

function itemKind(command: ParsedCommand): ItemKind | undefined {
  const name = findCommand(command.name)
  const word = command.args[0]?.toLowerCase()
  if (name !== 'add' && name !== 'delete') return undefined
  if (word === 'bug') return 'bugfix'
  return word !== undefined && Object.hasOwn(itemRoles, word) ? (word as ItemKind) : undefined
}
