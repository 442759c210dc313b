// The versions of specs and builds, as the forge and the build service have them.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/kit/database.ts'
import { freshRelease, plainBranch, plainRow } from '../../test/kit/release.ts'
import { createLocalBuildService, createLocalForge, type LocalForge } from '../adapters/local/index.ts'
import { systemClock } from '../lib/clock.ts'
import { ExternalError } from '../lib/errors.ts'
import { silentLog } from '../lib/log.ts'
import { createPrograms } from '../lib/programs.ts'
import { verdictOf } from './version-check.ts'
import { readVersions } from './versions.ts'

let database: TestDatabase
let forge: LocalForge
let root: string
beforeAll(async () => {
  database = await testDatabase()
  root = await mkdtemp(join(tmpdir(), 'slipway-versions-'))
  const bot = { id: '0', login: 'bot' }
  forge = createLocalForge({ db: database.db, clock: systemClock, log: silentLog, publicUrl: 'http://s', bot })
})
afterAll(async () => {
  await database.drop()
  await rm(root, { recursive: true, force: true, maxRetries: 10 })
})

const branch = { ...plainBranch, projects: { standard: 'D:1', EPOL: 'D:1:Epol' } }

function builds() {
  const programs = createPrograms({ recordDir: join(root, 'groups'), log: silentLog })
  return createLocalBuildService({ root, cache: join(root, 'cache'), programs })
}

/** A build service lists files by their names. */
async function build(project: string, name: string, file: string): Promise<void> {
  const folder = join(root, project, name, 'source')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, file), '')
}

function row(repository: string) {
  const by = { addedBy: 'devi', addedAt: new Date(0), status: '' }
  return { ...plainRow, ...by, kind: 'requires' as const, issue: repository, repository }
}

test('each package has its spec on the branch and its newest source RPM, in whichever project it is', async () => {
  const spec = (version: string) => `Name: x\nVersion: ${version}\nRelease: 2%{?dist}\n`
  const put = (name: string, content: string, on = 'D-1') =>
    forge.commitFiles({
      ...{ repository: `src-toy/${name}`, branch: on, message: 'spec' },
      files: [{ path: `${name}.spec`, content }],
    })
  await put('pier', spec('2.1'))
  await put('mast', spec('3.0'))
  await put('rope', spec('%{nobody_knows}'))
  await put('sail', spec('1.0'), 'other')
  await mkdir(join(root, 'D:1'), { recursive: true })
  await build('D:1', 'pier', 'pier-2.1-2.oe2403.src.rpm')
  await build('D:1:Epol', 'mast', 'mast-2.9-2.oe2403.src.rpm')
  const release = { ...freshRelease(), items: ['pier', 'mast', 'rope', 'sail'].map(row) }
  const ports = { forge, buildService: builds() }
  const facts = await readVersions(ports, release, { branch, owner: 'src-toy' })
  expect(facts.map(f => [f.package, verdictOf(f)])).toEqual([
    ['mast', 'older'],
    ['pier', 'same'],
    ['rope', 'unresolved'],
    ['sail', 'no-spec'],
  ])
})

test('a package that cannot be looked up does not hide the others', async () => {
  const away = new ExternalError({ system: 'forge', operation: 'readFile', message: 'away', retryable: true })
  const readFile: LocalForge['readFile'] = async place => {
    if (place.path === 'mast.spec') throw away
    return await forge.readFile(place)
  }
  const ports = { forge: { ...forge, readFile }, buildService: builds() }
  const release = { ...freshRelease(), items: ['pier', 'mast'].map(row) }
  const facts = await readVersions(ports, release, { branch, owner: 'src-toy' })
  expect(facts.map(f => [f.package, verdictOf(f), f.failed ?? ''])).toEqual([
    ['mast', 'failed', expect.stringContaining('away')],
    ['pier', 'same', ''],
  ])
})
