// How issues stand, and what that means for a release: which are settled, what a self-check still holds against it. Pure.

import type { Finding } from '../flow/index.ts'
import {
  blockingFindings,
  type FoundKind,
  type Problem,
  type Release,
  rowsThatCount,
  type ScopeItem,
  selfCheckOf,
} from './model.ts'
import { orderOf } from './stages.ts'
import { statusOf } from './status-words.ts'
import { waiverOf } from './waiver.ts'

/** Where the gate of the self-check is. */
const behindSelfCheck = { stage: 'verifying', part: 1 } as const

/** Neither open nor in progress; the forge's own words come from releases begun under the old tool. */
export function isSettled(status: string): boolean {
  return ['closed', 'rejected'].includes(statusOf(status))
}

export function isProblemSettled(problem: Problem): boolean {
  return problem.falseAlarm || isSettled(problem.status)
}

/** Findings that get an issue in the repository of their source package (seed 001 §2.6.3.6), by code. */
const kindOfCode: Readonly<Record<string, FoundKind>> = {
  'not-installable': 'install',
  'not-installed': 'install',
  'empty-root': 'install',
  'self-build': 'build',
}

export function problemKindOf(finding: Finding): FoundKind | undefined {
  return Object.hasOwn(kindOfCode, finding.code) ? kindOfCode[finding.code] : undefined
}

/** The first word of what a finding is about: a NEVRA or a source package, before its architecture in brackets. */
export function namedIn(finding: Finding): string {
  return finding.subject.split(' ', 1)[0] ?? ''
}

/** What the newest self-check is worth now. */
export type CheckState =
  /** None that a person could pass: a clean one opens the gate by itself, and withdrawn it opens by a run alone. */
  | { readonly state: 'none' }
  /** The scope has changed since: it saw this revision. */
  | { readonly state: 'stale'; readonly saw: number }
  /** Findings block. */
  | { readonly state: 'open' }
  /** Nothing blocks any more, but for what blocked then it left out steps, which are still to be done. */
  | { readonly state: 'partial' }
  /** What it found is settled or waived: a person may pass its gate. */
  | { readonly state: 'passable' }

export function checkState(release: Release, at: Date): CheckState {
  const check = selfCheckOf(release)
  if (!check) return { state: 'none' }
  if (check.revision !== release.revision) return { state: 'stale', saw: check.revision }
  if (remainingFindings(release, at).length > 0) return { state: 'open' }
  if (check.isPartial) return { state: 'partial' }
  return { state: blockingFindings(release).length > 0 ? 'passable' : 'none' }
}

/**
 * What the newest self-check holds against the release still: its blocking findings without those that were waived or
 * settled. A package that would not build counts as settled with its issue; whether packages install and their
 * dependencies are there is seen by a new self-check alone (design §4). A gate that was passed is not asked again.
 */
export function remainingFindings(release: Release, at: Date): readonly Finding[] {
  if (orderOf(release) > orderOf(behindSelfCheck)) return []
  return blockingFindings(release).filter(finding => {
    if (waiverOf(release, finding, at)) return false
    if (problemKindOf(finding) !== 'build') return true
    const problem = release.problems.find(p => p.kind === 'build' && p.package === namedIn(finding))
    return !problem || !isProblemSettled(problem)
  })
}

/** Problems of the testers that are in this release and not settled. */
export function openTests(release: Release): readonly ScopeItem[] {
  return rowsThatCount(release.items).filter(i => i.kind === 'test' && !isSettled(i.status))
}

export interface OpenIssues {
  readonly problems: readonly Problem[]
  readonly tests: readonly { readonly issue: string; readonly repository: string }[]
  readonly findings: readonly Finding[]
}

/** Everything that stands against the release (seed 001 §2.6.3.7): with one open issue it does not pass. */
export function openIssues(release: Release, at: Date): OpenIssues {
  return {
    problems: release.problems.filter(p => !isProblemSettled(p)),
    tests: openTests(release),
    findings: remainingFindings(release, at),
  }
}

export function passes(open: OpenIssues): boolean {
  return open.problems.length + open.tests.length + open.findings.length === 0
}
