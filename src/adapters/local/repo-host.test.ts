import { mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { repoHostContract } from '../../../test/contracts/repo-host.ts'
import { createLocalRepoHost } from './repo-host.ts'

const tree = 'release/a'
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trees-'))
})
afterEach(() => rm(folder, { recursive: true }))

repoHostContract('file system', async () => createLocalRepoHost({ directory: join(folder, 'host') }))

test('readers never miss the path while the pointer is switched a hundred times', async () => {
  const host = createLocalRepoHost({ directory: folder })
  for (const version of [1, 2]) {
    const workspace = await host.workspace(tree, 'k')
    await writeFile(join(workspace, 'repomd.xml'), `${version}`)
    await host.seal(tree, version, workspace)
  }
  await host.pointAt(tree, 1)
  let isSwitching = true
  const seen = { reads: 0, versions: new Set<string>() }
  async function reader(): Promise<void> {
    while (isSwitching) {
      seen.versions.add(await readFile(join(folder, 'trees', tree, 'current', 'repomd.xml'), 'utf8'))
      seen.reads++
      await turn()
    }
  }
  const readers = Promise.all(Array.from({ length: 6 }, reader))
  for (let n = 0; n < 100; n++) await host.pointAt(tree, (n % 2) + 1)
  isSwitching = false
  await readers
  expect([...seen.versions].sort()).toEqual(['1', '2'])
  expect(seen.reads).toBeGreaterThan(100)
  expect((await readdir(join(folder, 'trees', tree))).sort()).toEqual(['current', 'versions', 'work'])
})

test('only abandoned workspaces and left-overs of killed servers are pruned', async () => {
  const host = createLocalRepoHost({ directory: folder, abandonedAfterMs: 1000 })
  const [old, young] = [await host.workspace(tree, 'old'), await host.workspace(tree, 'young')]
  await utimes(old, 1, 1)
  await symlink('versions/1', join(folder, 'trees', tree, '.current-x'))
  await host.prune(tree, 1)
  expect(await readdir(join(folder, 'trees', tree, 'work'))).toEqual(['young.1'])
  await writeFile(join(young, 'f'), '')
  await createLocalRepoHost({ directory: folder, abandonedAfterMs: -1000 }).prune(tree, 1)
  expect(await readdir(join(folder, 'trees', tree))).toEqual(['work'])
})

test('names that climb or collide with ours are refused', async () => {
  const host = createLocalRepoHost({ directory: folder })
  for (const bad of ['../x', '/etc', 'release/current', 'a/versions/1', '']) {
    await expect(host.workspace(bad, 'k')).rejects.toThrow()
    await expect(host.prune(bad, 1)).rejects.toThrow()
  }
  for (const version of [0, -1, 1.5, Number.NaN]) expect(() => host.versionPath(tree, version)).toThrow('not a version')
  await expect(host.workspace(tree, '../../k')).rejects.toThrow('unsafe')
  await expect(host.seal(tree, 1, folder)).rejects.toThrow('no workspace')
  await expect(host.prune(tree, 0)).rejects.toThrow('cannot keep')
})

test('a pointer that names no version is told', async () => {
  const host = createLocalRepoHost({ directory: folder })
  await host.workspace(tree, 'k')
  await symlink('elsewhere', join(folder, 'trees', tree, 'current'))
  await expect(host.head(tree)).rejects.toThrow('does not name a version')
})
