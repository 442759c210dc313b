import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TinySpec } from '../../test/kit/rpms.ts'
import { openTrees, pooled, type Trees } from '../../test/kit/trees.ts'
import { privateRepository } from './checks.ts'
import { sayChain } from './closure-texts.ts'
import { dependencyCheck } from './dependency-check.ts'
import type { RepoSource } from './dnf.ts'

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
afterAll(() => trees.drop())

async function repository(specs: readonly TinySpec[]): Promise<RepoSource> {
  const room = { programs: trees.programs, poolDir: trees.poolDir, workDir: join(trees.dir, 'work') }
  return privateRepository(room, await pooled(trees, specs))
}

/** What an update does, and what was so before. */
async function check(specs: readonly TinySpec[], on: readonly RepoSource[] = [base]) {
  const asked = { arch: 'x86_64', base: on, update: [await repository(specs)] }
  const { own, broken, before } = await dependencyCheck(asked, { programs: trees.programs })
  expect([own, broken].flat().length === 0 || own.every(f => f.repository >= on.length)).toBe(true)
  const fresh = [...broken, ...own]
  return { fresh: fresh.flatMap(f => sayChain(f.chain).map(said => said.en)), before }
}

const libz2 = (lines: string[]): TinySpec => ({
  ...{ name: 'libz', version: '2.0', lines },
  subpackages: [{ name: 'devel', lines: ['Requires: libz = 2.0-1'] }],
})

test('what was broken before is told apart, in whatever version', async () => {
  expect(await check([{ name: 'new' }])).toEqual({ fresh: [], before: ['broken-1.0-1.x86_64'] })
  const again = { name: 'broken', version: '2.0', lines: ['Requires: nowhere'] }
  expect(await check([again])).toEqual({ fresh: [], before: ['broken-2.0-1.x86_64'] })
})

test('an update that no longer provides what a package of the base needs', async () => {
  expect((await check([libz2(['Provides: libz.so.2'])])).fresh).toEqual([
    'user-1.0-1.x86_64 needs libz.so.1, which nothing provides',
  ])
  expect((await check([libz2(['Provides: libz.so.1'])])).fresh).toEqual([])
})

test('a sub-package left behind, and one that comes along', async () => {
  const { subpackages, ...alone } = libz2(['Provides: libz.so.1'])
  expect(subpackages).toHaveLength(1)
  expect((await check([alone])).fresh).toEqual([
    'libz-devel-1.0-1.x86_64 needs libz = 1.0-1, but there is only libz-2.0-1.x86_64',
  ])
})

test('a package that another of the update obsoletes need not hold any more', async () => {
  const renamed = [
    { name: 'libtool', version: '2.0' },
    { name: 'tools', lines: ['Obsoletes: tool < 2', 'Requires: libtool = 2.0'] },
  ]
  expect((await check(renamed)).fresh).toEqual([])
  const kept = [
    { name: 'libtool', version: '2.0' },
    { name: 'tools', lines: ['Obsoletes: tool < 1'] },
  ]
  expect((await check(kept)).fresh).toEqual([
    'tool-1.0-1.x86_64 needs libtool = 1.0, but there is only libtool-2.0-1.x86_64',
  ])
})

test('an older version that users have left behind need not hold any more', async () => {
  const published = await repository([{ name: 'user', version: '1.1', lines: ['Requires: libz >= 1'] }])
  expect((await check([libz2([])], [base, published])).fresh).toEqual([])
})

test('a package further up breaks by what breaks below it, and the chain leads there', async () => {
  const app = await repository([{ name: 'app', lines: ['Requires: user'] }])
  const { fresh } = await check([libz2([])], [base, app])
  expect(fresh).toEqual([
    'app-1.0-1.x86_64 needs user, provided by user-1.0-1.x86_64',
    'user-1.0-1.x86_64 needs libz.so.1, which nothing provides',
    'user-1.0-1.x86_64 needs libz.so.1, which nothing provides',
  ])
})

test('rich requirements of every kind are judged', async () => {
  const rich = ['(nope or user)', '(nope or neither)', '(user with user = 1.0)', '(nope and user)', '(nope if user)']
  const found = await Promise.all(
    rich.map(async (requirement, n) => {
      return [requirement, (await check([{ name: `rich${n}`, lines: [`Requires: ${requirement}`] }])).fresh.length > 0]
    }),
  )
  expect(found).toEqual(rich.map((requirement, n) => [requirement, n === 1 || n === 3]))
})

test('a build requirement that nothing meets', async () => {
  const { fresh } = await check([{ name: 'new', lines: ['BuildRequires: nowhere-devel'] }])
  expect(fresh).toEqual(['new-1.0-1.src needs nowhere-devel, which nothing provides'])
})

test('a repository that is not there is an error, not an empty one', async () => {
  const gone = { id: 'gone', url: 'file:///nonexistent/repository' }
  const asked = { arch: 'x86_64', base: [base, gone], update: [] }
  await expect(dependencyCheck(asked, { programs: trees.programs })).rejects.toMatchObject({
    name: 'ExternalError',
    system: 'repository',
  })
})
