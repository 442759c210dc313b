// The only SQL over releases: loading one as the rules see it, and writing what they decided.

import { sql } from 'kysely'
import type { Db, RunState, Tx } from '../db/index.ts'
import { announce, type Finding, holdRuns, listRuns, readSteps } from '../flow/index.ts'
import { loadItems, saveItemChange } from './item-store.ts'
import type { Change, Pending, PlanRun, Release, SignOff } from './model.ts'
import type { ReleaseNames } from './naming.ts'
import { readProblems, saveProblemStatus } from './problem-store.ts'
import type { Author } from './row-store.ts'
import type { GateName, PlanName } from './stages.ts'
import { keepVersions } from './version-store.ts'
import type { StageName } from './view.ts'
import { readWaivers, saveWaiver } from './waiver-store.ts'

export const subjectOf = (release: string): string => `release/${release}`
const RUNS_LOOKED_AT = 200

export async function insertRelease(
  tx: Tx,
  release: ReleaseNames & { branch: string; by: string; at: Date },
): Promise<boolean> {
  const { id, branch, date, suffix, freezeDate, directory, by, at } = release
  const inserted = await tx
    .insertInto('releases.release')
    .values({
      id,
      branch,
      date,
      suffix,
      directory,
      freeze_date: freezeDate,
      stage: 'draft',
      created_by: by,
      created_at: at,
      updated_at: at,
    })
    .onConflict(c => c.doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function suffixesOf(tx: Tx, branch: string, date: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('releases.release')
    .select('suffix')
    .where('branch', '=', branch)
    .where('date', '=', date)
    .execute()
  return rows.map(r => r.suffix)
}

/**
 * Holds a release for the transaction: commands on it come one after another, and a run of it that has not ended does
 * not end meanwhile. What refers to the release (a comment that comes in) need not wait: its key never changes.
 * Answers with its ended runs whose end was not noted yet, oldest first.
 */
export async function holdRelease(tx: Tx, id: string): Promise<string[]> {
  await tx.selectFrom('releases.release').select('id').where('id', '=', id).forNoKeyUpdate().execute()
  await holdRuns(tx, subjectOf(id))
  return await unnotedEnds(tx, id)
}

export async function loadRelease(db: Db, id: string): Promise<Release | undefined> {
  const row = await db.selectFrom('releases.release').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return undefined
  const { items, deleted } = await loadItems(db, id)
  const signOffs = await db
    .selectFrom('releases.sign_off')
    .selectAll()
    .where('release', '=', id)
    .where('withdrawn_at', 'is', null)
    .orderBy('id')
    .execute()
  return {
    id,
    branch: row.branch,
    date: row.date,
    suffix: row.suffix,
    freezeDate: row.freeze_date,
    directory: row.directory,
    stage: row.stage as StageName,
    part: row.part,
    revision: row.revision,
    withdrawn: row.withdrawn,
    dropped: row.deleted_at && { by: row.deleted_by ?? '', at: row.deleted_at, because: row.deleted_because ?? '' },
    pending: row.pending as Pending | null,
    issue:
      row.issue_repository && row.issue_id
        ? { repository: row.issue_repository, id: row.issue_id, url: row.issue_url ?? '' }
        : null,
    items,
    deleted,
    problems: await readProblems(db, id),
    waivers: await readWaivers(db, row.branch),
    signOffs: signOffs.map(s => ({ ...s, gate: s.gate as GateName, role: s.role as SignOff['role'] })),
    runs: await loadRuns(db, id),
  }
}

async function loadRuns(db: Db, release: string): Promise<PlanRun[]> {
  const rows = await db.selectFrom('releases.run').selectAll().where('release', '=', release).execute()
  const runs = await listRuns(db, { subject: subjectOf(release), limit: RUNS_LOOKED_AT })
  const steps = await readSteps(
    db,
    runs.filter(r => r.plan === 'self-check' || r.plan === 'collect' || r.state === 'blocked').map(r => r.id),
  )
  return runs.flatMap(run => {
    const at = rows.find(r => r.run === run.id)
    if (!at) return []
    const own = steps.filter(s => s.run === run.id)
    const findings = own.flatMap(s => (s.findings ?? []) as unknown as Finding[])
    const isPartial = run.state === 'blocked' && own.some(s => s.state === 'waiting')
    return {
      run: run.id,
      plan: at.plan as PlanName | 'undo',
      stage: at.stage as StageName,
      part: at.part,
      revision: at.revision,
      state: run.state as RunState,
      findings,
      isPartial,
    }
  })
}

/** Writes one change, except starting and cancelling runs, which the flow does. */
export async function saveChange(
  tx: Tx,
  release: Release,
  change: Change,
  by: Author & { readonly delivery: string | null },
): Promise<void> {
  const row = tx.updateTable('releases.release').where('id', '=', release.id)
  switch (change.kind) {
    case 'add-item':
    case 'delete-item':
    case 'judge-item':
    case 'leave-item':
    case 'return-item':
    case 'carry-item':
    case 'uncarry-item':
    case 'set-status':
    case 'set-score':
    case 'clear-items':
      return await saveItemChange(tx, release.id, change, by)
    case 'new-revision':
      await row.set(eb => ({ revision: eb('revision', '+', 1) })).execute()
      return
    case 'sign':
      await tx
        .insertInto('releases.sign_off')
        .values({
          release: release.id,
          gate: change.gate,
          account: by.account,
          name: by.name,
          role: change.role,
          revision: release.revision,
          at: by.at,
          withdrawn_at: null,
        })
        .execute()
      return
    case 'withdraw-sign-offs':
      await tx
        .updateTable('releases.sign_off')
        .set({ withdrawn_at: by.at })
        .where('release', '=', release.id)
        .where('withdrawn_at', 'is', null)
        .where('gate', 'in', [...change.gates])
        .execute()
      return
    case 'move':
      await row.set({ stage: change.to.stage, part: change.to.part }).execute()
      return
    case 'start-undo':
      await row.set({ pending: JSON.stringify(change.pending) }).execute()
      return
    case 'drop':
      await row.set({ deleted_by: by.name, deleted_at: by.at, deleted_because: change.because }).execute()
      return
    case 'settle':
      await row.set({ pending: null, withdrawn: change.withdrawn }).execute()
      return
    case 'set-problem':
      return await saveProblemStatus(tx, release.id, change, by.at)
    case 'keep-versions':
      return await keepVersions(tx, release.id, change, by.at)
    case 'waive':
    case 'unwaive':
      return await saveWaiver(tx, release, change, by)
    case 'start-plan':
    case 'cancel-run':
      return
  }
}

export async function saveRun(
  tx: Tx,
  release: Release,
  run: { id: string; plan: PlanName | 'undo'; stage: StageName; part: number; at: Date },
): Promise<void> {
  await tx
    .insertInto('releases.run')
    .values({
      release: release.id,
      run: run.id,
      plan: run.plan,
      stage: run.stage,
      part: run.part,
      revision: release.revision,
      started_at: run.at,
      noted_at: null,
    })
    .execute()
}

/** The release a run belongs to. */
export async function releaseOfRun(db: Db, run: string): Promise<string | undefined> {
  const row = await db.selectFrom('releases.run').select('release').where('run', '=', run).executeTakeFirst()
  return row?.release
}

/** Notes that a run has ended, and tells its plan; undefined when it was noted before. */
export async function noteEnd(tx: Tx, run: string, at: Date): Promise<{ plan: string } | undefined> {
  return await tx
    .updateTable('releases.run')
    .set({ noted_at: at })
    .where('run', '=', run)
    .where('noted_at', 'is', null)
    .returning('plan')
    .executeTakeFirst()
}

/** Whether the release of a run that has ended has moved on by it; true for a run of no release. */
export async function isNoted(db: Db, run: string): Promise<boolean> {
  return !(await unnotedEnds(db)).includes(run)
}

/** Runs, of one release or of all, that have ended without their release taking note, oldest first. */
export async function unnotedEnds(db: Db, release?: string): Promise<string[]> {
  let query = db
    .selectFrom('releases.run as own')
    .innerJoin('flow.run as run', 'run.id', 'own.run')
    .select('own.run')
    .where('own.noted_at', 'is', null)
    .where('run.ended_at', 'is not', null)
    .orderBy('run.seq')
  if (release !== undefined) query = query.where('own.release', '=', release)
  return (await query.execute()).map(r => r.run)
}

export async function touch(tx: Tx, release: string, at: Date): Promise<void> {
  await tx.updateTable('releases.release').set({ updated_at: at }).where('id', '=', release).execute()
  await announce(tx, subjectOf(release))
}

export async function saveIssue(
  db: Db,
  release: string,
  issue: { repository: string; id: string; url: string },
): Promise<void> {
  await db
    .updateTable('releases.release')
    .set({ issue_repository: issue.repository, issue_id: issue.id, issue_url: issue.url })
    .where('id', '=', release)
    .execute()
}

/** The release whose issue this is. */
export async function releaseOfIssue(db: Db, issue: { repository: string; id: string }): Promise<string | undefined> {
  const row = await db
    .selectFrom('releases.release')
    .select('id')
    .where('issue_repository', '=', issue.repository)
    .where('issue_id', '=', issue.id)
    .executeTakeFirst()
  return row?.id
}

/** Releases that are neither done nor deleted, or not for long, or whose update list is not archived: their issues are looked at again by the timer. */
export async function openReleases(db: Db): Promise<string[]> {
  const archived = db
    .selectFrom('releases.archive')
    .select('release')
    .where('digest', 'is not', null)
    .where('problem', 'is', null)
  const rows = await db
    .selectFrom('releases.release')
    .select('id')
    .where(eb =>
      eb.or([
        eb('stage', '<>', 'released').and('deleted_at', 'is', null),
        eb('updated_at', '>', sql<Date>`now() - interval '30 days'`),
        // Its list is owed for as long as it takes: the forge may have refused it for want of a right.
        eb('stage', '=', 'released')
          .and('deleted_at', 'is', null)
          .and(eb('id', 'not in', archived)),
      ]),
    )
    .orderBy('id')
    .execute()
  return rows.map(r => r.id)
}

/** Page of releases, newest first, behind a cursor `date/id`. */
export async function listReleaseIds(
  db: Db,
  wanted: {
    branch?: string | undefined
    stage?: string | undefined
    deleted?: boolean | undefined
    after?: { date: string; id: string } | undefined
    limit: number
  },
): Promise<{ id: string; date: string; withdrawn: boolean }[]> {
  let query = db
    .selectFrom('releases.release')
    .select(['id', 'date', 'withdrawn'])
    .orderBy('date', 'desc')
    .orderBy('id', 'desc')
    .limit(wanted.limit)
  if (wanted.branch) query = query.where('branch', '=', wanted.branch)
  if (wanted.stage) query = query.where('stage', '=', wanted.stage)
  if (!wanted.deleted) query = query.where('deleted_at', 'is', null)
  if (wanted.after) query = query.where(sql<boolean>`(date, id) < (${wanted.after.date}, ${wanted.after.id})`)
  return await query.execute()
}

export async function readTimes(db: Db, release: string) {
  return await db
    .selectFrom('releases.release')
    .select(['created_at', 'updated_at', 'created_by'])
    .where('id', '=', release)
    .executeTakeFirstOrThrow()
}
