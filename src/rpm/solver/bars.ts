// Which packages of lesser architectures may not be chosen. libsolv, and with it dnf, bars a package where a better
// architecture offers one of its name; but it compares only the packages that one question can reach.

import { NOARCH } from '../pool/architectures.ts'
import type { Lists } from '../pool/packages.ts'
import { type Pool, packagesNamed, providersOf, providersOfRich } from '../pool/pool.ts'
import type { Rich } from '../pool/rich.ts'
import { RICH } from '../pool/vocabulary.ts'
import { failedTogether, refusedTogether } from './refusals.ts'
import type { Literal } from './search.ts'

/** The machine's own architecture. */
const OWN = NOARCH + 1

/** A package of a lesser architecture where the machine's own has one of that name: nobody is asked about it. */
export function isForeign(pool: Pool, p: number): boolean {
  const rank = pool.ranks[p] as number
  if (rank <= OWN) return false
  return packagesNamed(pool, pool.packages.names[p] as number).some(other => pool.ranks[other] === OWN)
}

/** Barred where all of the pool can be reached. What fits together under this bar does so under that of any question. */
export function isBarred(pool: Pool, p: number): boolean {
  const rank = pool.ranks[p] as number
  return rank > OWN && packagesNamed(pool, pool.packages.names[p] as number).some(other => isBetter(pool, other, rank))
}

/** Exactly what the question about one package bars. */
export function barredFor(pool: Pool, p: number): Set<number> {
  const reached = reachOf(pool, p)
  const barred = new Set<number>()
  for (const other of reached) {
    const rank = pool.ranks[other] as number
    if (rank <= OWN) continue
    const namesakes = packagesNamed(pool, pool.packages.names[other] as number)
    if (namesakes.some(n => reached.has(n) && isBetter(pool, n, rank))) barred.add(other)
  }
  return barred
}

function isBetter(pool: Pool, other: number, rank: number): boolean {
  const its = pool.ranks[other] as number
  return its > NOARCH && its < rank
}

/**
 * What libsolv looks at for one question: whatever may be chosen for a need, a wish (recommends, suggests) or the sake of
 * a rich conflict, and who offers itself (supplements, enhances) beside any of these, again and again.
 */
function reachOf(pool: Pool, from: number): Set<number> {
  const reached = new Set([from])
  const { requires, conflicts, weak, weakReverse, count } = pool.packages
  const spread = [...reached]
  const reach = (packages: Iterable<number>) => {
    for (const p of packages) {
      if (reached.has(p)) continue
      reached.add(p)
      spread.push(p)
    }
  }
  const offering = Array.from({ length: count }, (_, p) => p).filter(
    p => pool.ranks[p] !== 0 && weakReverse.starts[p] !== weakReverse.starts[p + 1],
  )
  while (true) {
    for (let p = spread.pop(); p !== undefined; p = spread.pop()) {
      for (const dependency of listOf(requires, p)) reach(choicesFor(pool, p, dependency))
      if (pool.sources[p] === 1) continue
      for (const dependency of listOf(conflicts, p)) reach(choicesAgainst(pool, p, dependency))
      for (const dependency of listOf(weak, p)) reach(wishedFor(pool, dependency))
    }
    const offered = offering.filter(
      p => !reached.has(p) && [...listOf(weakReverse, p)].some(dependency => mayBeMet(pool, dependency, reached)),
    )
    if (offered.length === 0) return reached
    reach(offered)
  }
}

/** Who may be chosen for a need. What a package meets itself asks for nobody. */
function choicesFor(pool: Pool, p: number, dependency: number): Iterable<number> {
  const rich = pool.vocabulary.rich.get(dependency)
  if (!rich) {
    const providers = providersOf(pool, dependency)
    return providers.includes(p) ? [] : providers.slice()
  }
  if (!('expression' in rich)) return []
  return openChoices(p, failedTogether(pool, rich.expression)) ?? providersOfRich(pool, rich.expression)
}

/** Who may be chosen so that a conflict does not hold. */
function choicesAgainst(pool: Pool, p: number, dependency: number): Iterable<number> {
  const rich = pool.vocabulary.rich.get(dependency)
  if (!rich || !('expression' in rich)) return []
  return openChoices(p, refusedTogether(pool, rich.expression)) ?? providersOfRich(pool, rich.expression, false)
}

/** Of sets that must not hold beside p, whose choice would break them; p itself does so for nothing. */
function openChoices(p: number, forbidden: readonly (readonly Literal[])[] | undefined): number[] | undefined {
  return forbidden
    ?.filter(set => !set.includes(2 * p + 1))
    .flatMap(set => set.filter(l => (l & 1) === 1).map(l => l >> 1))
}

function wishedFor(pool: Pool, dependency: number): Iterable<number> {
  const rich = pool.vocabulary.rich.get(dependency)
  if (!rich) return providersOf(pool, dependency).slice()
  return 'expression' in rich ? wishedIn(pool, rich.expression, true) : []
}

/** Who is named by an expression, but for those that its conditions name. */
function wishedIn(pool: Pool, rich: Rich, wanted: boolean): number[] {
  switch (rich.kind) {
    case 'and':
    case 'or':
      return rich.parts.flatMap(part => wishedIn(pool, part, wanted))
    case 'if':
    case 'unless':
      return [
        ...wishedIn(pool, rich.wanted, wanted),
        ...wishedIn(pool, rich.condition, !wanted),
        ...(rich.otherwise ? wishedIn(pool, rich.otherwise, wanted) : []),
      ]
    default:
      return wanted ? providersOfRich(pool, rich) : []
  }
}

function listOf({ starts, values }: Lists, p: number): Uint32Array {
  return values.subarray(starts[p], starts[p + 1])
}

/** Conditions are not looked into: what depends on one may always be met. */
function mayBeMet(pool: Pool, dependency: number, reached: ReadonlySet<number>): boolean {
  if (pool.vocabulary.dependencies.second[dependency] !== RICH) {
    return providersOf(pool, dependency).some(p => reached.has(p))
  }
  const rich = pool.vocabulary.rich.get(dependency)
  return rich !== undefined && 'expression' in rich && expressionMayBeMet(pool, rich.expression, reached)
}

function expressionMayBeMet(pool: Pool, rich: Rich, reached: ReadonlySet<number>): boolean {
  switch (rich.kind) {
    case 'if':
    case 'unless':
      return true
    case 'and':
      return rich.parts.every(part => expressionMayBeMet(pool, part, reached))
    case 'or':
      return rich.parts.some(part => expressionMayBeMet(pool, part, reached))
    default:
      return providersOfRich(pool, rich).some(p => reached.has(p))
  }
}
