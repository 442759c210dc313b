// The demands of single packages as things that can be pointed at: what explanations are made of.

import { obsoletedBy, type Pool, packagesNamed, providersOf, providersOfRich } from '../pool/pool.ts'
import { asksOnePackage, type Rich } from '../pool/rich.ts'
import { RICH } from '../pool/vocabulary.ts'
import type { Rules } from './literals.ts'
import { refusedTogether } from './refusals.ts'

/** One demand of a package. `others`: the packages it speaks of: who would meet a need, who is in the way. */
export type Demand =
  | {
      readonly kind: 'needs'
      readonly package: number
      readonly dependency: number
      readonly others: readonly number[]
    }
  | {
      readonly kind: 'conflicts'
      readonly package: number
      readonly dependency: number
      readonly others: readonly number[]
    }
  | {
      readonly kind: 'obsoletes'
      readonly package: number
      readonly dependency: number
      readonly others: readonly number[]
    }
  /** Only one package of a name can be installed. */
  | { readonly kind: 'same-name'; readonly package: number; readonly others: readonly number[] }
  /** It is of a lesser architecture, and the machine's own has a package of that name. */
  | { readonly kind: 'foreign'; readonly package: number }
  /** It cannot be installed itself, whatever else is: explained apart. */
  | { readonly kind: 'uninstallable'; readonly package: number }

/** The demands of a package that a set of packages does not meet. */
export function unmetDemands({ pool, isBarred }: Rules, p: number, chosen: ReadonlySet<number>): Demand[] {
  if (isBarred(p)) return [{ kind: 'foreign', package: p }]
  const { requires, conflicts, obsoletes, names } = pool.packages
  const found: Demand[] = []
  for (const dependency of distinct(requires.values.subarray(requires.starts[p], requires.starts[p + 1]))) {
    if (isMet(pool, dependency, chosen)) continue
    found.push({ kind: 'needs', package: p, dependency, others: [...providersOf(pool, dependency)] })
  }
  if (pool.sources[p] === 1) return found
  for (const dependency of distinct(conflicts.values.subarray(conflicts.starts[p], conflicts.starts[p + 1]))) {
    const others = inTheWay(pool, p, dependency, chosen)
    if (others) found.push({ kind: 'conflicts', package: p, dependency, others })
  }
  for (const dependency of distinct(obsoletes.values.subarray(obsoletes.starts[p], obsoletes.starts[p + 1]))) {
    const others = [...obsoletedBy(pool, dependency)].filter(other => other !== p)
    if (others.some(other => chosen.has(other))) found.push({ kind: 'obsoletes', package: p, dependency, others })
  }
  const namesakes = [...packagesNamed(pool, names[p] as number)].filter(other => other > p && chosen.has(other))
  if (namesakes.length > 0) found.push({ kind: 'same-name', package: p, others: namesakes })
  return found
}

function distinct(dependencies: Uint32Array): Set<number> {
  return new Set(dependencies)
}

function isMet(pool: Pool, dependency: number, chosen: ReadonlySet<number>): boolean {
  const isRich = pool.vocabulary.dependencies.second[dependency] === RICH
  const rich = isRich ? pool.vocabulary.rich.get(dependency) : undefined
  if (rich && 'fault' in rich) return false
  if (!rich || asksOnePackage(rich.expression)) return providersOf(pool, dependency).some(p => chosen.has(p))
  return holds(pool, rich.expression, chosen)
}

function holds(pool: Pool, rich: Rich, chosen: ReadonlySet<number>): boolean {
  switch (rich.kind) {
    case 'capability':
      return isMet(pool, rich.dependency, chosen)
    case 'and':
      return rich.parts.every(part => holds(pool, part, chosen))
    case 'or':
      return rich.parts.some(part => holds(pool, part, chosen))
    case 'if':
      if (holds(pool, rich.condition, chosen)) return holds(pool, rich.wanted, chosen)
      return !rich.otherwise || holds(pool, rich.otherwise, chosen)
    case 'unless':
      if (!holds(pool, rich.condition, chosen)) return holds(pool, rich.wanted, chosen)
      return rich.otherwise !== undefined && holds(pool, rich.otherwise, chosen)
    default:
      return providersOfRich(pool, rich).some(p => chosen.has(p))
  }
}

/** The chosen packages that a conflict forbids beside p; undefined where it forbids nothing. */
function inTheWay(pool: Pool, p: number, dependency: number, chosen: ReadonlySet<number>): number[] | undefined {
  if (pool.vocabulary.dependencies.second[dependency] !== RICH) {
    const others = [...providersOf(pool, dependency)].filter(other => other !== p && chosen.has(other))
    return others.length > 0 ? others : undefined
  }
  const rich = pool.vocabulary.rich.get(dependency)
  const refused = rich && 'expression' in rich ? refusedTogether(pool, rich.expression) : undefined
  if (!refused) return []
  const broken = refused.find(
    together =>
      !(together.length === 1 && together[0] === 2 * p) && together.every(l => chosen.has(l >> 1) === ((l & 1) === 0)),
  )
  return broken?.filter(l => (l & 1) === 0 && l >> 1 !== p).map(l => l >> 1)
}
