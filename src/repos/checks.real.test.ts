import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TinySpec } from '../../test/kit/rpms.ts'
import { openTrees, pooled, type Trees } from '../../test/kit/trees.ts'
import { formatNevra, type Nevra } from '../rpm/nevra.ts'
import { installCheck, privateRepository } from './checks.ts'
import { installedPackages, type RepoSource, runDnf } from './dnf.ts'

let trees: Trees
let base: RepoSource

const BASE: TinySpec[] = [
  { name: 'libz', lines: ['Provides: libz.so.1'], subpackages: [{ name: 'devel', lines: ['Requires: libz = 1.0-1'] }] },
  { name: 'user', lines: ['Requires: libz.so.1'] },
]

beforeAll(async () => {
  trees = await openTrees()
  base = await repository(BASE)
})
afterAll(async () => {
  await trees.drop()
})

const room = () => ({ programs: trees.programs, poolDir: trees.poolDir, workDir: join(trees.dir, 'work') })

async function repository(specs: readonly TinySpec[]): Promise<RepoSource> {
  const rpms = await pooled(trees, specs)
  return privateRepository(
    room(),
    rpms.filter(r => r.nevra.arch !== 'src'),
  )
}

function nevra(name: string, change: Partial<Nevra> = {}): Nevra {
  return { name, epoch: 0, version: '1.0', release: '1', arch: 'x86_64', ...change }
}

async function problems(specs: readonly TinySpec[], packages: readonly Nevra[], arch = 'x86_64'): Promise<string[]> {
  const update = await repository(specs)
  const from = arch === 'x86_64' ? [base] : []
  const found = await installCheck(room(), { arch, base: from, update: [update], packages })
  return found.map(p => `${p.code} ${p.subject}: ${p.detail.en}`)
}

describe('installCheck', () => {
  test('a repository that is not there is an error, not an empty one', async () => {
    const gone = { id: 'gone', url: 'file:///nonexistent/repository' }
    const checked = { arch: 'x86_64', base: [base, gone], update: [], packages: [nevra('user')] }
    await expect(installCheck(room(), checked)).rejects.toMatchObject({ name: 'ExternalError', system: 'dnf' })
  })

  test('installs exactly the versions it is given, epoch included', async () => {
    const update = [{ name: 'libz', version: '0.9', epoch: 1, lines: ['Provides: libz.so.1'] }]
    expect(await problems(update, [nevra('libz', { epoch: 1, version: '0.9' }), nevra('user')])).toEqual([])
    expect(await problems(update, [nevra('libz', { epoch: 2, version: '0.9' })])).toEqual([
      'not-installable libz-2:0.9-1.x86_64: Unable to find a match: libz-2:0.9-1.x86_64',
    ])
  })

  test('says what is missing', async () => {
    const [problem] = await problems([{ name: 'needy', lines: ['Requires: nowhere'] }], [nevra('needy')])
    expect(problem).toMatch(/^not-installable needy-1\.0-1\.x86_64: [\s\S]*nothing provides nowhere needed by needy/)
  })

  test('packages that go alone but not together', async () => {
    const update = [{ name: 'left', lines: ['Conflicts: right'] }, { name: 'right' }]
    const found = await problems(update, [nevra('left'), nevra('right')])
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(/^not-installable together: [\s\S]*conflicts with right/)
  })

  test('another architecture', async () => {
    const update = [
      { name: 'far', arch: 'aarch64', lines: ['Requires: near'] },
      { name: 'near', arch: 'noarch' },
    ]
    const packages = [nevra('far', { arch: 'aarch64' }), nevra('near', { arch: 'noarch' })]
    expect(await problems(update, packages, 'aarch64')).toEqual([])
  })
})

test('a package whose repository is gone cannot be found any more, neither by a check nor by a client', async () => {
  const gone = await repository([{ name: 'trap' }])
  const scratch = await mkdtemp(join(trees.dir, 'client-'))
  const client = async (repositories: readonly RepoSource[], name: string) => {
    const root = join(scratch, name)
    await mkdir(root)
    const target = { arch: 'x86_64', cacheDir: join(scratch, `${name}-cache`), root, repositories }
    const { exitCode } = await runDnf(room(), target, ['install', 'trap'])
    return { exitCode, installed: (await installedPackages(room(), root)).map(formatNevra) }
  }
  expect(await client([base, gone], 'before')).toEqual({ exitCode: 0, installed: ['trap-1.0-1.x86_64'] })
  await rm(new URL(gone.url), { recursive: true })
  expect(await client([base], 'after')).toEqual({ exitCode: 1, installed: [] })
  const found = await installCheck(room(), { arch: 'x86_64', base: [base], update: [], packages: [nevra('trap')] })
  expect(found.map(p => p.code)).toEqual(['not-installable'])
})
