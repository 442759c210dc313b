// What people do at the local forge. Every function refuses with a sentence, having changed nothing.

import type { Db } from '../../db/index.ts'
import { type Refusal, refuse } from '../../lib/errors.ts'
import type { Log } from '../../lib/log.ts'
import type { ForgeComment, ForgeEvent, ForgeIssue, ForgeUser, IssueKey, IssueState } from '../../ports/index.ts'
import type { CommentKey, ForgeActs, IssueChange, NewIssue } from './forge-acts.ts'
import { commentRefusal, repositoryRefusal, titleRefusal } from './forge-rules.ts'
import * as store from './store.ts'
import { texts } from './texts.ts'

export interface IssuePage {
  readonly state?: IssueState
  /** Id of the last issue seen. */
  readonly before?: string
  /** Default and most 100. */
  readonly limit?: number
}

export interface ForgePeople {
  createIssue(user: ForgeUser, issue: NewIssue): Promise<ForgeIssue | Refusal>
  editIssueAs(user: ForgeUser, key: IssueKey, change: IssueChange): Promise<ForgeIssue | Refusal>
  /** Newest first. */
  listIssues(repository: string, page?: IssuePage): Promise<readonly ForgeIssue[]>
  addCommentAs(user: ForgeUser, key: IssueKey, body: string): Promise<ForgeComment | Refusal>
  /** Only one's own. */
  editCommentAs(user: ForgeUser, key: CommentKey, body: string): Promise<ForgeComment | Refusal>
  /** Only one's own. */
  deleteComment(user: ForgeUser, key: CommentKey): Promise<Refusal | undefined>
}

const LONGEST_PAGE = 100

export function forgePeople(of: {
  db: Db
  acts: ForgeActs
  bot: ForgeUser
  log: Log
  onEvent: ((event: ForgeEvent) => Promise<void>) | undefined
}): ForgePeople {
  const { db, acts, bot, log, onEvent } = of

  /** A person's act is told, the bot's own never is. */
  async function tell(user: ForgeUser, event: ForgeEvent): Promise<void> {
    if (user.id === bot.id || !onEvent) return
    try {
      await onEvent(event)
    } catch (err) {
      log.error({ err, event: event.kind, issue: event.issue }, 'the local forge could not tell of an event')
    }
  }

  async function ownComment(user: ForgeUser, key: CommentKey): Promise<ForgeComment | Refusal> {
    const comment = await acts.readComment(key)
    if (!comment) return refuse('unknown-comment', texts.noComment())
    return comment.author.id === user.id ? comment : refuse('not-author', texts.notAuthor())
  }

  return {
    async createIssue(user, issue) {
      const wrong = titleRefusal(issue.title) ?? repositoryRefusal(issue.repository)
      if (wrong) return wrong
      const id = await acts.insert(user, issue)
      const key = { repository: issue.repository, id: id ?? '' }
      const made = id === undefined ? undefined : await acts.read(key)
      if (!made) return refuse('title-taken', texts.titleTaken(issue.title))
      await tell(user, { kind: 'issue', issue: key })
      return made
    },

    async editIssueAs(user, key, change) {
      const wrong = change.title === undefined ? undefined : titleRefusal(change.title)
      if (wrong) return wrong
      if (!(await acts.read(key))) return refuse('unknown-issue', texts.noIssue(key))
      if (!(await acts.update(key.id, change))) return refuse('title-taken', texts.titleTaken(change.title ?? ''))
      await tell(user, { kind: 'issue', issue: key })
      return (await acts.read(key)) ?? refuse('unknown-issue', texts.noIssue(key))
    },

    async listIssues(repository, { state, before, limit = LONGEST_PAGE } = {}) {
      const last = before === undefined ? undefined : await store.readIssue(db, repository, before)
      if (before !== undefined && !last) return []
      const page = { repository, limit: Math.min(limit, LONGEST_PAGE), ...(state && { state }) }
      return (await store.listIssues(db, last ? { ...page, before: last.number } : page)).map(acts.issueOf)
    },

    async addCommentAs(user, key, body) {
      const wrong = commentRefusal(body)
      if (wrong) return wrong
      if (!(await acts.read(key))) return refuse('unknown-issue', texts.noIssue(key))
      const comment = await acts.comment(user, key.id, body)
      await tell(user, { kind: 'comment', issue: key, comment })
      return comment
    },

    async editCommentAs(user, key, body) {
      const own = commentRefusal(body) ?? (await ownComment(user, key))
      if ('refused' in own) return own
      await acts.updateComment(own.id, body)
      const comment = await acts.readComment(key)
      if (!comment) return refuse('unknown-comment', texts.noComment())
      await tell(user, { kind: 'comment', issue: { repository: key.repository, id: key.id }, comment })
      return comment
    },

    async deleteComment(user, key) {
      const own = await ownComment(user, key)
      if ('refused' in own) return own
      await store.deleteComment(db, Number(own.id))
      return undefined
    },
  }
}
