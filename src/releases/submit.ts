// The one door by which a release changes: comment, button, CLI verb, remote call, and the end of a run all enter here.
// A state change, its log rows, the run it starts and the order to show it are one transaction.

import { randomUUID } from 'node:crypto'
import { type Actor, appendLog, type Channel, holdersOf, type Role, rolesOf, systemActor } from '../accounts/index.ts'
import type { Db, Tx } from '../db/index.ts'
import { type Plan, requestCancel, startRun, startUndo } from '../flow/index.ts'
import type { Clock } from '../lib/clock.ts'
import { isRefusal, type Refusal } from '../lib/errors.ts'
import { clean, type Text } from '../lib/text.ts'
import { carriedInto, takersOf } from './carry-store.ts'
import { decide, outcomeOf } from './decide.ts'
import { type Delivery, decidedOutcomes, insertDelivery, type NewDelivery, saveOutcomes } from './delivery-store.ts'
import { runEnded } from './ended.ts'
import type { Change, Release } from './model.ts'
import { orderCarry, orderCommand, orderNeighbours, orderReconcile } from './orders.ts'
import type { ParsedCommand } from './parse.ts'
import { type BranchPolicy, branchOf, type ReleasesPolicy } from './policy.ts'
import type { Author } from './row-store.ts'
import { carryRows } from './rules-leave.ts'
import type { Asking, Decision, Facts } from './ruling.ts'
import { settingOf } from './setting.ts'
import { holdRelease, loadRelease, noteEnd, releaseOfRun, saveChange, saveRun, subjectOf, touch } from './store.ts'
import type { CommandOutcome } from './view.ts'

export interface SubmitDeps {
  readonly db: Db
  readonly clock: Clock
  readonly policy: ReleasesPolicy
  readonly plans: ReadonlyMap<string, Plan>
}

/** A command with what had to be looked up for it. */
export interface PreparedCommand {
  readonly command: ParsedCommand
  readonly facts: Facts
  /** Set when looking up failed: the command is refused with it. */
  readonly failed?: Refusal
}

/** Stores a delivery and orders its command in one transaction; false when it was received before. */
export async function receive(deps: Pick<SubmitDeps, 'db'>, delivery: NewDelivery): Promise<boolean> {
  return await deps.db.transaction().execute(async tx => {
    const id = await insertDelivery(tx, { ...delivery, text: clean(delivery.text) })
    if (id === undefined) return false
    await orderCommand(tx, { release: delivery.release, delivery: id })
    return true
  })
}

/** Orders the command of a delivery again, whose job was lost. `round` tells one time from the next. */
export async function reorder(
  deps: Pick<SubmitDeps, 'db'>,
  lost: { release: string; delivery: number },
  round: number,
): Promise<void> {
  await deps.db.transaction().execute(tx => orderCommand(tx, lost, round))
}

/**
 * Decides the commands of one delivery, one after another, and writes what follows. Asked again about a decided one, also
 * by a caller who never heard that its commit had arrived, it changes nothing and gives what was decided.
 */
export async function submit(
  deps: SubmitDeps,
  delivery: Delivery,
  commands: readonly PreparedCommand[],
): Promise<readonly CommandOutcome[]> {
  return await deps.db.transaction().execute(async tx => {
    // What has ended counts before what was said later: else a command would be decided on a plan that is neither
    // under way nor over, and the note of its end would then undo what the command did.
    for (const run of await holdRelease(tx, delivery.release)) await takeNote(deps, tx, delivery.release, run)
    const decided = await decidedOutcomes(tx, delivery.id)
    if (decided) return decided
    const outcomes: CommandOutcome[] = []
    for (const prepared of commands) {
      const release = await loadRelease(tx, delivery.release)
      const branch = release && branchOf(deps.policy, release.branch)
      if (!release || !branch) throw new Error(`no release or branch for ${delivery.release}`)
      outcomes.push(await decideOne(deps, tx, { delivery, prepared, release, branch }))
    }
    await saveOutcomes(tx, { ...delivery, text: clean(delivery.text) }, outcomes, deps.clock.now())
    await orderReconcile(tx, delivery.release, `delivery/${delivery.id}`)
    return outcomes
  })
}

async function decideOne(
  deps: SubmitDeps,
  tx: Tx,
  at: { delivery: Delivery; prepared: PreparedCommand; release: Release; branch: BranchPolicy },
): Promise<CommandOutcome> {
  const { delivery, prepared, release, branch } = at
  const { command, facts } = prepared
  const { actor } = delivery
  const asking = await askingOf(deps, tx, { actor, branch, facts })
  const { roles } = asking
  const decision = prepared.failed ?? decide(release, command, asking)
  if (isRefusal(decision)) return outcomeOf(command, decision)
  const written = { ...decision, by: asking, actor, roles, channel: delivery.channel, action: command.name }
  const run = await write(deps, tx, release, { ...written, delivery: delivery.externalId })
  return outcomeOf(command, decision, run)
}

/** An actor's command as the rules see it: who answers for it, with which roles. */
export async function askingOf(
  deps: Pick<SubmitDeps, 'clock' | 'policy' | 'plans'>,
  db: Db,
  asked: { actor: Actor; branch: BranchPolicy; facts: Facts },
): Promise<Asking> {
  const { actor, branch, facts } = asked
  const { account, name } = actor.onBehalfOf ?? actor
  const roles = await rolesOf(db, deps.policy.roles, actor, branch.name)
  const setting = settingOf(await holdersOf(db, deps.policy.roles, branch.name), branch, deps.plans)
  const { gates: policies, accept, ownItems } = branch
  const { waiverDays } = deps.policy
  return { account, name, at: deps.clock.now(), roles, policies, accept, ownItems, waiverDays, facts, setting }
}

/** Takes note of a run's end: may arrive twice, counts once. */
export async function submitRunEnded(deps: SubmitDeps, run: string): Promise<void> {
  await deps.db.transaction().execute(async tx => {
    const release = await releaseOfRun(tx, run)
    if (release === undefined) return
    for (const ended of await holdRelease(tx, release)) await takeNote(deps, tx, release, ended)
  })
}

/** Within a held release: what follows from the end of one of its runs. */
async function takeNote(deps: SubmitDeps, tx: Tx, id: string, run: string): Promise<void> {
  const noted = await noteEnd(tx, run, deps.clock.now())
  const release = noted && (await loadRelease(tx, id))
  const branch = release && branchOf(deps.policy, release.branch)
  if (!release || !branch) return
  const by: Author = { account: systemActor.account, name: systemActor.name, at: deps.clock.now() }
  const decision = runEnded(release, run, by, branch.gates)
  await write(deps, tx, release, {
    ...decision,
    by,
    actor: systemActor,
    roles: [],
    channel: 'system',
    action: noted.plan === 'undo' ? 'undo-ended' : `${noted.plan}-ended`,
    delivery: null,
    endOf: run,
  })
  await orderReconcile(tx, id, `${run}/ended`)
}

/** Brings the rows that other releases of the branch have left in line with a release that takes them in. */
export async function submitCarried(deps: SubmitDeps, id: string): Promise<void> {
  await deps.db.transaction().execute(async tx => {
    for (const run of await holdRelease(tx, id)) await takeNote(deps, tx, id, run)
    const release = await loadRelease(tx, id)
    const branch = release && branchOf(deps.policy, release.branch)
    if (!release || !branch) return
    const ruling = carryRows(release, await carriedInto(tx, release), branch.accept)
    if (ruling.changes.length === 0) return
    const by: Author = { account: systemActor.account, name: systemActor.name, at: deps.clock.now() }
    const written = { ...ruling, by, actor: systemActor, roles: [], channel: 'system' as const, action: 'carry' }
    await write(deps, tx, release, { ...written, delivery: null })
    await orderReconcile(tx, id, `carried/${randomUUID()}`)
    const origins = ruling.changes.flatMap(c => (c.kind === 'carry-item' || c.kind === 'uncarry-item' ? c.from : []))
    for (const origin of new Set(origins)) await orderReconcile(tx, origin, `carried/${randomUUID()}`)
  })
}

interface Writing extends Decision {
  readonly by: Author
  readonly actor: Actor
  readonly roles: readonly Role[]
  readonly channel: Channel
  readonly action: string
  readonly delivery: string | null
  readonly endOf?: string
}

/** Writes decided changes with their log row; the id of the run they started. */
async function write(deps: SubmitDeps, tx: Tx, release: Release, what: Writing): Promise<string | null> {
  if (what.changes.length === 0 && !what.endOf) return null
  let state = release
  let run: string | null = null
  const takers = what.changes.some(isOfLeftRows) ? await takersOf(tx, release) : []
  for (const change of what.changes) {
    await saveChange(tx, state, change, { ...what.by, delivery: what.delivery })
    run = (await actOnRuns(deps, tx, state, change, what.by)) ?? run
    if (change.kind === 'new-revision') state = { ...state, revision: state.revision + 1 }
    if (change.kind === 'move') state = { ...state, ...change.to }
  }
  for (const taker of takers) await orderCarry(tx, taker)
  if (what.changes.some(c => c.kind === 'waive' || c.kind === 'unwaive')) await orderNeighbours(tx, release)
  await touch(tx, release.id, what.by.at)
  const signed = what.changes.find(c => c.kind === 'sign')
  await appendLog(tx, {
    actor: what.actor,
    role: signed?.role ?? what.roles[0] ?? null,
    channel: what.channel,
    subject: subjectOf(release.id),
    action: what.action,
    message: firstPart(what.message),
    before: pointOf(release),
    after: { ...pointOf(state), changes: what.changes.map(forLog) },
    delivery: what.delivery,
    run: run ?? what.endOf ?? null,
    at: what.by.at,
  })
  return run
}

/** Tables behind a sentence stand in the answer alone. */
function firstPart({ zh, en }: Text): Text {
  const first = (said: string) => said.split('\n\n', 1)[0] ?? ''
  return { zh: first(zh), en: first(en) }
}

/** Versions are kept in a table of their own. */
function forLog(change: Change): Change {
  return change.kind === 'keep-versions' ? { ...change, rows: [] } : change
}

/** Whether a change may concern what the next release takes in. */
function isOfLeftRows(change: Change): boolean {
  return ['leave-item', 'return-item', 'judge-item', 'delete-item', 'clear-items', 'drop'].includes(change.kind)
}

function pointOf(release: Release) {
  return { stage: release.stage, part: release.part, revision: release.revision }
}

async function actOnRuns(deps: SubmitDeps, tx: Tx, release: Release, change: Change, by: Author) {
  if (change.kind === 'cancel-run') await requestCancel(tx, change.run)
  if (change.kind !== 'start-plan' && change.kind !== 'start-undo') return undefined
  const id = `run-${randomUUID().slice(0, 13)}`
  const subject = subjectOf(release.id)
  if (change.kind === 'start-undo') {
    await startUndo(tx, { id, subject, targets: change.targets })
    await saveRun(tx, release, { id, plan: 'undo', stage: release.stage, part: release.part, at: by.at })
    return id
  }
  const plan = deps.plans.get(change.plan)
  if (!plan) throw new Error(`no plan ${change.plan}`)
  await startRun(tx, { id, plan, subject, input: planInput(release) })
  if (change.plan === 'collect') await orderCarry(tx, release.id)
  await saveRun(tx, release, { id, plan: change.plan, ...change.at, at: by.at })
  return id
}

/** What every plan of a release is given. */
export type PlanInput = { readonly release: string; readonly branch: string }

function planInput(release: Pick<Release, 'id' | 'branch'>): PlanInput {
  return { release: release.id, branch: release.branch }
}
