// Calling the reviewers: whom, when, once per scope revision, and the line in the text of the issue.

import { expect, test } from 'vitest'
import { freshRelease } from '../../test/kit/release.ts'
import type { Holders } from '../accounts/index.ts'
import { parseCommands } from './parse.ts'
import { reviewBlock, reviewCall, reviewersOf } from './review.ts'
import { stageNames } from './stages.ts'

const holder = (login: string) => ({ login, account: null })
const holders: Holders = {
  'version-manager': [holder('mary')],
  developer: [holder('devi')],
  security: [holder('sami')],
  tester: [holder('tess')],
  tc: [holder('tina')],
  release: [holder('rick'), holder('tina')],
  qa: [holder('quin')],
  admin: [],
}
const reviewing = { ...freshRelease(), stage: 'reviewing' as const }

test('those who review, each once, and the version manager', () => {
  expect(reviewersOf(holders)).toEqual(['tina', 'rick', 'quin', 'sami', 'mary'])
})

test('they are called once per scope revision, by a comment that commands nothing', () => {
  const call = reviewCall(reviewing, ['tina', 'rick'], 'en')
  expect(call?.body).toBe(
    '<!-- slipway:review:1 -->\n@tina @rick Please review this issue: the tests have passed. To agree to the release comment `/check-ok`',
  )
  expect(reviewCall({ ...reviewing, revision: 2 }, ['tina'], 'zh')?.mark).not.toBe(call?.mark)
  expect(parseCommands(call?.body ?? '')).toEqual([])
  expect(reviewCall(reviewing, [], 'en')).toBeUndefined()
  const called = stageNames.filter(stage => reviewCall({ ...reviewing, stage }, ['tina'], 'en'))
  expect(called).toEqual(['reviewing', 'publishing', 'announcing'])
})

test('the text of the issue names them while it is reviewed', () => {
  expect(reviewBlock(reviewing, ['tina', 'rick'])).toEqual([['发布评审：@tina @rick 请评审 / please review']])
  const shown = stageNames.filter(stage => reviewBlock({ ...reviewing, stage }, ['tina']).length > 0)
  expect(shown).toEqual(['reviewing'])
})
