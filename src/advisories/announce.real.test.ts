import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/kit/database.ts'
import { RefusedError } from '../lib/errors.ts'
import type { Json } from '../lib/json.ts'
import type { ObjectStore } from '../ports/index.ts'
import { type AnnouncementIntent, prepareAnnouncement, publishDocuments, withdrawDocuments } from './announce.ts'
import { parseCvrf } from './cvrf/read.ts'
import { type DraftSources, draftAdvisories } from './draft.ts'
import { readFacts } from './facts.ts'
import { advisoriesOfRelease, listAdvisories, readAdvisory } from './queries.ts'
import { openEulerSettings } from './settings.ts'

const sources: Omit<DraftSources, 'settings'> = JSON.parse(
  readFileSync(new URL('./golden/sources.json', import.meta.url), 'utf8'),
)
const { branch } = sources
const INDEX = 'security/data/cvrf/index.txt'
const LAST = 'security/data/cvrf/update_fixed.txt'

/** An object store in memory; `failAt`: the nth put from now on throws instead. */
function memoryStore() {
  const held = new Map<string, Uint8Array>()
  const failing = { at: 0 }
  const head = async (key: string) => {
    const bytes = held.get(key)
    const sha256 = bytes && createHash('sha256').update(bytes).digest('hex')
    return bytes && { key, sizeBytes: bytes.length, sha256: sha256 ?? '' }
  }
  const objectStore: ObjectStore = {
    head,
    async put(key, bytes) {
      if (failing.at > 0 && --failing.at === 0) throw new Error('the store is gone')
      held.set(key, bytes)
      return { key, sizeBytes: bytes.length, sha256: '' }
    },
    get: async key => held.get(key),
    list: async prefix => [...held.keys()].filter(key => key.startsWith(prefix)).sort(),
    delete: async key => void held.delete(key),
  }
  const text = (key: string) => new TextDecoder().decode(held.get(key))
  return { objectStore, text, held, failAt: (nth: number) => (failing.at = nth) }
}

let database: TestDatabase
let store: ReturnType<typeof memoryStore>
let now: Date
const clock = { now: () => now }

beforeEach(async () => {
  database = await testDatabase()
  store = memoryStore()
  now = new Date('2026-11-24T18:30:00Z')
})
afterEach(() => database.drop())

function ports() {
  return { db: database.db, objectStore: store.objectStore, clock }
}

async function prepare(run: string, release = sources.release): Promise<AnnouncementIntent> {
  const drafts = draftAdvisories({ ...sources, release, settings: openEulerSettings })
  const intent = await prepareAnnouncement(ports(), { release, branch, run, drafts: drafts.toReversed() })
  // As it comes back from a jsonb column.
  return JSON.parse(JSON.stringify(intent satisfies Json))
}

function lines(key: string): string[] {
  return store.text(key).split('\n')
}

const states = async () => (await advisoriesOfRelease(database.db, sources.release)).map(a => [a.id, a.state])

describe('preparing', () => {
  test('numbers go by component, dates are those of the zone, and the same run gets the same numbers', async () => {
    const intent = await prepare('run-1')
    expect(intent.advisories.map(a => [a.id, a.component, a.revisions[0]?.date])).toEqual([
      ['openEuler-SA-2026-1001', 'cJSON', '2026-11-25'],
      ['openEuler-SA-2026-1002', 'vim', '2026-11-25'],
    ])
    expect((await prepare('run-1')).advisories.map(a => a.id)).toEqual(intent.advisories.map(a => a.id))
    expect((await prepare('run-2')).advisories.map(a => a.id)).toEqual([
      'openEuler-SA-2026-1003',
      'openEuler-SA-2026-1004',
    ])
  })

  test('the year of a number is that of the zone', async () => {
    now = new Date('2026-12-31T16:00:00Z')
    expect((await prepare('run-1')).advisories[0]?.id).toBe('openEuler-SA-2027-1001')
  })

  test('drafts that lack something are refused with the list, and no number is taken', async () => {
    const drafts = draftAdvisories({ ...sources, facts: [], settings: openEulerSettings })
    const refused = prepareAnnouncement(ports(), { release: sources.release, branch, run: 'r', drafts })
    await expect(refused).rejects.toThrow(RefusedError)
    await expect(refused).rejects.toThrow('There are no facts for CVE-2026-9001.')
    expect((await prepare('run-1')).advisories[0]?.id).toBe('openEuler-SA-2026-1001')
  })

  test('a release without CVEs announces nothing', async () => {
    const intent = await prepareAnnouncement(ports(), { release: 'r', branch, run: 'r', drafts: [] })
    expect(await publishDocuments(ports(), intent)).toEqual({ documents: [] })
    expect(await withdrawDocuments(ports(), { release: 'r', intent })).toEqual({ withdrawn: [] })
    expect(store.held.size).toBe(0)
  })
})

describe('publishing', () => {
  test('documents, rows and lists; again: nothing changes', async () => {
    const intent = await prepare('run-1')
    const published = await publishDocuments(ports(), intent)
    expect(published.documents.map(d => d.key)).toEqual([
      'security/data/cvrf/2026/cvrf-openEuler-SA-2026-1001.xml',
      'security/data/cvrf/2026/cvrf-openEuler-SA-2026-1002.xml',
    ])
    const both = ['2026/cvrf-openEuler-SA-2026-1001.xml', '2026/cvrf-openEuler-SA-2026-1002.xml']
    expect([lines(INDEX), lines(LAST)]).toEqual([both, both])
    const before = new Map(store.held)
    now = new Date('2026-11-26T00:00:00Z')
    expect(await publishDocuments(ports(), intent)).toEqual(published)
    expect(store.held).toEqual(before)
    expect((await readAdvisory(database.db, 'openEuler-SA-2026-1002'))?.publishedAt).toBe('2026-11-24T18:30:00.000Z')
  })

  test.each([1, 2, 3, 4])('broken at put %i and begun again', async nth => {
    const intent = await prepare('run-1')
    store.failAt(nth)
    await expect(publishDocuments(ports(), intent)).rejects.toThrow('the store is gone')
    for (const line of store.held.has(INDEX) ? lines(INDEX) : []) {
      expect(store.held.has(`security/data/cvrf/${line}`)).toBe(true)
    }
    await publishDocuments(ports(), intent)
    expect(lines(INDEX)).toHaveLength(2)
    expect(lines(LAST)).toHaveLength(2)
  })

  test('two releases at once both stand in the index, beside what another tool listed', async () => {
    const line = '2024/cvrf-openEuler-HotPatchSA-2024-1001.xml'
    await store.objectStore.put(INDEX, new TextEncoder().encode(`${line}\n<html>`), 'text/plain')
    const intents = [await prepare('run-1'), await prepare('run-2', 'openEuler-24.03-LTS_update20261127')]
    await Promise.all(intents.map(intent => publishDocuments(ports(), intent)))
    expect(lines(INDEX)).toEqual([line, ...[1001, 1002, 1003, 1004].map(n => `2026/cvrf-openEuler-SA-2026-${n}.xml`)])
  })

  test('a store that keeps other bytes is found out', async () => {
    const intent = await prepare('run-1')
    const lossy = { ...store.objectStore, put: async () => ({ key: '', sizeBytes: 0, sha256: '' }) }
    await expect(publishDocuments({ db: database.db, objectStore: lossy }, intent)).rejects.toMatchObject({
      system: 'object-store',
      retryable: true,
    })
    expect(await states()).toEqual([])
  })
})

describe('withdrawing', () => {
  test('documents stay and say so, also in the lists; numbers are void; again: nothing changes', async () => {
    const intent = await prepare('run-1')
    const { documents } = await publishDocuments(ports(), intent)
    now = new Date('2026-11-30T02:00:00Z')
    const ids = ['openEuler-SA-2026-1001', 'openEuler-SA-2026-1002']
    expect(await withdrawDocuments(ports(), { release: sources.release })).toEqual({ withdrawn: ids })
    for (const { key } of documents) {
      const document = parseCvrf(store.text(key))
      expect(document).toMatchObject({ version: '1.1', currentReleaseDate: '2026-11-30' })
      expect(document.title).toMatch(/has been withdrawn$/)
    }
    expect([lines(INDEX).length, lines(LAST).length]).toEqual([2, 2])
    expect(await states()).toEqual(ids.map(id => [id, 'withdrawn']))

    const before = new Map(store.held)
    now = new Date('2026-12-01T00:00:00Z')
    expect(await withdrawDocuments(ports(), { release: sources.release, intent })).toEqual({ withdrawn: ids })
    expect(store.held).toEqual(before)
    await expect(publishDocuments(ports(), intent)).rejects.toThrow('not published again')
    await expect(prepare('run-1')).rejects.toThrow('void')
  })

  test.each([1, 2, 3, 4])('broken at put %i and begun again later: the first time counts', async nth => {
    const intent = await prepare('run-1')
    await publishDocuments(ports(), intent)
    now = new Date('2026-11-30T02:00:00Z')
    store.failAt(nth)
    await expect(withdrawDocuments(ports(), { release: sources.release, intent })).rejects.toThrow()
    now = new Date('2026-12-05T02:00:00Z')
    await withdrawDocuments(ports(), { release: sources.release, intent })
    const dates = intent.advisories.map(a => parseCvrf(store.text(`security/data/cvrf/2026/cvrf-${a.id}.xml`)))
    expect(dates.map(d => d.currentReleaseDate)).toEqual(['2026-11-30', '2026-11-30'])
  })

  test('a run that failed after its first document: that one is withdrawn, the other only void', async () => {
    const intent = await prepare('run-1')
    store.failAt(2)
    await expect(publishDocuments(ports(), intent)).rejects.toThrow()
    for (const _ of [1, 2]) {
      const result = await withdrawDocuments(ports(), { release: sources.release, intent })
      expect(result).toEqual({ withdrawn: ['openEuler-SA-2026-1001'] })
    }
    expect(lines(INDEX)).toEqual(['2026/cvrf-openEuler-SA-2026-1001.xml'])
    expect((await prepare('run-2')).advisories[0]?.id).toBe('openEuler-SA-2026-1003')
  })

  test('a run that only took numbers leaves no trace in the store', async () => {
    const intent = await prepare('run-1')
    expect(await withdrawDocuments(ports(), { release: sources.release, intent })).toEqual({ withdrawn: [] })
    expect(store.held.size).toBe(0)
  })

  test('published again after a withdrawal: new numbers, the old documents stay withdrawn', async () => {
    await publishDocuments(ports(), await prepare('run-1'))
    now = new Date('2026-11-30T02:00:00Z')
    await withdrawDocuments(ports(), { release: sources.release })
    now = new Date('2026-12-01T02:00:00Z')
    await publishDocuments(ports(), await prepare('run-2'))
    expect(await states()).toEqual([
      ['openEuler-SA-2026-1001', 'withdrawn'],
      ['openEuler-SA-2026-1002', 'withdrawn'],
      ['openEuler-SA-2026-1003', 'published'],
      ['openEuler-SA-2026-1004', 'published'],
    ])
    expect(lines(INDEX)).toHaveLength(4)
    expect(lines(LAST)).toEqual([1003, 1004].map(n => `2026/cvrf-openEuler-SA-2026-${n}.xml`))
  })
})

test('queries: pages newest first, filters, one advisory with its model', async () => {
  const { db } = database
  await publishDocuments(ports(), await prepare('run-1'))
  await publishDocuments(ports(), await prepare('run-2', 'other'))
  const ids = async (filter: object) =>
    (await listAdvisories(db, { limit: 10, ...filter })).items.map(a => Number(a.id.slice(-4)))
  expect(await ids({})).toEqual([1004, 1003, 1002, 1001])
  expect(await ids({ limit: 2, cursor: 'openEuler-SA-2026-1004' })).toEqual([1003, 1002])
  const first = await listAdvisories(db, { limit: 2 })
  expect([first.items.length, first.next]).toEqual([2, 'openEuler-SA-2026-1003'])
  const last = await listAdvisories(db, { limit: 2, cursor: first.next ?? '' })
  expect([last.items.map(a => a.id.slice(-4)), last.next]).toEqual([['1002', '1001'], null])
  expect(await listAdvisories(db, { limit: 2, cursor: 'none' })).toEqual({ items: [], next: null })
  expect(await ids({ release: 'other' })).toEqual([1004, 1003])
  expect(await ids({ branch: 'elsewhere' })).toEqual([])
  expect(await ids({ component: 'vim' })).toEqual([1004, 1002])
  expect(await ids({ cve: 'CVE-2026-20003' })).toEqual([1003, 1001])
  const vim = await readAdvisory(db, 'openEuler-SA-2026-1002')
  expect(vim).toMatchObject({
    state: 'published',
    component: 'vim',
    severity: 'High',
    cves: ['CVE-2026-9001', 'CVE-2026-10002'],
    missing: [],
    url: '/security/data/cvrf/2026/cvrf-openEuler-SA-2026-1002.xml',
  })
  expect(vim?.packages).toContain('vim-common-2:9.0-33.oe2403.x86_64')
  expect(await readAdvisory(db, 'openEuler-SA-2026-9999')).toBeUndefined()
})

test('facts are read, cleaned and kept for when the source has none any more', async () => {
  const [fact] = sources.facts
  const cve = fact?.cve ?? ''
  const problem = { zh: '未知字段', en: 'unknown field' }
  const cveSource = {
    list: async () => ({ rows: [], problems: [] }),
    facts: async (asked: string) => ({ facts: asked === cve ? fact : undefined, problems: [problem] }),
  }
  const first = await readFacts({ db: database.db, cveSource, clock }, [cve, cve, 'CVE-2026-1'])
  expect(first).toMatchObject({ facts: [{ cve, description: fact?.description.trim() }], problems: [problem, problem] })
  const empty = { ...cveSource, facts: async () => ({ facts: undefined, problems: [] }) }
  expect(await readFacts({ db: database.db, cveSource: empty, clock }, [cve])).toEqual({
    facts: first.facts,
    problems: [],
  })
})
