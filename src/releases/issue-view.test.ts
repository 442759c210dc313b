// What the release issue says: the community's blocks in their order, whatever the release holds, within what forges take.

import { describe, expect, test } from 'vitest'
import { freshRelease, plainRow } from '../../test/kit/release.ts'
import { type IssueFacts, issueBlocks, labelsOf, MAX_BODY } from './issue-view.ts'
import type { ScopeItem } from './model.ts'

function row(item: Partial<ScopeItem> & Pick<ScopeItem, 'kind' | 'issue'>): ScopeItem {
  return { ...plainRow, repository: 'pier', status: 'open', addedBy: 'mary', addedAt: new Date(0), ...item }
}

const draft: IssueFacts = {
  release: freshRelease(),
  page: 'https://slipway.example/ui/releases/D-1_update20261123',
  holders: { 'version-manager': ['mary'], security: ['sami', 'ben'], tc: ['tom'] },
  packageCounts: { source: 42, aarch64: 189, x86_64: 206 },
  repositories: [],
  problems: [],
  reviewers: [],
}

const scoped: IssueFacts = {
  ...draft,
  release: {
    ...freshRelease(),
    stage: 'scoping',
    items: [
      row({ kind: 'cve', issue: 'I3AHLY', repository: 'grub2', cve: 'CVE-2020-25632', status: 'closed', score: 9 }),
      row({
        ...{ kind: 'cve', issue: 'I3V9IG', repository: 'libvma', title: 'CVE-2021-1', issueType: 'CVE和安全问题' },
        ...{ version: '10.3.9', score: 9.8, abiChanged: false, left: { by: 'mary', at: new Date(0) } },
      }),
      row({ kind: 'cve', issue: 'I3PEND', acceptance: 'pending' }),
      row({ kind: 'bugfix', issue: 'I3NOT', acceptance: 'refused', left: { by: 'mary', at: new Date(0) } }),
      row({ kind: 'bugfix', issue: 'I3AZ9M', title: '编译失败', status: 'progressing' }),
      row({ kind: 'requires', issue: 'bluez', repository: 'bluez', title: '接口变更' }),
      row({ kind: 'test', issue: 'I3J655', repository: 'i40e', title: '安装i40e有错误信息', status: 'rejected' }),
    ],
  },
  repositories: [
    { kind: 'test', family: 'standard', arch: 'x86_64', url: 'https://slipway.example/repo/test/D-1/' },
    { kind: 'release', family: 'standard', arch: 'x86_64', url: 'https://slipway.example/repo/D-1/' },
  ],
  problems: [
    { issue: 'I3O8SM', repository: 'libtpms', title: '[D-1] libtpms自编译失败', status: 'open' },
    { issue: null, repository: 'mast-1-1.x86_64', title: '需要 libmast', status: 'open' },
  ],
}

describe('the blocks', () => {
  test('are those of the community, in their order', () => {
    expect(issueBlocks(scoped)).toBe(`版本目标: CVE、软件包引入升级和Bugfix修复
版本: D-1
例行CVE冻结: 20261125
代码冻结: 20261125

版本发布负责人
版本经理：@mary
开发人员：
安全委员会：@sami @ben
测试人员：
tc：@tom

# 1、发布范围

## 1、CVE
修复CVE 2个
|CVE|仓库|status|score|version|abi是否变化|
|-|-|-|-|-|-|
|#I3AHLY:CVE-2020-25632|grub2|已完成|9.0|||
|#I3V9IG|libvma|遗留|9.8|10.3.9|否|

## 2、bugfix
修复bugfix 1个
|issue|仓库|status|
|-|-|-|
|#I3AZ9M: 编译失败|pier|进行中|

## 3、requires
|仓库|引入原因|
|-|-|
|bluez|接口变更|

发布源码包42个
arm二进制包189个
x86二进制包206个

# 2、测试repo源
|repo_type|url|
|-|-|
|standard x86_64|https://slipway.example/repo/test/D-1/|

# 3、安装、自编译问题
|issue|仓库|status|
|-|-|-|
|#I3O8SM: [D-1] libtpms自编译失败|libtpms|待办的|
|需要 libmast|mast-1-1.x86_64|待办的|

# 4、测试问题
|issue|仓库|status|
|-|-|-|
|#I3J655: 安装i40e有错误信息|i40e|已拒绝|

# 5、遗留问题
|issue|仓库|status|type|
|-|-|-|-|
|#I3V9IG: CVE-2021-1|libvma|遗留|CVE和安全问题|
`)
  })

  test('of a draft tell why there is no scope yet', () => {
    const problems = [
      { issue: null, repository: 'cve_list', title: 'CVE 清单不可用：没有工作表 cve_list', status: 'open' },
    ]
    expect(issueBlocks({ ...draft, problems })).toContain('|CVE 清单不可用：没有工作表 cve_list|cve_list|待办的|')
    expect(issueBlocks(draft)).not.toContain('#')
  })

  test('fit into what forges take: the biggest tables are cut, and say how many rows are missing', () => {
    const many = Array.from({ length: 3000 }, (_, i) =>
      row({ kind: 'cve', issue: `I${i + 10000}`, cve: `CVE-2026-${i + 10000}` }),
    )
    const blocks = issueBlocks({ ...scoped, release: { ...scoped.release, items: [...many, ...scoped.release.items] } })
    expect(Buffer.byteLength(blocks)).toBeLessThanOrEqual(MAX_BODY)
    expect(Buffer.byteLength(blocks)).toBeGreaterThan(MAX_BODY - 200)
    expect(blocks).toContain('修复CVE 3002个')
    const shown = blocks.match(/^\|#I\d{5}:CVE-2026/gm)?.length ?? 0
    expect(blocks).toContain(`（另有 ${3002 - shown} 行，见版本页面 / ${3002 - shown} more on the page of the release:`)
    expect(blocks).toContain('|#I3AZ9M: 编译失败|pier|进行中|')
    expect(blocks.trimEnd().split('\n').at(-1)).toBe('|#I3V9IG: CVE-2021-1|libvma|遗留|CVE和安全问题|')
    expect(Buffer.byteLength(issueBlocks(scoped, 10))).toBeLessThan(2000)
  })
})

test('§3b 15: markdown, HTML, @everyone and pipes in a title neither break the table nor ping', () => {
  const title = 'a | b \\| c\n|x|y| <img src=x> @everyone ![i](http://x/i.png) <!-- slipway:end -->'
  const items = [row({ kind: 'bugfix', issue: 'I3AZ9M', title })]
  const line = issueBlocks({ ...scoped, release: { ...scoped.release, items } })
    .split('\n')
    .find(l => l.startsWith('|#I3AZ9M'))
  expect(line).toBe(
    '|#I3AZ9M: a \\| b \\\\\\| c \\|x\\|y\\| &lt;img src=x> @\u200beveryone ![i]\u200b(http://x/i.png) &lt;!-- slipway:end -->|pier|待办的|',
  )
})

test('labels of earlier stages go in either spelling, those of people stay', () => {
  const { wanted, unwanted } = labelsOf({ ...freshRelease(), stage: 'testing', withdrawn: true })
  expect(wanted).toEqual(['update-check-requires', 'update-withdrawn'])
  expect(unwanted).toEqual([
    'update-check-pkg',
    'update-release-check',
    'update-release',
    'check-pkg',
    'check-requires',
    'release-check',
    'release',
  ])
})
