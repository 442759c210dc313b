// The acts that the bot and people share at the local forge: the rows behind them and how they look. Refuses nothing.

import type { Db } from '../../db/index.ts'
import type { Clock } from '../../lib/clock.ts'
import { clean } from '../../lib/text.ts'
import type { ForgeComment, ForgeIssue, ForgeUser, IssueKey, IssueState } from '../../ports/index.ts'
import { issueId } from './issue-id.ts'
import * as store from './store.ts'

export interface NewIssue {
  readonly repository: string
  readonly title: string
  readonly body: string
  readonly type?: string
  readonly milestone?: string
}

export interface IssueChange {
  readonly title?: string
  readonly body?: string
  readonly state?: IssueState
}

export interface CommentKey extends IssueKey {
  readonly commentId: string
}

export type ForgeActs = ReturnType<typeof forgeActs>

export function forgeActs(of: { db: Db; clock: Clock; publicUrl: string; bot: ForgeUser }) {
  const { db, clock, bot } = of
  const pages = `${of.publicUrl.replace(/\/+$/, '')}/ui/issues`

  function issueOf(row: store.StoredIssue): ForgeIssue {
    const { id, repository, title, body, state, labels, type, milestone } = row
    return {
      id,
      repository,
      title,
      body,
      state,
      labels,
      type,
      milestone,
      author: { id: row.author, login: row.login },
      url: `${pages}/${repository}/${id}`,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
    }
  }

  return {
    issueOf,

    async read(key: IssueKey): Promise<ForgeIssue | undefined> {
      const row = await store.readIssue(db, key.repository, key.id)
      return row && issueOf(row)
    },

    /** The new issue's id; undefined when the bot has one of this title already. */
    async insert(author: ForgeUser, issue: NewIssue): Promise<string | undefined> {
      await store.saveAuthor(db, author)
      const number = await store.nextIssueNumber(db)
      const now = clock.now()
      const made = await store.insertIssue(db, {
        id: issueId(number),
        number,
        repository: issue.repository,
        title: clean(issue.title),
        body: clean(issue.body),
        state: 'open',
        author: author.id,
        by_bot: author.id === bot.id,
        type: issue.type ?? null,
        milestone: issue.milestone ?? null,
        created_at: now,
        updated_at: now,
      })
      return made?.id
    },

    /** False, and nothing changed, when another issue of the bot has the title. */
    update(id: string, { title, body, state }: IssueChange): Promise<boolean> {
      return store.updateIssue(db, id, {
        ...(title !== undefined && { title: clean(title) }),
        ...(body !== undefined && { body: clean(body) }),
        ...(state !== undefined && { state }),
        updated_at: clock.now(),
      })
    },

    async comment(author: ForgeUser, issue: string, body: string): Promise<ForgeComment> {
      await store.saveAuthor(db, author)
      const now = clock.now()
      const row = { issue, body: clean(body), author: author.id, created_at: now, updated_at: now }
      const id = await store.insertComment(db, row)
      return commentOf({ ...row, id, login: author.login })
    },

    async readComment(key: CommentKey): Promise<ForgeComment | undefined> {
      if (!/^[1-9]\d{0,8}$/.test(key.commentId)) return undefined
      const issue = await store.readIssue(db, key.repository, key.id)
      const row = issue && (await store.readComment(db, issue.id, Number(key.commentId)))
      return row && commentOf(row)
    },

    updateComment(id: string, body: string): Promise<void> {
      return store.updateComment(db, Number(id), { body: clean(body), updated_at: clock.now() })
    },
  }
}

export function commentOf(row: store.StoredComment): ForgeComment {
  const author = { id: row.author, login: row.login }
  return { id: String(row.id), body: row.body, author, createdAt: row.created_at, updatedAt: row.updated_at }
}
