// The bot's answers: one comment per delivery, found again by a mark in it. Pure.

import type { Language } from '../lib/text.ts'
import type { Delivery } from './delivery-store.ts'
import { texts } from './texts.ts'
import type { CommandOutcome } from './view.ts'

const mark = (delivery: number) => `<!-- slipway:answer:${delivery} -->`

/** The comment that answers a delivery; empty when there is nothing to say. */
export function answerTo(delivery: Delivery, language: Language): string {
  const outcomes = delivery.outcomes ?? []
  if (outcomes.length === 0) return ''
  const said = outcomes.map(outcome => answerLine(outcome, language)).join('\n')
  return `${mark(delivery.id)}\n@${delivery.actor.name}\n${said}`
}

/** Which deliveries these comments, written by Slipway itself, already answer. */
export function answeredBy(comments: readonly string[]): Set<number> {
  return new Set(comments.flatMap(body => [...body.matchAll(/<!-- slipway:answer:(\d+) -->/g)].map(m => Number(m[1]))))
}

function answerLine(outcome: CommandOutcome, language: Language): string {
  const said = outcome.accepted ? texts.accepted(outcome.message) : texts.refused(outcome.message)
  const [first = '', ...rest] = said[language].split('\n')
  const line = `- \`${outcome.command.replaceAll('`', "'")}\` ${first}`
  return [line, ...rest.map(r => `  ${r}`)].join('\n')
}
