import { expect, test } from 'vitest'
import { freshRelease, plainRow } from '../../test/kit/release.ts'
import type { PlanRun, ScopeItem } from './model.ts'
import { suppliedNotices } from './supply-notice.ts'

const run: PlanRun = {
  ...{ run: 'run-2', plan: 'self-check', stage: 'verifying', part: 0, state: 'running', revision: 1, findings: [] },
}

function row(repository: string, addedRun: string, source: ScopeItem['source'] = 'check', at = 0): ScopeItem {
  const by = { addedBy: 'slipway', addedAt: new Date(at), status: '', title: `${repository}: 因为 @gast <!-- x -->` }
  return { ...plainRow, ...by, kind: 'requires', issue: repository, repository, addedRun, source }
}

test('what the newest self-check has entered is told with its reason, once for each time it entered some', () => {
  const release = { ...freshRelease(), runs: [run] }
  const told = (items: readonly ScopeItem[], language: 'zh' | 'en') => suppliedNotices({ ...release, items }, language)
  expect(told([], 'zh')).toEqual([])
  expect(told([row('mast', 'run-1'), row('rope', 'run-2', 'hand')], 'zh')).toEqual([])
  const [one] = told([row('mast', 'run-1'), row('boat', 'run-2')], 'zh')
  expect(one?.body).toContain('依赖检查自动补充进 requires：boat（')
  expect(one?.body).toContain('- boat：boat: 因为')
  expect(one?.body).not.toMatch(/@gast|<!-- x|mast/)
  const [two] = told([row('boat', 'run-2'), row('oars', 'run-2')], 'en')
  expect(two?.body).toContain('Entered in requires by the dependency check: boat, oars (')
  const later = told([row('boat', 'run-2'), row('rope', 'run-2', 'check', 5)], 'en')
  expect(later[1]?.body).toContain('Entered in requires by the dependency check: rope (')
  expect(later[1]?.mark).not.toBe(later[0]?.mark)
  // What somebody has taken out since is no reason to say the rest again.
  expect(told([row('oars', 'run-2')], 'en')[0]?.mark).toBe(two?.mark)
})
