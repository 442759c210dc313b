// The only SQL that notes how issues stand: of rows, each time with its history, and of problems.

import type { Tx } from '../db/index.ts'
import { isSettled } from './issue-status.ts'
import type { Change, Release } from './model.ts'

type StatusChange = Extract<Change, { kind: 'set-status' | 'set-problem' }>

export async function saveStatus(
  tx: Tx,
  release: Release,
  change: StatusChange,
  by: { name: string; at: Date },
): Promise<void> {
  const { status } = change
  if (change.kind === 'set-problem') {
    const { problem, falseAlarm } = change
    const closedAt = isSettled(status) ? by.at : null
    await tx
      .updateTable('releases.problem')
      .set({ status, false_alarm: falseAlarm, closed_at: closedAt })
      .where('release', '=', release.id)
      .where('code', '=', problem.kind)
      .where('subject', '=', problem.package)
      .execute()
    return
  }
  const { kind, issue } = change.item
  const before = release.items.find(i => i.kind === kind && i.issue === issue)
  await tx
    .updateTable('releases.item')
    .set({ status })
    .where('release', '=', release.id)
    .where('kind', '=', kind)
    .where('issue', '=', issue)
    .execute()
  await tx
    .insertInto('releases.item_change')
    .values({
      release: release.id,
      kind,
      issue,
      action: 'status',
      by: by.name,
      at: by.at,
      delivery: null,
      before: JSON.stringify({ status: before?.status ?? null }),
      after: JSON.stringify({ status }),
    })
    .execute()
}
