import { expect, test } from 'vitest'
import { directoriesFor, directoryOf, isSafePath, placeRpm, releaseDirectory, runsOn, testDirectory } from './layout.ts'

const ARCHES = ['aarch64', 'x86_64']

function rpm(arch: string) {
  const nevra = { name: 'vim', epoch: 2, version: '9.0', release: '1', arch }
  return { nevra, file: `vim-9.0-1.${arch}.rpm`, sha256: 'a' }
}

test('directories are those of the distribution', () => {
  expect(directoriesFor(releaseDirectory, ['standard', 'EPOL'], ARCHES)).toEqual([
    'EPOL/update/main/aarch64',
    'EPOL/update/main/source',
    'EPOL/update/main/x86_64',
    'update/aarch64',
    'update/source',
    'update/x86_64',
  ])
  const inTest = (family: 'standard' | 'EPOL', arch: string) => testDirectory('update_20261121b', family, arch)
  expect(directoriesFor(inTest, ['standard', 'EPOL'], ['x86_64'])).toEqual([
    'EPOL/update_20261121b/main/source',
    'EPOL/update_20261121b/main/x86_64',
    'update_20261121b/source',
    'update_20261121b/x86_64',
  ])
})

test.each([
  ['noarch', ['update/aarch64', 'update/x86_64']],
  ['x86_64', ['update/x86_64']],
  ['i686', ['update/x86_64']],
  ['src', ['update/source']],
  ['nosrc', ['update/source']],
  ['riscv64', []],
])('a package of %s goes to %j', (arch, directories) => {
  const placed = placeRpm(rpm(arch), a => releaseDirectory('standard', a), ARCHES)
  expect(placed.map(p => p.path)).toEqual(directories.map(d => `${d}/Packages/vim-9.0-1.${arch}.rpm`))
})

test('a path tells its repository directory', () => {
  expect(directoryOf('EPOL/update/main/x86_64/Packages/a-1-1.x86_64.rpm')).toBe('EPOL/update/main/x86_64')
  expect(directoryOf('update/x86_64/a-1-1.x86_64.rpm')).toBeUndefined()
})

test.each(['../x', '/x', 'a//b', 'a/./b', 'a/..', '', 'a/-rf', 'a/b c', `a/${'x'.repeat(300)}`])(
  '%j is unsafe',
  path => {
    expect(isSafePath(path)).toBe(false)
  },
)

test('64-bit systems run the 32-bit packages of their kind', () => {
  expect([runsOn('i686', 'x86_64'), runsOn('i686', 'aarch64'), runsOn('noarch', 'riscv64')]).toEqual([
    true,
    false,
    true,
  ])
})
