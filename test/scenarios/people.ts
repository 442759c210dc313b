// What people do with a release and its issue in a story, and what they see of it.

import { sql } from 'kysely'
import { expect } from 'vitest'
import { enqueueJob } from '../../src/flow/index.ts'
import type { CommandOutcome, ReleaseView } from '../../src/http/index.ts'
import type { StageName } from '../../src/releases/view.ts'
import { until } from '../kit/until.ts'
import type { Comment, Issue, IssuePlace } from './forges.ts'
import { BOT, FORGE, type House, type Person } from './kit.ts'

const PATIENCE_MS = 90_000

export async function createRelease(house: House, branch: string, more: object = {}): Promise<string> {
  const { id } = await house.get<ReleaseView>('/api/v1/releases', { as: 'mary', body: { branch, ...more } })
  await reached(house, id, view => view.issue !== null)
  return id
}

export function viewOf(house: House, id: string): Promise<ReleaseView> {
  return house.get<ReleaseView>(`/api/v1/releases/${id}`)
}

/** Waits until the release is as wanted and nothing is under way. */
async function reached(house: House, id: string, wanted: (view: ReleaseView) => boolean): Promise<ReleaseView> {
  let seen = await viewOf(house, id)
  const isReached = async () => {
    seen = await viewOf(house, id)
    return wanted(seen) && isAtRest(seen)
  }
  await until(isReached, PATIENCE_MS).catch(error => {
    const steps = seen.run?.steps.map(s => `${s.name} ${s.state} ${s.note?.en ?? ''}`).join(', ')
    const run = `${seen.run?.plan} ${seen.run?.state} ${seen.run?.reason?.en ?? ''} (${steps})`
    throw new Error(`${id} stays in ${seen.stage}: ${seen.waitingFor.en}; ${run}`, { cause: error })
  })
  return seen
}

export function stands(house: House, id: string, stage: StageName): Promise<ReleaseView> {
  return reached(house, id, view => view.stage === stage)
}

/** Waits until the newest run of the release has ended like this. */
export function ended(house: House, id: string, plan: string, state: string): Promise<ReleaseView> {
  return reached(house, id, view => view.run?.plan === plan && view.run.state === state)
}

function isAtRest({ run }: ReleaseView): boolean {
  return run === null || run.endedAt !== null
}

/** Gives commands over the API; each must be accepted. */
export async function order(house: House, as: Person, id: string, text: string): Promise<readonly CommandOutcome[]> {
  const path = `/api/v1/releases/${id}/commands`
  const { outcomes } = await house.get<{ outcomes: readonly CommandOutcome[] }>(path, { as, body: { text } })
  const refused = outcomes.filter(o => !o.accepted)
  if (refused.length > 0) throw new Error(refused.map(o => `${o.command}: ${o.message.en}`).join('\n'))
  return outcomes
}

const way = [
  { orders: [['mary', '/start-update']], stage: 'scoping' },
  {
    orders: [
      ['sami', '/cve-ok'],
      ['devi', '/bugfix-ok'],
    ],
    stage: 'testing',
  },
  { orders: [['tess', '/test-ok']], stage: 'reviewing' },
  { orders: [['rick', '/check-ok']], stage: 'announcing' },
  { orders: [['sami', '/cvrf-ok']], stage: 'released' },
] as const satisfies readonly { orders: readonly (readonly [Person, string])[]; stage: StageName }[]

/** Takes a release from where it waits to a stage further on. */
export async function goTo(house: House, id: string, stage: (typeof way)[number]['stage']): Promise<ReleaseView> {
  const from = (await viewOf(house, id)).stage
  const before = way.findIndex(leg => leg.stage === from)
  for (const leg of way.slice(before + 1, way.findIndex(l => l.stage === stage) + 1)) {
    for (const [who, command] of leg.orders) await order(house, who, id, command)
    await stands(house, id, leg.stage)
  }
  return await viewOf(house, id)
}

/** Waits until the product has nothing left to do by itself: no job and no run waits or is under way. */
export async function calm(house: House): Promise<void> {
  await until(async () => {
    const { rows } = await sql<{ busy: number }>`
      select count(*)::int as busy from dbos.workflow_status where status in ('ENQUEUED', 'PENDING', 'DELAYED')`.execute(
      house.db,
    )
    return rows[0]?.busy === 0
  }, PATIENCE_MS)
}

/** Where the release's issue is. */
export async function issuePlace(house: House, id: string): Promise<IssuePlace> {
  const { issue } = await viewOf(house, id)
  if (!issue) throw new Error(`${id} has no issue`)
  return { repository: issue.repository, id: issue.id }
}

/** The path of the release's issue at the forge built in. */
export async function issuePath(house: House, id: string): Promise<string> {
  const at = await issuePlace(house, id)
  return `/forge/api/repos/${at.repository}/issues/${at.id}`
}

export async function issueOf(house: House, id: string): Promise<Issue> {
  return await house.forge.issue(await issuePlace(house, id))
}

/** Waits until the issue, which follows the release, shows this. */
export async function issueShows(house: House, id: string, wanted: Partial<Issue>): Promise<void> {
  await expect.poll(() => issueOf(house, id), { timeout: PATIENCE_MS, interval: 100 }).toMatchObject(wanted)
}

async function commentsOf(house: House, id: string): Promise<readonly Comment[]> {
  return await house.forge.comments(await issuePlace(house, id))
}

/** What the bot has written on the issue, oldest first. */
export async function botComments(house: House, id: string): Promise<readonly string[]> {
  return (await commentsOf(house, id)).filter(c => c.author.login === BOT).map(c => c.body)
}

/** What the bot has answered to a person, oldest first. */
export async function answersTo(house: House, id: string, login: string): Promise<readonly string[]> {
  return (await botComments(house, id)).filter(body => body.includes(`@${login}\n`))
}

/** Writes a comment and does not wait for anything. */
export async function write(house: House, as: Person, id: string, body: string): Promise<Comment> {
  return await house.forge.comment(as, await issuePlace(house, id), body)
}

/** Writes a comment with a command and gives the bot's answer to it. */
export async function say(house: House, as: Person, id: string, body: string): Promise<string> {
  const { id: mine } = await write(house, as, id, body)
  const opening = `@${as}\n- \`${body.split('\n', 1)[0]}\``
  const isAnswer = (c: Comment) => c.author.login === BOT && Number(c.id) > Number(mine) && c.body.includes(opening)
  let answer: Comment | undefined
  await until(async () => {
    answer = (await commentsOf(house, id)).find(isAnswer)
    return answer !== undefined
  }, PATIENCE_MS)
  return answer?.body ?? ''
}

/** Opens an issue of a source package, as the one reporting a bug does, and gives its name for a command. */
export async function openIssue(house: House, sourcePackage: string, title: string): Promise<string> {
  return await house.forge.openIssue('devi', `src-toy/${sourcePackage}`, title)
}

/** Looks for missed hints, as the timer does. */
export async function sweep(house: House): Promise<void> {
  const id = `sweep-${performance.now()}`
  await house.db.transaction().execute(async tx => {
    await enqueueJob(tx, { queue: 'reconcile', key: id, job: 'sweep', payload: null, id })
  })
  await until(async () => {
    const { rows } = await sql<{ status: string }>`
      select status from dbos.workflow_status where workflow_uuid = ${id}`.execute(house.db)
    return rows[0]?.status === 'SUCCESS'
  })
}

/** All that a refused request must leave as it is: the release as anybody sees it, its issue, and the log. */
export async function everythingAbout(house: House, id: string): Promise<object> {
  return { view: await viewOf(house, id), issue: await issueOf(house, id), log: await house.log() }
}

/** Everything about all releases: for requests that could make one. */
export async function allReleases(house: House): Promise<object> {
  const issues = await house.forge.issues(FORGE)
  return { releases: await house.get('/api/v1/releases'), issues: issues.length, log: await house.log() }
}
