// The matrix on a toy plan: it passes when the plan is right and names the case when a mistake is planted.

import { expect, inject, test } from 'vitest'
import { runMatrix } from './matrix.ts'

const toy = new URL('./toy.ts', import.meta.url).href

async function matrixWith(fault: string, only?: RegExp) {
  process.env.TOY_FAULT = fault
  // The scenario is imported anew by each child; the harness itself only copies and compares.
  try {
    return await runMatrix(toy, inject('templateUrl'), only)
  } finally {
    delete process.env.TOY_FAULT
  }
}

test('a right plan survives every case', { timeout: 300_000 }, async () => {
  const { cases, differences } = await matrixWith('')
  expect(differences).toEqual([])
  expect(cases).toBe(3 * 4 + 3 + 1)
})

test.each([
  ['no-op-undo', 'append: failed after-start'],
  ['no-prepare', 'replace: failed after-start'],
  ['acts-twice', 'append: crashed after-start'],
])('a planted %s is found', { timeout: 300_000 }, async (fault, named) => {
  const { differences } = await matrixWith(fault, new RegExp(`^${named}$`))
  expect(differences.map(d => d.case)).toContain(named)
})
