// Names of severity: from a score, of several, and in updateinfo's words.

import type { UpdateSeverity } from '../rpm/updateinfo.ts'
import type { Severity } from './model.ts'

/** Highest first. */
const ORDER = ['Critical', 'High', 'Medium', 'Low', 'None'] as const satisfies readonly Severity[]

/** Compared with `<`: 8.95 is High, where tables of one-decimal ranges find no name for it. */
export function severityOf(score: number | null): Severity {
  if (score === null || !(score > 0)) return 'None'
  if (score < 4) return 'Low'
  if (score < 7) return 'Medium'
  return score < 9 ? 'High' : 'Critical'
}

/** The severity of an advisory: the highest of its CVEs. */
export function highestSeverity(severities: readonly Severity[]): Severity {
  return ORDER.find(s => severities.includes(s)) ?? 'None'
}

const UPDATE_NAMES = {
  Critical: 'Critical',
  High: 'Important',
  Medium: 'Moderate',
  Low: 'Low',
  None: 'None',
} as const satisfies Record<Severity, UpdateSeverity>

/** The name dnf knows: it files `High` under unknown. */
export function updateSeverity(severity: Severity): UpdateSeverity {
  return UPDATE_NAMES[severity]
}
