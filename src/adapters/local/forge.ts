// The forge built in: issues, comments and labels in the database, for distributions without Gitee or GitHub.

import type { Db } from '../../db/index.ts'
import type { Clock } from '../../lib/clock.ts'
import { ExternalError } from '../../lib/errors.ts'
import type { Log } from '../../lib/log.ts'
import { clean } from '../../lib/text.ts'
import type { Forge, ForgeEvent, ForgeIssue, ForgeUser, IssueKey } from '../../ports/index.ts'
import { commentOf, forgeActs } from './forge-acts.ts'
import { type ForgeCode, forgeCode } from './forge-code.ts'
import { type ForgePeople, forgePeople } from './forge-people.ts'
import { repositoryRefusal, titleRefusal } from './forge-rules.ts'
import * as store from './store.ts'

export interface LocalForgeOptions {
  readonly db: Db
  readonly clock: Clock
  readonly log: Log
  /** Address under which people reach Slipway; an issue's page is `<publicUrl>/ui/issues/<owner>/<name>/<id>`. */
  readonly publicUrl: string
  /** The account Slipway writes as. */
  readonly bot: ForgeUser
  /** Told of what people did, after it is stored. Its failures are logged: a timer finds what it missed. */
  readonly onEvent?: (event: ForgeEvent) => Promise<void>
}

/** The port, which writes as the bot, and what people do. */
export interface LocalForge extends Forge, ForgePeople, ForgeCode {}

export function createLocalForge({ db, clock, log, publicUrl, bot, onEvent }: LocalForgeOptions): LocalForge {
  const acts = forgeActs({ db, clock, publicUrl, bot })

  async function needIssue(key: IssueKey, operation: string): Promise<ForgeIssue> {
    const issue = await acts.read(key)
    if (!issue) throw failure(operation, 404, `there is no issue ${key.repository}#${key.id}`)
    return issue
  }

  function checkTitle(title: string, operation: string): void {
    const wrong = titleRefusal(title)
    if (wrong) throw failure(operation, 422, wrong.because.en)
  }

  return {
    ...forgePeople({ db, acts, bot, log, onEvent }),
    ...forgeCode({ db, clock, publicUrl }),

    self: async () => bot,

    readIssue: acts.read,

    async findIssue(id, repositories) {
      const rows = await store.readIssueIn(db, repositories, id.toUpperCase())
      return rows.map(acts.issueOf)
    },

    async issuesSince(repository, since) {
      return (await store.issuesChangedSince(db, repository, since)).map(acts.issueOf)
    },

    async ensureIssue(issue) {
      checkTitle(issue.title, 'ensureIssue')
      const wrong = repositoryRefusal(issue.repository)
      if (wrong) throw failure('ensureIssue', 422, wrong.because.en)
      const there = () => store.readBotIssue(db, issue.repository, clean(issue.title))
      let found = await there()
      if (!found) {
        await acts.insert(bot, issue)
        found = await there()
      }
      if (!found) throw failure('ensureIssue', 409, 'its title was changed at the same time')
      return acts.issueOf(found)
    },

    async editIssue(key, change) {
      if (change.title !== undefined) checkTitle(change.title, 'editIssue')
      await needIssue(key, 'editIssue')
      const isDone = await acts.update(key.id, change)
      if (!isDone) throw failure('editIssue', 422, `another issue has the title ${change.title}`)
    },

    async changeLabels(key, change) {
      await needIssue(key, 'changeLabels')
      await store.changeLabels(db, key.id, { ...change, at: clock.now() })
    },

    async listComments(key) {
      await needIssue(key, 'listComments')
      return (await store.listComments(db, key.id)).map(commentOf)
    },

    async addComment(key, body) {
      await needIssue(key, 'addComment')
      return acts.comment(bot, key.id, body)
    },

    async editComment(key, commentId, body) {
      const comment = await acts.readComment({ ...key, commentId })
      if (!comment) throw failure('editComment', 404, `there is no comment ${commentId} on ${key.id}`)
      if (comment.author.id !== bot.id) throw failure('editComment', 403, `comment ${commentId} is not ours`)
      await acts.updateComment(comment.id, body)
    },
  }
}

/** Only a conflict with someone acting at the same time is worth another try. */
function failure(operation: string, status: 403 | 404 | 409 | 422, message: string): ExternalError {
  return new ExternalError({ system: 'forge', operation, message, status, retryable: status === 409 })
}
