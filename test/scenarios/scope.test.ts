// The scope of a release: what people feed back and name, what the version manager accepts, what is fetched again, and
// what is left for the next release.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ItemChangeView, ReleaseView, SloReport } from '../../src/http/index.ts'
import { until } from '../kit/until.ts'
import { build, dropCves } from './goods.ts'
import { FORGE, type House, openHouse, type Person } from './kit.ts'
import * as people from './people.ts'
import { trees } from './seen.ts'

const ACCEPTING = 'Toy-1.0'
const AUTOMATIC = 'Toy-2.0'
const listed = { cve: 'CVE-2026-10001', issue: 'I3NQ1A', sourcePackage: 'pier' }
const later = { cve: 'CVE-2026-10002', issue: 'I3NQ1B', sourcePackage: 'buoy' }
let house: House

beforeAll(async () => {
  house = await openHouse({
    branches: [ACCEPTING, AUTOMATIC],
    branchConfig: { [ACCEPTING]: { accept: 'by-version-manager', gates: { ownItems: 'refuse' } } },
  })
  for (const branch of [ACCEPTING, AUTOMATIC]) {
    await dropCves(house, branch, [listed])
    for (const name of ['pier', 'dock']) await build(house, branch, { name, arch: 'noarch' })
  }
})
afterAll(() => house.close())

function rows({ items }: ReleaseView): string[] {
  return items.map(i => `${i.kind} ${i.repository} ${i.source} ${i.acceptance}`).sort()
}

async function rowOf(id: string, issue: string) {
  return (await people.viewOf(house, id)).items.find(i => i.issue === issue)
}

/** Source packages in the test directory of a release. */
async function tested(id: string, branch: string): Promise<string[]> {
  const { directory } = await people.viewOf(house, id)
  const files = [...(await trees(house, branch, [directory])).keys()]
  const here = files.filter(path => path.includes(`/test/${branch}/${directory}/source/Packages/`))
  return here
    .map(
      path =>
        path
          .split('/')
          .at(-1)
          ?.replace(/-[^-]+-[^-]+$/, '') ?? '',
    )
    .sort()
}

async function feedback(id: string, as: Person | undefined, body: object) {
  return await house.call(`/api/v1/releases/${id}/feedback`, { ...(as ? { as } : {}), body })
}

/** Waits until rows carried between releases are as wanted: that is done right after the command, not by it. */
async function carried(id: string, issue: string, wanted: object | undefined): Promise<void> {
  await expect
    .poll(() => rowOf(id, issue), { timeout: 20_000, interval: 50 })
    .toEqual(wanted === undefined ? undefined : expect.objectContaining(wanted))
}

async function history(id: string, kind: string, issue: string): Promise<readonly ItemChangeView[]> {
  const path = `/api/v1/releases/${id}/items/${kind}/${issue}/history`
  return (await house.get<{ items: readonly ItemChangeView[] }>(path)).items
}

// The tests of each part are one story, told in this order.
describe('where the version manager accepts', () => {
  let id: string
  let dock: string
  let mast: string
  let sail: string

  test('feedback waits, and only true feedback is taken', async () => {
    id = await people.createRelease(house, ACCEPTING, { date: '20261109' })
    dock = await people.openIssue(house, 'dock', 'dock leaks')
    const pulls = '/forge/api/repos/src-toy/dock/pulls'
    const made = await house.get<{ url: string }>(pulls, { as: 'devi', body: { title: 'mend', issues: [dock] } })
    expect((await feedback(id, undefined, { issue: dock })).status).toBe(401)
    expect(await feedback(id, 'gast', { issue: dock, package: 'pier' })).toMatchObject({
      status: 422,
      json: { detail: `The issue #${dock} is of dock, not of pier` },
    })
    expect((await feedback(id, 'gast', { issue: 'INONE1' })).status).toBe(404)
    expect((await feedback(id, 'gast', { issue: dock, pull: 'src-toy/dock!99' })).status).toBe(404)
    expect((await feedback(id, 'gast', { issue: dock, pull: 'x y/z' })).status).toBe(400)
    expect(rows(await people.viewOf(house, id))).toEqual([])
    const given = await feedback(id, 'gast', { issue: `#${dock}`, package: 'dock', pull: 'src-toy/dock!1' })
    expect(given).toMatchObject({ status: 200, json: { items: [{ issue: dock, addedBy: 'gast', pull: made.url }] } })
    expect((await feedback(id, 'gast', { issue: dock })).status).toBe(409)
  })

  test('the start also takes what comments name, and tells what cannot be read', async () => {
    mast = await people.openIssue(house, 'mast', 'mast bends')
    sail = await people.openIssue(house, 'sail', 'CVE-2026-20001 sail tears')
    const pulls = '/forge/api/repos/src-toy/sail/pulls'
    await house.get(pulls, { as: 'devi', body: { title: 'mend', issues: [sail] } })
    await house.get(pulls, { as: 'devi', body: { title: 'alone' } })
    await people.write(house, 'devi', id, `Please take #${mast}, src-toy/sail!1 and src-toy/sail!2.\n\n> #${dock}`)
    await people.write(house, 'gast', id, `#INONE1 and ${house.url}/ui/issues/src-toy/mast/${mast}#note_1`)
    await people.goTo(house, id, 'scoping')
    expect(rows(await people.viewOf(house, id))).toEqual([
      'bugfix dock feedback pending',
      'bugfix mast comment pending',
      'cve pier fetched pending',
      'cve sail comment pending',
    ])
    await until(async () => (await people.botComments(house, id)).join().includes('INONE1'))
    const said = (await people.botComments(house, id)).join('\n')
    expect(said).toContain('- #INONE1 in a comment of gast: it was not found')
    expect(said).toContain('- src-toy/sail!2 in a comment of devi: the pull request has no linked issue')
    const [added] = await history(id, 'bugfix', mast)
    expect(added).toMatchObject({ action: 'add', by: 'devi', before: null, after: { acceptance: 'pending' } })
    expect(added?.delivery).toMatch(new RegExp(`^local:${FORGE}#I[0-9A-Z]+/\\d+$`))
    expect(await rowOf(id, sail)).toMatchObject({ cve: 'CVE-2026-20001', pull: expect.stringContaining('/pulls/1') })
  })

  test('only what is accepted goes on', async () => {
    const refused = await people.say(house, 'sami', id, '/cve-ok')
    expect(refused).toMatch(/\*\*Refused\*\*: Rows wait for acceptance: (#I3NQ1A #\w+|#\w+ #I3NQ1A)\. /)
    expect(await people.say(house, 'devi', id, '/accept all')).toContain('**Refused**')
    await people.issueShows(house, id, { body: expect.stringContaining('修复CVE 0个') })
    await people.say(house, 'mary', id, `/refuse ${sail}\n/accept all`)
    expect(await people.say(house, 'devi', id, '/bugfix-ok')).toContain(`**Refused**: You added #${mast} yourself`)
    await people.say(house, 'mary', id, `/refuse ${mast}`)
    await people.issueShows(house, id, { body: expect.stringContaining('修复CVE 1个') })
    expect((await people.issueOf(house, id)).body).not.toContain('mast bends')
    expect(await history(id, 'bugfix', mast)).toMatchObject([
      { action: 'add' },
      { action: 'accept', by: 'mary', before: { acceptance: 'pending' }, after: { acceptance: 'accepted' } },
      { action: 'refuse', by: 'mary', before: { acceptance: 'accepted' }, after: { acceptance: 'refused' } },
    ])
  })

  test('a second fetch merges: it brings up to date, adds, and revives nothing', async () => {
    await people.order(house, 'sami', id, '/delete cve I3NQ1A\n/cve-ok')
    await dropCves(house, ACCEPTING, [listed, later])
    const path = `/forge/api/repos/src-toy/mast/issues/${mast}`
    await house.get(path, { as: 'devi', method: 'PATCH', body: { title: 'mast breaks' } })
    await people.order(house, 'mary', id, '/start-update')
    const view = await people.ended(house, id, 'collect', 'done')
    expect(view.stage).toBe('scoping')
    expect(rows(view)).toEqual([
      'bugfix dock feedback accepted',
      'bugfix mast comment refused',
      'cve buoy fetched pending',
      'cve sail comment refused',
    ])
    expect((await rowOf(id, mast))?.title).toBe('mast breaks')
    // What waits for acceptance opens no gate again.
    expect(view.gates.filter(g => g.state === 'open').map(g => g.name)).toEqual(['start', 'cve'])
    const changes = await house.get<{ items: readonly ItemChangeView[] }>(`/api/v1/releases/${id}/items/history`)
    expect(changes.items.slice(-2).map(c => [c.action, c.issue])).toEqual([
      ['add', 'I3NQ1B'],
      ['update', mast],
    ])
  })

  test('the roll-back of both leaves the feedback of the draft alone', async () => {
    await people.order(house, 'mary', id, '/rollback')
    const view = await people.stands(house, id, 'draft')
    expect(view.items.map(i => [i.issue, i.source])).toEqual([[dock, 'feedback']])
    expect(view.runs.map(r => r.state)).toEqual(['done', 'undone', 'undone'])
  })
})

describe('what is left for the next release', () => {
  let first: string
  let next: string
  let dock: string

  test('goes with its package, and the next release takes it in', async () => {
    first = await people.createRelease(house, AUTOMATIC, { date: '20261109' })
    await people.goTo(house, first, 'scoping')
    dock = await people.openIssue(house, 'dock', 'dock leaks')
    await people.order(house, 'devi', first, `/add-bugfix #${dock}\n/delete-bugfix ${dock}`)
    // Added again, a row is as its issue is now.
    const path = `/forge/api/repos/src-toy/dock/issues/${dock}`
    await house.get(path, { as: 'devi', method: 'PATCH', body: { title: 'dock leaks badly', state: 'closed' } })
    await people.order(house, 'devi', first, `/add bugfix ${dock}`)
    expect(await rowOf(first, dock)).toMatchObject({ title: 'dock leaks badly', status: 'closed', addedBy: 'devi' })
    await people.goTo(house, first, 'testing')
    expect(await tested(first, AUTOMATIC)).toEqual(['dock', 'pier'])
    next = await people.createRelease(house, AUTOMATIC, { date: '20261116' })
    expect(await people.say(house, 'mary', first, `/no-release #${dock}`)).toContain('**Accepted**')
    await carried(next, dock, {
      source: 'carried',
      carriedFrom: first,
      acceptance: 'accepted',
      title: 'dock leaks badly',
    })
    await carried(first, dock, { left: { by: 'mary', at: expect.any(String) }, carriedTo: next })
    expect(await people.viewOf(house, first)).toMatchObject({ stage: 'scoping', counts: { bugfix: 0 } })
    await people.order(house, 'devi', first, '/bugfix-ok')
    await people.stands(house, first, 'testing')
    expect(await tested(first, AUTOMATIC)).toEqual(['pier'])
  })

  test('comes back by /release, and the next release lets go of it', async () => {
    await people.order(house, 'mary', first, `/release ${dock}`)
    await carried(next, dock, undefined)
    await carried(first, dock, { left: null, carriedTo: null })
    await people.order(house, 'devi', first, '/bugfix-ok')
    await people.stands(house, first, 'testing')
    expect(await tested(first, AUTOMATIC)).toEqual(['dock', 'pier'])
  })

  test('left again, it stays where people have touched it', async () => {
    await people.order(house, 'mary', first, `/no-release ${dock}`)
    await carried(next, dock, { carriedFrom: first })
    await people.goTo(house, next, 'scoping')
    await people.order(house, 'mary', next, `/refuse ${dock}`)
    await people.order(house, 'mary', first, `/release ${dock}`)
    await people.calm(house)
    expect(await rowOf(next, dock)).toMatchObject({ acceptance: 'refused', carriedFrom: first })
    expect((await history(next, 'bugfix', dock)).map(c => c.action)).toEqual(['carry', 'uncarry', 'carry', 'refuse'])
  })

  test('clocks of CVEs run in every release that has them', async () => {
    const { items } = await people.viewOf(house, first)
    expect(items.find(i => i.kind === 'cve')?.slo).toMatchObject({ days: 14, due: '20261115', from: 'published' })
    const slo = await house.get<SloReport>(`/api/v1/slo?branch=${AUTOMATIC}&from=20261101&to=20261130`)
    expect(slo.weeks).toHaveLength(6)
    expect(slo.open.map(o => [o.release, o.cve, o.due])).toEqual([
      [first, 'CVE-2026-10001', '20261115'],
      [next, 'CVE-2026-10001', '20261115'],
    ])
    expect((await house.call('/api/v1/slo?from=20261130&to=20261101')).status).toBe(422)
  })
})
