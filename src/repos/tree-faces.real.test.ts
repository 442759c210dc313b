// What others see of a tree: the test directories with their indexes, and a real client.

import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listed, openTrees, placed, pooled, record, TREE, type Trees } from '../../test/kit/trees.ts'
import { privateRepository } from './checks.ts'
import { runDnf } from './dnf.ts'
import { directoriesFor, type Family, placeRpm, testDirectory } from './layout.ts'
import { reachableFiles } from './reachable.ts'
import type { TreeChange } from './tree-change.ts'
import { changeNow } from './trees.ts'

let trees: Trees
let attempts = 0

beforeEach(async () => {
  trees = await openTrees()
})
afterEach(async () => {
  await trees.drop()
})

async function apply(tree: string, change: TreeChange): Promise<string> {
  const { version } = await changeNow(trees, { tree, change }, { attempt: `run/step.${++attempts}`, run: 'run' })
  return trees.repoHost.versionPath(tree, version)
}

test('a test tree holds one directory per release and family, and lists what has been published since', async () => {
  const tree = 'test/openEuler-24.03-LTS'
  const change = (change: TreeChange) => apply(tree, change)
  const add = async (release: string, directory: string, name: string): Promise<TreeChange> => {
    const place = (family: Family, arch: string) => testDirectory(directory, family, arch)
    const rpms = (await pooled(trees, [{ name }])).flatMap(r => placeRpm(r, arch => place('EPOL', arch), ['x86_64']))
    return { kind: 'add', release, directories: directoriesFor(place, ['standard', 'EPOL'], ['x86_64']), rpms }
  }
  const index = async (path: string, folder = '.') =>
    JSON.parse(await readFile(join(path, folder, 'openEuler-24.03-LTS-update.json'), 'utf8'))

  await change(await add('A', 'update_20261114', 'vim'))
  await change(await add('B', 'update_20261121', 'nano'))
  const third = await change({ kind: 'published', release: 'A', published: true })
  expect(await index(third)).toEqual({ update: [{ dir: 'update_20261121' }], history: [{ dir: 'update_20261114' }] })
  expect(await index(third, 'EPOL')).toEqual({
    update: [{ dir: 'update_20261121|main' }],
    history: [{ dir: 'update_20261114|main' }],
  })
  expect(await readFile(join(third, 'EPOL/update_20261121/main/pkglist'), 'utf8')).toBe('nano\n')
  expect(await listed(third, 'update_20261121/x86_64')).toEqual([])
  expect(await listed(third, 'EPOL/update_20261121/main/x86_64')).toEqual(['Packages/nano-1.0-1.x86_64.rpm'])

  const fourth = await change({ kind: 'remove', release: 'B' })
  expect(await index(fourth)).toEqual({ update: [], history: [{ dir: 'update_20261114' }] })
  expect((await reachableFiles(fourth)).filter(f => f.path.includes('update_20261121'))).toEqual([])
})

test('a client sees packages and advisories, and after a withdrawal neither', async () => {
  const rpms = await pooled(trees, [{ name: 'vim', epoch: 2 }, { name: 'nano' }])
  const vim = rpms.filter(r => r.nevra.name === 'vim')
  const workDir = join(trees.dir, 'client')
  await mkdir(workDir)
  const room = { programs: trees.programs, workDir, poolDir: trees.poolDir }
  const old = await pooled(trees, [{ name: 'vim', epoch: 2, version: '0.9' }])
  const base = await privateRepository(
    room,
    old.filter(r => r.nevra.arch === 'x86_64'),
  )
  const ask = async (path: string | undefined, ...args: string[]) => {
    const update = path ? [{ id: 'update', url: pathToFileURL(join(path, 'update/x86_64')).href }] : []
    const cacheDir = join(workDir, `cache-${++attempts}`)
    const target = { arch: 'x86_64', cacheDir, root: join(workDir, 'root'), repositories: [base, ...update] }
    const { exitCode, stdout, stderr } = await runDnf(room, target, args)
    expect([exitCode, stderr]).toEqual([0, ''])
    return stdout.trim().split('\n').filter(Boolean)
  }
  await ask(undefined, 'install', 'vim')
  await apply(TREE, { kind: 'add', release: 'A', ...placed(rpms) })
  const published = await apply(TREE, { kind: 'records', release: 'A', records: [record('SA-1', vim)] })
  const offered = ['vim-2:0.9-1.x86_64']
  expect(await ask(published, 'repoquery')).toEqual(['nano-0:1.0-1.x86_64', ...offered, 'vim-2:1.0-1.x86_64'])
  const advisories = await ask(published, 'updateinfo', 'list', '--with-cve')
  expect(advisories).toEqual(['CVE-2026-1 Important/Sec. vim-2:1.0-1.x86_64'])
  const directories = ['update/aarch64', 'update/source', 'update/x86_64']
  const withdrawn = await apply(TREE, { kind: 'add', release: 'A', directories, rpms: [] })
  expect(await ask(withdrawn, 'repoquery')).toEqual(offered)
  expect(await ask(withdrawn, 'updateinfo', 'list')).toEqual([])
})
