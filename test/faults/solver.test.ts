// Repositories made to hang a solver, and packages that should not be there: answers, each within a bound of steps.

import { describe, expect, test } from 'vitest'
import { finishPackages, newPackages } from '../../src/rpm/pool/packages.ts'
import { nevraOf, openPool, type Pool } from '../../src/rpm/pool/pool.ts'
import { readPrimaryBytes } from '../../src/rpm/pool/primary-bytes.ts'
import { newVocabulary } from '../../src/rpm/pool/vocabulary.ts'
import { explain, newExplainer } from '../../src/rpm/solver/explain.ts'
import { candidates, rulesOf, uninstallable } from '../../src/rpm/solver/installability.ts'
import { ask } from '../../src/rpm/solver/wishes.ts'
import { type PlainPackage, primaryXml } from '../kit/repodata.ts'

type Lists = Omit<PlainPackage, 'nevra'>

function pack(name: string, lists: Lists = {}, more: Partial<PlainPackage['nevra']> = {}): PlainPackage {
  const nevra = { name, epoch: 0, version: '1', release: '1', arch: 'x86_64', ...more }
  const itself = `${name} = ${nevra.epoch}:${nevra.version}-${nevra.release}`
  return { nevra, ...lists, provides: [itself, ...(lists.provides ?? [])] }
}

function poolOf(...repositories: (readonly PlainPackage[])[]): Pool {
  return poolOfXml(...repositories.map(primaryXml))
}

function poolOfXml(...documents: readonly string[]): Pool {
  const vocabulary = newVocabulary()
  const builder = newPackages()
  for (const [at, document] of documents.entries()) {
    const reader = readPrimaryBytes(vocabulary, builder, at)
    reader.write(Buffer.from(document))
    reader.end()
  }
  return openPool(vocabulary, finishPackages(builder), 'x86_64')
}

function refused(pool: Pool): string[] {
  const found = uninstallable(pool, candidates(pool, true))
  expect(found.undecided).toEqual([])
  return found.uninstallable.map(p => nevraOf(pool, p))
}

function many<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => make(n))
}

/** The question of one package alone, and its work in literals looked at. */
function work(pool: Pool, p: number): { verdict: string; steps: number } {
  const { search } = rulesOf(pool)
  const verdict = ask(search, p)
  return { verdict, steps: search.steps }
}

const PROVIDES_V =
  '<version epoch="0" ver="1" rel="1"/><format><rpm:provides><rpm:entry name="v"/></rpm:provides></format></package>'

describe('repositories made to hang a solver', () => {
  // Most of the time goes into writing and reading so many packages. Work that grows with the square of their number
  // shows at this size too: 400 million steps are neither within the bounds below nor within any time.
  const MANY = 20_000

  test('a hundred thousand providers of one name', () => {
    const count = 100_000
    // With nothing else in them: it is the one name that counts, and most time goes into reading the rest.
    const providers = many(count, n => `<package type="rpm"><name>p${n}</name><arch>x86_64</arch>${PROVIDES_V}`)
    const pool = poolOfXml(
      primaryXml([pack('app', { requires: ['v'] })]).replace('</metadata>', `${providers.join('')}</metadata>`),
    )
    const { verdict, steps } = work(pool, 0)
    expect(pool.packages.count).toBe(count + 1)
    expect(verdict).toBe('installable')
    expect(steps).toBeLessThan(10 * count)
    expect(refused(pool)).toEqual([])
  })

  test('many versions of a package, which exclude each other, and one package that needs two of them', () => {
    const rivals = many(MANY, n => pack('rival', {}, { version: `${n}` }))
    const app = pack('app', { requires: ['rival = 5', 'rival = 7'] })
    const pool = poolOf([...rivals, app])
    const { verdict, steps } = work(pool, MANY)
    expect(verdict).toBe('uninstallable')
    expect(steps).toBeLessThan(10 * MANY)
    const explained = explain(newExplainer(rulesOf(pool)), MANY)
    expect(explained).toMatchObject({ kind: 'reasons', reasons: [{ package: MANY }] })
  })

  test('many packages of different names that conflict with each other', () => {
    const rivals = many(MANY, n => pack(`rival${n}`, { provides: ['rival'], conflicts: ['rival'] }))
    const pool = poolOf([
      ...rivals,
      pack('app', { requires: ['rival7', 'rival9'] }),
      pack('sly', { conflicts: ['rival'] }),
    ])
    const { search } = rulesOf(pool)
    expect([0, 500, MANY - 1, MANY, MANY + 1].map(p => ask(search, p))).toEqual([
      'installable',
      'installable',
      'installable',
      'uninstallable',
      'installable',
    ])
    expect(search.steps).toBeLessThan(100 * MANY)
  })

  test('a ring of many packages, and one with a link that is missing', () => {
    const ring = many(MANY, n => pack(`r${n}`, { requires: [`r${(n + 1) % MANY}`] }))
    expect(refused(poolOf([...ring.slice(0, 9999), pack('r9999', { requires: ['r0'] })]))).toEqual([])
    const broken = [...ring.slice(0, -1), pack(`r${MANY - 1}`, { requires: ['r0', 'nowhere'] })]
    const pool = poolOf(broken)
    expect(refused(pool)).toHaveLength(MANY)
    const explained = explain(newExplainer(rulesOf(pool)), 0)
    expect(explained.kind).toBe('reasons')
  })

  test('conflicts with what a package provides itself, and needs that it meets itself', () => {
    const packages = [
      pack('selfish', { provides: ['mta'], conflicts: ['mta', 'selfish'], obsoletes: ['selfish'] }),
      pack('sated', { requires: ['sated', '(sated or nowhere)', '(sated with sated)'] }),
    ]
    expect(refused(poolOf(packages))).toEqual([])
  })

  test('rich operators that nobody knows, nested without end, or of a million parts', () => {
    const deep = `${'('.repeat(100_000)}a${' or b)'.repeat(100_000)}`
    const long = `(${many(100_000, () => 'a').join(' or ')})`
    const packages = ['(a xor b)', '(a and b or c)', '(a if)', '()', '(a', deep, long].map((rich, n) =>
      pack(`odd${n}`, { requires: [rich] }),
    )
    const pool = poolOf([...packages, pack('a'), pack('b'), pack('c')])
    expect(refused(pool)).toEqual(packages.map((_, n) => `odd${n}-1-1.x86_64`))
  })

  test('the pigeons of a hole too few: the search ends at its bound and says so', () => {
    const holes = 12
    const pigeons = many(holes + 1, n => pack(`pigeon${n}`, { requires: [`seat${n}`] }))
    const seats = many(holes + 1, n =>
      many(holes, hole => pack(`hole${hole}`, { provides: [`seat${n}`] }, { version: `${n}` })),
    ).flat()
    const app = pack('app', { requires: pigeons.map(p => p.nevra.name) })
    const pool = poolOf([app, ...pigeons, ...seats])
    const found = uninstallable(pool, [0], 100_000)
    expect(found).toMatchObject({ uninstallable: [], undecided: [0] })
  })
})

describe('packages that should not be there', () => {
  test('§3b 44: the same package in two repositories does not stand in its own way', () => {
    const twice = [pack('lib', { provides: ['so'] }), pack('app', { requires: ['lib = 1-1', 'so'] })]
    expect(refused(poolOf(twice, twice))).toEqual([])
  })

  test('§3b 45: an older version beside a newer one serves who asks for it; epoch, ~ and ^ count', () => {
    const versions = [
      pack('lib', {}, { version: '1.0~rc1' }),
      pack('lib', {}, { version: '1.0^git1' }),
      pack('lib', {}, { epoch: 1, version: '0.1' }),
    ]
    const asks = (name: string, requires: string) => pack(name, { requires: [requires] })
    const pool = poolOf([
      ...versions,
      asks('old', 'lib < 1.0'),
      asks('after', '(lib > 1.0 with lib < 1.1)'),
      asks('epoch', 'lib >= 9'),
      asks('between', '(lib > 1.0~rc1 with lib < 1.0)'),
    ])
    expect(refused(pool)).toEqual(['between-1-1.x86_64'])
  })

  test('§3b 47: a package of another machine serves nobody and is not asked about', () => {
    const pool = poolOf([pack('lib', {}, { arch: 'riscv64' }), pack('app', { requires: ['lib'] })])
    expect(refused(pool)).toEqual(['app-1-1.x86_64'])
  })
})
