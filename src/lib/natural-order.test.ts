import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareNaturally } from './natural-order.ts'

test.each([
  [
    ['SA-2026-1001', 'SA-2026-999'],
    ['SA-2026-999', 'SA-2026-1001'],
  ],
  [
    ['a10', 'a9', 'a'],
    ['a', 'a9', 'a10'],
  ],
  [
    ['x-01', 'x-1', 'x-2'],
    ['x-01', 'x-1', 'x-2'],
  ],
  [
    ['openEuler-SA-2026-10000', 'openEuler-SA-2026-9999', 'openEuler-HotPatchSA-2026-1001'],
    ['openEuler-HotPatchSA-2026-1001', 'openEuler-SA-2026-9999', 'openEuler-SA-2026-10000'],
  ],
])('%j is sorted as %j', (names, sorted) => {
  expect([...names].sort(compareNaturally)).toEqual(sorted)
})

const name = fc.string({ unit: fc.constantFrom('0', '1', '9', 'a', 'B', '-'), maxLength: 6 })

test('it is a total order', () => {
  fc.assert(
    fc.property(name, name, name, (a, b, c) => {
      expect(Math.sign(compareNaturally(a, b))).toBe(-Math.sign(compareNaturally(b, a)) || 0)
      expect(compareNaturally(a, b) === 0).toBe(a === b)
      if (compareNaturally(a, b) <= 0 && compareNaturally(b, c) <= 0) {
        expect(compareNaturally(a, c)).toBeLessThanOrEqual(0)
      }
    }),
  )
})
