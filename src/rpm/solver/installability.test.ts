import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  poolOf,
  type SmallPackage,
  smallRepository,
  uninstallableByTrial,
} from '../../../test/kit/small-repositories.ts'
import { nevraOf } from '../pool/pool.ts'
import { candidates, uninstallable } from './installability.ts'

function verdict(packages: readonly SmallPackage[]): string[] {
  const pool = poolOf(packages)
  const found = uninstallable(pool, candidates(pool, true))
  expect(found.undecided).toEqual([])
  return found.uninstallable.map(p => nevraOf(pool, p)).sort()
}

test('of random repositories it names what trying every set of packages does', () => {
  fc.assert(
    fc.property(smallRepository, packages => {
      expect(verdict(packages)).toEqual(uninstallableByTrial(packages))
    }),
    { numRuns: 800 },
  )
})
