// Scores of rows from the facts of their CVEs. What a list or an issue said of the score stays. Pure.

import type { CveFacts } from '../ports/index.ts'
import type { Item } from './model.ts'

/** By CVE. What facts say of 0 is that there is no score yet. */
export type Scores = Readonly<Record<string, number>>

export function scoresIn(facts: readonly CveFacts[]): Scores {
  return Object.fromEntries(facts.flatMap(f => (f.cvss.score > 0 ? [[f.cve, f.cvss.score]] : [])))
}

export function withScore(item: Item, scores: Scores): Item {
  return { ...item, score: item.score ?? (item.cve === null ? null : (scores[item.cve] ?? null)) }
}
