import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRefusal } from '../lib/errors.ts'
import type { UpdateRecord } from '../rpm/updateinfo.ts'
import type { PooledRpm } from './pooled-rpm.ts'
import { changeTree, type TreeChange, undoOf } from './tree-change.ts'
import { type TreeState, writeRelease } from './tree-state.ts'
import { wantedTree } from './wanted-tree.ts'

const DIRECTORIES = ['update/aarch64', 'update/x86_64']

function rpm(name: string, build = 'one', arch = 'x86_64'): PooledRpm {
  const nevra = { name, epoch: 0, version: '1', release: '1', arch }
  const file = `${name}-1-1.${arch}.rpm`
  return { sha256: `${file} ${build}`, file, nevra, sourceRpm: '', sourceName: name, sizeBytes: 1, buildTime: 1 }
}

function record(id: string, ...rpms: PooledRpm[]): UpdateRecord {
  const packages = rpms.map(({ nevra, file }) => ({ nevra, file, sha256: '', sourceRpm: '' }))
  return {
    ...{ id, from: 'x', type: 'security', title: '', severity: 'Low', release: 'x', issued: '', updated: '' },
    ...{ description: '', references: [], packages },
  } as UpdateRecord
}

const ALL = ['a', 'b', 'c'].flatMap(name => [rpm(name), rpm(name, 'two'), rpm(name, 'one', 'noarch')])
const POOL = new Map(ALL.map(r => [r.sha256, r]))
const EMPTY: TreeState = new Map()

function add(release: string, ...rpms: PooledRpm[]): TreeChange {
  const places = (r: PooledRpm) => (r.nevra.arch === 'noarch' ? DIRECTORIES : [`update/${r.nevra.arch}`])
  const placed = rpms.flatMap(r => places(r).map(d => ({ path: `${d}/Packages/${r.file}`, sha256: r.sha256 })))
  return { kind: 'add', release, directories: DIRECTORIES, rpms: placed }
}

function made(...changes: TreeChange[]): TreeState {
  return changes.reduce((state, change) => {
    const next = changeTree(state, change, POOL)
    return isRefusal(next) ? expect.fail(next.because.en) : next
  }, EMPTY)
}

const written = (state: TreeState) =>
  [...state]
    .map(([release, content]) => [release, writeRelease(content)])
    .sort((a, b) => (`${a[0]}` < `${b[0]}` ? -1 : 1))

describe('refuses', () => {
  const one = (path: string, sha256: string): TreeChange => ({
    ...{ kind: 'add', release: 'A', directories: DIRECTORIES },
    rpms: [{ path, sha256 }],
  })
  const x86 = rpm('a').sha256

  test.each<[string, TreeChange]>([
    ['not-in-pool', one('update/x86_64/Packages/a-1-1.x86_64.rpm', 'unknown')],
    ['wrong-place', one('update/aarch64/Packages/a-1-1.x86_64.rpm', x86)],
    ['wrong-place', one('update/x86_64/Packages/b-1-1.x86_64.rpm', x86)],
    ['wrong-place', one('update/x86_64/a-1-1.x86_64.rpm', x86)],
    ['wrong-place', one('other/x86_64/Packages/a-1-1.x86_64.rpm', x86)],
    ['unsafe-path', one('update/../x86_64/Packages/a-1-1.x86_64.rpm', x86)],
    ['unsafe-path', { kind: 'add', release: 'A', directories: ['../x'], rpms: [] }],
    ['nested-directories', { kind: 'add', release: 'A', directories: ['update', 'update/x86_64'], rpms: [] }],
    ['same-package-twice', add('A', rpm('a'), rpm('a', 'two'))],
    ['not-in-tree', { kind: 'records', release: 'A', records: [] }],
  ])('%s', (code, change) => {
    expect(changeTree(EMPTY, change, POOL)).toMatchObject({ refused: true, code })
  })

  test('one version with two contents, naming both releases', () => {
    const refusal = changeTree(made(add('A', rpm('a'))), add('B', rpm('a', 'two')), POOL)
    expect(refusal).toMatchObject({
      code: 'different-content',
      because: { en: expect.stringMatching(/^A and B both/) },
    })
  })

  test('advisory records that name no package of the tree, or stand in two releases', () => {
    const state = made(add('A', rpm('a')), add('B', rpm('b')))
    const records = (release: string, list: UpdateRecord[]): TreeChange => ({ kind: 'records', release, records: list })
    expect(changeTree(state, records('A', [record('SA-1', rpm('c'))]), POOL)).toMatchObject({
      code: 'record-without-packages',
    })
    const next = changeTree(state, records('A', [record('SA-1', rpm('a'))]), POOL)
    if (isRefusal(next)) return expect.fail()
    expect(changeTree(next, records('B', [record('SA-1', rpm('a'))]), POOL)).toMatchObject({
      code: 'same-record-twice',
    })
  })
})

test('a record names only what stands in its directory, with the sum it has there', () => {
  const noarch = rpm('b', 'one', 'noarch')
  const state = made(add('A', rpm('a'), noarch), {
    ...{ kind: 'records', release: 'A' },
    records: [record('SA-1', rpm('a'), noarch, rpm('c'))],
  })
  const records = state.get('A')?.records ?? expect.fail()
  const names = (directory: string) => records.get(directory)?.flatMap(r => r.packages.map(p => p.sha256))
  expect(names('update/aarch64')).toEqual([noarch.sha256])
  expect(names('update/x86_64')).toEqual([rpm('a').sha256, noarch.sha256])
})

const release = fc.constantFrom('A', 'B', 'C')
const some = fc.subarray(ALL.filter(r => !r.sha256.endsWith('two')))
const change: fc.Arbitrary<TreeChange> = fc.oneof(
  fc.tuple(release, some).map(([name, rpms]) => add(name, ...rpms)),
  release.map(name => ({ kind: 'remove' as const, release: name })),
  fc
    .tuple(release, fc.boolean())
    .map(([name, published]) => ({ kind: 'published' as const, release: name, published })),
)
const content = (state: TreeState) =>
  wantedTree('release/b', state, 1, []).repositories.map(r => [r.directory, r.content])

test('undoing the last change restores the state, whatever it was', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 6 }), change, (before, last) => {
      const state = made(...before)
      const former = state.get(last.release)
      const changed = made(...before, last)
      const undo = undoOf(last, former ? writeRelease(former) : null, changed.has(last.release))
      const undone = changeTree(changed, undo, POOL)
      expect(isRefusal(undone) ? undone : written(undone)).toEqual(written(state))
    }),
  )
})

test('a tree depends on its releases, not on the order in which they came', () => {
  fc.assert(
    fc.property(some, some, some, (a, b, c) => {
      const changes = [add('A', ...a), add('B', ...b), add('C', ...c)]
      expect(content(made(...changes.toReversed()))).toEqual(content(made(...changes)))
      const without = made(add('A', ...a), add('C', ...c))
      expect(content(made(...changes, { kind: 'remove', release: 'B' }))).toEqual(content(without))
    }),
  )
})

test('a repository keeps its revision as long as it stays the same', () => {
  const wanted = (state: TreeState, revision: number, before: ReturnType<typeof wantedTree>['repositories']) =>
    wantedTree('release/b', state, revision, before).repositories
  const first = wanted(made(add('A', rpm('a'))), 100, [])
  const second = wanted(made(add('A', rpm('a')), add('B', rpm('b'))), 200, first)
  const third = wanted(made(add('A', rpm('a'))), 300, second)
  const revisions = (list: typeof first) => list.map(r => r.revision)
  expect([first, second, third].map(revisions)).toEqual([
    [100, 100],
    [100, 200],
    [100, 300],
  ])
})
