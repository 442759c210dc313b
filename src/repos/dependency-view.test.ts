import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { barePackage, noPrograms, primaryOf, type SmallPackage } from '../../test/kit/small-repositories.ts'
import { dependencyCheck } from './dependency-check.ts'
import type { CheckedSource } from './dependency-view.ts'

type Brief = Pick<SmallPackage, 'name'> & Partial<SmallPackage>

let dir: string
let count = 0

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'view-'))
})
afterAll(() => rm(dir, { recursive: true }))

async function repository(packages: readonly Brief[]): Promise<CheckedSource> {
  const path = join(dir, `${++count}.xml`)
  const whole = packages.map(p => ({ ...barePackage, ...p }))
  const provided = whole.map(p =>
    p.arch === 'src' ? p : { ...p, provides: [`${p.name} = ${p.version}-1`, ...p.provides] },
  )
  await writeFile(path, primaryOf(provided))
  return { id: 'made', url: pathToFileURL(path).href }
}

async function check(base: readonly (readonly Brief[])[], update: readonly Brief[]) {
  const sources: CheckedSource[] = []
  for (const packages of base) sources.push(await repository(packages))
  const question = { arch: 'x86_64', base: sources, update: [await repository(update)] }
  const { own, broken, before } = await dependencyCheck(question, noPrograms)
  return { own: own.map(f => f.nevra), broken: broken.map(f => f.nevra), before }
}

describe('only what users had excuses what is broken now', () => {
  const nowhere = ['nowhere']
  const sail = { name: 'sail', provides: ['cloth = 1'] }
  const torn = { name: 'sail', version: 2, provides: ['cloth = 2'] }

  test('a version that a published one has mended does not', async () => {
    const base = [[{ name: 'boat', requires: nowhere }, sail], [{ name: 'boat', version: 2, requires: ['cloth = 1'] }]]
    expect(await check(base, [torn])).toEqual({ own: [], broken: ['boat-2-1.x86_64'], before: [] })
    const again = { name: 'boat', version: 3, requires: nowhere }
    expect(await check(base, [again])).toEqual({ own: ['boat-3-1.x86_64'], broken: [], before: [] })
  })

  test('nor does such a source package', async () => {
    const source = { name: 'boat', arch: 'src' } as const
    const base = [[{ ...source, requires: nowhere }, sail], [{ ...source, version: 2, requires: ['cloth = 1'] }]]
    expect(await check(base, [torn])).toEqual({ own: [], broken: ['boat-2-1.src'], before: [] })
  })

  test('what they have and could not install does, also where it becomes noarch', async () => {
    const base = [[{ name: 'boat' }], [{ name: 'boat', version: 2, requires: nowhere }]]
    const again = { name: 'boat', version: 3, requires: nowhere, arch: 'noarch' } as const
    expect(await check(base, [again])).toEqual({ own: [], broken: [], before: ['boat-3-1.noarch'] })
  })
})

describe('what a higher namesake replaces is nobody’s any more', () => {
  const sail = { name: 'sail', provides: ['cloth = 1'] }
  const torn = { name: 'sail', version: 2, provides: ['cloth = 2'] }
  const boat = { name: 'boat', requires: ['cloth = 1'] }
  const none = { own: [], broken: [], before: [] }

  test.each([
    ['a package that becomes noarch', 'x86_64', 'noarch'],
    ['one that is noarch no more', 'noarch', 'x86_64'],
  ] as const)('%s', async (_, from, to) => {
    expect(await check([[{ ...boat, arch: from }, sail]], [torn, { name: 'boat', version: 2, arch: to }])).toEqual(none)
    const older = await check([[{ ...boat, version: 2, arch: from }, sail]], [torn, { name: 'boat', arch: to }])
    expect(older.broken).toEqual([`boat-2-1.${from}`])
  })

  test('an old source package, once a newer one is published', async () => {
    const source = { ...boat, arch: 'src' } as const
    expect(await check([[source, sail], [{ name: 'boat', version: 2, arch: 'src' }]], [torn])).toEqual(none)
  })
})
