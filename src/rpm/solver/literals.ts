// Dependencies as literals: one that holds only if the packages chosen meet the dependency, rich ones part by part.

import { type Pool, providersOf, providersOfRich } from '../pool/pool.ts'
import { asksOnePackage, type Rich } from '../pool/rich.ts'
import { RICH } from '../pool/vocabulary.ts'
import { inPreferredOrder } from './preference.ts'
import { addChoice, addClause, addPair, assign, type Literal, newVariable, type Search } from './search.ts'

export interface Rules {
  readonly pool: Pool
  /** Packages that may not be chosen at all (bars.ts). */
  readonly isBarred: (p: number) => boolean
  readonly search: Search
  /** For each package: 1 once its clauses are made. */
  readonly expanded: Uint8Array
  /** For each dependency that several packages meet: the variable for "one of them". */
  readonly someOf: Map<number, number>
  /** For each rich dependency: the literal that stands for it. */
  readonly richLiterals: Map<number, Literal | boolean>
  /** For each name of many versions: its bits, see `excludeNamesakes`. */
  readonly nameBits: Map<number, readonly number[]>
  /** For each conflict with very many: the first variable of its row, see `excludeRow`. */
  readonly rows: Map<number, number>
}

/** The literal that holds only if the packages chosen meet a dependency; true or false where that is already known. */
export function literalFor(rules: Rules, dependency: number): Literal | boolean {
  const { pool } = rules
  if (pool.vocabulary.dependencies.second[dependency] !== RICH) return literalForNamed(rules, dependency)
  const known = rules.richLiterals.get(dependency)
  if (known !== undefined) return known
  const rich = pool.vocabulary.rich.get(dependency)
  // What is not understood cannot be promised: explain.ts says so.
  const literal = rich && 'expression' in rich ? encode(rules, rich.expression, true) : false
  rules.richLiterals.set(dependency, literal)
  return literal
}

function literalForNamed(rules: Rules, dependency: number): Literal | boolean {
  const known = rules.someOf.get(dependency)
  if (known !== undefined) return 2 * known
  const providers = providersOf(rules.pool, dependency)
  if (providers.length === 0) return false
  if (providers.length === 1) return 2 * (providers[0] as number)
  const variable = someOf(rules, inPreferredOrder(rules.pool, dependency, providers))
  rules.someOf.set(dependency, variable)
  return 2 * variable
}

/** A new variable that holds only if one of the packages is chosen. */
function someOf({ search }: Rules, packages: readonly number[]): number {
  const variable = newVariable(search)
  const literals = packages.map(p => 2 * p)
  if (literals.length === 1) addPair(search, 2 * variable + 1, literals[0] as Literal)
  else addClause(search, [2 * variable + 1, ...watchable(search, literals)])
  addChoice(search, [variable], literals)
  return variable
}

/** The clause is made late, when some of its literals may be false already: one that is not comes first. */
export function watchable(search: Search, literals: readonly Literal[]): Literal[] {
  const at = literals.findIndex(l => (search.values[l >> 1] as number) * ((l & 1) === 0 ? 1 : -1) >= 0)
  if (at <= 0) return [...literals]
  return [literals[at] as Literal, ...literals.slice(0, at), ...literals.slice(at + 1)]
}

/**
 * A literal that holds only if the expression does, or, unwanted, only if it does not; true or false where that is known
 * without choosing anything. To be unwanted turns "all of" into "one of" and back.
 */
function encode(rules: Rules, rich: Rich, wanted: boolean): Literal | boolean {
  if (rich.kind === 'capability' && wanted) return literalFor(rules, rich.dependency)
  if (asksOnePackage(rich)) return (wanted ? oneOf : noneOf)(rules, providersOfRich(rules.pool, rich))
  const [every, some] = wanted ? [allOf, anyOf] : [anyOf, allOf]
  switch (rich.kind) {
    case 'and':
    case 'or': {
      const parts = rich.parts.map(part => encode(rules, part, wanted))
      return (rich.kind === 'and' ? every : some)(rules, parts)
    }
    case 'if':
    case 'unless': {
      const [inner, outer] = rich.kind === 'if' ? [some, every] : [every, some]
      const first = inner(rules, [encode(rules, rich.wanted, wanted), encode(rules, rich.condition, !wanted)])
      if (!rich.otherwise) return first
      const second = inner(rules, [encode(rules, rich.otherwise, wanted), encode(rules, rich.condition, wanted)])
      return outer(rules, [first, second])
    }
    default:
      return !wanted
  }
}

function oneOf(rules: Rules, packages: readonly number[]): Literal | boolean {
  const [first] = packages
  if (first === undefined) return false
  return packages.length === 1 ? 2 * first : 2 * someOf(rules, packages)
}

/** Its variable means "perhaps one of them", so that it is false by itself while none is chosen. */
function noneOf({ search }: Rules, packages: readonly number[]): Literal | boolean {
  const [first] = packages
  if (first === undefined) return true
  if (packages.length === 1) return 2 * first + 1
  const perhaps = newVariable(search)
  for (const p of packages) {
    addPair(search, 2 * perhaps, 2 * p + 1)
    // The pair comes too late for what was chosen before.
    const isChosen = search.values[p] === 1 && search.values[perhaps] === 0
    if (isChosen) assign(search, 2 * perhaps, -(2 * p + 1) - 1, search.levels[p])
  }
  return 2 * perhaps + 1
}

function allOf({ search }: Rules, parts: readonly (Literal | boolean)[]): Literal | boolean {
  if (parts.includes(false)) return false
  const literals = parts.filter(part => typeof part === 'number')
  if (literals.length === 0) return true
  if (literals.length === 1) return literals[0] as Literal
  const all = newVariable(search)
  for (const literal of literals) addPair(search, 2 * all + 1, literal)
  return 2 * all
}

function anyOf({ search }: Rules, parts: readonly (Literal | boolean)[]): Literal | boolean {
  if (parts.includes(true)) return true
  const literals = [...new Set(parts.filter(part => typeof part === 'number'))]
  const [first, second] = literals
  if (first === undefined) return false
  if (second === undefined) return first
  if (literals.some(l => literals.includes(l ^ 1))) return true
  const any = newVariable(search)
  addClause(search, [2 * any + 1, ...watchable(search, literals)])
  const answers = literals.filter(l => (l & 1) === 0)
  const askers = literals.filter(l => (l & 1) === 1).map(l => l >> 1)
  if (answers.length > 0) addChoice(search, [any, ...askers], answers)
  return 2 * any
}
