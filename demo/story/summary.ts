// The table at the end: what there is to look at.

import { text } from '../../src/lib/text.ts'
import type { ReleaseView } from '../../src/releases/view.ts'
import type { Report } from '../report.ts'

export interface Outcome {
  readonly views: readonly ReleaseView[]
  /** Published files whose path and bytes were the same before and after withdrawing. */
  readonly files: number
  readonly arches: readonly string[]
}

export function summarise(report: Report, outcome: Outcome): void {
  const say = (zh: string, en: string) => report.say(text(zh, en))
  report.table(
    [
      say('版本', 'release'),
      say('阶段', 'stage'),
      say('CVE', 'CVEs'),
      say('源码包', 'sources'),
      say('公告', 'advisories'),
      say('状态', 'waits for'),
    ],
    outcome.views.map(view => [
      view.id,
      report.say(view.stageTitle),
      String(view.counts.cve),
      String(view.counts.sourcePackages),
      view.advisories
        .map(a =>
          a.id ? `${a.id}${a.state === 'withdrawn' ? say('（已撤回）', ' (withdrawn)') : ''}` : say('草稿', 'draft'),
        )
        .join('\n'),
      report.say(view.waitingFor),
    ]),
  )
  report.line(
    say(
      `撤回前后相同的已发布文件：${outcome.files} 个；dnf 用户：${outcome.arches.join('、')}`,
      `published files the same before and after withdrawing: ${outcome.files}; dnf users: ${outcome.arches.join(', ')}`,
    ),
  )
}
