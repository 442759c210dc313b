import fc from 'fast-check'
import { expect, test } from 'vitest'
import { poolOf, type SmallPackage, smallRepository } from '../../../test/kit/small-repositories.ts'
import { nevraOf, type Pool } from '../pool/pool.ts'
import { formatDependency } from '../pool/vocabulary.ts'
import { fixedBy, whatComesAlong } from './along.ts'
import { type Explanation, explain, newExplainer } from './explain.ts'
import { candidates, rulesOf, uninstallable } from './installability.ts'

const nothing = { provides: [], requires: [], conflicts: [], obsoletes: [], files: [] } as const

function pack(name: string, more: Partial<SmallPackage> = {}): SmallPackage {
  return { ...nothing, name, version: 1, arch: 'x86_64', ...more }
}

function named(pool: Pool, name: string): number {
  const all = Array.from({ length: pool.packages.count }, (_, p) => p)
  return all.find(p => nevraOf(pool, p).startsWith(`${name}-`)) ?? expect.fail(name)
}

function told(pool: Pool, explanation: Explanation): string[] {
  if (explanation.kind !== 'reasons') return [explanation.kind]
  const short = (p: number) => nevraOf(pool, p).replace('-1.x86_64', '')
  return explanation.reasons.flatMap(reason =>
    reason.because.map(demand => {
      const dependency = 'dependency' in demand ? ` ${formatDependency(pool.vocabulary, demand.dependency)}` : ''
      const others = 'others' in demand ? ` [${demand.others.map(short).join(' ')}]` : ''
      return `${short(reason.package)}: ${short(demand.package)} ${demand.kind}${dependency}${others}`
    }),
  )
}

function why(name: string, packages: readonly SmallPackage[]): string[] {
  const pool = poolOf(packages)
  return told(pool, explain(newExplainer(rulesOf(pool)), named(pool, name)))
}

test('a chain ends where something is missing', () => {
  const packages = [pack('app', { requires: ['lib'] }), pack('lib', { requires: ['base >= 2'] }), pack('base')]
  expect(why('app', packages)).toEqual([
    'app-1: app-1 needs lib [lib-1]',
    'app-1: lib-1 uninstallable',
    'lib-1: lib-1 needs base >= 2 []',
  ])
})

test('two needs that exclude each other are named, and nothing beside them', () => {
  const packages = [
    pack('app', { requires: ['left', 'right', 'other'] }),
    pack('left', { conflicts: ['right'] }),
    pack('right'),
    pack('other'),
  ]
  expect(why('app', packages)).toEqual([
    'app-1: app-1 needs left [left-1]',
    'app-1: app-1 needs right [right-1]',
    'app-1: left-1 conflicts right [right-1]',
  ])
})

test('packages that need each other do not explain each other', () => {
  const packages = [pack('x', { requires: ['y'] }), pack('y', { requires: ['x', 'gone'] })]
  expect(why('x', packages)).toEqual(['x-1: x-1 needs y [y-1]', 'x-1: y-1 uninstallable', 'y-1: y-1 needs gone []'])
})

test('every package that cannot be installed is explained, and by what is needed for it alone', () => {
  fc.assert(
    fc.property(smallRepository, packages => {
      const pool = poolOf(packages)
      const explainer = newExplainer(rulesOf(pool))
      const out = new Set(uninstallable(pool, candidates(pool, true)).uninstallable)
      for (const p of candidates(pool, true)) {
        const { kind } = explain(explainer, p)
        expect(kind).toBe(out.has(p) ? 'reasons' : 'installable')
      }
    }),
    { numRuns: 100 },
  )
})

test('what comes along is a set that works and holds what is there already', () => {
  const pool = poolOf([
    pack('app', { requires: ['shell', 'lib'] }),
    pack('bash', { provides: ['shell'] }),
    pack('dash', { provides: ['shell'] }),
    pack('lib', { version: 1 }),
    pack('lib', { version: 2 }),
  ])
  const along = (there: readonly number[]) => {
    const found = whatComesAlong(rulesOf(pool), [named(pool, 'app')], there)
    return found.kind === 'comes' ? found.packages.map(p => nevraOf(pool, p)) : found.kind
  }
  expect(along([])).toEqual(['bash-1-1.x86_64', 'lib-2-1.x86_64'])
  expect(along([named(pool, 'dash')])).toEqual(['lib-2-1.x86_64'])
})

test('what would mend a package is looked for among what is on offer', () => {
  const pool = poolOf([pack('app', { requires: ['gone'] }), pack('spare', { provides: ['gone'] }), pack('more')])
  const offered = named(pool, 'spare')
  expect(fixedBy(rulesOf(pool), named(pool, 'app'), p => p === offered)).toEqual({ kind: 'comes', packages: [offered] })
})
