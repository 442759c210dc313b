// The hand-over mail and its withdrawal: subjects and bodies, in Chinese with the English below. Pure.

import type { Mail, MilestoneRequest } from '../ports/index.ts'
import { asWritten } from './issue-names.ts'
import { type Release, rowsThatCount } from './model.ts'
import { pageOf } from './policy.ts'

interface HandOver {
  readonly release: Release
  readonly milestone: MilestoneRequest
  readonly to: readonly string[]
  readonly key: string
  readonly publicUrl: string
}

export function handOverMail({ release, milestone, to, key, publicUrl }: HandOver): Mail {
  const page = pageOf(publicUrl, release.id)
  const urls = [milestone.baseUpdateUrl, ...(milestone.epolUpdateUrl ? [milestone.epolUpdateUrl] : [])]
  const items = rowsThatCount(release.items).map(i => `  ${asWritten(i.issue)} ${i.cve ?? i.title} (${i.repository})`)
  const block = (title: string, lines: readonly string[]) => [title, ...(lines.length > 0 ? lines : ['  -']), '']
  const text = [
    `${release.branch} ${release.directory} 已转测 / has been handed over to test.`,
    '',
    ...block('里程碑 / Milestone:', [`  ${milestone.name}`]),
    ...block(
      '测试仓库 / Test repositories:',
      urls.map(u => `  ${u}`),
    ),
    ...block('发布范围 / Scope:', items),
    ...block('软件包 / Packages:', [`  ${milestone.packages.join(' ')}`]),
    ...block('页面 / Page:', [`  ${page}`]),
    '测试通过后请在版本 issue 中评论 /test-ok；发现问题请用 /add test 编号。',
    'When the tests have passed, comment /test-ok on the release issue; report problems by /add test ID.',
  ].join('\n')
  return { messageId: `${key}.hand-over@slipway`, to, subject: `[转测] ${release.branch} ${release.directory}`, text }
}

export function withdrawalMail(mail: Mail, release: Release): Mail {
  const text = [
    `${release.branch} ${release.directory} 的转测已撤回，请停止测试。`,
    `The hand-over of ${release.branch} ${release.directory} is withdrawn; please stop testing.`,
  ].join('\n')
  return {
    messageId: mail.messageId.replace('@', '.withdrawn@'),
    to: mail.to,
    subject: `[转测撤回] ${release.branch} ${release.directory}`,
    text,
    inReplyTo: mail.messageId,
  }
}
