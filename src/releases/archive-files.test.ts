// The three files of the archive, byte by byte, and when they are still to be written or taken back.

import { expect, test } from 'vitest'
import { freshRelease, plainBranch, plainPolicy } from '../../test/kit/release.ts'
import type { Nevra } from '../rpm/nevra.ts'
import { type ArchiveRecord, archiveView, digestOf, isPending, wantedArchive } from './archive-files.ts'
import type { BuiltPackage } from './drafts.ts'
import type { ReleasesPolicy } from './policy.ts'
import { stageNames } from './stages.ts'

const everything = {
  id: 'everything',
  family: 'standard',
  url: 'https://repo.example.org/D-1/everything/$arch',
} as const
const policy: ReleasesPolicy = {
  ...plainPolicy,
  branches: [{ ...plainBranch, arches: ['x86_64', 'aarch64'], base: [everything] }],
}

function built(file: string, sourceName: string, arch: string, family: BuiltPackage['family'] = 'standard') {
  const nevra: Nevra = { name: sourceName, epoch: 0, version: '1', release: '1', arch }
  const rpm = { sha256: file, file, nevra, sourceRpm: '', sourceName, sizeBytes: 1, buildTime: 1 }
  return { rpm, family, arches: arch === 'src' ? [] : [arch] }
}

const packages = [
  built('vim-1-1.x86_64.rpm', 'vim', 'x86_64'),
  built('vim-1-1.src.rpm', 'vim', 'src'),
  built('vim-1-1.aarch64.rpm', 'vim', 'aarch64'),
  built('cjson-1-1.x86_64.rpm', 'cjson', 'x86_64', 'EPOL'),
]

const released = { ...freshRelease(), stage: 'released' as const }

function contents(of = policy): Record<string, string | null> {
  const wanted = wantedArchive(released, packages, of)
  return Object.fromEntries(wanted?.files.map(f => [f.path, f.content]) ?? [])
}

test('a list of packages, one of their files, and the project they can be built from again', () => {
  expect(contents()).toEqual({
    'update_20261125/D-1-pkglist': 'cjson\nvim\n',
    'update_20261125/D-1.csv': 'cjson,cjson-1-1.x86_64.rpm\nvim,vim-1-1.aarch64.rpm vim-1-1.x86_64.rpm\n',
    'update_20261125/D-1.yaml': `os_project: D-1-update-20261125
spec_branch: D-1
package_repos:
  - spec_name: cjson
    spec_url: ""
    spec_branch: D-1
  - spec_name: vim
    spec_url: ""
    spec_branch: D-1
build_targets:
  - os_variant: D-1
    architecture: x86_64
  - os_variant: D-1
    architecture: aarch64
bootstrap_rpm_repo:
  - name: everything
    repo: https://repo.example.org/D-1/everything/$arch
build_env_macros:
  tag: D-1-update-20261125
`,
  })
})

test('the configuration says where, and where the sources are', () => {
  const archive = { repository: 'd/lists', branch: 'main', directory: 'a/b', sources: 'https://x.org/src-d/$package' }
  const wanted = wantedArchive(released, packages, { ...policy, archive })
  expect(wanted).toMatchObject({ repository: 'd/lists', branch: 'main' })
  const files = contents({ ...policy, archive })
  expect(Object.keys(files)).toEqual([
    'a/b/update_20261125/D-1-pkglist',
    'a/b/update_20261125/D-1.csv',
    'a/b/update_20261125/D-1.yaml',
  ])
  expect(files['a/b/update_20261125/D-1.yaml']).toContain('    spec_url: https://x.org/src-d/vim\n')
})

test('archived is what users have, and nothing else', () => {
  const wanted = stageNames.filter(stage => wantedArchive({ ...released, stage }, packages, policy) !== undefined)
  expect(wanted).toEqual(['announcing', 'released'])
})

test('what is committed and what is remembered are compared', () => {
  const wanted = wantedArchive(released, packages, policy)
  const other = wantedArchive(released, packages.slice(1), policy)
  if (!wanted || !other) throw new Error('nothing is wanted')
  const before = { ...wanted, files: wanted.files.map(f => ({ ...f, content: null })) }
  const record = (change: Partial<ArchiveRecord>): ArchiveRecord => ({
    kept: before,
    digest: digestOf(wanted),
    problem: null,
    triedAt: null,
    ...change,
  })
  expect(isPending(wanted, undefined)).toBe(true)
  expect(isPending(wanted, record({ digest: null }))).toBe(true)
  expect(isPending(wanted, record({}))).toBe(false)
  expect(isPending(other, record({}))).toBe(true)
  expect(isPending(undefined, record({}))).toBe(true)
  expect(isPending(undefined, record({ kept: null, digest: null }))).toBe(false)
  expect(isPending(undefined, undefined)).toBe(false)

  expect(archiveView(undefined, undefined)).toBeNull()
  expect(archiveView(undefined, record({ kept: null, problem: 'forge: down' }))).toBeNull()
  expect(archiveView(wanted, record({}))).toEqual({
    repository: 'd/releases',
    files: ['update_20261125/D-1-pkglist', 'update_20261125/D-1.csv', 'update_20261125/D-1.yaml'],
    state: 'archived',
    problem: null,
  })
  const failed = record({ digest: null, problem: 'forge: commitFiles: 403' })
  expect(archiveView(wanted, failed)).toMatchObject({ state: 'pending', problem: 'forge: commitFiles: 403' })
})
