// What the release issue says, beyond the goldens: why a release does not leave the draft.

import { expect, test } from 'vitest'
import { freshRelease } from '../../test/kit/release.ts'
import { type IssueFacts, issueBlocks } from './issue-view.ts'

const facts: IssueFacts = {
  release: freshRelease(),
  page: '',
  people: [],
  reviewers: [],
  packageCounts: { source: 0, aarch64: 0, x86_64: 0 },
  repositories: [],
  problems: [{ subject: 'cve_list', message: { zh: 'CVE 清单不可用：没有工作表 cve_list', en: '' } }],
}

test('a CVE list that cannot be used is told on the issue, though the release is a draft', () => {
  expect(issueBlocks(facts)).toContain('|CVE 清单不可用：没有工作表 cve_list|cve_list|')
  expect(issueBlocks({ ...facts, problems: [] })).not.toContain('问题')
})
