// The jobs of the releases room: hearing comments, running the commands of a delivery, finding what was missed. A doer.

import { createHash, randomUUID } from 'node:crypto'
import type { Tx } from '../db/index.ts'
import { endAbandoned, enqueueJob } from '../flow/index.ts'
import { isRefusal, refuse } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import type { ForgeComment, ForgeEvent, IssueKey, Ports } from '../ports/index.ts'
import { adopt, orderAdoption, startOf } from './adopt.ts'
import { isArchiveDue } from './archive.ts'
import { type Delivery, knownDeliveries, readDelivery, undecided } from './delivery-store.ts'
import { type FactsDeps, lookUp, noFacts } from './facts.ts'
import { isSettled } from './issue-status.ts'
import { parseTitle } from './naming.ts'
import { orderReconcile } from './orders.ts'
import { parseCommands } from './parse.ts'
import type { PlanDeps } from './plans/deps.ts'
import { externalIdOf } from './policy.ts'
import { isShown } from './reconcile.ts'
import { loadRelease, openReleases, releaseOfIssue, unnotedEnds } from './store.ts'
import { type PreparedCommand, receive, reorder, submit, submitRunEnded } from './submit.ts'
import { texts } from './texts.ts'
import { noting } from './trouble.ts'

export interface JobDeps extends FactsDeps, PlanDeps {
  readonly ports: Pick<Ports, 'forge' | 'cveSource' | 'repoHost' | 'buildService'>
  readonly log: Log
}

/** Takes in something that happened at the forge: a hint, stored with its order in one transaction. */
export async function hear(deps: JobDeps, event: ForgeEvent): Promise<void> {
  const release = await releaseOfIssue(deps.db, event.issue)
  if (!release) return await hearUnknown(deps, event)
  if (event.kind === 'comment') await takeComment(deps, release, event.issue, event.comment)
  else await deps.db.transaction().execute(tx => orderLook(tx, release))
}

/** Orders a look at a release's issue: for its text, and for comments that were not told. */
async function orderLook(tx: Tx, release: string): Promise<void> {
  const order = { queue: 'reconcile' as const, key: `look/${release}`, job: 'look', payload: { release } }
  await enqueueJob(tx, { ...order, id: `look/${release}/${randomUUID()}` })
}

/** Somebody may start a release by an issue opened by hand: a look at it is ordered, nothing is asked outside now. */
async function hearUnknown(deps: JobDeps, event: ForgeEvent): Promise<void> {
  if (event.issue.repository !== deps.policy.forge.repository) return
  if (event.kind !== 'comment' || !startOf(event.comment.body)) return
  const { id, updatedAt } = event.comment
  const cause = `${id}/${updatedAt.getTime()}`
  await deps.db.transaction().execute(tx => orderAdoption(tx, event.issue, cause))
}

/** Looks at an issue that was no release's: what it becomes is heard from then on like any other. */
export async function adoptIssue(deps: JobDeps, issue: IssueKey): Promise<void> {
  const adopted = await adopt(deps, issue)
  if (!adopted) return
  for (const comment of adopted.comments) await takeComment(deps, adopted.release, issue, comment)
}

/** A job that has not been done for so long is given again. */
const PATIENCE_MS = 120_000

/** Looks at the issues of open releases for what was not told: comments, and changes of what we show. */
export async function sweep(deps: JobDeps): Promise<void> {
  await takeUpLost(deps)
  for (const id of await openReleases(deps.db)) {
    // An issue that cannot be read must not keep the others from being looked at.
    await noting(deps, id, () => look(deps, id)).catch(err =>
      deps.log.warn({ release: id, err }, 'an issue could not be looked at'),
    )
  }
  await sweepUnknown(deps).catch(err => deps.log.warn({ err }, 'new issues could not be looked at'))
}

/** An issue nobody touched for so long is not looked at for a forgotten /start-update. */
const NEW_FOR_MS = 14 * 24 * 3600 * 1000

/** Looks for issues of the release repository that carry a release's title and are none: each change is looked at once. */
async function sweepUnknown(deps: JobDeps): Promise<void> {
  const { forge, branches } = deps.policy
  const since = new Date(deps.clock.now().getTime() - NEW_FOR_MS)
  const names = branches.map(b => b.name)
  for (const issue of await deps.ports.forge.issuesSince(forge.repository, since)) {
    const titled = parseTitle(issue.title, names)
    if (isRefusal(titled) && titled.code === 'bad-title') continue
    if (isSettled(issue.state) || (await releaseOfIssue(deps.db, issue))) continue
    await deps.db.transaction().execute(tx => orderAdoption(tx, issue, `seen/${issue.updatedAt.getTime()}`))
  }
}

/** Looks at the issue of one release for comments that were not told, and for changes of what we show. */
export async function look(deps: JobDeps, id: string): Promise<void> {
  const release = await loadRelease(deps.db, id)
  if (!release) return
  const { issue } = release
  const comments = issue ? await deps.ports.forge.listComments(issue) : []
  if (!(await isShown(deps, release, comments)) || (await isArchiveDue(deps, release))) {
    await deps.db.transaction().execute(tx => orderReconcile(tx, id, `swept/${randomUUID()}`))
  }
  if (!issue || release.dropped) return
  const known = await knownDeliveries(deps.db, id)
  for (const comment of comments) {
    const text = known.get(externalIdOf(deps.policy, issue, comment.id))
    if (text !== comment.body) await takeComment(deps, id, issue, comment)
  }
}

/** Takes up what was lost on the way: commands never decided, ends never noted. The timer's round names the order. */
async function takeUpLost(deps: JobDeps): Promise<void> {
  const now = deps.clock.now().getTime()
  const round = Math.floor(now / PATIENCE_MS)
  for (const { id, release } of await undecided(deps.db, new Date(now - PATIENCE_MS))) {
    await reorder(deps, { release, delivery: id }, round)
  }
  await endAbandoned(deps.db, deps.clock)
  for (const run of await unnotedEnds(deps.db)) await submitRunEnded(deps, run)
}

async function takeComment(deps: JobDeps, release: string, issue: IssueKey, comment: ForgeComment): Promise<void> {
  if (parseCommands(comment.body).length === 0) return
  const self = await deps.ports.forge.self()
  if (comment.author.id === self.id) return
  const id = externalIdOf(deps.policy, issue, comment.id)
  const before = await readDelivery(deps.db, { externalId: id })
  const order = {
    release,
    channel: 'forge' as const,
    actor: await deps.actorOf(comment.author),
    at: deps.clock.now(),
  }
  const source = { ...issue, comment: comment.id }
  if (!before) return void (await receive(deps, { ...order, externalId: id, text: comment.body, source }))
  const added = before.decidedAt ? linesAdded(before.text, comment.body) : []
  if (added.length === 0) return
  const text = added.join('\n')
  const edit = createHash('sha256').update(text).digest('hex').slice(0, 16)
  await receive(deps, { ...order, externalId: `${id}@${edit}`, text, source: { ...source, edited: true } })
}

/** Commands that a comment holds now and did not when it was decided. */
function linesAdded(before: string, now: string): string[] {
  const decided = parseCommands(before).map(c => c.line)
  return parseCommands(now).flatMap(c => (decided.includes(c.line) ? [] : [c.line]))
}

/**
 * Runs the commands of a delivery. A comment is read again first: what it says now counts, a deleted one never acts.
 * What was written into a comment after it was decided is answered, and never acts either.
 */
export async function runCommands(deps: JobDeps, id: number): Promise<void> {
  const delivery = await readDelivery(deps.db, { id })
  if (!delivery || delivery.decidedAt) return
  const release = await loadRelease(deps.db, delivery.release)
  if (!release) throw new Error(`no release ${delivery.release}`)
  const read = { ...delivery, ...(await noting(deps, release.id, () => presentComment(deps, delivery))) }
  const commands = parseCommands(read.text)
  try {
    const prepared: PreparedCommand[] = []
    for (const command of commands) {
      const late = delivery.source?.edited === true
      const failed = refuse('already-decided', texts.alreadyDecided())
      prepared.push(late ? { command, facts: noFacts, failed } : await lookUp(deps, release, command))
    }
    await submit(deps, read, prepared)
  } catch (error) {
    deps.log.error({ delivery: id, release: release.id, err: error }, 'a command broke')
    const failed = refuse('internal', texts.commandBroke())
    const refused = commands.map(command => ({ command, facts: noFacts, failed }))
    await submit(deps, read, refused)
  }
}

/** What a comment says now and who wrote it, as the forge has it: what told of it may have been wrong about both. */
async function presentComment(deps: JobDeps, delivery: Delivery): Promise<Pick<Delivery, 'text' | 'actor'>> {
  const { source, text, actor } = delivery
  if (!source || source.edited) return { text, actor }
  const comments = await deps.ports.forge.listComments(source)
  const comment = comments.find(c => c.id === source.comment)
  if (!comment) return { text: '', actor }
  return { text: comment.body, actor: await deps.actorOf(comment.author) }
}
