// What somebody answers for, as the status comment and /status list it. Pure.

import { entry, type Text } from '../lib/text.ts'
import type { Release } from './model.ts'
import { texts } from './texts.ts'
import { numberedFindings, waiverOf } from './waiver.ts'
import { waiverTexts } from './waiver-texts.ts'

/** Findings beyond these stand on the page of the release alone. */
const MAX_FINDINGS = 20

/** Waived findings with owner, last day and reason; nothing when there are none. */
export function sayWaived(release: Release, at: Date): Text[] {
  const found = numberedFindings(release).flatMap(({ number, finding }) => {
    const waiver = waiverOf(release, finding, at)
    return waiver ? [waiverTexts.waiver(`${number} ${finding.subject}`, waiver)] : []
  })
  return headed(waiverTexts.waivedHead(), found)
}

/** A list of findings below its heading, shortened to what people read. */
export function headed(head: Text, found: readonly Text[]): Text[] {
  if (found.length === 0) return []
  const shown = found.slice(0, MAX_FINDINGS).map(entry)
  const unsaid = found.length - shown.length
  return [head, ...shown, ...(unsaid > 0 ? [entry(texts.moreFindings(unsaid))] : [])]
}
