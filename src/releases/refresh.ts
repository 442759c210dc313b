// Compares how issues stand at the forge with what the release knows of them. Pure.

import type { Change, ItemKind, Problem, ProblemKind, Release } from './model.ts'
import type { Facts, StatusFact } from './ruling.ts'
import { type Scores, withScore } from './scores.ts'

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
  /** Rows that had no score and have one now. */
  readonly scored: readonly { readonly issue: string; readonly cve: string; readonly score: number }[]
  /** How many issues were looked at, and those that could not be read: their status stays. */
  readonly looked: number
  readonly unreadable: readonly string[]
}

/** What is to be written so that the release knows what was read. */
export function newsOf(
  release: Release,
  { statuses = [], scores = {} }: Pick<Facts, 'statuses' | 'scores'>,
): StatusNews {
  const changes: Change[] = []
  const changed: StatusNews['changed'][number][] = []
  for (const fact of statuses) {
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
  const scored = scoresFor(release, scores)
  for (const { issue, score } of scored) changes.push({ kind: 'set-score', item: { kind: 'cve', issue }, score })
  const unreadable = statuses.filter(f => f.state === null).map(f => f.issue)
  return { changes, changed, scored, looked: statuses.length, unreadable }
}

/** What a list or an issue said of the score stays; only a row without one takes that of the facts. */
function scoresFor({ items }: Release, scores: Scores): StatusNews['scored'] {
  return items.flatMap(row => {
    const { score } = withScore(row, scores)
    const isNew = row.kind === 'cve' && row.score === null && score !== null
    return isNew ? [{ issue: row.issue, cve: row.cve ?? '', score }] : []
  })
}

function isOf(problem: Problem, fact: StatusFact): boolean {
  return problem.kind === fact.of && problem.issue === fact.issue && problem.repository === fact.repository
}
