// What the packages of a pool demand of each other, as clauses for the search; each package's are made when it is first
// chosen. Variable p is package p; further ones stand for "something that meets this dependency" and the like.

import { obsoletedBy, type Pool, packagesNamed, providersOf } from '../pool/pool.ts'
import { RICH } from '../pool/vocabulary.ts'
import { literalFor, type Rules, watchable } from './literals.ts'
import { refusedTogether } from './refusals.ts'
import {
  addChoice,
  addClause,
  addPair,
  assign,
  type Literal,
  newSearch,
  newVariable,
  refuteVariable,
  type Search,
} from './search.ts'

export function newRules(pool: Pool, isBarred: (p: number) => boolean): Rules {
  const search = newSearch(pool.packages.count, (_, variable) => expand(rules, variable))
  const rules: Rules = {
    pool,
    isBarred,
    search,
    expanded: new Uint8Array(pool.packages.count),
    someOf: new Map(),
    richLiterals: new Map(),
    nameBits: new Map(),
    rows: new Map(),
  }
  for (let p = 0; p < pool.packages.count; p++) {
    if (!isBarred(p)) continue
    search.facts[p] = 1
    search.values[p] = -1
  }
  return rules
}

function expand(rules: Rules, p: number): void {
  const { pool, expanded, search } = rules
  if (p >= expanded.length || expanded[p] === 1) return
  expanded[p] = 1
  if (!require(rules, p)) {
    // Its other clauses would never be looked at again.
    refuteVariable(search, p)
    return
  }
  // A source package is only built from: it never stands beside others.
  if (pool.sources[p] === 1) return
  const { conflicts, obsoletes } = pool.packages
  for (let i = conflicts.starts[p] as number; i < (conflicts.starts[p + 1] as number); i++) {
    exclude(rules, p, conflicts.values[i] as number)
  }
  for (let i = obsoletes.starts[p] as number; i < (obsoletes.starts[p + 1] as number); i++) {
    for (const other of obsoletedBy(pool, obsoletes.values[i] as number)) excludeOne(rules, p, other)
  }
  excludeNamesakes(rules, p)
}

/** False where a requirement can never be met. */
function require(rules: Rules, p: number): boolean {
  const { requires } = rules.pool.packages
  for (let i = requires.starts[p] as number; i < (requires.starts[p + 1] as number); i++) {
    const met = literalFor(rules, requires.values[i] as number)
    if (met === false) return false
    if (met !== true && met !== 2 * p) addPair(rules.search, 2 * p + 1, met)
  }
  return true
}

/**
 * Lets nothing stand beside p that a conflict of it names.
 * @param guard a literal that lifts the conflict when it holds.
 */
export function exclude(rules: Rules, p: number, dependency: number, guard?: Literal): void {
  const { pool, search } = rules
  if (pool.vocabulary.dependencies.second[dependency] !== RICH) {
    const others = providersOf(pool, dependency)
    if (others.length > MAX_SPELT_OUT && guard === undefined) excludeRow(rules, p, dependency, others.slice())
    else for (const other of others) if (other !== p) forbid(search, p, [2 * other], guard)
    return
  }
  const rich = pool.vocabulary.rich.get(dependency)
  const refused = rich && 'expression' in rich ? refusedTogether(pool, rich.expression) : undefined
  // What is not understood cannot be promised.
  if (!refused) {
    forbid(search, p, [], guard)
    return
  }
  for (const together of refused) {
    const isOwnDoing = together.length === 1 && together[0] === 2 * p
    if (!isOwnDoing && !together.includes(2 * p + 1)) {
      const others = together.filter(l => l !== 2 * p)
      forbid(search, p, others, guard)
    }
  }
}

/** Packages beyond these are not forbidden one by one: were all of them to forbid each other, no memory would do. */
const MAX_SPELT_OUT = 1000

/**
 * The packages in a row, two variables each: one of those up to here is chosen, one of those from here on is. So p forbids
 * all but itself with two clauses, whoever else forbids the same ones.
 */
function excludeRow({ search, rows }: Rules, p: number, dependency: number, row: Uint32Array): void {
  const first = rows.get(dependency) ?? makeRow(search, row)
  rows.set(dependency, first)
  const at = row.indexOf(p)
  const [before, after] = at < 0 ? [row.length - 1, row.length] : [at - 1, at + 1]
  if (before >= 0) addPair(search, 2 * p + 1, 2 * (first + 2 * before) + 1)
  if (after < row.length) addPair(search, 2 * p + 1, 2 * (first + 2 * after + 1) + 1)
}

function makeRow(search: Search, row: Uint32Array): number {
  const first = search.variables
  for (let at = 0; at < row.length * 2; at++) newVariable(search)
  for (const [at, other] of row.entries()) {
    const upTo = first + 2 * at
    const from = upTo + 1
    if (at > 0) {
      addPair(search, 2 * (upTo - 2) + 1, 2 * upTo)
      addPair(search, 2 * from + 1, 2 * (from - 2))
    }
    for (const variable of [upTo, from]) {
      addPair(search, 2 * other + 1, 2 * variable)
      // The pair comes too late for what was chosen before.
      const isChosen = search.values[other] === 1 && search.values[variable] === 0
      if (isChosen) assign(search, 2 * variable, -(2 * other + 1) - 1, search.levels[other])
    }
  }
  return first
}

/** A package never excludes itself. */
function excludeOne({ search }: Rules, p: number, other: number): void {
  if (other !== p) addPair(search, 2 * p + 1, 2 * other + 1)
}

/** Not all of these beside p. */
function forbid(search: Search, p: number, literals: readonly Literal[], guard: Literal | undefined): void {
  const rest = watchable(
    search,
    literals.map(l => l ^ 1),
  )
  const clause = guard === undefined ? [2 * p + 1, ...rest] : [2 * p + 1, guard, ...rest]
  const [first, second] = clause as [Literal, Literal | undefined]
  if (second === undefined) refuteVariable(search, p)
  else if (clause.length === 2) addPair(search, first, second)
  else addClause(search, clause)
  const answers = clause.filter(l => (l & 1) === 0)
  if (answers.length === 0) return
  addChoice(
    search,
    clause.filter(l => (l & 1) === 1).map(l => l >> 1),
    answers,
  )
}

/** Beyond this many versions of a name, pairs of them would be too many. */
const MAX_PAIRED = 24

/**
 * Of one name only one version is installed. Few versions exclude each other pair by pair; of many each says its number
 * in bits, and two different numbers cannot both be said.
 */
function excludeNamesakes(rules: Rules, p: number): void {
  const { pool, search, nameBits } = rules
  const name = pool.packages.names[p] as number
  const bits = nameBits.get(name)
  if (bits) {
    sayNumber(search, p, bits)
    return
  }
  const namesakes = packagesNamed(pool, name)
  if (namesakes.length > MAX_PAIRED) {
    const width = Math.ceil(Math.log2(pool.packages.count + 1))
    const made = Array.from({ length: width }, () => newVariable(search))
    nameBits.set(name, made)
    sayNumber(search, p, made)
    return
  }
  for (const other of namesakes) {
    // Where the other's clauses are made already, this one stands among them.
    if (other !== p && rules.expanded[other] === 0) addPair(search, 2 * p + 1, 2 * other + 1)
  }
}

function sayNumber(search: Search, p: number, bits: readonly number[]): void {
  for (const [at, bit] of bits.entries()) addPair(search, 2 * p + 1, 2 * bit + (((p >> at) & 1) === 1 ? 0 : 1))
}
