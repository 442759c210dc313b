import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  barePackage,
  nevraOfSmall,
  poolOf,
  primaryOf,
  smallRepository,
  uninstallableByTrial,
} from '../../../test/kit/small-repositories.ts'
import { closureOf } from '../pool/closure.ts'
import { graphOf } from '../pool/graph.ts'
import { layOver } from '../pool/overlay.ts'
import { nevraOf, type Pool } from '../pool/pool.ts'
import { readPrimaryBytes } from '../pool/primary-bytes.ts'
import { isSamePackage } from '../same-package.ts'
import { candidates, uninstallable } from './installability.ts'
import { checkUpdate } from './update-check.ts'

function overlayOf(pool: Pool, update: Parameters<typeof primaryOf>[0]) {
  return layOver(pool, builder => {
    const reader = readPrimaryBytes(pool.vocabulary, builder, 1)
    reader.write(Buffer.from(primaryOf(update)))
    reader.end()
  })
}

test('finds what trying every set of packages finds, before and after', () => {
  fc.assert(
    fc.property(smallRepository, smallRepository, (base, update) => {
      const pool = poolOf(base)
      const before = uninstallable(pool, candidates(pool, true))
      const overlay = overlayOf(pool, update)
      const found = checkUpdate(graphOf(pool), overlay, before, { withSources: true })
      const named = (packages: readonly number[]) => packages.map(p => nevraOf(overlay.pool, p)).sort()

      const isReplaced = (p: (typeof base)[number]) =>
        update.some(u => (u.arch === p.arch ? u.name === p.name : isSamePackage(u, p) && u.version >= p.version))
      const left = base.filter(p => !isReplaced(p)).map(nevraOfSmall)
      const was = uninstallableByTrial(base)
      // Both repositories have at most eight packages, but together they may have too many sets to try.
      const all = [...base.filter(p => !isReplaced(p)), ...update]
      fc.pre(all.length <= 10)
      const is = uninstallableByTrial(all)
      const fresh = new Set(update.map(nevraOfSmall))
      expect(named(found.missing)).toEqual(is.filter(n => fresh.has(n)))
      expect(named(found.broken)).toEqual(is.filter(n => left.includes(n) && !was.includes(n)))
      expect(named(found.fixed)).toEqual(was.filter(n => left.includes(n) && !is.includes(n)))
      expect(named(found.brokenBefore)).toEqual(was.filter(n => left.includes(n) && is.includes(n)))
    }),
    { numRuns: 80 },
  )
})

test('whoever still fits beside what came is not searched for again', () => {
  const pool = poolOf([
    { ...barePackage, name: 'app', requires: ['lib', 'extra'] },
    { ...barePackage, name: 'tool', requires: ['lib'] },
    { ...barePackage, name: 'lib', provides: ['extra'] },
  ])
  const lookedAt = (provides: readonly string[]) => {
    const before = uninstallable(pool, candidates(pool, true))
    const overlay = overlayOf(pool, [{ ...barePackage, name: 'lib', version: 2, provides }])
    const { lookedAt, broken } = checkUpdate(graphOf(pool), overlay, before)
    return [lookedAt, broken]
  }
  expect(lookedAt(['extra'])).toEqual([0, []])
  expect(lookedAt([])).toEqual([1, [0]])
})

test('a package that became noarch leaves nothing of what it was behind', () => {
  const pool = poolOf([
    { ...barePackage, name: 'app', requires: ['extra'] },
    { ...barePackage, name: 'lib', provides: ['extra'] },
    { ...barePackage, name: 'lib', arch: 'src' },
  ])
  const before = uninstallable(pool, candidates(pool, true))
  const overlay = overlayOf(pool, [{ ...barePackage, name: 'lib', version: 2, arch: 'noarch' }])
  expect([...overlay.successors]).toEqual([[1, 3]])
  expect(checkUpdate(graphOf(pool), overlay, before, { withSources: true }).broken).toEqual([0])
})

test('a closure goes layer by layer, and back the same way', () => {
  const pool = poolOf([
    { ...barePackage, name: 'app', requires: ['lib'] },
    { ...barePackage, name: 'lib', requires: ['(base or spare)'] },
    { ...barePackage, name: 'base' },
    { ...barePackage, name: 'spare', arch: 'src', requires: ['lib'] },
  ])
  const graph = graphOf(pool)
  const names = (packages: Uint32Array) => [...packages].map(p => nevraOf(pool, p).split('-')[0])
  const needs = closureOf(graph, [0], 'needs')
  expect([names(needs.packages), needs.layerEnds]).toEqual([
    ['app', 'lib', 'base'],
    [1, 2, 3],
  ])
  const neededBy = closureOf(graph, [2], 'needed-by', { withSources: true })
  expect([names(neededBy.packages), neededBy.layerEnds]).toEqual([
    ['base', 'lib', 'app', 'spare'],
    [1, 2, 4],
  ])
  expect(names(closureOf(graph, [0], 'needs', { maxLayers: 1 }).packages)).toEqual(['app', 'lib'])
})
