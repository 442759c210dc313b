// How releases come about and are taken back before they begin: every week, for all branches, by button, deleted again.

import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { enqueueJob } from '../../src/flow/index.ts'
import type { BranchView, Explanation, PlannedRelease, ReleaseSummary, ReleaseView } from '../../src/http/index.ts'
import { addDays, civilDate } from '../../src/lib/clock.ts'
import type { Json } from '../../src/lib/json.ts'
import { weekOf } from '../../src/releases/calendar.ts'
import { until } from '../kit/until.ts'
import { build, dropCves } from './goods.ts'
import { type House, openHouse } from './kit.ts'
import {
  botComments,
  calm,
  createRelease,
  everythingAbout,
  goTo,
  issueOf,
  issueShows,
  order,
  say,
  stands,
  viewOf,
} from './people.ts'

const [PLAIN, BUTTON, OLD, LANE_A, LANE_B] = ['Toy-1.0', 'Toy-2.0', 'Toy-0.9', 'Lane-A', 'Lane-B'] as const

/** A zone in which it is noon: no test crosses midnight. */
const offset = 12 - new Date().getUTCHours()
const timezone = offset > 0 ? `Etc/GMT-${offset}` : `Etc/GMT+${-offset}`
const today = civilDate(new Date(), timezone)
const week = Array.from({ length: 7 }, (_, day) => addDays(weekOf(today), day))

let house: House

beforeAll(async () => {
  const weekly = { weekly: true, timezone }
  house = await openHouse({
    branches: [PLAIN, BUTTON, OLD, LANE_A, LANE_B],
    // Today is the first day of the week that is worked, whatever day it is.
    config: { holidays: week.filter(day => day !== today), workdays: [today] },
    branchConfig: {
      [BUTTON]: { start: 'by-button', roles: { security: ['sami'] } },
      [OLD]: { maintained: false },
      [LANE_A]: weekly,
      [LANE_B]: weekly,
    },
  })
  for (const branch of [PLAIN, BUTTON]) {
    await build(house, branch, { name: 'pier', arch: 'noarch' })
    await dropCves(house, branch, [{ cve: 'CVE-2026-10001', issue: 'I3NQ1A', sourcePackage: 'pier' }])
  }
})
afterAll(() => house.close())

async function job(name: string, payload: Json = null): Promise<string> {
  const id = `test/${name}/${performance.now()}`
  const lane = { queue: 'commands', key: id } as const
  await house.db.transaction().execute(tx => enqueueJob(tx, { ...lane, job: name, payload, id }))
  return id
}

async function isOver(id: string): Promise<boolean> {
  const { rows } = await sql<{ status: string }>`
    select status from dbos.workflow_status where workflow_uuid = ${id}`.execute(house.db)
  return rows[0]?.status === 'SUCCESS'
}

function idsOf(branch: string, more = ''): Promise<string[]> {
  const path = `/api/v1/releases?branch=${branch}${more}`
  return house.get<{ items: readonly ReleaseSummary[] }>(path).then(page => page.items.map(r => r.id))
}

describe('every week', () => {
  const [idA, idB] = [`${LANE_A}_update${today}`, `${LANE_B}_update${today}`]

  test('a branch that fails, and one that hangs, keep no other waiting, and get theirs later', async () => {
    // The directory of Lane-A's release is taken by a plan of last week.
    const last = addDays(today, -7)
    const taker = await createRelease(house, LANE_A, { date: last, freezeDate: addDays(today, 2) })
    // A session that goes on and on holds the name of Lane-B's release.
    let letGo: () => void = () => undefined
    const held = new Promise<void>(resolve => {
      letGo = resolve
    })
    const holding = house.db.transaction().execute(async tx => {
      await sql`insert into releases.release
        (id, branch, date, suffix, directory, freeze_date, stage, created_by, created_at, updated_at)
        values (${idB}, ${LANE_B}, ${today}, '', 'x', ${today}, 'draft', 'x', now(), now())`.execute(tx)
      const tick = await job('plan-releases')
      await until(() => isOver(tick))
      await held
      throw new Error('lets go')
    })
    const others = Promise.all([
      house.get<{ items: readonly PlannedRelease[] }>('/api/v1/releases', {
        as: 'mary',
        body: { all: true, suffix: 'z' },
      }),
      until(async () => (await laneJobs('SUCCESS')) === 1),
    ])
    const [{ items }] = await others
    expect(items.map(i => [i.branch, i.created])).toEqual([PLAIN, BUTTON, LANE_A, LANE_B].map(b => [b, true]))
    expect(await idsOf(LANE_A)).toEqual([`${idA}z`, taker])
    expect(await laneJobs('PENDING')).toBe(1)
    letGo()
    await expect(holding).rejects.toThrow('lets go')
    await until(async () => (await idsOf(LANE_B)).includes(idB))

    // Once the plan in the way is deleted, its directory is free for the next attempt.
    await house.get(`/api/v1/releases/${taker}`, { as: 'mary', method: 'DELETE', body: { reason: 'in the way' } })
    await job('plan-release', { branch: LANE_A, date: today })
    await until(async () => (await idsOf(LANE_A)).includes(idA))
    expect(await viewOf(house, idA)).toMatchObject({ stage: 'draft', directory: `update_${addDays(today, 2)}` })
    const [made] = (await house.log()).filter(line => line.subject === `release/${idA}`)
    expect(made).toMatchObject({ action: 'create', actor: 'slipway', channel: 'system' })
  })

  test('there is one, also where it was deleted', async () => {
    await order(house, 'mary', idB, '/drop nothing to release')
    const tick = await job('plan-releases')
    await until(() => isOver(tick))
    await calm(house)
    expect(await idsOf(LANE_A)).toEqual([`${idA}z`, idA])
    expect(await idsOf(LANE_B)).toEqual([`${idB}z`])
    const { items } = await house.get<{ items: readonly BranchView[] }>('/api/v1/branches')
    expect(items.map(b => [b.name, b.maintained, b.weekly, b.start, b.next])).toEqual([
      [PLAIN, true, false, 'automatic', null],
      [BUTTON, true, false, 'by-button', null],
      [OLD, false, false, 'automatic', null],
      [LANE_A, true, true, 'automatic', addDays(weekOf(today), 7)],
      [LANE_B, true, true, 'automatic', addDays(weekOf(today), 7)],
    ])
  })

  /** Jobs of the lanes in a state. */
  async function laneJobs(status: string): Promise<number> {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int from dbos.workflow_status
      where workflow_uuid like 'plan/Lane-%' and status = ${status}`.execute(house.db)
    return rows[0]?.count ?? 0
  }
})

describe('a release for every branch', () => {
  test('is made once each, and refused for each to those who may not', async () => {
    const body = { all: true, date: '20271101' }
    const refused = await house.call('/api/v1/releases', { as: 'devi', body })
    expect(refused.json).toMatchObject({ type: '/problems/wrong-role', status: 403 })
    expect((refused.json as { items: readonly object[] }).items).toHaveLength(4)
    expect(await idsOf(PLAIN)).not.toContain(`${PLAIN}_update20271101`)
    for (const created of [true, false]) {
      const answer = await house.call('/api/v1/releases', { as: 'mary', body })
      expect(answer.status).toBe(207)
      const ids = [PLAIN, BUTTON, LANE_A, LANE_B].map(branch => ({ branch, id: `${branch}_update20271101`, created }))
      expect(answer.json).toMatchObject({ items: ids })
    }
  })

  test('goes on for the others when one is refused', async () => {
    await createRelease(house, BUTTON, { date: '20271108', freezeDate: '20271109' })
    const answer = await house.call('/api/v1/releases', { as: 'mary', body: { all: true, date: '20271108' } })
    expect(answer.json).toMatchObject({
      items: [
        { branch: PLAIN, created: true },
        { branch: BUTTON, id: null, code: 'conflict' },
        { created: true },
        { created: true },
      ],
    })
  })
})

describe('a plan', () => {
  test('is deleted with its reason, stays on record, and is taken up again', async () => {
    const id = await createRelease(house, PLAIN, { date: '20261130' })
    const path = `/api/v1/releases/${id}`
    const remove = { method: 'DELETE', body: { reason: 'a holiday,\n/start-update' } } as const
    expect((await house.call(path, { as: 'devi', ...remove })).json).toMatchObject({ type: '/problems/wrong-role' })
    const deleted = await house.get<ReleaseView>(path, { as: 'mary', ...remove })
    expect(deleted).toMatchObject({ stage: 'draft', deleted: { by: 'mary', because: 'a holiday, /start-update' } })
    await issueShows(house, id, { state: 'rejected' })
    await until(async () => (await botComments(house, id)).some(c => c.includes('deleted by mary: a holiday')))
    expect(await idsOf(PLAIN)).not.toContain(id)
    expect(await idsOf(PLAIN, '&deleted=true')).toContain(id)

    expect(await say(house, 'mary', id, '/start-update')).toContain('**Refused**: This plan was deleted by mary')
    expect(await say(house, 'gast', id, '/status')).toContain('**Accepted**: Stage: Draft. This plan was deleted')
    expect((await house.call(path, { as: 'mary', ...remove })).json).toMatchObject({ type: '/problems/deleted' })

    const again = await house.call('/api/v1/releases', {
      as: 'mary',
      body: { branch: PLAIN, date: '20261130', freezeDate: '20261203' },
    })
    expect([again.status, again.json]).toMatchObject([201, { id, deleted: null, directory: 'update_20261203' }])
    await issueShows(house, id, { state: 'open' })
    const actions = (await house.log()).flatMap(line => (line.subject === `release/${id}` ? [line.action] : []))
    expect(actions).toEqual(['create', 'drop', 'revive'])
  })

  test('that has begun is not deleted', async () => {
    const id = await createRelease(house, PLAIN, { date: '20261207' })
    await goTo(house, id, 'scoping')
    const answer = await house.call(`/api/v1/releases/${id}`, {
      as: 'mary',
      method: 'DELETE',
      body: { reason: 'late' },
    })
    expect(answer.json).toMatchObject({ type: '/problems/wrong-stage', status: 409 })
    expect(await say(house, 'mary', id, '/drop late')).toContain('take it back to draft by /rollback first')
    await order(house, 'mary', id, '/rollback')
    await stands(house, id, 'draft')
    expect(await say(house, 'mary', id, '/drop late')).toContain(`**Accepted**: The plan ${id} is deleted`)
    await issueShows(house, id, { state: 'rejected' })
  })
})

describe('a branch that starts by button', () => {
  test('waits with a fixed baseline for its launch, and says so', async () => {
    const id = await createRelease(house, BUTTON, { date: '20261123' })
    await goTo(house, id, 'scoping')
    expect((await viewOf(house, id)).gates.map(g => g.name)).toContain('launch')
    expect(await say(house, 'mary', id, '/launch')).toContain(
      'The baseline is not fixed yet, it still needs: CVE scope',
    )
    expect(await say(house, 'gast', id, '/cve-ok')).toContain('/cve-ok is for the security committee (sami)')
    await order(house, 'sami', id, '/cve-ok')
    expect(await say(house, 'devi', id, '/bugfix-ok')).toContain(
      'The baseline is fixed; the release waits for its launch',
    )
    expect(await viewOf(house, id)).toMatchObject({ stage: 'scoping', waitingFor: { en: /^Waits for: Launch/ } })

    // Asking what it waits for, and what would be, changes nothing.
    const before = await everythingAbout(house, id)
    expect(await say(house, 'gast', id, '/explain')).toMatch(
      /- "Launch" waits for the version manager \(mary\): \/launch\n/,
    )
    const preview = await say(house, 'gast', id, '/preview /launch')
    expect(preview).toContain('Preview of /launch (nothing was changed):')
    expect(preview).toContain('- Starts "Self-check": ')
    const explanation = await house.get<Explanation>(`/api/v1/releases/${id}/explanation`)
    expect(explanation.items.map(item => [item.kind, item.subject])).toEqual([
      ['gate', 'launch'],
      ['later', 'status test check cvrf'],
    ])
    expect(await everythingAbout(house, id)).toEqual(before)

    await order(house, 'mary', id, '/launch')
    await stands(house, id, 'testing')
    expect((await issueOf(house, id)).labels).toEqual(['update-check-requires'])
  })

  test('is an exception: elsewhere nothing is launched', async () => {
    const id = await createRelease(house, PLAIN, { date: '20261214' })
    expect((await viewOf(house, id)).gates.map(g => g.name)).not.toContain('launch')
    expect((await viewOf(house, id)).commands.map(c => c.name)).not.toContain('launch')
  })
})
