// Compares how issues stand at the forge with what the release knows of them. Pure.

import type { Change, ItemKind, Problem, ProblemKind, Release } from './model.ts'
import type { StatusFact } from './ruling.ts'

export interface StatusNews {
  readonly changes: readonly Change[]
  readonly changed: readonly {
    readonly of: ItemKind | ProblemKind
    readonly issue: string
    readonly repository: string
    readonly from: string
    readonly to: string
    /** It was found to be a false alarm just now. */
    readonly falseAlarm: boolean
  }[]
  /** How many issues were looked at, and those that could not be read: their status stays. */
  readonly looked: number
  readonly unreadable: readonly string[]
}

/** What is to be written so that the release knows what was read. */
export function newsOf(release: Release, facts: readonly StatusFact[]): StatusNews {
  const changes: Change[] = []
  const changed: StatusNews['changed'][number][] = []
  for (const fact of facts) {
    const { of, issue, repository, state, falseAlarm } = fact
    if (state === null) continue
    if (of === 'install' || of === 'build' || of === 'imported') {
      const problem = release.problems.find(p => isOf(p, fact))
      if (!problem || (problem.status === state && problem.falseAlarm === falseAlarm)) continue
      changes.push({
        kind: 'set-problem',
        problem: { kind: of, package: problem.package },
        status: state,
        falseAlarm,
      })
      const isNew = falseAlarm && !problem.falseAlarm
      changed.push({ of, issue, repository, from: problem.status, to: state, falseAlarm: isNew })
      continue
    }
    const item = release.items.find(i => i.kind === of && i.issue === issue)
    if (!item || item.status === state) continue
    changes.push({ kind: 'set-status', item: { kind: of, issue }, status: state })
    changed.push({ of, issue, repository, from: item.status, to: state, falseAlarm: false })
  }
  const unreadable = facts.filter(f => f.state === null).map(f => f.issue)
  return { changes, changed, looked: facts.length, unreadable }
}

function isOf(problem: Problem, fact: StatusFact): boolean {
  return problem.kind === fact.of && problem.issue === fact.issue && problem.repository === fact.repository
}
