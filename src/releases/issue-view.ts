// The release issue as the community knows it (seed 001 §2.4.3 and the blocks of the real tool): title, body, labels,
// computed from the release alone. What people write around our blocks stays. Pure.

import type { Text } from '../lib/text.ts'
import { type Release, rowsThatCount, type ScopeItem } from './model.ts'
import { issueTitle } from './naming.ts'
import { reviewBlock } from './review.ts'
import { stageAt, stageNames } from './stages.ts'
import { statusWord } from './status-words.ts'
import type { RepositoryLink } from './view.ts'

const BEGIN = '<!-- slipway:begin -->'
const END = '<!-- slipway:end -->'

export interface IssueFacts {
  readonly release: Release
  /** Address of its page. */
  readonly page: string
  readonly people: readonly { readonly title: string; readonly logins: readonly string[] }[]
  readonly packageCounts: { readonly source: number; readonly aarch64: number; readonly x86_64: number }
  readonly repositories: readonly RepositoryLink[]
  /** `status` is that of an issue; a finding without one is open. */
  readonly problems: readonly { readonly subject: string; readonly message: Text; readonly status?: string }[]
  /** Logins of those who are asked to review. */
  readonly reviewers: readonly string[]
}

export function titleOf(release: Release): string {
  return issueTitle(release.branch, release.date, release.suffix)
}

/** The label of the present stage; every other label of ours is to go. Labels of people stay. */
export function labelsOf(release: Release): { wanted: readonly string[]; unwanted: readonly string[] } {
  const own = stageAt(release.stage).label
  const ours = stageNames.flatMap(s => stageAt(s).label ?? [])
  const withdrawn = 'update-withdrawn'
  const wanted = [...(own ? [own] : []), ...(release.withdrawn ? [withdrawn] : [])]
  return { wanted, unwanted: [...new Set([...ours, withdrawn])].filter(l => !wanted.includes(l)) }
}

/** The body to have, given the one that is there: our blocks between their marks, everything else untouched. */
export function mergeBody(present: string, blocks: string): string {
  const ours = `${BEGIN}\n${blocks}\n${END}`
  const from = present.indexOf(BEGIN)
  const to = present.indexOf(END)
  if (from >= 0 && to > from) return present.slice(0, from) + ours + present.slice(to + END.length)
  return present.trim() === '' ? ours : `${ours}\n\n${present}`
}

export function issueBlocks(facts: IssueFacts): string {
  const { release, packageCounts } = facts
  const rows = (kind: ScopeItem['kind']) => rowsThatCount(release.items).filter(i => i.kind === kind)
  const parts = [
    [
      '版本目标: CVE、软件包引入升级和Bugfix修复',
      `版本: ${release.branch}`,
      `例行CVE冻结: ${release.freezeDate}`,
      `代码冻结: ${release.freezeDate}`,
      `版本页面: ${facts.page}`,
    ],
    ['版本发布负责人', ...facts.people.map(p => `${p.title}：${p.logins.map(l => `@${l}`).join(' ')}`)],
  ]
  const problems = facts.problems.map(p => [p.message.zh, p.subject, statusWord(p.status ?? 'open')])
  parts.push(...reviewBlock(release, facts.reviewers))
  if (release.stage === 'draft') {
    if (problems.length > 0) parts.push(['# 获取发布范围的问题', ...table(['问题', '来源', 'status'], problems)])
  } else {
    parts.push(
      ['# 1、发布范围'],
      [
        '## 1、CVE',
        `修复CVE ${rows('cve').length}个`,
        ...table(['CVE', '仓库', 'status', 'score', 'version', 'abi是否变化'], rows('cve').map(cveRow)),
      ],
      [
        '## 2、bugfix',
        `修复bugfix ${rows('bugfix').length}个`,
        ...table(['issue', '仓库', 'status'], rows('bugfix').map(issueRow)),
      ],
      [
        '## 3、requires',
        ...table(
          ['仓库', '引入原因'],
          rows('requires').map(i => [i.repository, i.title]),
        ),
      ],
      [
        `发布源码包${packageCounts.source}个`,
        `arm二进制包${packageCounts.aarch64}个`,
        `x86二进制包${packageCounts.x86_64}个`,
      ],
      [
        '# 2、测试repo源',
        ...table(
          ['repo_type', 'url'],
          facts.repositories.filter(r => r.kind === 'test').map(r => [`${r.family} ${r.arch}`, r.url]),
        ),
      ],
      ['# 3、安装、自编译问题', ...table(['issue', '仓库', 'status'], problems)],
      ['# 4、测试问题', ...table(['issue', '仓库', 'status'], rows('test').map(issueRow))],
      ['# 5、遗留问题', ...table(['issue', '仓库', 'status', 'type'], [])],
    )
  }
  if (release.withdrawn) parts.push(['**本版本已撤回 / This release was withdrawn**'])
  return parts.map(lines => lines.join('\n')).join('\n\n')
}

function cveRow(item: ScopeItem): string[] {
  const abi = item.abiChanged === null ? '' : item.abiChanged ? '是' : '否'
  return [
    `#${item.issue}:${item.cve ?? ''}`,
    item.repository,
    statusWord(item.status),
    String(item.score ?? ''),
    item.version ?? '',
    abi,
  ]
}

function issueRow(item: ScopeItem): string[] {
  return [`#${item.issue}: ${item.title}`, item.repository, statusWord(item.status)]
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `|${cells.join('|')}|`
  return [line(head), line(head.map(() => '-')), ...rows.map(cells => line(cells.map(cellText)))]
}

/** Text from elsewhere in a cell: it can neither break the table, nor mention people, nor hide our marks. */
function cellText(value: string): string {
  return value
    .replace(/\s+/g, ' ')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;')
    .replaceAll('@', '@\u200b')
    .slice(0, 300)
}
