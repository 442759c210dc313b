import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildRpms, type TinySpec } from '../../test/kit/rpms.ts'
import { openTrees, placed, pooled, record, TREE, type Trees } from '../../test/kit/trees.ts'
import { formatUpdateinfo } from '../rpm/updateinfo.ts'
import { adoptBaseline } from './baseline.ts'
import { packagesOf, recordsOf, releasesOf } from './queries.ts'
import { reachableFiles } from './reachable.ts'
import { changeNow } from './trees.ts'

let trees: Trees

beforeEach(async () => {
  trees = await openTrees()
})
afterEach(async () => {
  await trees.drop()
})

const by = { attempt: 'run/step.1', run: 'run' }
const directories = ['update/aarch64', 'update/source', 'update/x86_64']

async function run(program: string, ...args: string[]): Promise<void> {
  const { exitCode, stderr } = await trees.programs.run(program, args)
  if (exitCode !== 0) throw new Error(stderr)
}

/** A repository as another tool left it: its own layout and compression, an advisory for one package and a lost one. */
async function oldRepository(specs: readonly TinySpec[], compression: string): Promise<string> {
  const top = join(trees.dir, 'before')
  const repository = join(top, 'update/x86_64')
  await mkdir(join(repository, 'rpms'), { recursive: true })
  const files = await buildRpms({ programs: trees.programs, dir: join(trees.dir, 'old'), specs })
  const binaries = files.filter(f => !f.endsWith('.src.rpm'))
  for (const file of binaries) await copyFile(file, join(repository, 'rpms', basename(file)))
  await run('createrepo_c', '-q', '--general-compress-type', compression, repository)
  const nevra = { name: 'vim', epoch: 0, version: '1.0', release: '1', arch: 'x86_64' }
  const named = (name: string) => ({ nevra: { ...nevra, name }, file: '', sha256: '', sourceRpm: '' })
  const updateinfo = join(trees.dir, 'updateinfo.xml')
  await writeFile(
    updateinfo,
    formatUpdateinfo([
      { ...record('SA-1', []), packages: [named('vim'), named('lost')] },
      { ...record('SA-2', []), packages: [named('lost')] },
    ]),
  )
  await run('modifyrepo_c', '--mdtype=updateinfo', '--compress-type', compression, updateinfo, `${repository}/repodata`)
  return top
}

test.each(['gz', 'bz2', 'xz'])(
  'what lay there before becomes the baseline and outlives every release (%s)',
  async compression => {
    const directory = await oldRepository([{ name: 'vim' }, { name: 'nano' }], compression)
    expect(await adoptBaseline(trees, { tree: TREE, directory, directories }, by)).toEqual({ version: 1 })
    expect(await adoptBaseline(trees, { tree: TREE, directory, directories }, by)).toEqual({
      version: 1,
      unchanged: true,
    })
    expect((await packagesOf(trees.db, TREE, 'baseline')).map(p => p.path)).toEqual([
      'update/x86_64/Packages/nano-1.0-1.x86_64.rpm',
      'update/x86_64/Packages/vim-1.0-1.x86_64.rpm',
    ])
    expect(await releasesOf(trees.db, TREE)).toEqual([{ release: 'baseline', directories, published: false }])
    expect((await recordsOf(trees.db, TREE, 'baseline')).map(r => [r.directory, r.records.map(x => x.id)])).toEqual([
      ['update/x86_64', ['SA-1', 'SA-2']],
    ])
    const first = await reachableFiles(trees.repoHost.versionPath(TREE, 1))
    expect(first.filter(f => f.path.includes('updateinfo'))).toHaveLength(1)

    const rpms = await pooled(trees, [{ name: 'emacs' }])
    await changeNow(trees, { tree: TREE, change: { kind: 'add', release: 'A', ...placed(rpms) } }, by)
    await changeNow(trees, { tree: TREE, change: { kind: 'remove', release: 'A' } }, by)
    expect(await reachableFiles(trees.repoHost.versionPath(TREE, 3))).toEqual(first)
  },
)

test('where there was nothing, empty repositories stand from the first day', async () => {
  expect(await adoptBaseline(trees, { tree: TREE, directory: undefined, directories }, by)).toEqual({ version: 1 })
  const files = (await reachableFiles(trees.repoHost.versionPath(TREE, 1))).map(f => f.path)
  for (const d of directories) expect(files.filter(f => f.startsWith(`${d}/repodata/`))).toHaveLength(3)
})

test('a package that is not what its metadata says is refused, and nothing is published', async () => {
  const directory = await oldRepository([{ name: 'vim' }], 'gz')
  const [other] = await buildRpms({
    programs: trees.programs,
    dir: join(trees.dir, 'other'),
    specs: [{ name: 'vim', content: 'other' }],
  }).then(files => files.filter(f => f.includes('x86_64')))
  await copyFile(other ?? expect.fail(), join(directory, 'update/x86_64/rpms/vim-1.0-1.x86_64.rpm'))
  expect(await adoptBaseline(trees, { tree: TREE, directory, directories }, by)).toMatchObject({ code: 'bad-baseline' })
  expect(await trees.repoHost.head(TREE)).toBeUndefined()
})
