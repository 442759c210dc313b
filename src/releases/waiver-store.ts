// The only SQL over waivers.

import type { Role } from '../accounts/index.ts'
import type { Db, ReleaseWaiverRow, Tx } from '../db/index.ts'
import type { Change, Waiver } from './model.ts'
import type { Author } from './row-store.ts'

/** Waivers of a branch that nobody ended, expired ones included. */
export async function readWaivers(db: Db, branch: string): Promise<Waiver[]> {
  const rows = await db
    .selectFrom('releases.waiver')
    .selectAll()
    .where('branch', '=', branch)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(row => ({
    code: row.code,
    subject: row.subject,
    because: row.because,
    owner: row.owner,
    role: row.role as Role,
    at: row.at,
    until: row.until,
    expiresAt: row.expires_at,
    wording: row.wording,
  }))
}

/** What was said of a finding before ends with what is said now; what had run out by itself stays so. */
export async function saveWaiver(
  tx: Tx,
  release: { id: string; branch: string },
  change: Extract<Change, { kind: 'waive' | 'unwaive' }>,
  by: Author & { readonly delivery: string | null },
): Promise<void> {
  const { code, subject, wording } = change.waiver
  await tx
    .updateTable('releases.waiver')
    .set({ ended_at: by.at, ended_by: by.name, ended_release: release.id })
    .where('branch', '=', release.branch)
    .where('code', '=', code)
    .where('subject', '=', subject)
    .where('wording', 'is not distinct from', wording)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', by.at)
    .execute()
  if (change.kind === 'unwaive') return
  const { because, role, until, expiresAt } = change.waiver
  await tx
    .insertInto('releases.waiver')
    .values({
      ...{ branch: release.branch, code, subject, because, until, role, wording },
      ...{ expires_at: new Date(expiresAt), release: release.id, owner: by.name, account: by.account, at: by.at },
      ...{ delivery: by.delivery, ended_at: null, ended_by: null, ended_release: null },
    })
    .execute()
}

/** Waivers of a branch with their history, newest first; `holding` at an instant alone. */
export async function listWaiverRows(
  db: Db,
  wanted: { branch: string; holdingAt?: Date | undefined; before?: number | undefined; limit: number },
): Promise<Row[]> {
  let query = db
    .selectFrom('releases.waiver')
    .selectAll()
    .where('branch', '=', wanted.branch)
    .orderBy('id', 'desc')
    .limit(wanted.limit)
  if (wanted.before !== undefined) query = query.where('id', '<', wanted.before)
  if (wanted.holdingAt) query = query.where('ended_at', 'is', null).where('expires_at', '>', wanted.holdingAt)
  return await query.execute()
}

/** A waiver as it was written down. */
export type Row = Omit<ReleaseWaiverRow, 'id'> & { readonly id: number }

/** The other releases of a branch that a waiver may concern: in work, with a self-check behind them. */
export async function neighbours(db: Db, release: { id: string; branch: string }): Promise<string[]> {
  const rows = await db
    .selectFrom('releases.release')
    .select('id')
    .where('branch', '=', release.branch)
    .where('id', '<>', release.id)
    .where('stage', 'in', ['scoping', 'verifying'])
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(row => row.id)
}
