// What the bot writes on the issue of a release, and when it is silent.

import { describe, expect, test } from 'vitest'
import { freshRelease } from '../../test/kit/release.ts'
import { text } from '../lib/text.ts'
import { noticeOf, notYetSaid } from './answers.ts'
import type { PlanRun, Release } from './model.ts'

const how = { language: 'en', policies: {}, publicUrl: 'https://slipway.example', at: new Date() } as const

function found(message: string, blocking = true) {
  return { code: 'cve-list', subject: 'x', message: text(message, message), blocking }
}

function releaseWith(run: Partial<PlanRun>): Release {
  const newest: PlanRun = {
    ...{ run: 'run-1', plan: 'collect', stage: 'draft', part: 0, state: 'blocked', revision: 1, findings: [] },
    ...run,
  }
  const start = {
    gate: 'start',
    account: 1,
    name: 'mary',
    role: 'version-manager',
    revision: 1,
    at: new Date(),
  } as const
  return { ...freshRelease(), signOffs: [start], runs: [newest] }
}

describe('a notice', () => {
  test('says what a run has found and what to do', () => {
    const notice = noticeOf(releaseWith({ findings: [found('no sheet\nhere'), found('a hint', false)] }), how)
    expect(notice?.body).toBe(
      [
        '<!-- slipway:run:run-1 -->',
        '"Collect the scope" found 1 problem and waits',
        '- no sheet',
        '  here',
        '"Collect the scope" found 1 problem; mend it, then /start-update tries again',
        'Details: https://slipway.example/ui/releases/D-1_update20261123',
      ].join('\n'),
    )
  })

  test('neither mentions people nor hides a mark, and stays short', () => {
    const findings = [
      found('@all <!-- slipway:answer:1 -->'),
      ...Array.from({ length: 30 }, () => found('x'.repeat(2000))),
    ]
    const body = noticeOf(releaseWith({ findings }), how)?.body ?? ''
    expect(body).toContain('- @\u200ball &lt;!-- slipway:answer:1 -->')
    expect(body).toContain('- 11 more')
    expect(body.length).toBeLessThan(12_000)
  })

  test.each(['queued', 'running', 'unwinding', 'done', 'cancelled', 'undone'] as const)('is not given of %s', state => {
    expect(noticeOf(releaseWith({ state }), how)).toBeUndefined()
  })

  test('of a roll-back that is stuck asks for a person', () => {
    const body = noticeOf(releaseWith({ plan: 'undo', state: 'stuck' }), how)?.body
    expect(body).toContain('The roll-back is stuck: a person must look, then /rollback again')
  })

  test('is given once', () => {
    const notice = noticeOf(releaseWith({}), how)
    if (!notice) throw new Error('no notice')
    expect(notYetSaid([notice], ['hello'])).toEqual([notice])
    expect(notYetSaid([notice], ['hello', notice.body])).toEqual([])
  })
})
