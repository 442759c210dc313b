import { expect, test } from 'vitest'
import { type PackageDiff, sonamesGone } from '../rpm/diff.ts'
import { diffView, notCompared } from './package-diff.ts'

const nevra = { name: 'pier', epoch: 0, version: '1.1', release: '1', arch: 'x86_64' }
const compared = {
  nevra,
  sourcePackage: 'pier',
  arches: ['x86_64'],
  fileBytes: 2000,
  had: { nevra: { ...nevra, version: '1.0', arch: 'noarch' }, from: 'everything', fileBytes: 1000 },
}

function many<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => make(n))
}

const gone = (name: string, list: 'provides' | 'requires' = 'provides') => ({ list, name, before: name, after: null })

const diff: PackageDiff = {
  name: 'pier',
  arch: 'x86_64',
  archBefore: 'noarch',
  before: '1.0-1',
  after: '1.1-1',
  isLower: false,
  bytesBefore: 10,
  bytesAfter: 20,
  dependencies: many(301, n => gone(`cap${n}`)),
  files: [
    ...many(150, n => ({ path: `/a${n}`, change: 'added' as const, bytesBefore: null, bytesAfter: 1 })),
    ...many(100, n => ({ path: `/r${n}`, change: 'removed' as const, bytesBefore: 1, bytesAfter: null })),
    { path: '/c', change: 'content', bytesBefore: 1, bytesAfter: 1 },
  ],
  scriptlets: [{ section: 'post', before: null, after: '😀'.repeat(3000) }],
  changelog: many(25, n => ({ time: n, author: 'Ann', text: 'words' })),
}

test('long lists are cut, and what is left out is counted', () => {
  const view = diffView(compared, diff)
  expect([view.dependencies.length, view.files.length, view.changelog.length]).toEqual([300, 200, 20])
  expect(view.more).toEqual({ dependencies: 1, files: 51, changelog: 5 })
  expect(view.fileCounts).toEqual({ added: 150, removed: 100, changed: 1 })
  expect(view.scriptlets[0]?.after).toHaveLength(4001)
  expect(view.scriptlets[0]?.after?.isWellFormed()).toBe(true)
  expect(view).toMatchObject({ before: '1.0-1', archBefore: 'noarch', from: 'everything', fileBytesBefore: 1000 })
})

test('of a package that is new everything is: its lists are left out, its files counted', () => {
  const fresh = { ...diff, before: null, archBefore: null, bytesBefore: null }
  const view = diffView({ ...compared, had: undefined }, fresh)
  expect(view).toMatchObject({
    before: null,
    dependencies: [],
    files: [],
    scriptlets: [],
    changelog: [],
    because: null,
  })
  expect(view.fileCounts.added).toBe(150)
})

test('what could not be compared says why, and what is known without', () => {
  const view = notCompared(compared, { zh: '没有应答', en: 'no answer' })
  expect(view).toMatchObject({ because: { en: 'no answer' }, before: '1.0-1', after: '1.1-1', bytesAfter: null })
})

test('sonames are told from other names that are gone', () => {
  const names = [
    'libz.so.1()(64bit)',
    'libz.so.1(ZLIB_1.2.9)(64bit)',
    'libc.so.6',
    'libfoo-2.so()(64bit)',
    'pkgconfig(zlib)',
    'pier-devel',
    'python3.12dist(so)',
  ]
  const dependencies = [...names.map(name => gone(name)), gone('libneeded.so.1()(64bit)', 'requires')]
  expect(sonamesGone({ dependencies })).toEqual(names.slice(0, 4))
  const moved = { list: 'provides', name: 'libz.so.1', before: 'libz.so.1', after: 'libz.so.1 = 2' } as const
  expect(sonamesGone({ dependencies: [moved] })).toEqual([])
})
