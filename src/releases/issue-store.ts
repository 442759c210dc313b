// The only SQL over what the release issue shows beside the release itself: what was written there last; and taking over
// a release with its rows and problems.

import type { Db, Tx } from '../db/index.ts'
import type { IssueKey } from '../ports/index.ts'
import type { ProblemRow } from './issue-view.ts'
import { type ImportedItem, importItems } from './item-store.ts'
import type { Imported } from './view.ts'

/** What Slipway knows of its own writing on the issue. */
export interface Face {
  /** Our part as last written; two while a write may be under way. */
  readonly shown: readonly string[]
  readonly statusComment: string | null
  readonly imported: Imported | null
}

export async function readFace(db: Db, release: string): Promise<Face> {
  const row = await db
    .selectFrom('releases.release')
    .select(['shown_blocks', 'status_comment', 'imported'])
    .where('id', '=', release)
    .executeTakeFirstOrThrow()
  return {
    shown: row.shown_blocks === null ? [] : (JSON.parse(row.shown_blocks) as string[]),
    statusComment: row.status_comment,
    imported: importedOf(row.imported as unknown as Imported | null),
  }
}

/** Without the former body, which is kept beside it. */
function importedOf(stored: Imported | null): Imported | null {
  return stored && { stage: stored.stage, notUnderstood: stored.notUnderstood, notes: stored.notes }
}

export async function saveShown(db: Db, release: string, shown: readonly string[]): Promise<void> {
  const shown_blocks = JSON.stringify(shown)
  await db.updateTable('releases.release').set({ shown_blocks }).where('id', '=', release).execute()
}

export async function saveStatusComment(db: Db, release: string, comment: string): Promise<void> {
  await db.updateTable('releases.release').set({ status_comment: comment }).where('id', '=', release).execute()
}

/** Makes an issue that is there already that of a new release. */
export async function takeIssue(
  tx: Tx,
  release: string,
  { origin, issue }: { origin: 'issue' | 'imported'; issue: IssueKey & { readonly url: string } },
): Promise<void> {
  await tx
    .updateTable('releases.release')
    .set({ origin, issue_repository: issue.repository, issue_id: issue.id, issue_url: issue.url })
    .where('id', '=', release)
    .execute()
}

/** Writes what an imported release begins with. */
export async function saveImport(
  tx: Tx,
  release: string,
  what: {
    readonly imported: Imported & { readonly body: string }
    readonly items: readonly ImportedItem[]
    readonly problems: readonly (ProblemRow & { readonly issue: string })[]
    readonly by: { readonly account: number; readonly name: string; readonly at: Date }
  },
): Promise<void> {
  const { imported, items, problems, by } = what
  const { stage } = imported
  await tx
    .updateTable('releases.release')
    .set({ stage, imported: JSON.stringify(imported) })
    .where('id', '=', release)
    .execute()
  await importItems(tx, release, items, by)
  const isAlone = (title: string) => problems.filter(p => p.title === title).length === 1
  const rows = problems.map(({ title, ...problem }) => ({
    ...problem,
    release,
    code: 'imported',
    subject: title !== '' && isAlone(title) ? title : `${title} #${problem.issue}`.trim(),
    run: 'imported',
    opened_at: by.at,
    closed_at: null,
  }))
  if (rows.length > 0) await tx.insertInto('releases.problem').values(rows).execute()
  if (stage === 'draft') return
  // Whoever takes a started release over starts it here.
  const start = { gate: 'start', role: 'version-manager', revision: 1, at: by.at, withdrawn_at: null }
  await tx
    .insertInto('releases.sign_off')
    .values({ release, account: by.account, name: by.name, ...start })
    .execute()
}
