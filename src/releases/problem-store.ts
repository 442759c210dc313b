// The only SQL over the issues that were opened for what self-checks found.

import type { Db, Tx } from '../db/index.ts'
import { isSettled } from './issue-status.ts'
import type { Change, Problem, ProblemKind } from './model.ts'

/** A problem with where it comes from. A type alias: it is recorded as an intent. */
export type ProblemRecord = Problem & {
  /** The run that found it last. */
  readonly run: string
  /** ISO 8601. */
  readonly openedAt: string
  readonly closedAt: string | null
}

export async function readProblems(db: Db, release: string): Promise<Problem[]> {
  return (await readProblemRecords(db, release)).map(({ run, openedAt, closedAt, ...problem }) => problem)
}

export async function readProblemRecords(db: Db, release: string): Promise<ProblemRecord[]> {
  const rows = await db
    .selectFrom('releases.problem')
    .selectAll()
    .where('release', '=', release)
    .orderBy('code')
    .orderBy('subject')
    .execute()
  return rows.map(row => ({
    kind: row.code as ProblemKind,
    package: row.subject,
    repository: row.repository,
    issue: row.issue,
    url: row.url,
    status: row.status,
    falseAlarm: row.false_alarm,
    run: row.run,
    openedAt: row.opened_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
  }))
}

/** Replaces the problems of a release in one transaction. */
export async function replaceProblems(db: Db, release: string, problems: readonly ProblemRecord[]): Promise<void> {
  await db.transaction().execute(async tx => {
    await tx.deleteFrom('releases.problem').where('release', '=', release).execute()
    if (problems.length === 0) return
    const rows = problems.map(p => ({
      release,
      code: p.kind,
      subject: p.package,
      repository: p.repository,
      issue: p.issue,
      url: p.url,
      status: p.status,
      false_alarm: p.falseAlarm,
      run: p.run,
      opened_at: new Date(p.openedAt),
      closed_at: p.closedAt === null ? null : new Date(p.closedAt),
    }))
    await tx.insertInto('releases.problem').values(rows).execute()
  })
}

/** Notes how the issue of a problem stands. */
export async function saveProblemStatus(
  tx: Tx,
  release: string,
  { problem, status, falseAlarm }: Extract<Change, { kind: 'set-problem' }>,
  at: Date,
): Promise<void> {
  await tx
    .updateTable('releases.problem')
    .set({ status, false_alarm: falseAlarm, closed_at: isSettled(status) ? at : null })
    .where('release', '=', release)
    .where('code', '=', problem.kind)
    .where('subject', '=', problem.package)
    .execute()
}
