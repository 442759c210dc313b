// Rich dependencies as clauses. A requirement becomes one literal that implies it; a conflict becomes lists of what must
// not be chosen together.

import { type Pool, providersOfRich } from '../pool/pool.ts'
import { asksOnePackage, type Rich } from '../pool/rich.ts'
import type { Rules } from './rules.ts'
import { literalFor, someOf, watchable } from './rules.ts'
import { addChoice, addClause, addPair, assign, type Literal, newVariable } from './search.ts'

/** A literal that holds only if the expression does; true or false where that is known without choosing anything. */
export function encodeRich(rules: Rules, rich: Rich): Literal | boolean {
  if (rich.kind === 'capability') return literalFor(rules, rich.dependency)
  if (asksOnePackage(rich)) return oneOf(rules, providersOfRich(rules.pool, rich))
  switch (rich.kind) {
    case 'and':
      return allOf(
        rules,
        rich.parts.map(part => encodeRich(rules, part)),
      )
    case 'or':
      return anyOf(
        rules,
        rich.parts.map(part => encodeRich(rules, part)),
      )
    case 'if': {
      const first = anyOf(rules, [encodeRich(rules, rich.wanted), encodeAbsence(rules, rich.condition)])
      if (!rich.otherwise) return first
      const second = anyOf(rules, [encodeRich(rules, rich.otherwise), encodeRich(rules, rich.condition)])
      return allOf(rules, [first, second])
    }
    case 'unless': {
      const first = allOf(rules, [encodeRich(rules, rich.wanted), encodeAbsence(rules, rich.condition)])
      if (!rich.otherwise) return first
      const second = allOf(rules, [encodeRich(rules, rich.otherwise), encodeRich(rules, rich.condition)])
      return anyOf(rules, [first, second])
    }
    default:
      return false
  }
}

/** A literal that holds only if the expression does not. */
function encodeAbsence(rules: Rules, rich: Rich): Literal | boolean {
  if (asksOnePackage(rich)) return noneOf(rules, providersOfRich(rules.pool, rich))
  switch (rich.kind) {
    case 'and':
      return anyOf(
        rules,
        rich.parts.map(part => encodeAbsence(rules, part)),
      )
    case 'or':
      return allOf(
        rules,
        rich.parts.map(part => encodeAbsence(rules, part)),
      )
    case 'if': {
      const first = allOf(rules, [encodeAbsence(rules, rich.wanted), encodeRich(rules, rich.condition)])
      if (!rich.otherwise) return first
      const second = allOf(rules, [encodeAbsence(rules, rich.otherwise), encodeAbsence(rules, rich.condition)])
      return anyOf(rules, [first, second])
    }
    case 'unless': {
      const first = anyOf(rules, [encodeAbsence(rules, rich.wanted), encodeRich(rules, rich.condition)])
      if (!rich.otherwise) return first
      const second = anyOf(rules, [encodeAbsence(rules, rich.otherwise), encodeAbsence(rules, rich.condition)])
      return allOf(rules, [first, second])
    }
    default:
      return true
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

/** More than anybody writes; a hostile expression must not multiply without end. */
const MAX_TERMS = 20_000

/**
 * The sets of literals that, held together, make an expression hold: its disjunctive form over packages. A conflict with
 * the expression forbids each of them. Spelt out, because a package that conflicts with what it provides itself is not
 * meant: that has to be seen set by set. Undefined where they are too many.
 */
export function refusedTogether(pool: Pool, rich: Rich): Literal[][] | undefined {
  return terms(pool, rich, true)
}

function terms(pool: Pool, rich: Rich, wanted: boolean): Literal[][] | undefined {
  if (asksOnePackage(rich)) {
    const providers = providersOfRich(pool, rich)
    return wanted ? providers.map(p => [2 * p]) : [providers.map(p => 2 * p + 1)]
  }
  switch (rich.kind) {
    case 'and':
    case 'or': {
      const parts = rich.parts.map(part => terms(pool, part, wanted))
      return parts.reduce((rich.kind === 'and') === wanted ? bothOf : eitherOf)
    }
    case 'if':
    case 'unless': {
      // `a if b` is a or not b; `a unless b` is a and not b. Turned round, each is of the other's form.
      const [inner, outer] = (rich.kind === 'if') === wanted ? [eitherOf, bothOf] : [bothOf, eitherOf]
      const first = inner(terms(pool, rich.wanted, wanted), terms(pool, rich.condition, !wanted))
      if (!rich.otherwise) return first
      return outer(first, inner(terms(pool, rich.otherwise, wanted), terms(pool, rich.condition, wanted)))
    }
    default:
      return []
  }
}

type Terms = Literal[][] | undefined

function eitherOf(a: Terms, b: Terms): Terms {
  return a && b && [...a, ...b]
}

/** Every set of the one with every set of the other; those that contradict themselves are left out. */
function bothOf(a: Terms, b: Terms): Terms {
  if (!a || !b || a.length * b.length > MAX_TERMS) return undefined
  return a
    .flatMap(first => b.map(second => [...new Set([...first, ...second])]))
    .filter(set => !set.some(l => set.includes(l ^ 1)))
}
