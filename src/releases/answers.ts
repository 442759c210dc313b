// What the bot writes on the issue: one answer per delivery, and one notice per run that waits for people. Each is found
// again by a mark in it. Pure.

import type { Actor } from '../accounts/index.ts'
import { entry, type Language, lines, sameInBoth, type Text } from '../lib/text.ts'
import type { GatePolicies } from './advance.ts'
import { behalfTexts } from './behalf-texts.ts'
import { UNREAD_LINK } from './comment-links.ts'
import type { Delivery } from './delivery-store.ts'
import { sayEnd } from './ended.ts'
import type { Release } from './model.ts'
import { parseCommands } from './parse.ts'
import { planTexts } from './plan-texts.ts'
import { pageOf } from './policy.ts'
import { waitingFor } from './rules-read.ts'
import { scopeTexts } from './scope-texts.ts'
import { texts } from './texts.ts'
import type { CommandOutcome } from './view.ts'

/** A comment of the bot. */
export interface BotComment {
  readonly mark: string
  readonly body: string
}

/** Findings beyond these stand on the page of the release alone. */
const MAX_FINDINGS = 20
const MAX_LINE = 500

/** The comment that answers a delivery; undefined when there is nothing to say. */
export function answerTo(delivery: Delivery, language: Language): BotComment | undefined {
  const outcomes = delivery.outcomes ?? []
  return outcomes.length === 0 ? undefined : answerComment(String(delivery.id), delivery.actor, outcomes, language)
}

/** Tells a person what became of each command; the name of what is answered makes it findable. */
export function answerComment(
  answered: string,
  actor: Addressed,
  outcomes: readonly CommandOutcome[],
  language: Language,
): BotComment {
  const said = outcomes.map(outcome => answerLine(outcome, language)).join('\n')
  return marked(`answer:${answered}`, `${addressed(actor)[language]}\n${said}`)
}

type Addressed = Pick<Actor, 'name' | 'login' | 'onBehalfOf'>

/** Who is answered: who said it, or whom a service said it for. An account's own name may be a stranger's login. */
function addressed({ name, login = name, onBehalfOf }: Addressed): Text {
  return onBehalfOf ? behalfTexts.byService(onBehalfOf.login, name) : sameInBoth(`@${login}`)
}

/** What is said of the newest run when it ended so that people must act: what it found, and what to do. */
export function noticeOf(
  release: Release,
  how: { language: Language; policies: GatePolicies; publicUrl: string; at: Date },
): BotComment | undefined {
  const [run] = release.runs
  if (!run) return undefined
  const needsPeople = run.state === 'blocked' || run.state === 'failed' || run.state === 'stuck'
  // Links that could not be read are told to those who wrote them.
  const unread = run.state === 'done' ? run.findings.filter(f => f.code === UNREAD_LINK).map(f => f.message) : []
  // So is what a second fetch has brought.
  const isFetch = run.state === 'done' && run.plan === 'collect' && run.stage === 'scoping'
  const added = isFetch ? release.items.filter(item => item.addedRun === run.run).length : 0
  if (!needsPeople && unread.length === 0 && added === 0) return undefined
  const blocking = needsPeople ? run.findings.filter(f => f.blocking).map(f => f.message) : unread
  const shown = blocking.slice(0, MAX_FINDINGS).map(message => dashed(message))
  const text = lines([
    sayEnd(run),
    ...(added > 0 ? [scopeTexts.rowsAdded(added)] : []),
    ...shown,
    ...(blocking.length > shown.length ? [entry(texts.moreFindings(blocking.length - shown.length))] : []),
    ...(run.state === 'stuck' ? [] : [waitingFor(release, how.policies, how.at)]),
    texts.details(pageOf(how.publicUrl, release.id)),
  ])
  return marked(`run:${run.run}`, text[how.language])
}

/** Why a plan was deleted, said on its issue before that is closed. */
export function droppedNotice({ dropped }: Release, language: Language): BotComment | undefined {
  if (!dropped) return undefined
  const said = planTexts.isDropped({ ...dropped, because: harmless(dropped.because) })
  return marked(`dropped:${dropped.at.getTime()}`, said[language])
}

/** Those of the comments to be that none of these, written by Slipway itself, is already. */
export function notYetSaid(wanted: readonly BotComment[], said: readonly string[]): readonly BotComment[] {
  return wanted.filter(comment => !said.some(body => body.includes(comment.mark)))
}

export function marked(what: string, body: string): BotComment {
  const mark = `<!-- slipway:${what} -->`
  return { mark, body: `${mark}\n${body}` }
}

/** A sentence with words from elsewhere, as one entry of a list. */
export function dashed({ zh, en }: Text): Text {
  return entry({ zh: harmless(zh), en: harmless(en) })
}

/** Words of programs in a comment: they neither mention people nor hide marks. */
export function harmless(words: string): string {
  return words.slice(0, MAX_LINE).replaceAll('<', '&lt;').replaceAll('@', '@\u200b').replaceAll('\n', '\n  ')
}

function answerLine(outcome: CommandOutcome, language: Language): string {
  const said = verdict(outcome)
  const [first = '', ...rest] = said[language].split('\n')
  const line = `- \`${outcome.command.replaceAll('`', "'")}\` ${first}`
  return [line, ...rest.map(r => `  ${r}`)].join('\n')
}

/** What a preview tells may be that a command would be refused: nothing was accepted, and it says itself what it is. */
function verdict({ command, accepted, message }: CommandOutcome): Text {
  if (!accepted) return texts.refused(message)
  return parseCommands(command)[0]?.name === 'preview' ? message : texts.accepted(message)
}
