import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TinySpec } from '../../test/kit/rpms.ts'
import { openTrees, pooled, type Trees } from '../../test/kit/trees.ts'
import { formatNevra, type Nevra } from '../rpm/nevra.ts'
import { dependencyCheck, installCheck, privateRepository } from './checks.ts'
import type { NotJudged, UnmetRequirement } from './closure.ts'
import { installedPackages, type RepoSource, runDnf } from './dnf.ts'

let trees: Trees
let base: RepoSource

const BASE: TinySpec[] = [
  { name: 'libz', lines: ['Provides: libz.so.1'], subpackages: [{ name: 'devel', lines: ['Requires: libz = 1.0-1'] }] },
  { name: 'user', lines: ['Requires: libz.so.1'] },
  { name: 'broken', lines: ['Requires: nowhere'] },
  { name: 'tool', lines: ['Requires: libtool = 1.0'] },
  { name: 'libtool' },
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

async function dependencies(specs: readonly TinySpec[]): Promise<{ unmet: string[]; notJudged: string[] }> {
  const update = await repository(specs)
  const { unmet, notJudged } = await dependencyCheck(room(), { arch: 'x86_64', base: [base], update: [update] })
  const shown = (list: readonly (UnmetRequirement | NotJudged)[]) =>
    list.map(u => `${formatNevra(u.nevra)} needs ${u.requirement}`)
  return { unmet: shown(unmet), notJudged: shown(notJudged) }
}

describe('dependencyCheck', () => {
  const libz2 = (lines: string[]): TinySpec => ({
    ...{ name: 'libz', version: '2.0', lines },
    subpackages: [{ name: 'devel', lines: ['Requires: libz = 2.0-1'] }],
  })

  test('what was open before is not reported, in whatever version', async () => {
    const update = [{ name: 'new' }, { name: 'broken', version: '2.0', lines: ['Requires: nowhere'] }]
    expect(await dependencies(update)).toEqual({ unmet: [], notJudged: [] })
  })

  test('an update that no longer provides what a package of the base needs', async () => {
    expect(await dependencies([libz2(['Provides: libz.so.2'])])).toEqual({
      unmet: ['user-1.0-1.x86_64 needs libz.so.1'],
      notJudged: [],
    })
    expect(await dependencies([libz2(['Provides: libz.so.1'])])).toEqual({ unmet: [], notJudged: [] })
  })

  test('a sub-package left behind, and one that comes along', async () => {
    const { subpackages, ...alone } = libz2(['Provides: libz.so.1'])
    expect(subpackages).toHaveLength(1)
    expect(await dependencies([alone])).toEqual({
      unmet: ['libz-devel-1.0-1.x86_64 needs libz = 1.0-1'],
      notJudged: [],
    })
  })

  test('a package of the base that the update replaces need not hold any more', async () => {
    const renamed = [
      { name: 'libtool', version: '2.0' },
      { name: 'tools', lines: ['Obsoletes: tool < 2', 'Requires: libtool = 2.0'] },
    ]
    expect(await dependencies(renamed)).toEqual({ unmet: [], notJudged: [] })
    const kept = [
      { name: 'libtool', version: '2.0' },
      { name: 'tools', lines: ['Obsoletes: tool < 1'] },
    ]
    expect(await dependencies(kept)).toEqual({ unmet: ['tool-1.0-1.x86_64 needs libtool = 1.0'], notJudged: [] })
  })

  test('rich requirements are judged where one provider is asked for, and named where not', async () => {
    const rich = ['(nope or user)', '(nope or neither)', '(user with user = 1.0)', '(nope and user)', '(nope if user)']
    const update = [{ name: 'rich', lines: rich.map(r => `Requires: ${r}`) }]
    expect(await dependencies(update)).toEqual({
      unmet: ['rich-1.0-1.x86_64 needs (nope or neither)'],
      notJudged: ['rich-1.0-1.x86_64 needs (nope and user)', 'rich-1.0-1.x86_64 needs (nope if user)'],
    })
  })

  test('a repository that is not there is an error, not an empty one', async () => {
    const gone = { id: 'gone', url: 'file:///nonexistent/repository' }
    const checked = { arch: 'x86_64', base: [base, gone], update: [] }
    await expect(dependencyCheck(room(), checked)).rejects.toMatchObject({ name: 'ExternalError', system: 'dnf' })
    await expect(installCheck(room(), { ...checked, packages: [nevra('user')] })).rejects.toMatchObject({
      name: 'ExternalError',
    })
  })
})

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
