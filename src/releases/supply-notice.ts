// What is said on the issue when a self-check has entered packages in the scope by itself. Pure.

import { type Language, lines } from '../lib/text.ts'
import { type BotComment, dashed, marked } from './answers.ts'
import type { Release } from './model.ts'
import { supplyTexts } from './supply-texts.ts'

/** Of the newest self-check; once more when it enters others. */
export function suppliedNotice({ runs, items }: Release, language: Language): BotComment | undefined {
  const run = runs.find(r => r.plan === 'self-check')?.run
  const rows = items.filter(item => item.source === 'check' && item.addedRun === run)
  if (rows.length === 0) return undefined
  const said = lines([
    supplyTexts.cameAlong(rows.map(row => row.repository)),
    ...rows.map(row => dashed(supplyTexts.because(row.repository, row.title))),
  ])
  return marked(`supplied:${run}:${rows.length}`, said[language])
}
