import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { allFiles, listed, openTrees, placed, pooled, record, TREE, type Trees } from '../../test/kit/trees.ts'
import { isRefusal } from '../lib/errors.ts'
import { parseUpdateinfo } from '../rpm/updateinfo.ts'
import { openOwnRepository, readMetadataText, readRepomd } from './metadata-files.ts'
import { poolPath } from './pool.ts'
import { normalisedRepomds, reachableFiles } from './reachable.ts'
import type { TreeChange } from './tree-change.ts'
import type { ChangeIntent } from './tree-publish.ts'
import { applyChange, changeNow, prepareChange, undoChange } from './trees.ts'

let trees: Trees
let attempts = 0

beforeEach(async () => {
  trees = await openTrees()
})
afterEach(async () => {
  await trees.drop()
})

const by = () => ({ attempt: `run/step.${++attempts}`, run: 'run' })

async function prepared(change: TreeChange, from = trees): Promise<ChangeIntent> {
  const intent = await prepareChange(from, { tree: TREE, change })
  return isRefusal(intent) ? expect.fail(intent.because.en) : intent
}

async function apply(change: TreeChange): Promise<string> {
  const { version } = await applyChange(trees, await prepared(change), by())
  expect(await trees.repoHost.head(TREE)).toBe(version)
  return trees.repoHost.versionPath(TREE, version)
}

async function recordIds(path: string, directory: string): Promise<Record<string, string[]> | undefined> {
  const repository = await openOwnRepository(join(path, directory))
  if (!repository.has('updateinfo')) return undefined
  const records = parseUpdateinfo(await readMetadataText(repository, 'updateinfo'))
  return Object.fromEntries(records.map(r => [r.id, r.packages.map(p => p.file)]))
}

const both = (name: string, version = '1.0') => [
  { name, version, arch: 'x86_64' },
  { name, version, arch: 'aarch64' },
]

test('publishes a release: every architecture, noarch in each, sources apart, lists beside them', async () => {
  const rpms = await pooled(trees, [...both('vim'), { name: 'docs', arch: 'noarch' }])
  const path = await apply({ kind: 'add', release: 'A', ...placed(rpms) })

  expect(await listed(path, 'update/x86_64')).toEqual([
    'Packages/docs-1.0-1.noarch.rpm',
    'Packages/vim-1.0-1.x86_64.rpm',
  ])
  expect(await listed(path, 'update/aarch64')).toEqual([
    'Packages/docs-1.0-1.noarch.rpm',
    'Packages/vim-1.0-1.aarch64.rpm',
  ])
  expect(await listed(path, 'update/source')).toEqual(['Packages/docs-1.0-1.src.rpm', 'Packages/vim-1.0-1.src.rpm'])
  expect(await readFile(join(path, 'update/pkglist'), 'utf8')).toBe('docs\nvim\n')
  expect(await readFile(join(path, 'update/openEuler-24.03-LTS.csv'), 'utf8')).toBe(
    'docs,docs-1.0-1.noarch.rpm\nvim,vim-1.0-1.aarch64.rpm vim-1.0-1.x86_64.rpm\n',
  )
  expect(JSON.parse(await readFile(join(path, 'openEuler-24.03-LTS-update.json'), 'utf8'))).toEqual({
    update: [{ dir: 'update' }],
    history: [],
  })
  const { mtimeMs } = await stat(join(path, 'update/x86_64/Packages/vim-1.0-1.x86_64.rpm'))
  expect(mtimeMs).toBe(1_700_000_000_000)
})

test('an intent that is applied a second time makes no second version', async () => {
  const intent = await prepared({ kind: 'add', release: 'A', ...placed(await pooled(trees, both('vim'))) })
  expect(await applyChange(trees, intent, by())).toEqual({ version: 1 })
  expect(await applyChange(trees, intent, by())).toEqual({ version: 1 })
  await expect(stat(trees.repoHost.versionPath(TREE, 2))).rejects.toThrow('ENOENT')
})

test('records stand where their packages are, and withdrawal restores what was there', async () => {
  const vim = await pooled(trees, both('vim'))
  const nano = await pooled(trees, [{ name: 'nano' }])
  const first = await apply({ kind: 'add', release: 'A', ...placed(vim) })
  const second = await apply({ kind: 'add', release: 'B', ...placed(nano) })
  const third = await apply({ kind: 'records', release: 'A', records: [record('SA-1', vim)] })
  const fourth = await apply({ kind: 'records', release: 'B', records: [record('SA-2', nano)] })

  expect(await recordIds(fourth, 'update/x86_64')).toEqual({
    'SA-1': ['vim-1.0-1.x86_64.rpm'],
    'SA-2': ['nano-1.0-1.x86_64.rpm'],
  })
  expect(await recordIds(fourth, 'update/aarch64')).toEqual({ 'SA-1': ['vim-1.0-1.aarch64.rpm'] })
  expect(await recordIds(fourth, 'update/source')).toBeUndefined()

  const offered = async (path: string) => [await reachableFiles(path), await normalisedRepomds(path)]
  await changeNow(trees, { tree: TREE, change: { kind: 'drop-records', release: 'B' } }, by())
  expect(await offered(trees.repoHost.versionPath(TREE, 5))).toEqual(await offered(third))
  await changeNow(trees, { tree: TREE, change: { kind: 'drop-records', release: 'A' } }, by())
  expect(await offered(trees.repoHost.versionPath(TREE, 6))).toEqual(await offered(second))
  await changeNow(trees, { tree: TREE, change: { kind: 'remove', release: 'B' } }, by())
  expect(await offered(trees.repoHost.versionPath(TREE, 7))).toEqual(await offered(first))
  expect(await changeNow(trees, { tree: TREE, change: { kind: 'remove', release: 'B' } }, by())).toEqual({
    version: 7,
    unchanged: true,
  })
})

test('revisions only grow, also when the clock goes back, and what is equal keeps its own', async () => {
  const vim = await pooled(trees, both('vim'))
  const nano = await pooled(trees, [{ name: 'nano' }])
  const revision = async (path: string, directory: string) => Number((await readRepomd(join(path, directory))).revision)
  const first = await apply({ kind: 'add', release: 'A', ...placed(vim) })
  const start = Math.floor(trees.clock.at.getTime() / 1000)
  expect(await revision(first, 'update/x86_64')).toBe(start)
  trees.clock.at = new Date('2026-11-20T08:00:00Z')
  const second = await apply({ kind: 'add', release: 'B', ...placed(nano) })
  expect(await revision(second, 'update/x86_64')).toBe(start + 1)
  expect(await revision(second, 'update/aarch64')).toBe(start)
  const [before, after] = [
    await allFiles(join(first, 'update/aarch64')),
    await allFiles(join(second, 'update/aarch64')),
  ]
  expect(after).toEqual(before)
})

test('a client in mid-download finds what it was promised for three more versions', async () => {
  const vim = await pooled(trees, both('vim'))
  const first = await apply({ kind: 'add', release: 'A', ...placed(vim) })
  const promised = Object.keys(await allFiles(first)).filter(p => /\.rpm$|-primary\.xml\.gz$/.test(p))
  await changeNow(trees, { tree: TREE, change: { kind: 'remove', release: 'A' } }, by())
  const names = ['b', 'c', 'd']
  for (const name of names) await apply({ kind: 'add', release: name, ...placed(await pooled(trees, [{ name }])) })
  const missing = async (version: number) => {
    const there = await allFiles(trees.repoHost.versionPath(TREE, version))
    return promised.filter(p => !(p in there))
  }
  for (const version of [2, 3, 4]) expect(await missing(version)).toEqual([])
  expect(await missing(5)).toEqual(promised)
  expect(await listed(trees.repoHost.versionPath(TREE, 2), 'update/x86_64').catch(e => e.refusal.code)).toBe(
    'bad-metadata',
  )
})

describe('packages of several releases', () => {
  test('one that two releases ship stays while one of them stands', async () => {
    const vim = await pooled(trees, [{ name: 'vim' }])
    await apply({ kind: 'add', release: 'A', ...placed(vim) })
    await apply({ kind: 'add', release: 'B', ...placed(vim) })
    const path = async (version: number) => listed(trees.repoHost.versionPath(TREE, version), 'update/x86_64')
    await changeNow(trees, { tree: TREE, change: { kind: 'remove', release: 'A' } }, by())
    expect(await path(3)).toEqual(['Packages/vim-1.0-1.x86_64.rpm'])
  })

  test('the same version with other content is refused, a lower one is allowed and said', async () => {
    const rpms = await pooled(trees, [{ name: 'vim', version: '2.0' }])
    await apply({ kind: 'add', release: 'A', ...placed(rpms) })
    const rebuilt = await pooled(trees, [{ name: 'vim', version: '2.0', content: 'other' }])
    const other = await prepareChange(trees, { tree: TREE, change: { kind: 'add', release: 'B', ...placed(rebuilt) } })
    expect(other).toMatchObject({ refused: true, code: 'different-content' })
    const lower = await pooled(trees, [{ name: 'vim', version: '2.0~rc1' }])
    const intent = await prepared({ kind: 'add', release: 'B', ...placed(lower) })
    expect(intent.downgrades.map(d => [d.directory, d.from.version, d.to.version])).toEqual([
      ['update/source', '2.0', '2.0~rc1'],
      ['update/x86_64', '2.0', '2.0~rc1'],
    ])
  })

  test('a release brought to a new scope loses what it no longer has, and its undo brings that back', async () => {
    const vim = await pooled(trees, [{ name: 'vim' }])
    const nano = await pooled(trees, [{ name: 'nano' }])
    const first = await apply({ kind: 'add', release: 'A', ...placed([...vim, ...nano]) })
    const intent = await prepared({ kind: 'add', release: 'A', ...placed(nano) })
    await applyChange(trees, intent, by())
    expect(await listed(trees.repoHost.versionPath(TREE, 2), 'update/x86_64')).toEqual([
      'Packages/nano-1.0-1.x86_64.rpm',
    ])
    expect(await undoChange(trees, intent, by())).toEqual({ version: 3 })
    expect(await reachableFiles(trees.repoHost.versionPath(TREE, 3))).toEqual(await reachableFiles(first))
    expect(await undoChange(trees, intent, by())).toEqual({ version: 3, unchanged: true })
  })
})

test('the same intents give the same bytes in another data directory', async () => {
  const other = await openTrees()
  try {
    const specs = [...both('vim'), { name: 'docs', arch: 'noarch' }]
    const rpms = await pooled(trees, specs)
    expect(await pooled(other, specs)).toEqual(rpms)
    const nano = await pooled(trees, [{ name: 'nano' }])
    await pooled(other, [{ name: 'nano' }])
    const changes: TreeChange[] = [
      { kind: 'add', release: 'A', ...placed(rpms) },
      { kind: 'records', release: 'A', records: [record('SA-1', rpms)] },
      { kind: 'add', release: 'B', ...placed(nano) },
      { kind: 'remove', release: 'A' },
    ]
    for (const change of changes) {
      const intent = await prepared(change)
      const { version } = await applyChange(trees, intent, by())
      // modifyrepo_c writes the second it runs in.
      if (change.kind === 'records') await new Promise(resolve => setTimeout(resolve, 1100))
      expect(await applyChange(other, intent, by())).toEqual({ version })
      const path = (t: Trees) => t.repoHost.versionPath(TREE, version)
      expect(await allFiles(path(other))).toEqual(await allFiles(path(trees)))
    }
  } finally {
    await other.drop()
  }
})

describe('a pool or a tool that fails', () => {
  test('an RPM damaged in the pool is found before anything is switched', async () => {
    const vim = await pooled(trees, [{ name: 'vim' }])
    await apply({ kind: 'add', release: 'A', ...placed(await pooled(trees, [{ name: 'nano' }])) })
    const rpm = vim.find(r => r.nevra.arch === 'x86_64') ?? expect.fail()
    await truncate(poolPath(trees.poolDir, rpm.sha256), rpm.sizeBytes - 10)
    const intent = await prepared({ kind: 'add', release: 'B', ...placed(vim) })
    await expect(applyChange(trees, intent, by())).rejects.toMatchObject({ name: 'ExternalError' })
    expect(await trees.repoHost.head(TREE)).toBe(1)
    expect(await readdir(join(trees.dir, 'host/trees', TREE, 'work'))).toEqual([])
    await expect(stat(trees.repoHost.versionPath(TREE, 2))).rejects.toThrow('ENOENT')
  })

  test('sums remembered wrongly and metadata damaged since are made anew', async () => {
    const vim = await pooled(trees, both('vim'))
    const first = await apply({ kind: 'add', release: 'A', ...placed(vim) })
    const sums = join(trees.poolDir, 'checksums')
    for (const name of await readdir(sums)) await writeFile(join(sums, name), 'f'.repeat(64))
    const repodata = join(first, 'update/aarch64/repodata')
    for (const name of await readdir(repodata)) if (name.includes('primary')) await rm(join(repodata, name))
    const second = await apply({ kind: 'add', release: 'B', ...placed(await pooled(trees, [{ name: 'nano' }])) })
    expect(await listed(second, 'update/aarch64')).toEqual(['Packages/vim-1.0-1.aarch64.rpm'])
  })

  test('a pool on another file system is copied from, times included', async () => {
    const poolDir = await mkdtemp('/dev/shm/slipway-pool-')
    try {
      const elsewhere = { ...trees, poolDir }
      const rpms = await pooled(elsewhere, [{ name: 'vim' }])
      const intent = await prepared({ kind: 'add', release: 'A', ...placed(rpms) }, elsewhere)
      await applyChange(elsewhere, intent, by())
      const path = join(trees.repoHost.versionPath(TREE, 1), 'update/x86_64/Packages/vim-1.0-1.x86_64.rpm')
      const { nlink, mtimeMs } = await stat(path)
      expect([nlink, mtimeMs]).toEqual([1, 1_700_000_000_000])
    } finally {
      await rm(poolDir, { recursive: true })
    }
  })
})
