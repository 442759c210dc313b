// Why a package cannot be installed: the fewest demands that cannot be met together, and for each package among them that
// cannot be installed itself the same again. Data only; sentences are made of it by those who show them.

import { type Demand, unmetDemands } from './demands.ts'
import { literalFor, type Rules } from './literals.ts'
import { exclude, newRules } from './rules.ts'
import { addClause, addPair, backTo, newVariable, type Search } from './search.ts'
import { ask } from './wishes.ts'

/** A package and the demands that shut it out. Taking any one of them away would let it in. */
export interface Reason {
  readonly package: number
  readonly because: readonly Demand[]
}

/** The package asked about first, then those that its reason and the following say cannot be installed themselves. */
export type Explanation =
  | { readonly kind: 'reasons'; readonly reasons: readonly Reason[] }
  | { readonly kind: 'installable' }
  /** The search met its bound before it had found out. */
  | { readonly kind: 'undecided' }

/** Rounds of looking for demands, per package: real reasons take some tens. */
const MAX_ROUNDS = 2000
/** More steps than a person would read. */
const MAX_REASONS = 40

export interface Explainer {
  readonly rules: Rules
  /** The same pool, but each demand counts only while its own variable is true. */
  readonly guarded: Rules
  readonly guards: Map<string, number>
}

/** @param rules of the pool, as `rulesOf` makes them. */
export function newExplainer(rules: Rules): Explainer {
  const guarded = newRules(rules.pool, () => false)
  guarded.search.expand = () => {}
  return { rules, guarded, guards: new Map() }
}

export function explain(explainer: Explainer, p: number): Explanation {
  const { search } = explainer.rules
  const verdict = ask(search, p)
  backTo(search, 0)
  if (verdict !== 'uninstallable') return { kind: verdict }
  const waiting = [p]
  const reasons: Reason[] = []
  for (let at = 0; at < waiting.length && at < MAX_REASONS; at++) {
    const one = waiting[at] as number
    // What is being explained already is no explanation: it would go in a circle.
    const because = shutOut(explainer, one, new Set(waiting))
    if (!because) return { kind: 'undecided' }
    reasons.push({ package: one, because })
    for (const demand of because) if (demand.kind === 'uninstallable') waiting.push(demand.package)
  }
  return { kind: 'reasons', reasons }
}

/**
 * Demands are gathered as long as they can be met: a set that meets those gathered shows which others it breaks. When none
 * is left that meets them, each is dropped that is not needed for that.
 */
function shutOut(explainer: Explainer, p: number, explained: ReadonlySet<number>): Demand[] | undefined {
  const gathered = new Map<string, Demand>()
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const chosen = meetAll(explainer, p, [...gathered.values()])
    if (chosen === 'undecided') return undefined
    if (chosen === 'impossible') return fewest(explainer, p, [...gathered.values()])
    const before = gathered.size
    for (const other of chosen) {
      const isOut = other !== p && !explained.has(other) && isShutOut(explainer, other)
      const demands: Demand[] = isOut
        ? [{ kind: 'uninstallable', package: other }]
        : unmetDemands(explainer.rules, other, chosen)
      for (const demand of demands) gathered.set(keyOf(demand), demand)
    }
    if (gathered.size === before) return undefined
  }
  return undefined
}

function isShutOut({ rules }: Explainer, p: number): boolean {
  return ask(rules.search, p) === 'uninstallable'
}

function fewest(explainer: Explainer, p: number, demands: readonly Demand[]): Demand[] {
  let kept = [...demands]
  // The latest gathered go first: those nearest to the package are the ones a person looks for.
  for (const demand of [...demands].reverse()) {
    const without = kept.filter(other => other !== demand)
    if (meetAll(explainer, p, without) === 'impossible') kept = without
  }
  return kept
}

/** A set of packages with p that meets all of the demands. */
function meetAll(
  explainer: Explainer,
  p: number,
  demands: readonly Demand[],
): ReadonlySet<number> | 'impossible' | 'undecided' {
  const { guarded } = explainer
  const { search, pool } = guarded
  backTo(search, 0)
  const guards = demands.map(demand => guardOf(explainer, demand))
  const all = newVariable(search)
  addPair(search, 2 * all + 1, 2 * p)
  for (const guard of guards) addPair(search, 2 * all + 1, 2 * guard)
  const verdict = ask(search, all)
  if (verdict !== 'installable') return verdict === 'undecided' ? 'undecided' : 'impossible'
  const trail = search.trail.subarray(0, search.trailLength)
  return new Set(
    [...trail]
      .filter(l => (l & 1) === 0 && l >> 1 < pool.packages.count)
      .map(l => l >> 1)
      .sort((a, b) => a - b),
  )
}

function keyOf(demand: Demand): string {
  const subject = 'dependency' in demand ? demand.dependency : 'others' in demand ? demand.others.join(' ') : ''
  return `${demand.kind} ${demand.package} ${subject}`
}

/** The variable that switches a demand on. */
function guardOf({ guarded, guards }: Explainer, demand: Demand): number {
  const key = keyOf(demand)
  const known = guards.get(key)
  if (known !== undefined) return known
  const { search } = guarded
  const guard = newVariable(search)
  guards.set(key, guard)
  const off = [2 * guard + 1, 2 * demand.package + 1] as const
  switch (demand.kind) {
    case 'needs': {
      const met = literalFor(guarded, demand.dependency)
      if (met === false) addPair(search, ...off)
      else if (met !== true && met !== 2 * demand.package) addClause(search, [...off, met])
      break
    }
    case 'conflicts':
      exclude(guarded, demand.package, demand.dependency, 2 * guard + 1)
      break
    case 'obsoletes':
    case 'same-name':
      forbidEach(search, off, demand.others)
      break
    default:
      addPair(search, ...off)
  }
  return guard
}

function forbidEach(search: Search, off: readonly [number, number], others: readonly number[]): void {
  for (const other of others) addClause(search, [...off, 2 * other + 1])
}
