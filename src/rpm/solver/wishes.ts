// Many questions "can this be installed?" put to one search: all together first, then what is left one by one.
// What one question teaches stays for the next.

import { learn } from './learning.ts'
import type { Rules } from './literals.ts'
import { backTo, currentLevel, decide, nextChoice, propagate, type Search, settleFact } from './search.ts'

export type Verdict = 'installable' | 'uninstallable' | 'undecided'

/** How much work one question may take, in literals looked at: seconds. Real ones take some thousands. */
export const STEPS_PER_QUESTION = 20_000_000
/** A wish that quarrels more than this among thousands of others is asked alone. */
const QUARRELS_TOGETHER = 30

export interface Decided {
  /** In the order of the wishes. */
  readonly verdicts: readonly Verdict[]
  /** Packages that fit together, all their needs among them: as many wishes as went in beside each other at first. */
  readonly together: readonly number[]
}

/** @param wishes numbers of packages */
export function decideWishes(rules: Rules, wishes: readonly number[], steps = STEPS_PER_QUESTION): Decided {
  const { search } = rules
  const proved = new Uint8Array(rules.pool.packages.count)
  let left: readonly number[] = wishes
  let together: readonly number[] | undefined
  while (left.length > 0) {
    const before = left.length
    installTogether(search, left, proved)
    together ??= chosen(search, proved.length)
    left = left.filter(p => proved[p] === 0 && search.facts[p] === 0)
    // Rounds pay while many are proved at once; versions of one name take a round each.
    if (before - left.length < Math.max(8, before >> 5)) break
  }
  for (const p of left)
    if (proved[p] === 0 && installAlone(search, p, proved, steps) === undefined) proved[p] = UNDECIDED
  backTo(search, 0)
  const verdicts = wishes.map(p =>
    proved[p] === 1 ? 'installable' : proved[p] === UNDECIDED ? 'undecided' : 'uninstallable',
  )
  return { verdicts, together: together ?? [] }
}

/** The packages among what is true. */
function chosen({ trail, trailLength }: Search, packages: number): number[] {
  const found: number[] = []
  for (let at = 0; at < trailLength; at++) {
    const literal = trail[at] as number
    if ((literal & 1) === 0 && literal >> 1 < packages) found.push(literal >> 1)
  }
  return found
}

const UNDECIDED = 2

/** One wish after the other into one growing set; each that does not fit is left out. */
function installTogether(search: Search, wishes: readonly number[], proved: Uint8Array): void {
  backTo(search, 0)
  let noted = 0
  for (const p of wishes) {
    if (search.values[p] !== 0) continue
    if (!propagateAll(search)) continue
    if (search.values[p] !== 0) continue
    const start = search.trailLength
    decide(search, 2 * p, true)
    completeSet(search, QUARRELS_TOGETHER, Number.POSITIVE_INFINITY)
    noted = noteInstalled(search, Math.min(noted, start), proved)
  }
}

/**
 * Whether one variable can be true. Where it can, the trail then holds a set of packages that proves it, until the next
 * question.
 */
export function ask(search: Search, variable: number, steps = STEPS_PER_QUESTION): Verdict {
  const found = installAlone(search, variable, new Uint8Array(), steps)
  return found === undefined ? 'undecided' : found ? 'installable' : 'uninstallable'
}

function propagateAll(search: Search): boolean {
  return completeSet(search, QUARRELS_TOGETHER, Number.POSITIVE_INFINITY)
}

/** Whether one can be installed at all; undefined where the work ran out. */
function installAlone(search: Search, p: number, proved: Uint8Array, steps: number): boolean | undefined {
  const end = search.steps + steps
  backTo(search, 0)
  while (search.facts[p] === 0) {
    if (search.steps > end) return undefined
    if (!completeSet(search, Number.POSITIVE_INFINITY, end)) return undefined
    if (search.values[p] === 1) {
      noteInstalled(search, 0, proved)
      return true
    }
    if (search.values[p] === -1) {
      // Nothing is decided, and yet it is out.
      settleFact(search, p)
      return false
    }
    decide(search, 2 * p, true)
  }
  return false
}

/**
 * Decides until everything asked for is met. A wish that cannot be met beside what was there before is given up, by
 * lesson or after too many quarrels. False where the steps ran out; what is decided then proves nothing.
 */
function completeSet(search: Search, quarrels: number, stepsEnd: number): boolean {
  let quarrelled = 0
  while (true) {
    while (!propagate(search)) {
      if (search.steps > stepsEnd) return false
      const wish = search.levelWishes[currentLevel(search) - 1] as number
      learn(search)
      if (++quarrelled > quarrels && currentLevel(search) >= wish) {
        backTo(search, wish - 1)
        quarrelled = 0
      }
    }
    if (search.steps > stepsEnd) return false
    const choice = nextChoice(search)
    if (choice < 0) return true
    decide(search, choice, false)
  }
}

/** What stands on the trail when all is met can be installed: the trail is the proof. */
function noteInstalled(search: Search, from: number, proved: Uint8Array): number {
  for (let at = from; at < search.trailLength; at++) {
    const literal = search.trail[at] as number
    const p = literal >> 1
    if ((literal & 1) === 1 || p >= proved.length || proved[p] === 1) continue
    proved[p] = 1
    search.preferred[p] = 1
  }
  return search.trailLength
}
