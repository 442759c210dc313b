// What a published release leaves behind beside its packages: its list in the release-management repository, the
// answers to who shipped what, and the call to its reviewers. A forge that will not take the list unpublishes nothing.

import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enqueueJob } from '../../src/flow/index.ts'
import type { PackageReleases, ReleasePackages, TagView } from '../../src/http/index.ts'
import { until } from '../kit/until.ts'
import { build, dropCves } from './goods.ts'
import { ARCH, FORGE, type House, openHouse } from './kit.ts'
import { botComments, createRelease, goTo, issueOf, issueShows, order, stands, viewOf } from './people.ts'
import { offered } from './seen.ts'

const BRANCH = 'Toy-1.0'
const OTHER = 'Toy-2.0'
const PATIENCE_MS = 60_000
let house: House

beforeAll(async () => {
  house = await openHouse({ branches: [BRANCH, OTHER] })
  await build(house, BRANCH, { name: 'dock', arch: 'noarch' })
  await build(house, BRANCH, { name: 'pier', version: '1.1', epoch: 1 })
  await build(house, OTHER, { name: 'pier', version: '2.0' })
})
afterAll(() => house.close())

/** A release of some packages, each with a CVE. */
async function draft(branch: string, date: string, packages: readonly string[]): Promise<string> {
  const listed = packages.map((sourcePackage, i) => ({
    cve: `CVE-2026-${date.slice(4)}${i}`,
    issue: `I3${date.slice(4)}${'ABC'[i]}`,
    sourcePackage,
  }))
  await dropCves(house, branch, listed)
  return createRelease(house, branch, { date })
}

/** The files of the release-management repository by their path. */
async function archived(): Promise<Record<string, string>> {
  const files = await house.db.selectFrom('local.file').selectAll().where('repository', '=', FORGE).execute()
  return Object.fromEntries(files.map(f => [f.path, f.content]))
}

async function isArchived(id: string, state: 'archived' | 'pending' | undefined): Promise<void> {
  await until(async () => (await viewOf(house, id)).archive?.state === state, PATIENCE_MS)
}

/** The forge's part for files stands still: nobody can write there. */
async function withBrokenFiles(act: () => Promise<void>): Promise<void> {
  await sql`alter table local.file rename to away`.execute(house.db)
  await act().finally(() => sql`alter table local.away rename to file`.execute(house.db))
}

/** Looks at every release again, as the timer does. */
async function sweep(): Promise<void> {
  const id = `sweep-${performance.now()}`
  await house.db.transaction().execute(async tx => {
    await enqueueJob(tx, { queue: 'reconcile', key: id, job: 'sweep', payload: null, id })
  })
}

// The tests below are one story, told in this order.
let first: string
let second: string
let other: string

test('the reviewers are called when the tests have passed, and stand in the issue while they are asked', async () => {
  first = await draft(BRANCH, '20261109', ['dock'])
  await goTo(house, first, 'reviewing')
  const line = '发布评审：@rick @sami @mary 请评审 / please review'
  await issueShows(house, first, { body: expect.stringContaining(line) })
  const calls = async () => (await botComments(house, first)).filter(c => c.includes('Please review this issue'))
  await until(async () => (await calls()).length > 0, PATIENCE_MS)
  expect((await viewOf(house, first)).gates.find(g => g.name === 'check')?.missing).toEqual([
    { role: 'tc', people: [] },
    { role: 'release', people: ['rick'] },
    { role: 'qa', people: [] },
    { role: 'security', people: ['sami'] },
  ])

  // Tested once more, the same scope calls nobody again.
  await order(house, 'tess', first, '/test-not-ok')
  await goTo(house, first, 'announcing')
  await until(async () => !(await issueOf(house, first)).body.includes('发布评审：'), PATIENCE_MS)
  expect(await calls()).toEqual([`<!-- slipway:review:1 -->\n@rick @sami @mary ${CALL}`])
  expect((await viewOf(house, first)).gates.find(g => g.name === 'check')?.missing).toEqual([])
})

const CALL = 'Please review this issue: the tests have passed. To agree to the release comment `/check-ok`'

test('with its packages out, the list of a release is archived', async () => {
  await isArchived(first, 'archived')
  expect(await archived()).toEqual({
    [`update_20261111/${BRANCH}-pkglist`]: 'dock\n',
    [`update_20261111/${BRANCH}.csv`]: 'dock,dock-1.0-1.noarch.rpm\n',
    [`update_20261111/${BRANCH}.yaml`]: expect.stringContaining(`os_project: ${BRANCH}-update-20261111\n`),
  })
})

test('a forge that takes no files delays the list alone; the timer brings it', async () => {
  second = await draft(BRANCH, '20261116', ['dock', 'pier'])
  await goTo(house, second, 'reviewing')
  await withBrokenFiles(async () => {
    await goTo(house, second, 'announcing')
    expect((await viewOf(house, second)).archive).toMatchObject({ state: 'pending' })
    expect(await offered(house, BRANCH)).toContain(`pier-1.1-1.${ARCH}.rpm`)
  })
  await sweep()
  await isArchived(second, 'archived')
  expect((await archived())[`update_20261118/${BRANCH}-pkglist`]).toBe('dock\npier\n')
})

test('package, directory and release are asked of each other', async () => {
  other = await draft(OTHER, '20261116', ['pier'])
  await goTo(house, other, 'testing')

  const ofDock = await house.get<PackageReleases>('/api/v1/packages/dock/releases')
  expect(ofDock.items.map(r => [r.release, r.tag, r.published])).toEqual([
    [second, 'update_20261118', true],
    [first, 'update_20261111', true],
  ])
  const page = await house.get<PackageReleases>('/api/v1/packages/dock/releases?limit=1')
  expect(page.items.map(r => r.release)).toEqual([second])
  const rest = await house.get<PackageReleases>(`/api/v1/packages/dock/releases?limit=1&cursor=${page.next}`)
  expect([rest.items.map(r => r.release), rest.next]).toEqual([[first], null])
  expect(await house.get('/api/v1/packages/nothing/releases')).toEqual({ name: 'nothing', items: [], next: null })

  const pier = {
    name: 'pier',
    builds: [
      { family: 'standard', arch: 'source', nevras: ['pier-1:1.1-1.src'] },
      { family: 'standard', arch: ARCH, nevras: [`pier-1:1.1-1.${ARCH}`] },
    ],
    broughtBy: [{ kind: 'cve', issue: 'I31116B', cve: 'CVE-2026-11161' }],
  }
  const held = await house.get<ReleasePackages>(`/api/v1/releases/${second}/packages`)
  expect(held).toMatchObject({
    release: second,
    tag: 'update_20261118',
    published: true,
    withdrawnAt: null,
    next: null,
  })
  expect(held.items.map(p => p.name)).toEqual(['dock', 'pier'])
  expect(held.items[1]).toEqual(pier)
  const behind = await house.get<ReleasePackages>(`/api/v1/releases/${second}/packages?limit=1&cursor=dock`)
  expect(behind.items).toEqual([pier])
  expect((await house.call('/api/v1/releases/none/packages')).status).toBe(404)

  const tag = await house.get<TagView>('/api/v1/tags/update_20261118')
  expect(tag.items.map(r => [r.release, r.published, r.packages.map(p => p.name)])).toEqual([
    [second, true, ['dock', 'pier']],
    [other, false, ['pier']],
  ])
  expect(await house.get('/api/v1/tags/20261118')).toEqual(tag)
  const [tagged] = (await house.get<TagView>(`/api/v1/tags/update_20261118?cursor=${second}`)).items
  expect(tagged).toMatchObject({ release: other, publishedAt: null })
  expect((await house.call('/api/v1/tags/update_20200101')).status).toBe(404)
})

test('withdrawn, it takes its list along, and nothing of another release', async () => {
  await goTo(house, other, 'announcing')
  await isArchived(other, 'archived')
  const both = await archived()
  await order(house, 'sami', second, '/withdraw')
  await stands(house, second, 'reviewing')
  await isArchived(second, undefined)
  const mine = Object.keys(both).filter(path => path.startsWith(`update_20261118/${BRANCH}`))
  expect(mine).toHaveLength(3)
  const left = Object.entries(both).filter(([path]) => !mine.includes(path))
  expect(await archived()).toEqual(Object.fromEntries(left))

  const [newest] = (await house.get<PackageReleases>('/api/v1/packages/dock/releases')).items
  expect(newest).toMatchObject({ release: second, published: false, withdrawn: true })
  const { publishedAt, withdrawnAt } = newest ?? {}
  expect([typeof publishedAt, typeof withdrawnAt]).toEqual(['string', 'string'])
  expect(String(publishedAt) < String(withdrawnAt)).toBe(true)

  await goTo(house, second, 'announcing')
  await isArchived(second, 'archived')
  expect(await archived()).toEqual(both)
})
