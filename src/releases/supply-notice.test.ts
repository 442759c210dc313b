import { expect, test } from 'vitest'
import { freshRelease, plainRow } from '../../test/kit/release.ts'
import type { PlanRun, ScopeItem } from './model.ts'
import { suppliedNotice } from './supply-notice.ts'

const run: PlanRun = {
  ...{ run: 'run-2', plan: 'self-check', stage: 'verifying', part: 0, state: 'running', revision: 1, findings: [] },
}

function row(repository: string, addedRun: string, source: ScopeItem['source'] = 'check'): ScopeItem {
  const by = { addedBy: 'slipway', addedAt: new Date(0), status: '', title: `${repository}: 因为 @gast <!-- x -->` }
  return { ...plainRow, ...by, kind: 'requires', issue: repository, repository, addedRun, source }
}

test('what the newest self-check has entered is told with its reason, each time it is more', () => {
  const release = { ...freshRelease(), runs: [run] }
  expect(suppliedNotice(release, 'zh')).toBeUndefined()
  expect(
    suppliedNotice({ ...release, items: [row('mast', 'run-1'), row('rope', 'run-2', 'hand')] }, 'zh'),
  ).toBeUndefined()
  const one = suppliedNotice({ ...release, items: [row('mast', 'run-1'), row('boat', 'run-2')] }, 'zh')
  expect(one?.body).toContain('依赖检查自动补充进 requires：boat（')
  expect(one?.body).toContain('- boat：boat: 因为')
  expect(one?.body).not.toMatch(/@gast|<!-- x|mast/)
  const two = suppliedNotice({ ...release, items: [row('boat', 'run-2'), row('oars', 'run-2')] }, 'en')
  expect(two?.body).toContain('Entered in requires by the dependency check: boat, oars (')
  expect(two?.mark).not.toBe(one?.mark)
})
