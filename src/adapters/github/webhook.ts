// Verifies and reads what GitHub's web hooks send. Nothing in a request counts before its signature has been checked.

import { createHmac, timingSafeEqual } from 'node:crypto'
import { Value } from 'typebox/value'
import { type Refusal, refuse } from '../../lib/errors.ts'
import type { ForgeEvent, ForgeHook } from '../../ports/index.ts'
import { commentOf } from './meaning.ts'
import { CommentEvent, type HookSubject, IssueEvent } from './schema.ts'
import { texts } from './texts.ts'

export interface GithubHookOptions {
  /** As entered in the settings of the web hook at GitHub; without one every delivery is refused. */
  readonly secret: string | undefined
  /** Login of our own account: what it changes on issues need not be looked at again. */
  readonly bot?: string | undefined
}

export function createGithubHook({ secret, bot }: GithubHookOptions): ForgeHook {
  return ({ headers, body }) => {
    if (!secret) return refuse('unknown-hook', texts.noSecret())
    const refused = unverified(secret, headers['x-hub-signature-256'], body)
    if (refused) return refused
    const type = headers['content-type'] ?? ''
    if (!/^application\/json\s*(;|$)/i.test(type)) {
      return refuse('wrong-content-type', texts.wrongContentType(type.slice(0, 80)))
    }
    const event = headers['x-github-event']
    if (!event) return refuse('no-event', texts.noEvent())
    const read = parse(body)
    return 'refused' in read ? read : eventsOf(event, read.value, bot)
  }
}

function unverified(secret: string, given: string | undefined, body: Buffer): Refusal | undefined {
  if (!given) return refuse('unsigned', texts.unsigned())
  const wanted = Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`)
  const actual = Buffer.from(given)
  if (actual.length === wanted.length && timingSafeEqual(actual, wanted)) return undefined
  return refuse('wrong-signature', texts.wrongSignature())
}

function parse(body: Buffer): { value: unknown } | Refusal {
  try {
    return { value: JSON.parse(body.toString('utf8')) }
  } catch {
    return refuse('not-json', texts.notJson())
  }
}

/** An edited comment is told like a new one; of a deleted one only that its issue has changed. */
function eventsOf(event: string, value: unknown, bot: string | undefined): { events: readonly ForgeEvent[] } | Refusal {
  if (event === 'issue_comment') {
    if (!Value.Check(CommentEvent, value)) return refuse('other-shape', texts.otherShape(event))
    const issue = keyOf(value)
    if (value.issue.pull_request) return { events: [] }
    if (value.action === 'deleted') return { events: [{ kind: 'issue', issue }] }
    return { events: [{ kind: 'comment', issue, comment: commentOf(value.comment) }] }
  }
  if (event === 'issues') {
    if (!Value.Check(IssueEvent, value)) return refuse('other-shape', texts.otherShape(event))
    const isOurs = bot !== undefined && value.sender.login.toLowerCase() === bot.toLowerCase()
    return { events: isOurs ? [] : [{ kind: 'issue', issue: keyOf(value) }] }
  }
  return { events: [] }
}

function keyOf({ repository, issue }: HookSubject): { repository: string; id: string } {
  return { repository: repository.full_name, id: String(issue.number) }
}
