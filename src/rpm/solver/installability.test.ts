import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  primaryOf,
  type SmallPackage,
  smallRepository,
  uninstallableByTrial,
} from '../../../test/kit/small-repositories.ts'
import { finishPackages, newPackages } from '../pool/packages.ts'
import { nevraOf, openPool, type Pool } from '../pool/pool.ts'
import { readPrimaryBytes } from '../pool/primary-bytes.ts'
import { newVocabulary } from '../pool/vocabulary.ts'
import { candidates, uninstallable } from './installability.ts'

function poolOf(packages: readonly SmallPackage[]): Pool {
  const vocabulary = newVocabulary()
  const builder = newPackages()
  const reader = readPrimaryBytes(vocabulary, builder, 0)
  reader.write(Buffer.from(primaryOf(packages)))
  reader.end()
  return openPool(vocabulary, finishPackages(builder), 'x86_64')
}

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
    { numRuns: +(process.env.RUNS ?? 3000) },
  )
})
