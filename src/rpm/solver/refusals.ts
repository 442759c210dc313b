// Rich conflicts as lists of what must not be chosen together.

import { type Pool, providersOfRich } from '../pool/pool.ts'
import { asksOnePackage, type Rich } from '../pool/rich.ts'
import type { Literal } from './search.ts'

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

/** The sets of literals that, held together, make an expression fail. */
export function failedTogether(pool: Pool, rich: Rich): Literal[][] | undefined {
  return terms(pool, rich, false)
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

/** What holds whatever is chosen is told by nothing more: its other sets would forbid what it leaves free. */
function eitherOf(a: Terms, b: Terms): Terms {
  if (a?.some(set => set.length === 0) || b?.some(set => set.length === 0)) return [[]]
  return a && b && [...a, ...b]
}

/** Every set of the one with every set of the other; those that contradict themselves are left out. */
function bothOf(a: Terms, b: Terms): Terms {
  if (!a || !b || a.length * b.length > MAX_TERMS) return undefined
  return a
    .flatMap(first => b.map(second => [...new Set([...first, ...second])]))
    .filter(set => !set.some(l => set.includes(l ^ 1)))
}
