// The matrix on every plan of a release: killed, failed and undone at each step, with the real programs.

import { expect, inject, test } from 'vitest'
import { planTitles } from '../../src/releases/stages.ts'
import { runMatrix } from './matrix.ts'

const plans = Object.keys(planTitles)
const world = new URL('./release-world.ts', import.meta.url).href

test.each(plans)('%s', { timeout: 600_000 }, async plan => {
  const { cases, differences } = await runMatrix(`${world}?plan=${plan}`, inject('templateUrl'))
  expect(differences).toEqual([])
  expect(cases).toBeGreaterThan(5)
})
