// How a release comes to be: planned, ordered by a person, or made of an issue that is there already.

import { randomUUID } from 'node:crypto'
import { type Actor, appendLog, type Channel, rolesOf } from '../accounts/index.ts'
import type { Tx } from '../db/index.ts'
import { isRefusal, type Refusal, refuse } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import type { IssueKey } from '../ports/index.ts'
import { takeIssue } from './issue-store.ts'
import { freeSuffix, type NewRelease, nameRelease, parseTitle, type ReleaseNames } from './naming.ts'
import { orderCarry, orderReconcile, orderTakers } from './orders.ts'
import { reviveRelease } from './plan-store.ts'
import { planTexts } from './plan-texts.ts'
import { branchOf } from './policy.ts'
import { insertRelease, loadRelease, subjectOf, suffixesOf } from './store.ts'
import type { SubmitDeps } from './submit.ts'
import { texts } from './texts.ts'

/** A new release, named by its parts or by its title. */
export type ReleaseOrder = Partial<NewRelease> & {
  readonly title?: string
  /** Beside the weekly one: takes the next free suffix unless one is given. */
  readonly emergency?: boolean
}

/** An issue that is there already and becomes that of a new release. */
export interface FromIssue {
  readonly origin: 'issue' | 'imported'
  readonly issue: IssueKey & { readonly url: string }
  readonly message: Text
  /** Writes what the release begins with, in the transaction that creates it. */
  readonly also: (tx: Tx) => Promise<void>
}

/** Creates a release and orders its issue; the existing one when it is there already. */
export async function createRelease(
  deps: SubmitDeps,
  order: ReleaseOrder,
  by: { actor: Actor; channel: Channel },
  from?: FromIssue,
): Promise<{ id: string; created: boolean } | Refusal> {
  const titled =
    order.title === undefined
      ? undefined
      : parseTitle(
          order.title,
          deps.policy.branches.map(b => b.name),
        )
  if (isRefusal(titled)) return titled
  const request = { ...titled, ...order, branch: order.branch ?? titled?.branch ?? '' }
  const branch = branchOf(deps.policy, request.branch)
  if (!branch) return refuse('unknown-branch', texts.unknownBranch(request.branch))
  const roles = await rolesOf(deps.db, deps.policy.roles, by.actor, branch.name)
  if (by.actor.kind !== 'system' && !roles.includes('version-manager')) {
    return refuse('wrong-role', texts.mayNotCreate(['version-manager']))
  }
  const at = deps.clock.now()
  const asked = nameRelease(request, branch.timezone, at)
  if (isRefusal(asked)) return asked
  return await deps.db.transaction().execute(async tx => {
    const taken = await suffixesOf(tx, branch.name, asked.date)
    const suffix = order.emergency && asked.suffix === '' ? freeSuffix(taken) : asked.suffix
    const names = nameRelease({ ...request, date: asked.date, suffix }, branch.timezone, at)
    if (isRefusal(names)) return names
    const created = await insertRelease(tx, { ...names, branch: branch.name, by: by.actor.name, at })
    if (!created) {
      const existing = await loadRelease(tx, names.id)
      if (existing?.dropped) return await revive(tx, names, { ...by, at })
      if (!existing) return refuse('conflict', texts.directoryTaken(names.directory))
      if (existing.freezeDate !== names.freezeDate) return refuse('conflict', texts.releaseExists(names.id))
      return { id: names.id, created: false }
    }
    if (from) await takeIssue(tx, names.id, from)
    await from?.also(tx)
    await appendLog(tx, {
      actor: by.actor,
      channel: by.channel,
      subject: subjectOf(names.id),
      action: from?.origin === 'imported' ? 'import' : 'create',
      message: from?.message ?? texts.createdRelease(names.id),
      after: { ...names },
    })
    await orderReconcile(tx, names.id, 'create')
    await orderCarry(tx, names.id)
    // One that is taken over may have left rows that a later one takes in.
    if (from) await orderTakers(tx, { id: names.id, branch: branch.name, date: names.date })
    return { id: names.id, created: true }
  })
}

/** A plan that was deleted and is wanted again: its issue opens again, and what happened to it stays on record. */
async function revive(
  tx: Tx,
  names: ReleaseNames,
  by: { actor: Actor; channel: Channel; at: Date },
): Promise<{ id: string; created: boolean } | Refusal> {
  if (!(await reviveRelease(tx, names, by.at))) return refuse('conflict', texts.directoryTaken(names.directory))
  await appendLog(tx, {
    actor: by.actor,
    channel: by.channel,
    subject: subjectOf(names.id),
    action: 'revive',
    message: planTexts.revived(names.id),
    after: { ...names },
    at: by.at,
  })
  await orderReconcile(tx, names.id, `revive/${randomUUID()}`)
  await orderCarry(tx, names.id)
  return { id: names.id, created: true }
}
