import { expect, test } from 'vitest'
import { packageLists, updateIndexes } from './lists.ts'
import type { PooledRpm } from './pooled-rpm.ts'

function rpm(name: string, arch: string, sourceName: string): PooledRpm {
  const nevra = { name, epoch: 0, version: '1', release: '1', arch }
  const file = `${name}-1-1.${arch}.rpm`
  return { sha256: file, file, nevra, sourceRpm: '', sourceName, sizeBytes: 1, buildTime: 1 }
}

test('pkglist and csv of each update directory, over all its architectures', () => {
  const lists = packageLists('openEuler-24.03-LTS', [
    { directory: 'update/source', rpms: [rpm('vim', 'src', 'vim'), rpm('only-source', 'src', 'only-source')] },
    { directory: 'update/x86_64', rpms: [rpm('vim-common', 'x86_64', 'vim'), rpm('docs', 'noarch', 'docs')] },
    { directory: 'update/aarch64', rpms: [rpm('vim', 'aarch64', 'vim'), rpm('docs', 'noarch', 'docs')] },
    { directory: 'EPOL/update/main/x86_64', rpms: [] },
  ])
  expect(Object.fromEntries(lists.map(l => [l.path, l.text]))).toEqual({
    'update/pkglist': 'docs\nonly-source\nvim\n',
    'update/openEuler-24.03-LTS.csv':
      'docs,docs-1-1.noarch.rpm\nonly-source,\nvim,vim-1-1.aarch64.rpm vim-common-1-1.x86_64.rpm\n',
    'EPOL/update/main/pkglist': '',
    'EPOL/update/main/openEuler-24.03-LTS.csv': '',
  })
})

test('indexes name what is in test and what has been published, the families in their own folder', () => {
  const indexes = updateIndexes('b', [
    { directory: 'update_20261121/x86_64', published: false },
    { directory: 'update_20261121/source', published: false },
    { directory: 'update_20261114/x86_64', published: true },
    { directory: 'EPOL/update_20261121/main/x86_64', published: false },
    { directory: 'EPOL/update_20261114/multi_version/OpenStack/Train/x86_64', published: true },
  ])
  expect(indexes.map(i => [i.path, JSON.parse(i.text)])).toEqual([
    ['b-update.json', { update: [{ dir: 'update_20261121' }], history: [{ dir: 'update_20261114' }] }],
    [
      'EPOL/b-update.json',
      {
        update: [{ dir: 'update_20261121|main' }],
        history: [{ dir: 'update_20261114|multi_version|OpenStack|Train' }],
      },
    ],
  ])
})

test('an empty tree has an empty index', () => {
  expect(updateIndexes('b', [])).toEqual([{ path: 'b-update.json', text: '{"update":[],"history":[]}\n' }])
})
