// The SQL of the local adapters' own tables. Says nothing to anyone and knows no port.

import { sql } from 'kysely'
import type { Db, LocalCommentRow, LocalIssueRow, LocalMilestoneRow } from '../../db/index.ts'

export interface StoredIssue extends LocalIssueRow {
  login: string
  labels: string[]
}

export interface StoredComment extends Omit<LocalCommentRow, 'id'> {
  id: number
  login: string
}

/** Makes an author known, or notes the login's new name. */
export async function saveAuthor(db: Db, author: { id: string; login: string }): Promise<void> {
  await db
    .insertInto('local.author')
    .values({ id: author.id, login: author.login })
    .onConflict(conflict =>
      conflict.column('id').doUpdateSet({ login: author.login }).where('local.author.login', '<>', author.login),
    )
    .execute()
}

export async function nextIssueNumber(db: Db): Promise<number> {
  const { rows } = await sql<{ number: number }>`select nextval('local.issue_number')::integer as number`.execute(db)
  return onlyRow(rows).number
}

/** Undefined when the bot has an issue of this title in the repository already. */
export function insertIssue(db: Db, issue: LocalIssueRow): Promise<{ id: string } | undefined> {
  return db
    .insertInto('local.issue')
    .values(issue)
    .onConflict(conflict => conflict.columns(['repository', 'title']).where(sql<boolean>`by_bot`).doNothing())
    .returning('id')
    .executeTakeFirst()
}

function issues(db: Db) {
  return db
    .selectFrom('local.issue as issue')
    .innerJoin('local.author as author', 'author.id', 'issue.author')
    .selectAll('issue')
    .select('author.login')
    .select(
      sql<string[]>`array(select name from local.label where issue = issue.id order by name collate "C")`.as('labels'),
    )
}

export function readIssue(db: Db, repository: string, id: string): Promise<StoredIssue | undefined> {
  return issues(db).where('issue.id', '=', id).where('issue.repository', '=', repository).executeTakeFirst()
}

export function readBotIssue(db: Db, repository: string, title: string): Promise<StoredIssue | undefined> {
  return issues(db)
    .where('issue.repository', '=', repository)
    .where('issue.title', '=', title)
    .where('issue.by_bot', '=', true)
    .executeTakeFirst()
}

export async function readIssueIn(db: Db, repositories: readonly string[], id: string): Promise<StoredIssue[]> {
  const found = issues(db).where('issue.id', '=', id)
  return (repositories.length === 0 ? found : found.where('issue.repository', 'in', repositories)).execute()
}

/** Newest first; `before` is the number of the last issue seen. */
export function listIssues(
  db: Db,
  page: { repository: string; state?: LocalIssueRow['state']; before?: number; limit: number },
): Promise<StoredIssue[]> {
  return issues(db)
    .where('issue.repository', '=', page.repository)
    .$if(page.state !== undefined, query => query.where('issue.state', '=', page.state ?? 'open'))
    .$if(page.before !== undefined, query => query.where('issue.number', '<', page.before ?? 0))
    .orderBy('issue.number', 'desc')
    .limit(page.limit)
    .execute()
}

/** Oldest change first. */
export function issuesChangedSince(db: Db, repository: string, since: Date): Promise<StoredIssue[]> {
  return issues(db)
    .where('issue.repository', '=', repository)
    .where('issue.updated_at', '>=', since)
    .orderBy('issue.updated_at')
    .orderBy('issue.number')
    .execute()
}

/**
 * Only the given fields are written; nothing is, and `updated_at` stays, where none of them differs. False, and nothing
 * written, when another issue of the bot has the title.
 */
export async function updateIssue(
  db: Db,
  id: string,
  change: Partial<Pick<LocalIssueRow, 'title' | 'body' | 'state'>> & { updated_at: Date },
): Promise<boolean> {
  const { title = null, body = null, state = null } = change
  try {
    await db
      .updateTable('local.issue')
      .set(change)
      .where('id', '=', id)
      .where(
        sql<boolean>`(title, body, state) is distinct from
          (coalesce(${title}::text, title), coalesce(${body}::text, body), coalesce(${state}::text, state))`,
      )
      .execute()
    return true
  } catch (error) {
    if (error instanceof Error && 'constraint' in error && error.constraint === 'issue_bot_title') return false
    throw error
  }
}

export async function changeLabels(
  db: Db,
  issue: string,
  change: { add: readonly string[]; remove: readonly string[]; at: Date },
): Promise<void> {
  await db.transaction().execute(async tx => {
    const removed = change.remove.filter(name => !change.add.includes(name))
    let changed = 0n
    if (removed.length > 0) {
      const { numDeletedRows } = await tx
        .deleteFrom('local.label')
        .where('issue', '=', issue)
        .where('name', 'in', removed)
        .executeTakeFirstOrThrow()
      changed += numDeletedRows
    }
    if (change.add.length > 0) {
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('local.label')
        .values([...new Set(change.add)].map(name => ({ issue, name })))
        .onConflict(conflict => conflict.doNothing())
        .executeTakeFirstOrThrow()
      changed += numInsertedOrUpdatedRows ?? 0n
    }
    if (changed > 0n) await touchIssue(tx, issue, change.at)
  })
}

async function touchIssue(db: Db, id: string, at: Date): Promise<void> {
  await db.updateTable('local.issue').set({ updated_at: at }).where('id', '=', id).execute()
}

function comments(db: Db) {
  return db
    .selectFrom('local.comment as comment')
    .innerJoin('local.author as author', 'author.id', 'comment.author')
    .selectAll('comment')
    .select('author.login')
}

/** Oldest first. */
export function listComments(db: Db, issue: string): Promise<StoredComment[]> {
  return comments(db).where('comment.issue', '=', issue).orderBy('comment.id').execute()
}

export function readComment(db: Db, issue: string, id: number): Promise<StoredComment | undefined> {
  return comments(db).where('comment.issue', '=', issue).where('comment.id', '=', id).executeTakeFirst()
}

export function insertComment(db: Db, comment: Omit<LocalCommentRow, 'id'>): Promise<number> {
  return db.transaction().execute(async tx => {
    const { id } = await tx.insertInto('local.comment').values(comment).returning('id').executeTakeFirstOrThrow()
    await touchIssue(tx, comment.issue, comment.updated_at)
    return id
  })
}

/** Nothing is written where the text is the same. */
export async function updateComment(db: Db, id: number, change: { body: string; updated_at: Date }): Promise<void> {
  await db.transaction().execute(async tx => {
    const changed = await tx
      .updateTable('local.comment')
      .set(change)
      .where('id', '=', id)
      .where('body', '<>', change.body)
      .returning('issue')
      .executeTakeFirst()
    if (changed) await touchIssue(tx, changed.issue, change.updated_at)
  })
}

export async function deleteComment(db: Db, id: number): Promise<void> {
  await db.deleteFrom('local.comment').where('id', '=', id).execute()
}

/** Creates a milestone, or opens it again and brings it to what is asked now. */
export async function saveMilestone(db: Db, milestone: LocalMilestoneRow): Promise<void> {
  const { name, created_at, updated_at, ...content } = milestone
  await db
    .insertInto('local.milestone')
    .values(milestone)
    .onConflict(conflict =>
      conflict
        .column('name')
        .doUpdateSet({ ...content, updated_at })
        .where(
          sql<boolean>`(milestone.product, milestone.version, milestone.packages, milestone.base_update_url,
            milestone.epol_update_url, milestone.status) is distinct from (excluded.product, excluded.version,
            excluded.packages, excluded.base_update_url, excluded.epol_update_url, excluded.status)`,
        ),
    )
    .execute()
}

export async function withdrawMilestone(db: Db, name: string, at: Date): Promise<void> {
  await db
    .updateTable('local.milestone')
    .set({ status: 'withdrawn', updated_at: at })
    .where('name', '=', name)
    .where('status', '=', 'open')
    .execute()
}

/** Newest first. */
export function listMilestones(db: Db): Promise<LocalMilestoneRow[]> {
  return db.selectFrom('local.milestone').selectAll().orderBy('created_at', 'desc').orderBy('name').execute()
}

function onlyRow<T>(rows: readonly T[]): T {
  const [row] = rows
  if (row === undefined || rows.length > 1) throw new Error(`one row expected, ${rows.length} came`)
  return row
}
