// Web hooks of Gitee and GitCode: verified first, then read. A delivery is a hint; what it says is read again at the
// forge before anything is done, and what gets lost is found by the timer.

import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { Value } from 'typebox/value'
import { type Refusal, refuse } from '../../lib/errors.ts'
import type { ForgeEvent, ForgeHook, IssueKey } from '../../ports/index.ts'
import type { Dialect } from './dialects.ts'
import { commentSchema } from './schema.ts'
import { texts } from './texts.ts'
import { commentOf } from './wire.ts'

export interface HookSettings {
  readonly dialect: Dialect
  /** The hook's password or signing key; without one nothing is taken. */
  readonly secret: string | undefined
  /** Login of our own account: changes it makes need not be looked at. */
  readonly bot?: string | undefined
  /** How far a delivery's time may be from now; default 5 minutes. */
  readonly windowMs?: number
}

type Headers = Readonly<Record<string, string | undefined>>

export function createHook(settings: HookSettings): ForgeHook {
  const { dialect, secret } = settings
  const { hook } = dialect
  return ({ headers, body, at }) => {
    if (!secret) return refuse('unknown-hook', texts.noSecret(dialect.system))
    const wrong = notOurs(settings, secret, { headers, body, at })
    if (wrong) return wrong
    const event = headers[hook.eventHeader]
    if (!event) return refuse('no-event', texts.noEvent(hook.eventHeader))
    if (event !== 'Note Hook' && event !== 'Issue Hook') return { events: [] }
    if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
      return refuse('wrong-content-type', texts.notJson())
    }
    const payload = parsed(body)
    if (payload === undefined) return refuse('not-json', texts.badJson())
    return eventsOf(settings, { event, payload, at })
  }
}

/** Why a delivery does not come from our forge, now. */
function notOurs(
  { dialect, windowMs = 5 * 60_000 }: HookSettings,
  secret: string,
  { headers, body, at }: { headers: Headers; body: Buffer; at: Date },
): Refusal | undefined {
  const { passwordHeader, timestampHeader, signature } = dialect.hook
  const timestamp = timestampHeader === null ? undefined : headers[timestampHeader]
  const given = headers[signature.header]
  const password = headers[passwordHeader]
  if (!given && !password) return refuse('unsigned', texts.unsigned())
  const content = signature.over === 'body' ? body : `${timestamp ?? ''}\n${secret}`
  const expected = signature.prefix + createHmac('sha256', secret).update(content).digest(signature.encoding)
  const isSigned = given !== undefined && isSame(unescaped(given), expected)
  const isPassword = password !== undefined && isSame(password, secret)
  if (!isSigned && !isPassword) return refuse('wrong-signature', texts.wrongSignature())
  // Without a time, a delivery seen once could be sent again for ever.
  const needsTime = timestampHeader !== null && (isSigned || timestamp !== undefined)
  const distance = Math.abs(at.getTime() - Number(timestamp || Number.NaN))
  if (needsTime && !(distance <= windowMs)) return refuse('wrong-time', texts.wrongTime(windowMs / 60_000))
  return undefined
}

/** Compares in a time that does not tell where two texts differ. */
function isSame(a: string, b: string): boolean {
  const [first, second] = [a, b].map(text => createHash('sha256').update(text).digest())
  return first !== undefined && second !== undefined && timingSafeEqual(first, second)
}

/** Gitee's page says that the signature is URL-encoded, what it sends is not: both are understood. */
function unescaped(signature: string): string {
  try {
    return decodeURIComponent(signature)
  } catch {
    return signature
  }
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

function eventsOf(
  { dialect, bot }: HookSettings,
  { event, payload, at }: { event: 'Note Hook' | 'Issue Hook'; payload: unknown; at: Date },
): ReturnType<ForgeHook> {
  const { fields } = dialect.hook
  if (event === 'Note Hook' && fieldAt(payload, fields.noteable) !== 'Issue') return { events: [] }
  const repository = fieldAt(payload, fields.repository)
  const id = String(fieldAt(payload, fields.issue[event]) ?? '')
  if (typeof repository !== 'string' || !/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    return refuse('other-shape', texts.badField(fields.repository))
  }
  if (!dialect.issueId.test(id)) return refuse('other-shape', texts.badField(fields.issue[event]))
  const issue: IssueKey = { repository, id }
  if (event === 'Issue Hook') {
    const isOurs = bot !== undefined && fieldAt(payload, fields.sender) === bot
    return { events: isOurs ? [] : [{ kind: 'issue', issue }] }
  }
  if (fields.comment === null) return { events: [{ kind: 'issue', issue }] }
  const answer = fieldAt(payload, fields.comment)
  const comment = Value.Check(commentSchema, answer) ? commentOf(answer, at) : undefined
  if (!comment) return refuse('other-shape', texts.badField(fields.comment))
  const told: ForgeEvent = { kind: 'comment', issue, comment }
  return { events: [told] }
}

function fieldAt(payload: unknown, path: string): unknown {
  let current = payload
  for (const name of path.split('.')) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, name)) return undefined
    current = (current as Record<string, unknown>)[name]
  }
  return current
}
