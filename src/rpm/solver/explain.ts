// Why a package cannot be installed: the fewest demands that cannot be met together, and for each package among them that
// cannot be installed itself the same again. Data only; sentences are made of it by those who show them.

import { assume } from './assumptions.ts'
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
const STEPS_PER_ROUND = 2_000_000

export interface Explainer {
  readonly rules: Rules
  /** The same pool, but each demand counts only while its own variable is true. */
  readonly guarded: Rules
  readonly guards: Map<string, number>
  /** For each package: 0 where nobody asked, else as below. */
  readonly known: Uint8Array
  /** What was found before is not looked for again, also by other packages' explanations. */
  readonly reasons: Map<number, readonly Demand[]>
}

const IN = 1
const OUT = 2
const UNDECIDED = 3

/** @param rules of the pool, as `rulesOf` makes them. */
export function newExplainer(rules: Rules): Explainer {
  const guarded = newRules(rules.pool, () => false)
  guarded.search.expand = () => {}
  const known = new Uint8Array(rules.pool.packages.count)
  return { rules, guarded, guards: new Map(), known, reasons: new Map() }
}

export function explain(explainer: Explainer, p: number): Explanation {
  const verdict = verdictOf(explainer, p)
  if (verdict !== OUT) return { kind: verdict === IN ? 'installable' : 'undecided' }
  const waiting = [p]
  const reasons: Reason[] = []
  for (let at = 0; at < waiting.length && at < MAX_REASONS; at++) {
    const one = waiting[at] as number
    const because = explainer.reasons.get(one) ?? shutOut(explainer, one)
    if (!because) return { kind: 'undecided' }
    explainer.reasons.set(one, because)
    reasons.push({ package: one, because })
    for (const other of citedIn(because)) if (!waiting.includes(other)) waiting.push(other)
  }
  return { kind: 'reasons', reasons }
}

/** Every package of the set that shows one to be installable is so too. */
function verdictOf({ rules: { search }, known }: Explainer, p: number): number {
  if (known[p] !== 0) return known[p] as number
  const verdict = ask(search, p)
  known[p] = verdict === 'uninstallable' ? OUT : UNDECIDED
  if (verdict === 'installable') {
    for (const other of chosenIn(search, known.length)) known[other] = IN
  }
  backTo(search, 0)
  return known[p] as number
}

function chosenIn(search: Search, packages: number): number[] {
  const chosen: number[] = []
  for (let at = 0; at < search.trailLength; at++) {
    const literal = search.trail[at] as number
    if ((literal & 1) === 0 && literal >> 1 < packages) chosen.push(literal >> 1)
  }
  return chosen
}

function citedIn(because: readonly Demand[]): number[] {
  return because.filter(demand => demand.kind === 'uninstallable').map(demand => demand.package)
}

/** Whether the reasons found so far of one package lead to another: this one cannot be explained by the first. */
function leadsTo({ reasons }: Explainer, from: number, to: number): boolean {
  const walked = new Set([from])
  for (const p of walked) {
    if (p === to) return true
    for (const other of citedIn(reasons.get(p) ?? [])) walked.add(other)
  }
  return false
}

/**
 * Demands are gathered as long as they can be met: a set that meets those gathered shows which others it breaks. When none
 * is left that meets them, each is dropped that is not needed for that.
 */
function shutOut(explainer: Explainer, p: number): readonly Demand[] | undefined {
  const gathered = new Map<number, Demand>()
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const { search } = explainer.guarded
    const assumed = assume(search, [p, ...gathered.keys()], STEPS_PER_ROUND)
    if (assumed.kind === 'undecided') return undefined
    if (assumed.kind === 'impossible') return fewest(explainer, p, gathered, assumed.core)
    const chosen = new Set(chosenIn(search, explainer.known.length).sort((a, b) => a - b))
    const before = gathered.size
    const broken = [...chosen].flatMap((other): Demand[] => {
      const isOut = other !== p && verdictOf(explainer, other) === OUT && !leadsTo(explainer, other, p)
      return isOut ? [{ kind: 'uninstallable', package: other }] : unmetDemands(explainer.rules, other, chosen)
    })
    // Clauses are made where nothing is decided.
    backTo(search, 0)
    for (const demand of broken) gathered.set(guardOf(explainer, demand), demand)
    if (gathered.size === before) return undefined
  }
  return undefined
}

/** @param core guards that cannot all be met, p's own variable perhaps among them. */
function fewest(
  { guarded: { search } }: Explainer,
  p: number,
  gathered: ReadonlyMap<number, Demand>,
  core: ReadonlySet<number>,
): Demand[] {
  // The latest gathered go first: those nearest to the package are the ones a person looks for.
  let kept = [...gathered.keys()].filter(guard => core.has(guard))
  const needed = new Set<number>()
  while (true) {
    const next = kept.findLast(guard => !needed.has(guard))
    if (next === undefined) break
    const without = kept.filter(guard => guard !== next)
    const assumed = assume(search, [p, ...without], STEPS_PER_ROUND)
    if (assumed.kind === 'impossible') kept = without.filter(guard => assumed.core.has(guard))
    else needed.add(next)
  }
  backTo(search, 0)
  return kept.map(guard => gathered.get(guard) as Demand)
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
