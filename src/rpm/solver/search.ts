// A complete search for a set of packages that fits together: conflict-driven clause learning (CDCL, after GRASP and
// MiniSat) in typed arrays. It knows variables and clauses only; what they mean stands in rules.ts.
//
// Two things set it apart from a textbook. Every clause has a negative literal, so "nothing installed" is always a solution;
// therefore only what is *unmet* is ever decided, and all else stays out. And clauses come late: those that speak of a
// variable are made when it first becomes true (`expand`), so a question costs what it touches, not what there is.

import { type Growing, newGrowing, push } from '../pool/growing.ts'

/** `2 * variable` says that it is true, `2 * variable + 1` that it is not; `^ 1` turns one into the other. */
export type Literal = number

export interface Search {
  variables: number
  /** For each variable: 1 true, -1 false, 0 open. */
  values: Int8Array
  levels: Int32Array
  /** Why a variable has its value: 0 decided, > 0 a clause, < 0 a clause of two, its other literal being `-reason - 1`. */
  reasons: Int32Array
  /** 1 where a variable was proved false whatever else holds. */
  facts: Uint8Array
  seen: Uint8Array
  trail: Int32Array
  trailLength: number
  /** How far the trail has been propagated, and how far it was looked through for what is unmet. */
  propagated: number
  looked: number
  /** For each decision level: where it begins on the trail, `looked` at that time, the level its wish began at. */
  readonly levelStarts: number[]
  readonly levelLooked: number[]
  readonly levelWishes: number[]
  /** At c: length, the next clause of its first and of its second watched literal, then its literals. */
  clauses: Int32Array
  clausesEnd: number
  /** For each literal: the first clause that watches it. */
  watches: Int32Array
  /** For each literal: the first of the clauses of two it stands in; nodes of next and other literal. */
  pairs: Int32Array
  pairNodes: Int32Array
  pairsEnd: number
  /** For each variable: the first of the choices it asks for; nodes of next and choice. */
  choices: Int32Array
  readonly choiceNodes: Growing
  /** At c: how many variables must hold for it to be asked, how many literals meet it, then these; best first. */
  readonly choiceLists: Growing
  /** The literals of the clause that was found broken. */
  readonly conflict: number[]
  /** Of several ways to meet something, those marked are taken first. */
  preferred: Uint8Array
  /** Work done so far, in literals looked at. */
  steps: number
  /** Makes the clauses that speak of a variable which has become true. May name a conflict by `refuteVariable`. */
  expand: (search: Search, variable: number) => void
}

export function newSearch(variables: number, expand: Search['expand']): Search {
  const room = variables + (variables >> 1) + 64
  return {
    variables,
    values: new Int8Array(room),
    levels: new Int32Array(room),
    reasons: new Int32Array(room),
    facts: new Uint8Array(room),
    seen: new Uint8Array(room),
    trail: new Int32Array(room),
    trailLength: 0,
    propagated: 0,
    looked: 0,
    levelStarts: [],
    levelLooked: [],
    levelWishes: [],
    clauses: new Int32Array(1 << 12),
    // 0 means "none" wherever clauses, pairs and choices are named, so none of them begins there.
    clausesEnd: 1,
    watches: new Int32Array(room * 2),
    pairs: new Int32Array(room * 2),
    pairNodes: new Int32Array(1 << 12),
    pairsEnd: 2,
    choices: new Int32Array(room),
    choiceNodes: { ...newGrowing(1 << 10), length: 2 },
    choiceLists: newGrowing(1 << 10),
    conflict: [],
    preferred: new Uint8Array(room),
    steps: 0,
    expand,
  }
}

export function newVariable(s: Search): number {
  if (s.variables === s.values.length) {
    const room = s.variables + (s.variables >> 1) + 64
    s.values = grown(s.values, new Int8Array(room))
    s.levels = grown(s.levels, new Int32Array(room))
    s.reasons = grown(s.reasons, new Int32Array(room))
    s.facts = grown(s.facts, new Uint8Array(room))
    s.seen = grown(s.seen, new Uint8Array(room))
    s.trail = grown(s.trail, new Int32Array(room))
    s.watches = grown(s.watches, new Int32Array(room * 2))
    s.pairs = grown(s.pairs, new Int32Array(room * 2))
    s.choices = grown(s.choices, new Int32Array(room))
    s.preferred = grown(s.preferred, new Uint8Array(room))
  }
  return s.variables++
}

function grown<T extends Int8Array | Uint8Array | Int32Array>(from: T, to: T): T {
  to.set(from)
  return to
}

export function currentLevel(s: Search): number {
  return s.levelStarts.length
}

/** At least one of the two holds. */
export function addPair(s: Search, a: Literal, b: Literal): void {
  if (s.pairsEnd + 4 > s.pairNodes.length) {
    s.pairNodes = grown(s.pairNodes, new Int32Array(s.pairNodes.length + (s.pairNodes.length >> 1)))
  }
  linkPair(s, a, b)
  linkPair(s, b, a)
}

function linkPair(s: Search, literal: Literal, other: Literal): void {
  const node = s.pairsEnd
  s.pairNodes[node] = s.pairs[literal] as number
  s.pairNodes[node + 1] = other
  s.pairs[literal] = node
  s.pairsEnd += 2
}

/** At least one of three or more holds. The first two are watched; they must be the last to have become false. */
export function addClause(s: Search, literals: readonly Literal[]): number {
  const clause = s.clausesEnd
  const end = clause + 3 + literals.length
  if (end > s.clauses.length) {
    s.clauses = grown(s.clauses, new Int32Array(Math.max(end, s.clauses.length + (s.clauses.length >> 1))))
  }
  s.clauses[clause] = literals.length
  for (let i = 0; i < literals.length; i++) s.clauses[clause + 3 + i] = literals[i] as number
  watch(s, clause, 0)
  watch(s, clause, 1)
  s.clausesEnd = end
  return clause
}

function watch(s: Search, clause: number, side: 0 | 1): void {
  const literal = s.clauses[clause + 3 + side] as number
  s.clauses[clause + 1 + side] = s.watches[literal] as number
  s.watches[literal] = clause
}

/**
 * When all of `askers` are true, one of `answers` has to be: the search chooses the first that is open. The clause that
 * says so is added apart from this.
 */
export function addChoice(s: Search, askers: readonly number[], answers: readonly Literal[]): void {
  const list = s.choiceLists.length
  push(s.choiceLists, askers.length)
  push(s.choiceLists, answers.length)
  for (const variable of askers) push(s.choiceLists, variable)
  for (const literal of answers) push(s.choiceLists, literal)
  for (const variable of askers) {
    const node = s.choiceNodes.length
    push(s.choiceNodes, s.choices[variable] as number)
    push(s.choiceNodes, list)
    s.choices[variable] = node
  }
}

/** Says, from within `expand`, that a variable can never be true. */
export function refuteVariable(s: Search, variable: number): void {
  s.conflict.length = 0
  s.conflict.push(2 * variable + 1)
}

/** Begins a level with a literal that is open. With `isWish` all levels up to the next wish belong to it. */
export function decide(s: Search, literal: Literal, isWish: boolean): void {
  s.levelStarts.push(s.trailLength)
  s.levelLooked.push(s.looked)
  const level = s.levelStarts.length
  s.levelWishes.push(isWish ? level : (s.levelWishes[level - 2] ?? 1))
  assign(s, literal, 0)
}

/** @param level may lie below the current one, where what compels it does: it is then kept when higher levels go. */
export function assign(s: Search, literal: Literal, reason: number, level = s.levelStarts.length): void {
  const variable = literal >> 1
  s.values[variable] = (literal & 1) === 0 ? 1 : -1
  s.levels[variable] = level
  s.reasons[variable] = reason
  s.trail[s.trailLength++] = literal
}

/** Makes a variable false for good. */
export function settleFact(s: Search, variable: number): void {
  s.facts[variable] = 1
  if (s.values[variable] === 0) assign(s, 2 * variable + 1, 0, 0)
}

/** Takes back all levels above one. What was found late but belongs to a level that stays is found again at once. */
export function backTo(s: Search, level: number): void {
  if (s.levelStarts.length <= level) return
  const start = s.levelStarts[level] as number
  s.looked = Math.min(s.looked, s.levelLooked[level] as number)
  const kept: Literal[] = []
  for (let at = start; at < s.trailLength; at++) {
    const literal = s.trail[at] as number
    s.values[literal >> 1] = 0
    if ((s.levels[literal >> 1] as number) <= level) kept.push(literal)
  }
  s.trailLength = start
  s.propagated = Math.min(s.propagated, start)
  s.levelStarts.length = s.levelLooked.length = s.levelWishes.length = level
  for (const literal of kept) assign(s, literal, s.reasons[literal >> 1] as number, s.levels[literal >> 1])
}

/** Draws every conclusion. False where a clause is broken, which then stands in `conflict`. */
export function propagate(s: Search): boolean {
  s.conflict.length = 0
  while (s.propagated < s.trailLength) {
    const literal = s.trail[s.propagated++] as number
    if ((literal & 1) === 0) {
      s.expand(s, literal >> 1)
      if (s.conflict.length > 0) return false
    }
    if (!propagatePairs(s, literal ^ 1) || !propagateClauses(s, literal ^ 1)) return false
  }
  return true
}

function propagatePairs(s: Search, broken: Literal): boolean {
  const { values, pairNodes } = s
  for (let node = s.pairs[broken] as number; node !== 0; node = pairNodes[node] as number) {
    const other = pairNodes[node + 1] as number
    s.steps++
    const value = (other & 1) === 0 ? (values[other >> 1] as number) : -(values[other >> 1] as number)
    if (value > 0) continue
    if (value < 0) {
      s.conflict.push(broken, other)
      return false
    }
    assign(s, other, -broken - 1)
  }
  return true
}

function propagateClauses(s: Search, broken: Literal): boolean {
  const { clauses, values } = s
  // The list is taken apart and put together again of the clauses that go on watching.
  let clause = s.watches[broken] as number
  s.watches[broken] = 0
  while (clause !== 0) {
    s.steps++
    const side = clauses[clause + 3] === broken ? 0 : 1
    const next = clauses[clause + 1 + side] as number
    const other = clauses[clause + 4 - side] as number
    const value = (other & 1) === 0 ? (values[other >> 1] as number) : -(values[other >> 1] as number)
    if (value > 0 || !moveWatch(s, clause, side)) {
      clauses[clause + 1 + side] = s.watches[broken] as number
      s.watches[broken] = clause
      if (value === 0) assign(s, other, clause)
      else if (value < 0) {
        const length = clauses[clause] as number
        for (let i = 0; i < length; i++) s.conflict.push(clauses[clause + 3 + i] as number)
        restoreWatches(s, broken, next)
        return false
      }
    }
    clause = next
  }
  return true
}

/** Lets a clause watch another of its literals, one that is not false. */
function moveWatch(s: Search, clause: number, side: 0 | 1): boolean {
  const { clauses, values } = s
  const end = clause + 3 + (clauses[clause] as number)
  for (let at = clause + 5; at < end; at++) {
    const literal = clauses[at] as number
    s.steps++
    const value = (literal & 1) === 0 ? (values[literal >> 1] as number) : -(values[literal >> 1] as number)
    if (value < 0) continue
    clauses[at] = clauses[clause + 3 + side] as number
    clauses[clause + 3 + side] = literal
    watch(s, clause, side)
    return true
  }
  return false
}

/** Puts the rest of a list that was being gone through back. */
function restoreWatches(s: Search, broken: Literal, from: number): void {
  let clause = from
  while (clause !== 0) {
    const side = s.clauses[clause + 3] === broken ? 0 : 1
    const next = s.clauses[clause + 1 + side] as number
    s.clauses[clause + 1 + side] = s.watches[broken] as number
    s.watches[broken] = clause
    clause = next
  }
}

/** The next thing that is asked for and not met: the literal to decide for it, or -1 where all is met. */
export function nextChoice(s: Search): Literal {
  const nodes = s.choiceNodes.values
  while (s.looked < s.trailLength) {
    const literal = s.trail[s.looked] as number
    if ((literal & 1) === 0) {
      for (let node = s.choices[literal >> 1] as number; node !== 0; node = nodes[node] as number) {
        const found = answerOf(s, nodes[node + 1] as number)
        if (found >= 0) return found
      }
    }
    s.looked++
  }
  return -1
}

function answerOf(s: Search, list: number): Literal {
  const { values, choiceLists } = s
  const lists = choiceLists.values
  const answers = list + 2 + (lists[list] as number)
  const end = answers + (lists[list + 1] as number)
  // Where an asker is still open it is asked again when that one becomes true; if it never does, nobody asks.
  for (let at = list + 2; at < answers; at++) if ((values[lists[at] as number] as number) <= 0) return -1
  let best = -1
  for (let at = answers; at < end; at++) {
    const literal = lists[at] as number
    s.steps++
    const value = (literal & 1) === 0 ? (values[literal >> 1] as number) : -(values[literal >> 1] as number)
    if (value > 0) return -1
    if (value < 0) continue
    if (best < 0 || (s.preferred[best >> 1] === 0 && s.preferred[literal >> 1] === 1)) best = literal
  }
  return best
}
