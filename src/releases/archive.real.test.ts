// The archive of a release over a real database and a forge that can fail: committed once, taken back to what was there,
// tried again later, and never in the way of the release.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/kit/database.ts'
import { plainPolicy } from '../../test/kit/release.ts'
import { openEulerSettings } from '../advisories/index.ts'
import { ExternalError } from '../lib/errors.ts'
import type { Forge } from '../ports/index.ts'
import { type ArchiveDeps, bringArchive, isArchiveDue } from './archive.ts'
import { readArchive } from './archive-store.ts'
import type { Release } from './model.ts'
import { insertRelease, loadRelease, openReleases } from './store.ts'

const ID = 'D-1_update20261123'
const sha256 = 'a'.repeat(64)
const FILES = ['D-1-pkglist', 'D-1.csv', 'D-1.yaml'].map(name => `update_20261125/${name}`)

/** A forge of one repository whose commits are counted. */
const files = new Map<string, string>()
const commits: { message: string; paths: string[] }[] = []
/** Calls that fail as long as this stands: before anything happened, or after it. */
let broken: { call: string; after?: boolean } | undefined

function down(call: string): never {
  const message = 'no answer'
  throw new ExternalError({ system: 'forge', operation: call, message, status: 403, retryable: false })
}

const forge = {
  async readFile({ path }: { path: string }) {
    if (broken?.call === 'readFile') down('readFile')
    return files.get(path)
  },
  async commitFiles(commit: Parameters<Forge['commitFiles']>[0]) {
    if (broken?.call === 'commitFiles' && !broken.after) down('commitFiles')
    commits.push({ message: commit.message, paths: commit.files.map(f => f.path) })
    for (const { path, content } of commit.files) content === null ? files.delete(path) : files.set(path, content)
    if (broken?.call === 'commitFiles') down('commitFiles')
  },
} as unknown as Forge

let now = new Date('2026-11-27T01:00:00Z')
let database: TestDatabase
let deps: ArchiveDeps

beforeAll(async () => {
  database = await testDatabase()
  const { db } = database
  deps = { db, clock: { now: () => now }, policy: plainPolicy, settings: openEulerSettings, ports: { forge } }
  const names = { id: ID, date: '20261123', suffix: '', freezeDate: '20261125', directory: 'update_20261125' }
  await db.transaction().execute(tx => insertRelease(tx, { ...names, branch: 'D-1', by: 'mary', at: now }))
  const rpm = { name: 'pier', epoch: 0, version: '1', release: '1', size_bytes: 1, build_time: 1, source_name: 'pier' }
  const file = 'pier-1-1.x86_64.rpm'
  await db
    .insertInto('repos.rpm')
    .values({ ...rpm, sha256, file, arch: 'x86_64', source_rpm: 'pier-1-1.src.rpm' })
    .execute()
  const held = { release: ID, source_package: 'pier', family: 'standard' }
  await db
    .insertInto('releases.package')
    .values({ ...held, arch: 'x86_64', file, sha256 })
    .execute()
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.db.deleteFrom('releases.archive').execute()
  files.clear()
  commits.length = 0
  broken = undefined
})

async function at(stage: Release['stage']): Promise<Release> {
  const release = await loadRelease(database.db, ID)
  if (!release) throw new Error(ID)
  return { ...release, stage }
}

test('committed once it is published, once; taken back when it is withdrawn, once', async () => {
  await bringArchive(deps, await at('publishing'))
  expect(commits).toEqual([])
  await bringArchive(deps, await at('announcing'))
  await bringArchive(deps, await at('released'))
  const link = `http://localhost/ui/releases/${ID}`
  expect(commits).toEqual([{ message: `Archive the update list of D-1 update_20261125\n\n${link}`, paths: FILES }])
  expect(files.get('update_20261125/D-1.csv')).toBe('pier,pier-1-1.x86_64.rpm\n')
  expect(await isArchiveDue(deps, await at('released'))).toBe(false)

  expect(await isArchiveDue(deps, await at('reviewing'))).toBe(true)
  await bringArchive(deps, await at('reviewing'))
  await bringArchive(deps, await at('reviewing'))
  expect(commits.slice(1)).toEqual([
    { message: `Take back the update list of D-1 update_20261125\n\n${link}`, paths: FILES },
  ])
  expect([...files]).toEqual([])
  expect(await isArchiveDue(deps, await at('reviewing'))).toBe(false)
})

test('what was there before comes back, and what someone changed is put right', async () => {
  files.set('update_20261125/D-1-pkglist', 'by hand\n')
  await bringArchive(deps, await at('released'))
  expect(files.get('update_20261125/D-1-pkglist')).toBe('pier\n')
  files.delete('update_20261125/D-1.csv')
  await bringArchive(deps, await at('released'))
  expect(commits[1]?.paths).toEqual(['update_20261125/D-1.csv'])
  await bringArchive(deps, await at('reviewing'))
  expect([...files]).toEqual([['update_20261125/D-1-pkglist', 'by hand\n']])
})

test.each([{ call: 'readFile' }, { call: 'commitFiles' }, { call: 'commitFiles', after: true }])(
  'a forge that fails ($call, $after) is remembered, asked again later, and leaves nothing behind',
  async how => {
    broken = how
    await bringArchive(deps, await at('released'))
    expect((await readArchive(deps.db, ID))?.problem).toBe(`forge: ${how.call}: no answer`)
    expect(await isArchiveDue(deps, await at('released'))).toBe(false)
    now = new Date(now.getTime() + 600_000)
    expect(await isArchiveDue(deps, await at('released'))).toBe(true)
    broken = undefined
    await bringArchive(deps, await at('released'))
    expect([...files.keys()].sort()).toEqual(FILES)
    expect(commits).toHaveLength(1)
    expect(await readArchive(deps.db, ID)).toMatchObject({ problem: null, triedAt: null })
    expect(await isArchiveDue(deps, await at('released'))).toBe(false)

    broken = how
    await bringArchive(deps, await at('reviewing'))
    broken = undefined
    await bringArchive(deps, await at('reviewing'))
    expect([...files]).toEqual([])
    expect(await isArchiveDue(deps, await at('reviewing'))).toBe(false)
  },
)

test('kept elsewhere from now on, it goes from where it was', async () => {
  await bringArchive(deps, await at('released'))
  const moved = { ...deps, policy: { ...plainPolicy, archive: { directory: 'lists' } } }
  expect(await isArchiveDue(moved, await at('released'))).toBe(true)
  await bringArchive(moved, await at('released'))
  expect([...files.keys()].sort()).toEqual(FILES.map(path => `lists/${path}`))
})

test('an old release is looked at until its list is archived, and no longer', async () => {
  const released = await at('released')
  await database.db
    .updateTable('releases.release')
    .set({ stage: 'released', updated_at: new Date('2020-01-01') })
    .where('id', '=', ID)
    .execute()
  expect(await openReleases(database.db)).toEqual([ID])
  broken = { call: 'commitFiles' }
  await bringArchive(deps, released)
  expect(await openReleases(database.db)).toEqual([ID])
  broken = undefined
  await bringArchive(deps, released)
  expect(await openReleases(database.db)).toEqual([])
})
