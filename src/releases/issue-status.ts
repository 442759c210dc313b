// How issues stand, and what that means for a release: which are settled, what a self-check still holds against it. Pure.

import type { Finding } from '../flow/index.ts'
import { blockingFindings, type FoundKind, type Problem, type Release, rowsThatCount, type ScopeItem } from './model.ts'
import { statusOf } from './status-words.ts'

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

/** Whether the newest self-check found something in the scope as it is now: only then may a person pass its gate. */
export function hasFreshFindings(release: Release): boolean {
  const newest = release.runs.find(r => r.plan === 'self-check')
  return newest !== undefined && newest.revision === release.revision && newest.state === 'blocked'
}

/**
 * What the newest self-check holds against the release still: its blocking findings without those that were settled. A
 * package that would not build counts as settled with its issue; whether packages install and their dependencies are
 * there is seen by a new self-check alone (design §4). A waiver, once there is one, takes a finding out here.
 */
export function remainingFindings(release: Release): readonly Finding[] {
  return blockingFindings(release).filter(finding => {
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
export function openIssues(release: Release): OpenIssues {
  return {
    problems: release.problems.filter(p => !isProblemSettled(p)),
    tests: openTests(release),
    findings: remainingFindings(release),
  }
}

export function passes(open: OpenIssues): boolean {
  return open.problems.length + open.tests.length + open.findings.length === 0
}
