// What a pool's packages cannot be installed for, in words that can be stored and shown: NEVRAs and requirements. Pure.

import { withoutEpoch } from '../rpm/nevra.ts'
import { nevraOf, type Pool, providersOf } from '../rpm/pool/pool.ts'
import { formatDependency, internName, RICH } from '../rpm/pool/vocabulary.ts'
import { fixedBy, whatComesAlong } from '../rpm/solver/along.ts'
import type { Demand } from '../rpm/solver/demands.ts'
import { type Explainer, explain, newExplainer } from '../rpm/solver/explain.ts'
import { type Findings, rulesFor, rulesOf } from '../rpm/solver/installability.ts'
import type { ClosureFinding, ClosureReason, ClosureStep, Explained } from './closure-finding.ts'

/** Sorted by NEVRA; every one with its chain, which takes the most time, unless that is not wanted. */
export function describeFindings(pool: Pool, found: Findings, { withChains = true } = {}): ClosureFinding[] {
  const explainer = newExplainer(rulesOf(pool))
  const describe = (verdict: ClosureFinding['verdict']) => (p: number) => ({
    nevra: nevraOf(pool, p),
    name: nameOf(pool, p),
    repository: pool.packages.repositories[p] as number,
    verdict,
    chain: withChains && verdict !== 'undecided' ? chainOf(explainer, p) : [],
  })
  const all = [...found.uninstallable.map(describe('uninstallable')), ...found.undecided.map(describe('undecided'))]
  return all.sort((a, b) => (a.nevra < b.nevra ? -1 : a.nevra > b.nevra ? 1 : a.repository - b.repository))
}

/** Each package of this NEVRA, its epoch given or not. */
export function explainIn(pool: Pool, wanted: string): Explained[] {
  return packagesOf(pool, wanted).map(p => {
    const nevra = nevraOf(pool, p)
    const explainer = newExplainer(rulesFor(pool, p))
    const along = whatComesAlong(explainer.rules, [p])
    const [named, verdict] = along.kind === 'comes' ? [along.packages, 'installable' as const] : [[], along.kind]
    return {
      nevra,
      name: nameOf(pool, p),
      verdict: verdict === 'impossible' ? 'uninstallable' : verdict,
      chain: verdict === 'impossible' ? chainOf(explainer, p) : [],
      along: named.map(other => nevraOf(pool, other)).sort(),
    }
  })
}

/** What was found without packages on offer, and which of these would mend it. @param pool has them beside the others */
export function mendFrom(
  pool: Pool,
  found: readonly Explained[],
  isOffer: (repository: number) => boolean,
): Explained[] {
  const isOffered = (p: number) => isOffer(pool.packages.repositories[p] as number)
  return found.map(one => {
    const [p] = packagesOf(pool, one.nevra).filter(of => !isOffered(of))
    if (one.verdict !== 'uninstallable' || p === undefined) return one
    const along = fixedBy(rulesFor(pool, p), p, isOffered)
    return { ...one, mendedBy: along.kind === 'comes' ? along.packages.map(other => nevraOf(pool, other)).sort() : [] }
  })
}

/** The epoch may be left out. */
function packagesOf(pool: Pool, wanted: string): number[] {
  const found: number[] = []
  for (let p = 0; p < pool.packages.count; p++) {
    if (pool.ranks[p] === 0 && pool.sources[p] === 0) continue
    const nevra = nevraOf(pool, p)
    if (nevra === wanted || withoutEpoch(nevra) === wanted) found.push(p)
  }
  return found
}

function nameOf({ vocabulary, packages }: Pool, p: number): string {
  // A dependency on nothing but the name is written as the name.
  return formatDependency(vocabulary, internName(vocabulary, packages.names[p] as number))
}

function chainOf(explainer: Explainer, p: number): ClosureStep[] {
  const { pool } = explainer.rules
  const explanation = explain(explainer, p)
  if (explanation.kind !== 'reasons') return []
  return explanation.reasons.map(reason => ({
    package: nevraOf(pool, reason.package),
    because: reason.because.map(demand => describeDemand(explainer, demand)),
  }))
}

function describeDemand(explainer: Explainer, demand: Demand): ClosureReason {
  const { pool } = explainer.rules
  const named = (packages: readonly number[]) => packages.map(p => nevraOf(pool, p))
  const of = { package: nevraOf(pool, demand.package) }
  switch (demand.kind) {
    case 'needs': {
      const dependency = formatDependency(pool.vocabulary, demand.dependency)
      if (isNotUnderstood(pool, demand.dependency)) return { kind: 'not-understood', ...of, dependency, others: [] }
      if (demand.others.length > 0) return { kind: 'needs', ...of, dependency, others: named(demand.others) }
      return { kind: 'missing', ...of, dependency, others: named(otherVersions(pool, demand.dependency)) }
    }
    case 'conflicts':
    case 'obsoletes': {
      const dependency = formatDependency(pool.vocabulary, demand.dependency)
      return { kind: demand.kind, ...of, dependency, others: named(demand.others) }
    }
    case 'same-name':
      return { kind: 'same-name', ...of, others: named(demand.others) }
    default:
      return { kind: demand.kind, ...of }
  }
}

function isNotUnderstood({ vocabulary }: Pool, dependency: number): boolean {
  const rich = vocabulary.rich.get(dependency)
  return rich !== undefined && 'fault' in rich
}

/** Who provides the name of a dependency in a version that it does not ask for. */
function otherVersions(pool: Pool, dependency: number): number[] {
  const { first: names, second: relations } = pool.vocabulary.dependencies
  if (relations[dependency] === RICH || relations[dependency] === 0) return []
  return [...providersOf(pool, internName(pool.vocabulary, names[dependency] as number))]
}
