import fc from 'fast-check'
import { expect, test } from 'vitest'
import { poolOf, smallRepository } from '../../../test/kit/small-repositories.ts'
import { candidates, uninstallable } from '../solver/installability.ts'
import { openPool } from './pool.ts'
import { readSnapshot, writeSnapshot } from './snapshot.ts'

test('what is read back answers alike and can be added to', () => {
  fc.assert(
    fc.property(smallRepository, small => {
      const pool = poolOf(small)
      const snapshot = writeSnapshot(pool.vocabulary, pool.packages)
      const { vocabulary, packages } = readSnapshot(snapshot)
      const again = openPool(vocabulary, packages, 'x86_64')
      expect(uninstallable(again, candidates(again, true))).toEqual(uninstallable(pool, candidates(pool, true)))
      expect(Buffer.compare(writeSnapshot(vocabulary, packages), snapshot)).toBe(0)
    }),
    { numRuns: 50 },
  )
})

test('a snapshot with any byte changed, or cut, is refused', () => {
  const pool = poolOf([])
  const snapshot = writeSnapshot(pool.vocabulary, pool.packages)
  for (let at = 0; at < snapshot.length; at += 997) {
    const changed = snapshot.slice()
    changed[at] = (changed[at] as number) ^ 1
    expect(() => readSnapshot(changed)).toThrow('damaged')
    expect(() => readSnapshot(snapshot.slice(0, at))).toThrow('damaged')
  }
})
