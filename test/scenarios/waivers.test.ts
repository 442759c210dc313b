// A breaking update that somebody takes the risk of: blocked, waived, checked again, released; what the waiver does for
// the other releases of the branch, for other versions, and when it has run out. And a scope that changed since the check.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ReleaseView, WaiverPage } from '../../src/http/index.ts'
import { addDays, civilDate } from '../../src/lib/clock.ts'
import { build, dropCves, layBase } from './goods.ts'
import { type House, openHouse } from './kit.ts'
import { botComments, createRelease, ended, goTo, order, say, stands, viewOf } from './people.ts'

const BRANCH = 'Toy-1.0'
const BOAT = 'boat-1.0-1.x86_64'
const BROKEN = `${BOAT} (x86_64)`
let house: House
let first: string
/** A month from now. */
let until: string

const boat = (version: string) => ({ name: 'boat', version, lines: ['Requires: mooring = 1'] })
const dock = { name: 'dock', lines: ['Provides: mooring = 1'] }

beforeAll(async () => {
  house = await openHouse({ branches: [BRANCH], withBase: [BRANCH] })
  const day = addDays(civilDate(new Date(), 'Asia/Shanghai'), 30)
  until = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`
  await layBase(house, BRANCH, [dock, boat('1.0')])
  await build(house, BRANCH, { name: 'dock', version: '2.0' })
  await dropCves(house, BRANCH, [{ cve: 'CVE-2026-10001', issue: 'I3NQ1A', sourcePackage: 'dock' }])
})
afterAll(() => house.close())

/** A release of the branch whose self-check has ended so. */
async function checked(suffix: string, state: 'blocked' | 'done'): Promise<string> {
  const id = await createRelease(house, BRANCH, { date: '20261123', suffix })
  await goTo(house, id, 'scoping')
  await order(house, 'sami', id, '/cve-ok')
  await order(house, 'devi', id, '/bugfix-ok')
  await (state === 'done' ? stands(house, id, 'testing') : ended(house, id, 'self-check', state))
  return id
}

const waivers = (query = '') => house.get<WaiverPage>(`/api/v1/branches/${BRANCH}/waivers${query}`)
const held = (view: ReleaseView) =>
  view.selfCheck?.findings.map(f => [f.number, f.subject, f.blocking, f.waiver?.holds])

/** Waits until the one comment that follows the release says this. */
async function statusShows(id: string, words: string): Promise<void> {
  const status = async () => (await botComments(house, id)).find(body => body.includes('slipway:status'))
  await expect.poll(status, { timeout: 60_000, interval: 100 }).toContain(words)
}

test('an update that breaks what users have is blocked, by a number', async () => {
  first = await checked('b', 'blocked')
  expect(held(await viewOf(house, first))).toEqual([['F1', BROKEN, true, undefined]])
  await statusShows(first, `- F1: with this update ${BOAT} cannot be installed`)
})

test('waived by one who may, it says what comes next', async () => {
  const words = `${BROKEN} until ${until} because boat is mended next week`
  expect(await say(house, 'devi', first, `/waive ${words}`)).toContain('**Refused**: /waive is for')
  const said = await say(house, 'mary', first, `/waive ${words}`)
  expect(said).toContain(`**Accepted**: Waived until ${until}: F1 ${BROKEN}`)
  expect(said).toContain('left out the steps behind it: run /get-requires')
  const view = await viewOf(house, first)
  expect(held(view)).toEqual([['F1', BROKEN, false, true]])
  expect(view.findings).toEqual([])
  expect(view.waitingFor.en).toContain('/get-requires')
  expect(await say(house, 'gast', first, '/status')).toContain(`- F1 ${BROKEN}: waived by mary until ${until}`)
  // The test repository was never made: nothing is to be handed over.
  expect(await say(house, 'devi', first, '/check-status')).toContain('**Refused**: What was found is waived')
  await statusShows(
    first,
    `Waived, so it does not block:\n- F1 ${BROKEN}: waived by mary until ${until}, because: boat is mended next week`,
  )
  const entries = await house.get<{ items: readonly { action: string; actor: string; message: { en: string } }[] }>(
    `/api/v1/releases/${first}/timeline`,
  )
  expect(entries.items.filter(e => e.action === 'waive')).toMatchObject([{ actor: 'mary' }])
})

test('checked again it passes, with the finding on the record', async () => {
  await order(house, 'devi', first, '/get-requires')
  const view = await stands(house, first, 'testing')
  const run = view.runs.find(r => r.plan === 'self-check')
  expect(run?.state).toBe('done')
  expect(run?.steps.find(s => s.name === 'dependency-check')?.findings).toMatchObject([
    { subject: BROKEN, blocking: false, data: { waived: { by: 'mary', because: 'boat is mended next week' } } },
  ])
  expect(view.gates.find(g => g.name === 'status')?.signOffs).toMatchObject([{ role: 'system' }])
  expect(held(view)).toEqual([['F1', BROKEN, false, true]])
})

test('the next release of the branch passes by the same waiver', async () => {
  const next = await checked('c', 'done')
  expect(held(await viewOf(house, next))).toEqual([['F1', BROKEN, false, true]])
})

test('a requires row makes a passed check stale, with both revisions, and keeps its result', async () => {
  await order(house, 'devi', first, '/add requires dock')
  const view = await stands(house, first, 'verifying')
  const { selfCheck, scopeRevision } = view
  const told = `The self-check saw scope revision ${scopeRevision - 1}, the scope is at revision ${scopeRevision}: run /get-requires`
  expect(view.waitingFor.en).toBe(told)
  expect(selfCheck).toMatchObject({ revision: scopeRevision - 1, stale: { en: told } })
  expect(view.runs.find(r => r.id === selfCheck?.run)?.state).toBe('done')
  expect(view.gates.filter(g => g.state === 'open').map(g => g.name)).toEqual(['start', 'cve', 'bugfix'])
  expect(await say(house, 'devi', first, '/status')).toContain(told)
  expect(await say(house, 'devi', first, '/check-status')).toContain(`**Refused**: ${told}`)
  await statusShows(first, told)
  await order(house, 'devi', first, '/delete requires dock\n/get-requires')
  expect((await stands(house, first, 'testing')).selfCheck).toMatchObject({ stale: null, revision: scopeRevision + 1 })
})

test('another version of the package is not waived', async () => {
  await layBase(house, BRANCH, [boat('1.1')])
  const other = await checked('d', 'blocked')
  expect(held(await viewOf(house, other))).toEqual([['F1', 'boat-1.1-1.x86_64 (x86_64)', true, undefined]])

  await order(house, 'sami', other, `/waive F1 until ${until} because known`)
  expect((await viewOf(house, other)).findings).toEqual([])
  const { items } = await waivers('?holding=true')
  expect(items.map(w => [w.subject, w.owner, w.role])).toEqual([
    ['boat-1.1-1.x86_64 (x86_64)', 'sami', 'security'],
    [BROKEN, 'mary', 'version-manager'],
  ])
  // Its last day has passed.
  await house.db
    .updateTable('releases.waiver')
    .set({ until: '20261122', expires_at: new Date('2026-01-01') })
    .where('subject', '=', 'boat-1.1-1.x86_64 (x86_64)')
    .execute()
  expect(held(await viewOf(house, other))).toEqual([['F1', 'boat-1.1-1.x86_64 (x86_64)', true, false]])
  const refused = await say(house, 'devi', other, '/check-status')
  expect(refused).toContain('**Refused**: The self-check still has findings: boat-1.1-1.x86_64')
  expect(refused).toContain('the waiver of sami has run out on 2026-11-22')
  await order(house, 'devi', other, '/get-requires')
  expect((await ended(house, other, 'self-check', 'blocked')).findings).toMatchObject([
    { subject: 'boat-1.1-1.x86_64 (x86_64)' },
  ])
})

test('released with the waiver; ended, it stays in the history', async () => {
  await goTo(house, first, 'released')
  expect(await say(house, 'sami', first, `/unwaive ${BROKEN}`)).toContain('**Accepted**: The waiver has ended')
  const { items } = await waivers()
  expect(items.map(w => [w.subject, w.state, w.ended?.by])).toEqual([
    ['boat-1.1-1.x86_64 (x86_64)', 'expired', undefined],
    [BROKEN, 'ended', 'sami'],
  ])
  expect((await waivers('?limit=1')).next).toBe(String(items[0]?.id))
  expect((await waivers('?holding=true')).items).toEqual([])
})
