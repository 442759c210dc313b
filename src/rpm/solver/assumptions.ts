// Questions of the form "can all of these variables be true together?", and where they cannot, which of them already cannot.

import { learn } from './learning.ts'
import { assign, backTo, currentLevel, decide, type Literal, nextChoice, propagate, type Search } from './search.ts'

export type Assumed =
  /** The search's trail holds a solution until the next question. */
  | { readonly kind: 'possible' }
  /** Some of the variables that cannot be true together; few, but not the fewest. */
  | { readonly kind: 'impossible'; readonly core: ReadonlySet<number> }
  | { readonly kind: 'undecided' }

/** What is learnt speaks of the assumptions, so it stays true for the next question. */
export function assume(s: Search, variables: readonly number[], steps: number): Assumed {
  const end = s.steps + steps
  backTo(s, 0)
  while (true) {
    if (currentLevel(s) === 0) {
      // At the beginning, and again where a lesson has taken everything back. Nothing decided comes to no conflict.
      propagate(s)
      const refuted = variables.find(v => s.values[v] === -1)
      if (refuted !== undefined) return { kind: 'impossible', core: new Set([refuted]) }
      // One that holds whatever is chosen is no assumption.
      const open = variables.filter(v => s.values[v] === 0)
      const [begin] = open
      if (begin === undefined) return { kind: 'possible' }
      decide(s, 2 * begin, true)
      for (const variable of open) if (s.values[variable] === 0) assign(s, 2 * variable, 0)
    }
    if (!propagate(s)) {
      if (s.conflict.every(l => (s.levels[l >> 1] as number) <= 1)) return { kind: 'impossible', core: coreOf(s) }
      if (s.steps > end) return { kind: 'undecided' }
      learn(s)
      continue
    }
    if (s.steps > end) return { kind: 'undecided' }
    const choice = nextChoice(s)
    if (choice < 0) return { kind: 'possible' }
    decide(s, choice, false)
  }
}

/** The assumptions from which the conflict follows: its reasons, their reasons, and so on. */
function coreOf(s: Search): Set<number> {
  const core = new Set<number>()
  const marked = new Set<number>()
  const mark = (literal: Literal) => {
    if ((s.levels[literal >> 1] as number) > 0) marked.add(literal >> 1)
  }
  s.conflict.forEach(mark)
  for (let at = s.trailLength - 1; at >= 0 && marked.size > 0; at--) {
    const variable = (s.trail[at] as number) >> 1
    if (!marked.delete(variable)) continue
    const reason = s.reasons[variable] as number
    s.steps++
    if (reason === 0) core.add(variable)
    else if (reason < 0) mark(-reason - 1)
    else {
      for (let i = 0; i < (s.clauses[reason] as number); i++) {
        const other = s.clauses[reason + 3 + i] as number
        if (other >> 1 !== variable) mark(other)
      }
    }
  }
  return core
}
