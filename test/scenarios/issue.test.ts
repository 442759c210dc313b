// The issue is a face of the release: what people write there is heard once, and our part of it always says what is so.

import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../kit/until.ts'
import { build, dropCves } from './goods.ts'
import { BOT, type House, openHouse, type Person } from './kit.ts'
import * as people from './people.ts'

const BRANCH = 'Toy-1.0'
const listed = { cve: 'CVE-2026-10001', issue: 'I3NQ1A', sourcePackage: 'pier' }
/** While set, self-checks wait before they check the installation. */
let held: Promise<void> | undefined
let house: House
let days = 9

beforeAll(async () => {
  const probe = async (point: { step: string; phase: string }) => {
    if (point.step === 'install-check' && point.phase === 'before-start') await held
  }
  house = await openHouse({ branches: [BRANCH], probe })
  await dropCves(house, BRANCH, [listed])
  await build(house, BRANCH, { name: 'pier', arch: 'noarch' })
})
afterEach(() => {
  held = undefined
})
afterAll(() => house.close())

async function scoped(): Promise<string> {
  days += 1
  const id = await people.createRelease(house, BRANCH, { date: `202611${days}` })
  await people.goTo(house, id, 'scoping')
  await people.issueShows(house, id, { body: expect.stringContaining('修复CVE 1个'), labels: ['update-check-pkg'] })
  return id
}

const sweep = () => people.sweep(house)

/** Holds every command of a release undecided while `act` goes on. */
async function whileHeld(id: string, act: () => Promise<void>): Promise<void> {
  await house.db.transaction().execute(async tx => {
    await sql`select id from releases.release where id = ${id} for no key update`.execute(tx)
    await act()
  })
}

async function edit(as: Person, id: string, comment: string, body: string): Promise<void> {
  await house.get(`${await people.issuePath(house, id)}/comments/${comment}`, { as, method: 'PATCH', body: { body } })
}

async function editIssue(id: string, body: string): Promise<void> {
  await house.get(await people.issuePath(house, id), { as: 'mary', method: 'PATCH', body: { body } })
}

async function openGates(id: string): Promise<string[]> {
  const { gates } = await people.viewOf(house, id)
  return gates.filter(g => g.state === 'open').map(g => g.name)
}

/** Waits until all that was said is decided and shown. */
async function isQuiet(id: string): Promise<void> {
  await people.say(house, 'gast', id, '/status')
}

describe('the text of the issue', () => {
  test('keeps what people write around our part', async () => {
    const id = await scoped()
    const { body } = await people.issueOf(house, id)
    await editIssue(id, `Read this first.\n\n${body}\n\nAnd this last | with @mary.\n`)
    await people.order(house, 'sami', id, '/delete cve I3NQ1A')
    await people.issueShows(house, id, { body: expect.stringContaining('修复CVE 0个') })
    const after = await people.issueOf(house, id)
    expect(after.body).toMatch(
      /^Read this first\.\n\n<!-- slipway:begin -->\n[\s\S]*<!-- slipway:end -->\n\nAnd this last \| with @mary\.\n$/,
    )
  })

  test('is put right where somebody changed our part, and so is its state', async () => {
    const id = await scoped()
    const before = await people.issueOf(house, id)
    await editIssue(id, before.body.replace('修复CVE 1个', '修复CVE 7个'))
    await people.issueShows(house, id, { body: before.body, labels: before.labels })
  })

  test('is put right also when nobody told of the change', async () => {
    const id = await scoped()
    const before = await people.issueOf(house, id)
    await sql`update local.issue set body = 'gone' where body = ${before.body}`.execute(house.db)
    await sweep()
    await people.issueShows(house, id, { body: `${before.body}\n\ngone` })
  })
})

describe('a comment', () => {
  test('§3b 3: acts once, however often it is told', async () => {
    const id = await scoped()
    const comment = await people.write(house, 'sami', id, '/cve-ok')
    await edit('sami', id, comment.id, '/cve-ok')
    await sweep()
    await isQuiet(id)
    await edit('sami', id, comment.id, '/cve-ok')
    await sweep()
    await isQuiet(id)
    expect((await people.botComments(house, id)).filter(body => body.includes('@sami'))).toHaveLength(1)
    const log = (await house.log()).filter(line => line.subject === `release/${id}` && line.action === 'cve-ok')
    expect(log).toHaveLength(1)
  })

  test('§3b 13, 31: that nobody told of is found by the timer; those of the bot are not heard', async () => {
    const id = await scoped()
    const issue = (await people.viewOf(house, id)).issue?.id
    for (const login of ['sami', BOT]) {
      await sql`insert into local.comment (issue, body, author, created_at, updated_at)
        select ${issue}, '/cve-ok', id, now(), now() from local.author where login = ${login}`.execute(house.db)
    }
    await sweep()
    await expect.poll(() => openGates(id), { timeout: 20_000 }).toEqual(['start', 'cve'])
    await isQuiet(id)
    expect((await people.botComments(house, id)).filter(body => body.includes('- `'))).toHaveLength(2)
    expect((await people.botComments(house, id)).join()).not.toContain(`@${BOT}`)
  })

  test('§3b 6: counts as it reads when its turn comes: changed ones anew, deleted ones not at all', async () => {
    const id = await scoped()
    await whileHeld(id, async () => {
      await people.write(house, 'gast', id, '/help')
      const deleted = await people.write(house, 'sami', id, '/cve-ok')
      const changed = await people.write(house, 'devi', id, '/help')
      const path = `${await people.issuePath(house, id)}/comments/${deleted.id}`
      expect((await house.call(path, { as: 'sami', method: 'DELETE' })).status).toBe(204)
      await edit('devi', id, changed.id, '/bugfix-ok')
    })
    await isQuiet(id)
    expect(await openGates(id)).toEqual(['start', 'bugfix'])
    const answers = await people.botComments(house, id)
    expect(answers.filter(a => a.includes('@sami'))).toEqual([])
    expect(answers.filter(a => a.includes('@devi'))).toMatchObject([
      expect.stringContaining('- `/bugfix-ok` **Accepted**'),
    ])
  })

  test('§3b 5: that is changed after it has acted is answered and does not act again', async () => {
    const id = await scoped()
    const comment = await people.write(house, 'devi', id, '/bugfix-ok')
    await isQuiet(id)
    await edit('devi', id, comment.id, '/bugfix-ok\n/bugfix-not-ok')
    await edit('devi', id, comment.id, '/bugfix-ok\n/bugfix-not-ok')
    await isQuiet(id)
    await sweep()
    await isQuiet(id)
    expect(await openGates(id)).toEqual(['start', 'bugfix'])
    const answers = (await people.botComments(house, id)).filter(a => a.includes('@devi'))
    expect(answers).toHaveLength(2)
    expect(answers[1]).toContain(
      '**Refused**: This comment was decided before it was changed, and a change runs nothing',
    )
    await edit('devi', id, comment.id, 'I said that the bugfixes are fine.')
    await sweep()
    await isQuiet(id)
    expect(await openGates(id)).toEqual(['start', 'bugfix'])
    expect((await people.botComments(house, id)).filter(a => a.includes('@devi'))).toHaveLength(2)
  })
})

describe('several at once', () => {
  test('§3b 1: two commands on one release are both carried out', async () => {
    const id = await scoped()
    const [dock, mast] = [
      await people.openIssue(house, 'dock', 'dock leaks'),
      await people.openIssue(house, 'mast', 'mast bends'),
    ]
    const { scopeRevision: before } = await people.viewOf(house, id)
    await Promise.all([
      people.say(house, 'devi', id, `/add bugfix ${dock}`),
      people.say(house, 'mary', id, `/add bugfix ${mast}`),
      people.order(house, 'sami', id, '/cve-ok'),
    ])
    const { items, scopeRevision } = await people.viewOf(house, id)
    expect(
      items
        .filter(i => i.kind === 'bugfix')
        .map(i => i.issue)
        .sort(),
    ).toEqual([dock, mast].sort())
    expect(scopeRevision).toBe(before + 2)
    expect(await openGates(id)).toEqual(['start', 'cve'])
  })

  test('one call sent twice under its key acts once, and the key of one release is not that of another', async () => {
    const [id, other] = [await scoped(), await scoped()]
    const call = { as: 'sami', body: { text: '/cve-ok' }, headers: { 'idempotency-key': 'k1' } } as const
    const answers = await Promise.all([1, 2].map(() => house.call(`/api/v1/releases/${id}/commands`, call)))
    expect(answers[0]?.json).toEqual(answers[1]?.json)
    expect(answers[0]?.json).toMatchObject({ outcomes: [{ accepted: true }] })
    expect(await openGates(other)).toEqual(['start'])
    await house.get(`/api/v1/releases/${other}/commands`, call)
    expect(await openGates(other)).toEqual(['start', 'cve'])
  })

  test('a /rollback during the self-check cancels and unwinds it', async () => {
    let release: () => void = () => undefined
    held = new Promise(resolve => {
      release = resolve
    })
    const id = await scoped()
    await people.order(house, 'sami', id, '/cve-ok')
    await people.order(house, 'devi', id, '/bugfix-ok')
    await until(async () => (await people.viewOf(house, id)).repositories.length > 0, 60_000)
    expect(await people.say(house, 'mary', id, '/rollback')).toContain('**Accepted**')
    expect(await people.viewOf(house, id)).toMatchObject({ stage: 'scoping', run: { state: 'running' } })
    release()
    const view = await people.ended(house, id, 'self-check', 'cancelled')
    expect(view).toMatchObject({ stage: 'scoping', repositories: [], packageCounts: { x86_64: 0 } })
    expect(view.run?.steps.map(s => s.state)).toEqual([...Array(6).fill('undone'), 'waiting', 'waiting'])
    expect(await openGates(id)).toEqual(['start'])
    await people.goTo(house, id, 'testing')
  })
})
