// The release issue as the community knows it (seed 001 §2.4.3, the blocks of the real tool and of the picture
// issue模板参考举例.png): title, labels and our part of the body, computed from the release alone. Pure.

import { compareCodeUnits } from '../lib/natural-order.ts'
import { asWritten } from './issue-names.ts'
import { issueTexts } from './issue-texts.ts'
import { cellText, roleLines, tableLine } from './issue-words.ts'
import type { Release, ScopeItem } from './model.ts'
import { issueTitle } from './naming.ts'
import { reviewBlock } from './review.ts'
import type { People } from './setting.ts'
import { stageAt, stageNames } from './stages.ts'
import { statusWord } from './status-words.ts'
import type { RepositoryLink } from './view.ts'

/** A row of 安装、自编译问题: the issue opened for it, or what a check says while there is none. */
export interface ProblemRow {
  readonly issue: string | null
  readonly repository: string
  readonly title: string
  readonly status: string
}

/** A row of 遗留问题: an issue that waits for the next release. */
interface LeftRow {
  readonly issue: string
  readonly repository: string
  readonly title: string
  readonly type: string
}

export interface IssueFacts {
  readonly release: Release
  /** Address of its page. */
  readonly page: string
  readonly holders: People
  readonly packageCounts: { readonly source: number; readonly aarch64: number; readonly x86_64: number }
  readonly repositories: readonly RepositoryLink[]
  readonly problems: readonly ProblemRow[]
  /** Logins of those who are asked to review. */
  readonly reviewers: readonly string[]
}

export function titleOf(release: Release): string {
  return issueTitle(release.branch, release.date, release.suffix)
}

/** What the old tool and the prose of seed 001 call the labels. */
const formerLabels = ['check-pkg', 'check-requires', 'release-check', 'release']

/** Labels of either spelling that say how far a release has come. */
export const stageLabels: readonly string[] = [...stageNames.flatMap(s => stageAt(s).label ?? []), ...formerLabels]

/** The label of the present stage; every other label of ours is to go, in either spelling. Labels of people stay. */
export function labelsOf(release: Release): { wanted: readonly string[]; unwanted: readonly string[] } {
  const own = stageAt(release.stage).label
  const withdrawn = 'update-withdrawn'
  const wanted = [...(own ? [own] : []), ...(release.withdrawn ? [withdrawn] : [])]
  return { wanted, unwanted: [...new Set([...stageLabels, withdrawn])].filter(l => !wanted.includes(l)) }
}

/** Some lines, and perhaps a table below them. */
interface Block {
  readonly lines: readonly string[]
  readonly table?: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
}

/** Forges refuse bodies beyond 64 KiB (Gitee 65,535 bytes): the biggest tables are shortened to stay below. */
export const MAX_BODY = 60_000

/** Our part of the body in at most so many bytes. Blocks end with a blank line: the old tool reads them so. */
export function issueBlocks(facts: IssueFacts, room = MAX_BODY): string {
  const blocks = blocksOf(facts).map(({ lines, table }) => ({
    lines: table ? [...lines, tableLine(table.head), tableLine(table.head.map(() => '-'))] : lines,
    rows: (table?.rows ?? []).map(cells => tableLine(cells.map(cellText))),
  }))
  const write = (tableBytes: number) => written(blocks, tableBytes, facts.page)
  const whole = write(Number.POSITIVE_INFINITY)
  if (bytes(whole) <= room) return whole
  // The most bytes that a table may take, found by halving: smaller tables stay whole.
  let [fits, tooMuch] = [0, room]
  while (tooMuch - fits > 1) {
    const tried = Math.floor((fits + tooMuch) / 2)
    if (bytes(write(tried)) <= room) fits = tried
    else tooMuch = tried
  }
  return write(fits)
}

interface WrittenBlock {
  readonly lines: readonly string[]
  readonly rows: readonly string[]
}

function written(blocks: readonly WrittenBlock[], tableBytes: number, page: string): string {
  const parts = blocks.flatMap(({ lines, rows }) => {
    let left = tableBytes
    const kept = rows.findIndex(row => {
      left -= bytes(row) + 1
      return left < 0
    })
    const shown = kept < 0 ? rows : rows.slice(0, kept)
    const part = [...lines, ...shown].join('\n')
    return shown.length === rows.length ? [part] : [part, issueTexts.moreRows(rows.length - shown.length, page)]
  })
  return `${parts.join('\n\n')}\n`
}

function bytes(text: string): number {
  return Buffer.byteLength(text)
}

function blocksOf(facts: IssueFacts): Block[] {
  const { release } = facts
  const blocks: Block[] = [
    {
      lines: [
        '版本目标: CVE、软件包引入升级和Bugfix修复',
        `版本: ${release.branch}`,
        `例行CVE冻结: ${release.freezeDate}`,
        `代码冻结: ${release.freezeDate}`,
      ],
    },
    { lines: ['版本发布负责人', ...peopleLines(facts)] },
    ...reviewBlock(release, facts.reviewers).map(lines => ({ lines })),
    ...(release.stage === 'draft' ? draftBlocks(facts) : scopeBlocks(facts)),
  ]
  return release.withdrawn ? [...blocks, { lines: [issueTexts.withdrawn] }] : blocks
}

function peopleLines({ holders }: IssueFacts): string[] {
  return (Object.keys(roleLines) as (keyof typeof roleLines)[]).flatMap(role => {
    const logins = holders[role] ?? []
    const optional = role === 'tc' || role === 'release' || role === 'qa'
    return optional && logins.length === 0 ? [] : [`${roleLines[role]}：${logins.map(l => `@${l}`).join(' ')}`]
  })
}

/** A draft has no scope yet; what keeps it from having one is said. */
function draftBlocks({ problems }: IssueFacts): Block[] {
  if (problems.length === 0) return []
  const rows = problems.map(p => [p.title, p.repository, statusWord(p.status)])
  return [{ lines: ['# 获取发布范围的问题'], table: { head: ['问题', '来源', 'status'], rows } }]
}

function scopeBlocks({ release, packageCounts, repositories, problems }: IssueFacts): Block[] {
  const left = leftRows(release)
  // What is left for the next release stays in its table, and says so; what nobody has accepted is not in the release.
  const of = (kind: ScopeItem['kind']) => release.items.filter(i => i.kind === kind && i.acceptance === 'accepted')
  const status = (item: ScopeItem) => statusWord(item.left ? 'left' : item.status)
  const issueHead = ['issue', '仓库', 'status']
  const issueRow = (item: ScopeItem) => [named(item), item.repository, status(item)]
  const tests = repositories.filter(r => r.kind === 'test')
  return [
    { lines: ['# 1、发布范围'] },
    {
      lines: ['## 1、CVE', `修复CVE ${of('cve').length}个`],
      table: {
        head: ['CVE', '仓库', 'status', 'score', 'version', 'abi是否变化'],
        rows: of('cve').map(i => [
          i.cve ? `${asWritten(i.issue)}:${i.cve}` : asWritten(i.issue),
          i.repository,
          status(i),
          ...cveCells(i),
        ]),
      },
    },
    {
      lines: ['## 2、bugfix', `修复bugfix ${of('bugfix').length}个`],
      table: { head: issueHead, rows: of('bugfix').map(issueRow) },
    },
    {
      lines: ['## 3、requires'],
      table: { head: ['仓库', '引入原因'], rows: of('requires').map(i => [i.repository, i.title]) },
    },
    {
      lines: [
        `发布源码包${packageCounts.source}个`,
        `arm二进制包${packageCounts.aarch64}个`,
        `x86二进制包${packageCounts.x86_64}个`,
      ],
    },
    {
      lines: ['# 2、测试repo源'],
      table: { head: ['repo_type', 'url'], rows: tests.map(r => [`${r.family} ${r.arch}`, r.url]) },
    },
    {
      lines: ['# 3、安装、自编译问题'],
      table: {
        head: issueHead,
        rows: problems.map(p => [p.issue === null ? p.title : named(p), p.repository, statusWord(p.status)]),
      },
    },
    { lines: ['# 4、测试问题'], table: { head: issueHead, rows: of('test').map(issueRow) } },
    {
      lines: ['# 5、遗留问题'],
      table: {
        head: ['issue', '仓库', 'status', 'type'],
        rows: left.map(l => [named(l), l.repository, statusWord('left'), l.type]),
      },
    },
  ]
}

/** Rows that wait for the next release, in the order they were left. */
function leftRows({ items }: Release): readonly LeftRow[] {
  const at = (item: ScopeItem) => item.left?.at.getTime() ?? 0
  return items
    .filter(item => item.left && item.acceptance !== 'refused')
    .toSorted((a, b) => at(a) - at(b) || compareCodeUnits(a.issue, b.issue))
    .map(({ issue, repository, title, cve, issueType }) => {
      return { issue, repository, title: title || (cve ?? ''), type: issueType ?? '' }
    })
}

function named({ issue, title }: { readonly issue: string | null; readonly title: string }): string {
  return title === '' ? asWritten(issue ?? '') : `${asWritten(issue ?? '')}: ${title}`
}

function cveCells(item: ScopeItem): string[] {
  const abi = item.abiChanged === null ? '' : item.abiChanged ? '是' : '否'
  return [item.score === null ? '' : item.score.toFixed(1), item.version ?? '', abi]
}
