// What a conflict teaches: the clause that would have foreseen it (first unique implication point), and how far to go back.

import { addClause, addPair, assign, backTo, type Literal, type Search, settleFact } from './search.ts'

/**
 * Learns from `search.conflict` and goes back. The levels of a wish are taken back together when the lesson reaches below
 * it: thousands of other wishes, met already, are not to be thrown away for one. Complete all the same: the lesson stays,
 * and what was taken back is asked again.
 */
export function learn(s: Search): void {
  const { level, lesson, backLevel } = analyse(s)
  const wish = s.levelWishes[level - 1] as number
  backTo(s, Math.max(backLevel, wish - 1))
  const [first, second] = lesson as [Literal, Literal | undefined]
  if (second === undefined) {
    // Every clause has a negative literal, so what is learnt alone is always that something cannot be.
    settleFact(s, first >> 1)
  } else if (lesson.length === 2) {
    addPair(s, first, second)
    assign(s, first, -second - 1)
  } else assign(s, first, addClause(s, lesson))
}

/** The lesson begins with the literal that now has to hold; behind it the one that became false last. */
function analyse(s: Search): { level: number; lesson: Literal[]; backLevel: number } {
  const { seen, levels, trail, reasons, clauses } = s
  let level = 0
  for (const literal of s.conflict) level = Math.max(level, levels[literal >> 1] as number)
  const lesson: Literal[] = [0]
  const touched: number[] = []
  let open = 0
  const look = (literal: Literal) => {
    const variable = literal >> 1
    s.steps++
    if (seen[variable] === 1 || levels[variable] === 0) return
    seen[variable] = 1
    touched.push(variable)
    if (levels[variable] === level) open++
    else lesson.push(literal)
  }
  for (const literal of s.conflict) look(literal)
  let at = s.trailLength
  while (true) {
    do at--
    while (seen[(trail[at] as number) >> 1] !== 1 || levels[(trail[at] as number) >> 1] !== level)
    const literal = trail[at] as number
    open--
    if (open === 0) {
      lesson[0] = literal ^ 1
      break
    }
    const reason = reasons[literal >> 1] as number
    if (reason < 0) look(-reason - 1)
    else {
      const length = clauses[reason] as number
      for (let i = 0; i < length; i++) {
        const other = clauses[reason + 3 + i] as number
        if (other !== literal) look(other)
      }
    }
  }
  for (const variable of touched) seen[variable] = 0
  let last = 1
  for (let i = 2; i < lesson.length; i++) {
    if ((levels[(lesson[i] as number) >> 1] as number) > (levels[(lesson[last] as number) >> 1] as number)) last = i
  }
  if (lesson.length === 1) return { level, lesson, backLevel: 0 }
  const swapped = lesson[1] as number
  lesson[1] = lesson[last] as number
  lesson[last] = swapped
  return { level, lesson, backLevel: levels[(lesson[1] as number) >> 1] as number }
}
