// The comment by which Slipway answers: whom, which command, accepted or not, and every line of the reason.

import { expect, test } from 'vitest'
import { text } from '../lib/text.ts'
import { answerTo, notYetSaid } from './answers.ts'
import type { Delivery } from './delivery-store.ts'
import type { CommandOutcome } from './view.ts'

const outcome: CommandOutcome = {
  command: '/cve-ok',
  accepted: true,
  code: null,
  message: text('甲\n乙', 'a\nb'),
  run: null,
}

function delivery(outcomes: readonly CommandOutcome[]): Delivery {
  return {
    id: 7,
    externalId: 'x',
    release: 'r',
    actor: { account: 1, name: 'lichuan', kind: 'person' },
    channel: 'forge',
    text: '',
    source: null,
    outcomes,
    decidedAt: null,
  }
}

test('an answer to what a service did for a person mentions the person', () => {
  const ci = { account: 2, name: 'ci', kind: 'service' as const }
  const actor = { ...ci, onBehalfOf: { account: 1, name: '李川', login: 'lichuan' } }
  const told = (['zh', 'en'] as const).map(language => answerTo({ ...delivery([outcome]), actor }, language)?.body)
  expect(told.map(body => body?.split('\n')[1])).toEqual(['@lichuan（由 ci 代为执行）', '@lichuan (by ci)'])
})

test('an answer mentions who it is at the forge, not who has the name of the account there', () => {
  const actor = { account: 1, name: '李川', kind: 'person' as const, login: 'lichuan_2' }
  expect(answerTo({ ...delivery([outcome]), actor }, 'en')?.body.split('\n')[1]).toBe('@lichuan_2')
})

test('an answer names the person and tells each command with its lines', () => {
  const refused = { ...outcome, command: '/x `y`', accepted: false, message: text('丙', 'c') }
  const answer = answerTo(delivery([outcome, refused]), 'en')
  expect(answer?.body.split('\n').slice(1)).toEqual([
    '@lichuan',
    '- `/cve-ok` **Accepted**: a',
    '  b',
    "- `/x 'y'` **Refused**: c",
  ])
  expect(answer && notYetSaid([answer], [answer.body])).toEqual([])
  expect(answerTo(delivery([outcome]), 'zh')?.body).toContain('- `/cve-ok` **已接受**：甲\n  乙')
})

test('a preview is not headed as accepted: what it tells may be a refusal', () => {
  const message = text(
    '预览 /cve-ok（未做任何更改）：\n- 将被拒绝：甲',
    'Preview of /cve-ok (nothing was changed):\n- It would be refused: a',
  )
  const preview = { ...outcome, command: '/preview /cve-ok', message }
  expect(
    answerTo(delivery([preview]), 'en')
      ?.body.split('\n')
      .slice(2),
  ).toEqual(['- `/preview /cve-ok` Preview of /cve-ok (nothing was changed):', '  - It would be refused: a'])
  expect(answerTo(delivery([preview]), 'zh')?.body).not.toContain('已接受')
  const refused = answerTo(delivery([{ ...preview, accepted: false }]), 'zh')
  expect(refused?.body).toContain('**未接受**')
})

test('without commands there is nothing to say', () => {
  expect(answerTo(delivery([]), 'en')).toBeUndefined()
})
