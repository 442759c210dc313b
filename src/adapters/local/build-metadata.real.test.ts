import { cp, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildRpms, type TinySpec } from '../../../test/kit/rpms.ts'
import { silentLog } from '../../lib/log.ts'
import { createPrograms, type Programs } from '../../lib/programs.ts'
import { loadPool } from '../../repos/load-pool.ts'
import { nevraOf } from '../../rpm/pool/pool.ts'
import { createLocalBuildService } from './build-service.ts'

const PROJECT = 'Toy:1'
let folder: string
let programs: Programs

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'described-'))
  programs = createPrograms({ recordDir: join(folder, 'groups'), log: silentLog })
})
afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }))

const open = () => createLocalBuildService({ root: join(folder, 'root'), cache: join(folder, 'cache'), programs })
const describeBuilds = (arch = 'x86_64') => open().describeBuilds({ project: PROJECT, arch })

/** @param sourcePackage as the build service calls it: need not be the name of any RPM. */
async function build(sourcePackage: string, spec: TinySpec): Promise<void> {
  const built = await buildRpms({ programs, dir: join(folder, 'built', sourcePackage), specs: [spec] })
  for (const rpm of built) {
    const to = join(folder, 'root', PROJECT, sourcePackage, rpm.endsWith('.src.rpm') ? 'source' : 'x86_64')
    await mkdir(to, { recursive: true })
    await cp(rpm, join(to, basename(rpm)))
  }
}

async function namesIn(repository: string): Promise<string[]> {
  const pool = await loadPool([repository], 'x86_64', { programs })
  return Array.from({ length: pool.packages.count }, (_, p) => nevraOf(pool, p)).sort()
}

test('what is built in a project, with the source package of each RPM', async () => {
  await build('pier', { name: 'pier', subpackages: [{ name: 'devel' }] })
  await build('gtk+3', { name: 'gtk3', epoch: 2 })
  const described = await describeBuilds()
  expect(Object.fromEntries(described?.sourcePackages ?? [])).toEqual({
    'gtk3-1.0-1.src.rpm': 'gtk+3',
    'gtk3-1.0-1.x86_64.rpm': 'gtk+3',
    'pier-1.0-1.src.rpm': 'pier',
    'pier-1.0-1.x86_64.rpm': 'pier',
    'pier-devel-1.0-1.x86_64.rpm': 'pier',
  })
  expect(await namesIn(described?.repository ?? '')).toEqual([
    'gtk3-2:1.0-1.src',
    'gtk3-2:1.0-1.x86_64',
    'pier-1.0-1.src',
    'pier-1.0-1.x86_64',
    'pier-devel-1.0-1.x86_64',
  ])
})

test('nothing is described where nothing is built', async () => {
  await build('pier', { name: 'pier' })
  expect(await describeBuilds('aarch64')).toBeUndefined()
  expect(await open().describeBuilds({ project: 'None', arch: 'x86_64' })).toBeUndefined()
})

test('the same files are read once, other ones anew, and the folder does not grow', async () => {
  const seen: string[] = []
  for (const version of ['1.0', '1.1', '1.2', '1.3']) {
    await build('pier', { name: 'pier', version })
    const first = await describeBuilds()
    const repomd = join(first?.repository ?? '', 'repodata/repomd.xml')
    const before = (await stat(repomd)).ino
    expect(await describeBuilds()).toEqual(first)
    expect((await stat(repomd)).ino).toBe(before)
    seen.push(first?.repository ?? '')
    expect(await namesIn(first?.repository ?? '')).toContain(`pier-${version}-1.x86_64`)
  }
  expect(new Set(seen).size).toBe(4)
  expect(await readdir(join(folder, 'cache', PROJECT, 'x86_64'))).toHaveLength(2)
})

test('a bad RPM is left out and holds nobody up', async () => {
  await build('pier', { name: 'pier' })
  const place = join(folder, 'root', PROJECT, 'mast', 'x86_64')
  await mkdir(join(place, 'folder.rpm'), { recursive: true })
  await mkdir(join(folder, 'root', PROJECT, 'rope', 'x86_64'), { recursive: true })
  await writeFile(join(folder, 'root', PROJECT, 'rope', 'x86_64', 'rope-1-1.x86_64.rpm'), 'no RPM')
  expect(await namesIn((await describeBuilds())?.repository ?? '')).toEqual(['pier-1.0-1.src', 'pier-1.0-1.x86_64'])
})
