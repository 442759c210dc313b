// A thousand comments on fifty releases, told within seconds: shuffled, some twice. Each is decided once and answered
// once, on every release in the order in which it was taken, and the outcome is that of the rules played in this order.

import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '../../src/accounts/index.ts'
import { isRefusal } from '../../src/lib/errors.ts'
import { apply } from '../../src/releases/advance.ts'
import { decide } from '../../src/releases/decide.ts'
import type { Release } from '../../src/releases/model.ts'
import { parseCommands } from '../../src/releases/parse.ts'
import { loadRelease } from '../../src/releases/store.ts'
import type { StandIn } from '../../world/gitee/index.ts'
import { until } from '../kit/until.ts'
import { type House, openHouse, type Person } from '../scenarios/kit.ts'
import * as people from '../scenarios/people.ts'

const BRANCH = 'Toy-1.0'
const RELEASES = 50
const ROUNDS = 4
const ALL_TOLD_IN_MS = 5000
const PATIENCE_MS = 120_000
const roles: Readonly<Record<string, readonly Role[]>> = { devi: ['developer'], sami: ['security'] }

interface Told {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

let house: House
let gitee: StandIn
let bugs: readonly string[]
let ids: readonly string[]

beforeAll(async () => {
  house = await openHouse({ branches: [BRANCH], forge: 'gitee' })
  if (!house.forge.standIn) throw new Error('no stand-in')
  gitee = house.forge.standIn
  bugs = [await people.openIssue(house, 'pier', 'The pier creaks'), await people.openIssue(house, 'rope', 'Knots slip')]
  ids = await openReleases()
})
afterAll(() => house.close())

test('§3b 30: a thousand deliveries at once: each acts once, in the order of acceptance, and is answered once', {
  timeout: 300_000,
}, async () => {
  const before = new Map(await Promise.all(ids.map(async id => [id, await rulesSee(id)] as const)))
  const comments = await writeComments(ids)
  const told = disorder(comments)
  expect(comments).toHaveLength(RELEASES * ROUNDS * 5)

  const begun = performance.now()
  const answers = await tell(told)
  const toldIn = performance.now() - begun
  expect(answers.filter(a => a.status !== 202)).toEqual([])
  const waits = answers.map(a => a.ms).sort((a, b) => a - b)

  await until(async () => (await count('decided_at is not null')) === comments.length, PATIENCE_MS)
  const decidedIn = performance.now() - begun
  await until(async () => (await count('answered_at is not null')) === comments.length, PATIENCE_MS)
  const answeredIn = performance.now() - begun
  await people.calm(house)
  console.info(
    [
      `${told.length} deliveries of ${comments.length} comments on ${RELEASES} releases, told in ${seconds(toldIn)}`,
      `answer to a delivery: p50 ${ms(waits, 0.5)}, p95 ${ms(waits, 0.95)}, p99 ${ms(waits, 0.99)}, longest ${ms(waits, 1)}`,
      `all decided after ${seconds(decidedIn)} (${Math.round((comments.length / decidedIn) * 1000)}/s)`,
      `all answered on the issues after ${seconds(answeredIn)}; ${gitee.seen.length} calls of the forge in all`,
    ].join('\n'),
  )

  const deliveries = await heard()
  expect(deliveries).toHaveLength(comments.length)
  expect(new Set(deliveries.map(d => d.external_id)).size).toBe(comments.length)
  for (const id of ids)
    await wentInOrder(
      id,
      before.get(id) as Release,
      deliveries.filter(d => d.release === id),
    )
})

async function openReleases(): Promise<string[]> {
  const dates = Array.from({ length: RELEASES }, (_, n) => {
    return new Date(Date.UTC(2027, 0, 1 + n)).toISOString().slice(0, 10).replaceAll('-', '')
  })
  const ids: string[] = []
  for (const date of dates) {
    const { id } = await house.get<{ id: string }>('/api/v1/releases', { as: 'mary', body: { branch: BRANCH, date } })
    ids.push(id)
  }
  await people.calm(house)
  // As after a collection that found nothing, without fifty of them.
  await sql`update releases.release set stage = 'scoping', part = 0`.execute(house.db)
  return ids
}

async function rulesSee(id: string): Promise<Release> {
  const release = await loadRelease(house.db, id)
  if (!release) throw new Error(`no release ${id}`)
  return release
}

/** Twenty comments on each release, none of them told yet; gives what the forge would tell of each. */
async function writeComments(ids: readonly string[]): Promise<readonly Told[]> {
  await gitee.hooks.settled()
  const from = gitee.hooks.deliveries.length
  gitee.hooks.lose('note_hooks')
  const [pier = '', rope = ''] = bugs
  for (const [n, id] of ids.entries()) {
    for (let round = 0; round < ROUNDS; round++) {
      const bug = (n + round) % 2 === 0 ? pier : rope
      const said: readonly (readonly [Person, string])[] = [
        ['devi', `/add bugfix ${bug}`],
        ['sami', round % 2 === 0 ? '/cve-ok' : '/cve-not-ok'],
        ['gast', '/status'],
        ['devi', `/delete bugfix ${bug}`],
        ['gast', `/add bugfix ${rope}`],
      ]
      for (const [who, comment] of said) await people.write(house, who, id, comment)
    }
  }
  await gitee.hooks.settled()
  return gitee.hooks.deliveries.slice(from).filter(d => d.event === 'Note Hook' && isCommand(d.body))
}

/** A sweep may bring an issue up to date meanwhile: what is told of our own comments is not counted. */
function isCommand(body: string): boolean {
  return (JSON.parse(body) as { comment: { body: string } }).comment.body.startsWith('/')
}

/** Every fifth one twice, and all of them in an order that is always the same and has no sense. */
function disorder(comments: readonly Told[]): readonly Told[] {
  const doubled = [...comments, ...comments.filter((_, n) => n % 5 === 0)]
  let seed = 20_261_121
  const keyed = doubled.map(told => {
    seed = (seed * 48_271) % 2_147_483_647
    return { told, seed }
  })
  return keyed.sort((a, b) => a.seed - b.seed).map(k => k.told)
}

/** Posts them at an even pace; whoever is not answered in time does not hold up the next. */
async function tell(told: readonly Told[]): Promise<readonly { status: number; ms: number }[]> {
  const begun = performance.now()
  const sent: Promise<{ status: number; ms: number }>[] = []
  for (const [n, one] of told.entries()) {
    await until(() => performance.now() - begun >= (n * ALL_TOLD_IN_MS) / told.length)
    sent.push(post(one))
  }
  return await Promise.all(sent)
}

/**
 * A delivery whose connection breaks is told again, as forges do: a connection idle since the releases were opened may
 * be closed by the server (72 s) just as it is taken up again.
 */
async function post({ headers, body }: Told): Promise<{ status: number; ms: number }> {
  const from = performance.now()
  const all = { 'content-type': 'application/json', ...headers }
  const tell = () => fetch(`${house.url}/hooks/gitee`, { method: 'POST', headers: all, body })
  const answer = await tell().catch(tell).catch(tell)
  await answer.arrayBuffer()
  return { status: answer.status, ms: performance.now() - from }
}

interface Heard {
  readonly id: number
  readonly external_id: string
  readonly release: string
  readonly text: string
  readonly by: string
  readonly decided_at: Date
  readonly outcomes: readonly { readonly accepted: boolean; readonly code: string | null }[]
}

/** Deliveries of comments in the order in which they were taken. */
async function heard(): Promise<readonly Heard[]> {
  const { rows } = await sql<Heard>`
    select id, external_id, release, text, actor ->> 'name' as by, decided_at, outcomes
    from releases.delivery where source is not null order by id`.execute(house.db)
  return rows
}

async function count(what: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from releases.delivery where source is not null and ${sql.raw(what)}`.execute(house.db)
  return rows[0]?.n ?? 0
}

/** The rules alone, told the same in the order of acceptance, come to the same: outcome by outcome, and in the end. */
async function wentInOrder(id: string, before: Release, deliveries: readonly Heard[]): Promise<void> {
  expect(deliveries).toHaveLength(ROUNDS * 5)
  const times = deliveries.map(d => d.decided_at.getTime())
  expect(times).toEqual([...times].sort((a, b) => a - b))
  let state = before
  const expected = deliveries.map(delivery => {
    const [command] = parseCommands(delivery.text)
    if (!command) throw new Error(delivery.text)
    const asking = { account: 1, name: delivery.by, at: delivery.decided_at, roles: roles[delivery.by] ?? [] }
    const word = command.args[1] ?? ''
    const facts = {
      issues: command.name === 'add' ? [{ word, item: bugOf(word), problem: null }] : [],
      missing: [],
      needs: [],
    }
    const decision = decide(state, command, { ...asking, policies: {}, facts })
    if (isRefusal(decision)) return decision.code
    state = decision.changes.reduce((s, change) => apply(s, change, asking), state)
    return null
  })
  expect(deliveries.map(d => d.outcomes.map(o => o.code))).toEqual(expected.map(code => [code]))
  const after = await rulesSee(id)
  expect(pointOf(after)).toEqual(pointOf(state))

  const accepted = deliveries.filter(d => d.outcomes[0]?.accepted && !d.text.startsWith('/status'))
  const { rows } = await sql<{ delivery: string }>`
    select delivery from accounts.log where subject = ${`release/${id}`} and channel = 'forge' order by id`.execute(
    house.db,
  )
  expect(rows.map(r => r.delivery)).toEqual(accepted.map(d => d.external_id))

  const said = await people.botComments(house, id)
  const marks = said.flatMap(body => /slipway:answer:(\d+)/.exec(body)?.[1] ?? [])
  expect(marks.map(Number).sort((a, b) => a - b)).toEqual(deliveries.map(d => Number(d.id)))
}

function bugOf(issue: string) {
  return {
    kind: 'bugfix' as const,
    issue,
    repository: 'pier',
    title: '',
    url: '',
    status: 'open',
    cve: null,
    score: null,
    version: null,
    abiChanged: null,
  }
}

function pointOf({ stage, part, revision, items, signOffs }: Release) {
  return {
    stage,
    part,
    revision,
    items: items.map(i => `${i.kind} ${i.issue}`).sort(),
    signed: signOffs.map(s => `${s.gate} ${s.name} ${s.revision}`),
  }
}

function ms(sorted: readonly number[], share: number): string {
  const at = Math.min(sorted.length - 1, Math.floor(sorted.length * share))
  return `${Math.round(sorted[at] ?? 0)} ms`
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`
}
