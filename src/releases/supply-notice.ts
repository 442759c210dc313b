// What is said on the issue when a self-check has entered packages in the scope by itself. Pure.

import { type Language, lines } from '../lib/text.ts'
import { type BotComment, dashed, marked } from './answers.ts'
import type { Release } from './model.ts'
import { supplyTexts } from './supply-texts.ts'

/** Of the newest self-check: one for each time that it entered some, whatever became of them since. */
export function suppliedNotices({ runs, items }: Release, language: Language): BotComment[] {
  const run = runs.find(r => r.plan === 'self-check')?.run
  const rows = items.filter(item => item.source === 'check' && item.addedRun === run)
  const times = [...new Set(rows.map(row => row.addedAt.getTime()))]
  return times.map(time => {
    const entered = rows.filter(row => row.addedAt.getTime() === time)
    const said = lines([
      supplyTexts.cameAlong(entered.map(row => row.repository)),
      ...entered.map(row => dashed(supplyTexts.because(row.repository, row.title))),
    ])
    return marked(`supplied:${run}:${time}`, said[language])
  })
}
