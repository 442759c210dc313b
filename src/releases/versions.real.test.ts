// The versions of specs and builds, as the forge and the build service have them.

import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/kit/database.ts'
import { plainBranch } from '../../test/kit/release.ts'
import { buildRpms, type TinySpec } from '../../test/kit/rpms.ts'
import { createLocalBuildService, createLocalForge, type LocalForge } from '../adapters/local/index.ts'
import { systemClock } from '../lib/clock.ts'
import { ExternalError } from '../lib/errors.ts'
import { silentLog } from '../lib/log.ts'
import { createPrograms, type Programs } from '../lib/programs.ts'
import { versionRows } from './version-check.ts'
import { versionFindings } from './version-findings.ts'
import { lookUpVersions, type VersionDeps } from './versions.ts'

let database: TestDatabase
let forge: LocalForge
let root: string
let programs: Programs
beforeAll(async () => {
  database = await testDatabase()
  root = await mkdtemp(join(tmpdir(), 'slipway-versions-'))
  programs = createPrograms({ recordDir: join(root, '.groups'), log: silentLog })
  const bot = { id: '0', login: 'bot' }
  forge = createLocalForge({ db: database.db, clock: systemClock, log: silentLog, publicUrl: 'http://s', bot })
})
afterAll(async () => {
  await database.drop()
  await rm(root, { recursive: true, force: true, maxRetries: 10 })
})

const branch = { ...plainBranch, arches: ['x86_64', 'aarch64'], projects: { standard: 'D:1', EPOL: 'D:1:Epol' } }

function builds() {
  return createLocalBuildService({ root, cache: join(root, 'cache'), programs })
}

/** A build service lists files by their names. */
async function lay(project: string, name: string, files: Readonly<Record<string, readonly string[]>>): Promise<void> {
  for (const [arch, names] of Object.entries(files)) {
    const folder = join(root, project, name, arch)
    await mkdir(folder, { recursive: true })
    for (const file of names) await writeFile(join(folder, file), '')
  }
}

async function put(name: string, content: string, on = 'D-1'): Promise<void> {
  const place = { repository: `src-toy/${name}`, branch: on, message: 'spec' }
  await forge.commitFiles({ ...place, files: [{ path: `${name}.spec`, content }] })
}

function spec(version: string, more = ''): string {
  return `Name: x\nVersion: ${version}\nRelease: 2%{?dist}\n${more}`
}

/** What is kept of each package and architecture, in short. */
async function looked(names: readonly string[], ports: Partial<VersionDeps['ports']> = {}) {
  const all = { forge, buildService: builds(), ...ports }
  const packages = await lookUpVersions({ programs, ports: all }, names, { branch, owner: 'src-toy' })
  return versionRows({ revision: 1, packages }).map(
    r => `${r.package} ${r.family} ${r.arch} ${r.verdict} ${r.built ?? '-'}`,
  )
}

test('each package has its spec on the branch and its newest build, in the family it belongs to', async () => {
  await put('pier', spec('2.1'))
  await put('mast', spec('3.0'))
  await put('rope', spec('%{nobody_knows}'))
  await put('sail', spec('1.0'), 'other')
  const both = (name: string, release: string) => ({
    source: [`${name}-${release}.src.rpm`],
    x86_64: [`${name}-${release}.x86_64.rpm`, `${name}-help-${release}.noarch.rpm`],
    aarch64: [`${name}-${release}.aarch64.rpm`],
  })
  await lay('D:1', 'pier', both('pier', '2.1-2.oe2403'))
  await lay('D:1:Epol', 'mast', both('mast', '2.9-2.oe2403'))
  await lay('D:1', 'rope', { source: ['rope-1-1.src.rpm'], x86_64: ['rope-1-1.noarch.rpm'] })
  expect(await looked(['mast', 'pier', 'rope', 'sail'])).toEqual([
    'mast EPOL x86_64 older 2.9-2.oe2403',
    'mast EPOL aarch64 older 2.9-2.oe2403',
    'pier standard x86_64 same 2.1-2.oe2403',
    'pier standard aarch64 same 2.1-2.oe2403',
    'rope standard x86_64 unresolved 1-1',
    'rope standard aarch64 unresolved 1-1',
    'sail standard x86_64 no-spec -',
    'sail standard aarch64 no-spec -',
  ])
})

test('architectures are told apart: built, not built, and with a source RPM of their own', async () => {
  await put('hull', spec('2.0'))
  await put('keel', spec('2.0'))
  await lay('D:1', 'hull', { source: ['hull-2.0-2.src.rpm'], x86_64: ['hull-2.0-2.x86_64.rpm'] })
  await lay('D:1', 'keel', {
    x86_64: ['keel-2.0-2.src.rpm', 'keel-1.9-1.src.rpm', 'keel-2.0-2.x86_64.rpm'],
    aarch64: ['keel-1.9-1.src.rpm', 'keel-1.9-1.aarch64.rpm'],
  })
  expect(await looked(['hull', 'keel'])).toEqual([
    'hull standard x86_64 same 2.0-2',
    'hull standard aarch64 missing -',
    'keel standard x86_64 same 2.0-2',
    'keel standard aarch64 older 1.9-1',
  ])
})

test('headers tell the epoch, which source a package is from, and for which architectures it is meant', async () => {
  const build = async (tiny: TinySpec) =>
    await buildRpms({ programs, dir: join(root, `.built-${++built}`), specs: [tiny] })
  const place = async (name: string, paths: readonly string[]) => {
    for (const path of paths) {
      const folder = join(root, 'D:1', name, path.endsWith('.src.rpm') ? 'source' : 'x86_64')
      await mkdir(folder, { recursive: true })
      await copyFile(path, join(folder, basename(path)))
    }
  }
  let built = 0
  const boom = { name: 'boom', version: '2.0', release: '2', epoch: 3, lines: ['ExclusiveArch: x86_64'] }
  // A part with a version of its own is of the same source all the same.
  await place('boom', await build({ ...boom, subpackages: [{ name: 'lib', lines: ['Version: 9'] }] }))
  await put('boom', spec('2.0', 'Epoch: 3\n'))
  expect(await looked(['boom'])).toEqual(['boom standard x86_64 same 3:2.0-2'])
  await put('boom', spec('2.0', 'Epoch: 4\n'))
  expect(await looked(['boom'])).toEqual(['boom standard x86_64 older 3:2.0-2'])
  // What was left of an older build makes the architecture older.
  const older = await build({ ...boom, version: '1.0', subpackages: [{ name: 'doc' }] })
  await put('boom', spec('2.0', 'Epoch: 3\n'))
  await place(
    'boom',
    older.filter(path => path.includes('boom-doc')),
  )
  expect(await looked(['boom'])).toEqual(['boom standard x86_64 older 1.0-2'])
})

test('a build without a source RPM says so in both languages', async () => {
  await put('raft', spec('2.0'))
  await lay('D:1', 'raft', { x86_64: ['raft-2.0-2.x86_64.rpm'] })
  const ports = { forge, buildService: builds() }
  const packages = await lookUpVersions({ programs, ports }, ['raft'], { branch, owner: 'src-toy' })
  const [found] = versionFindings(versionRows({ revision: 1, packages }), packages)
  expect(found).toMatchObject({ code: 'version-failed', subject: 'raft', blocking: true })
  expect(found?.message.zh).toContain('构建结果中没有源码 RPM')
  expect(found?.message.en).toContain('the build has no source RPM')
})

test('a package that cannot be looked up does not hide the others', async () => {
  const away = new ExternalError({ system: 'forge', operation: 'readFile', message: 'away', retryable: true })
  const readFile: LocalForge['readFile'] = async place => {
    if (place.path === 'mast.spec') throw away
    return await forge.readFile(place)
  }
  expect(await looked(['mast', 'pier'], { forge: { ...forge, readFile } })).toEqual([
    'mast EPOL x86_64 failed -',
    'mast EPOL aarch64 failed -',
    'pier standard x86_64 same 2.1-2.oe2403',
    'pier standard aarch64 same 2.1-2.oe2403',
  ])
  const buildService = { ...builds(), listPackages: () => Promise.reject(away) }
  expect(await looked(['pier'], { buildService })).toEqual([
    'pier standard x86_64 failed -',
    'pier standard aarch64 failed -',
  ])
})
