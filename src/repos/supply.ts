// Which source packages of a build service would mend what an update breaks or lacks. Every set is tried: laid over what
// users have together with the update and judged by the solver. The smallest set that mends a finding and breaks nothing
// new is taken; what it needs in its turn is looked for in the same way.

import { setImmediate } from 'node:timers/promises'
import { compareCodeUnits } from '../lib/natural-order.ts'
import { nevraOf } from '../rpm/pool/pool.ts'
import { type Explainer, newExplainer } from '../rpm/solver/explain.ts'
import { rulesOf } from '../rpm/solver/installability.ts'
import { loadSources } from './dependency-check.ts'
import { type DependencyView, type Judged, judge } from './dependency-view.ts'
import type { RepositoryNeeds } from './open-repository.ts'
import { candidatesFor, lowerThanThere, type OfferedBuilds, type Offers, offersOf, trialsOf } from './supply-offers.ts'
import { rebuiltAmong } from './supply-rebuilt.ts'

/** One view of the check with the builds that may be taken into its repositories. */
export interface SupplyView {
  readonly view: DependencyView
  readonly builds: readonly OfferedBuilds[]
}

export interface SupplyQuestion {
  readonly views: readonly SupplyView[]
  /** Source packages that people have taken out: named where they would mend something, never chosen. */
  readonly held: ReadonlySet<string>
  /** Views judged at most: for one finding, and for all of them. */
  readonly bounds?: { readonly finding: number; readonly all: number }
}

export interface SuppliedPackage {
  readonly sourcePackage: string
  readonly project: string
  readonly version: string
}

export type Remedy =
  | { readonly kind: 'available' | 'held'; readonly packages: readonly SuppliedPackage[] }
  | { readonly kind: 'nothing' }
  /** The bound of the search was met before it had found out. */
  | { readonly kind: 'undecided' }

export interface Supply {
  /** What is to come along, in the order in which it was found. */
  readonly packages: readonly SuppliedPackage[]
  /** Of the finding about a NEVRA in a view, by the view's place. */
  readonly remedyOf: (view: number, nevra: string) => Remedy | undefined
}

/** Many times what real updates take. */
const BOUNDS = { finding: 60, all: 600 }
/** So many packages for one finding: more is no update any more. */
const MOST_FOR_ONE = 20

interface Bench {
  readonly view: DependencyView
  readonly builds: readonly OfferedBuilds[]
  readonly offers: Offers
  /** Findings by the names of what is tried. */
  readonly seen: Map<string, ReadonlySet<string>>
  /** The pool judged last, with what its explanations share: one is some megabytes. */
  last: { readonly name: string; readonly judged: Judged; readonly explainer: Explainer } | undefined
}

interface Search {
  readonly benches: readonly Bench[]
  readonly barred: ReadonlySet<string>
  readonly isRebuilt: (name: string) => Promise<boolean>
  readonly signal: AbortSignal | undefined
  /** How many views may still be judged, for the finding in hand and for all. */
  readonly left: { finding: number; all: number }
}

type Picked = readonly string[]

export async function findSupply(question: SupplyQuestion, needs: RepositoryNeeds): Promise<Supply> {
  const { held, bounds = BOUNDS } = question
  const benches = await openBenches(question.views, needs)
  const lower = new Set(benches.flatMap(({ view, offers }) => lowerThanThere(view, offers)))
  const isRebuilt = rebuiltAmong(benches, needs)
  const search = { benches, isRebuilt, signal: needs.signal, left: { ...bounds } }
  const cautious: Search = { ...search, barred: new Set([...lower, ...held]) }
  const findings: { at: number; nevra: string }[] = []
  for (const [at, bench] of benches.entries()) {
    for (const nevra of [...(await findingsOf(cautious, bench, []))].sort(compareCodeUnits))
      findings.push({ at, nevra })
  }
  const remedies = new Map<string, { kind: 'available' | 'held'; picked: Picked } | { kind: 'nothing' | 'undecided' }>()
  const keyOf = (at: number, nevra: string) => `${at} ${nevra}`
  let picked: Picked = []
  for (const { at, nevra } of findings) {
    if (remedies.has(keyOf(at, nevra))) continue
    search.left.finding = bounds.finding
    const found = await mend(cautious, picked, { at, nevra })
    if (typeof found === 'string') {
      remedies.set(keyOf(at, nevra), { kind: found })
      continue
    }
    const added = found.filter(name => !picked.includes(name))
    picked = found
    for (const other of findings) {
      const key = keyOf(other.at, other.nevra)
      const left = await findingsOf(cautious, benches[other.at] as Bench, picked)
      if (!remedies.has(key) && !left.has(other.nevra)) remedies.set(key, { kind: 'available', picked: added })
    }
  }
  search.left.finding = bounds.finding
  picked = await withoutIdle(cautious, picked)
  for (const { at, nevra } of findings) {
    const remedy = remedies.get(keyOf(at, nevra))
    if (remedy?.kind !== 'available') continue
    const kept = remedy.picked.filter(name => picked.includes(name))
    const mending = kept.length > 0 ? kept : await mendingOf(cautious, picked, { at, nevra })
    remedies.set(keyOf(at, nevra), { kind: 'available', picked: mending })
  }
  for (const { at, nevra } of findings) {
    const remedy = remedies.get(keyOf(at, nevra))
    if (remedy?.kind !== 'nothing' || held.size === 0) continue
    search.left.finding = bounds.finding
    const found = await mend({ ...search, barred: lower }, picked, { at, nevra })
    if (typeof found === 'string') continue
    remedies.set(keyOf(at, nevra), { kind: 'held', picked: found.filter(name => !picked.includes(name)) })
  }
  const described = (names: Picked) => names.map(name => describe(benches, name))
  return {
    packages: described(picked),
    remedyOf(view, nevra) {
      const remedy = remedies.get(keyOf(view, nevra))
      if (!remedy || !('picked' in remedy)) return remedy
      return { kind: remedy.kind, packages: described(remedy.picked) }
    },
  }
}

async function openBenches(views: readonly SupplyView[], needs: RepositoryNeeds): Promise<Bench[]> {
  const benches: Bench[] = []
  for (const { view, builds } of views) {
    const sources = builds.map(({ project, repository }) => ({ id: project, url: repository }))
    const packages = await loadSources(view.standing.pool.vocabulary, { sources, at: 0 }, needs)
    benches.push({ view, builds, offers: offersOf(view, packages, builds), seen: new Map(), last: undefined })
  }
  return benches
}

/**
 * Breadth first: the smallest set beside what is picked already with which the finding is gone and no new one has come in
 * any view. What is wrong with a set says what is tried next to it.
 */
async function mend(
  search: Search,
  picked: Picked,
  finding: { at: number; nevra: string },
): Promise<Picked | 'nothing' | 'undecided'> {
  if (search.benches.every(({ offers }) => offers.by.size === 0)) return 'nothing'
  const waiting: Picked[] = [picked]
  const known = new Set([nameOf(picked)])
  const first = search.benches[finding.at] as Bench
  const inTurn = [first, ...search.benches.filter(bench => bench !== first)]
  for (let tried = waiting.shift(); tried; tried = waiting.shift()) {
    let next: string[] | undefined
    for (const bench of inTurn) {
      if (isSpent(search)) return 'undecided'
      const standing = await findingsOf(search, bench, picked)
      const now = await findingsOf(search, bench, tried)
      const focus =
        bench === first && now.has(finding.nevra) ? finding.nevra : [...now].sort().find(nevra => !standing.has(nevra))
      if (focus === undefined) continue
      next = await candidatesIn(search, bench, tried, focus)
      break
    }
    if (!next) return tried
    if (tried.length - picked.length >= MOST_FOR_ONE) continue
    for (const name of next.filter(name => !tried.includes(name) && !search.barred.has(name))) {
      const grown = [...tried, name]
      if (known.has(nameOf(grown)) || (await search.isRebuilt(name))) continue
      known.add(nameOf(grown))
      waiting.push(grown)
    }
  }
  return 'nothing'
}

async function candidatesIn(search: Search, bench: Bench, tried: Picked, nevra: string): Promise<string[]> {
  const { judged, explainer } = await look(search, bench, tried)
  await setImmediate()
  const p = judged.fresh.find(fresh => nevraOf(judged.pool, fresh) === nevra)
  return p === undefined ? [] : candidatesFor(bench.view, bench.offers, explainer, p)
}

/** Leaves out whatever nothing is worse without. */
async function withoutIdle(search: Search, picked: Picked): Promise<Picked> {
  let kept = picked
  if (picked.length < 2) return kept
  for (const name of picked) {
    const without = kept.filter(other => other !== name)
    let isIdle = true
    for (const bench of search.benches) {
      if (isSpent(search)) return kept
      const [before, after] = [await findingsOf(search, bench, kept), await findingsOf(search, bench, without)]
      isIdle = [...after].every(nevra => before.has(nevra))
      if (!isIdle) break
    }
    if (isIdle) kept = without
  }
  return kept
}

/** Those of all that are taken that mend a finding: it comes again without them, or is gone with one of them alone. */
async function mendingOf(search: Search, picked: Picked, finding: { at: number; nevra: string }): Promise<Picked> {
  const bench = search.benches[finding.at] as Bench
  const isMended = async (by: Picked) => !(await findingsOf(search, bench, by)).has(finding.nevra)
  const needed: string[] = []
  for (const name of picked) if (!(await isMended(picked.filter(other => other !== name)))) needed.push(name)
  if (needed.length > 0) return needed
  for (const name of picked) if (await isMended([name])) return [name]
  return picked
}

function isSpent({ left }: Search): boolean {
  return left.finding <= 0 || left.all <= 0
}

/** NEVRAs that a view holds against the update with some packages beside it. */
async function findingsOf(search: Search, bench: Bench, picked: Picked): Promise<ReadonlySet<string>> {
  const known = bench.seen.get(nameOf(offeredIn(bench, picked)))
  return known ?? findingsIn((await look(search, bench, picked)).judged)
}

async function look(search: Search, bench: Bench, picked: Picked): Promise<NonNullable<Bench['last']>> {
  const here = offeredIn(bench, picked)
  const name = nameOf(here)
  if (bench.last?.name === name) return bench.last
  // A view takes some tenths of a second: others want their turn.
  await setImmediate()
  search.signal?.throwIfAborted()
  search.left.finding--
  search.left.all--
  const judged = judge(bench.view, trialsOf(bench.offers, here))
  bench.seen.set(name, findingsIn(judged))
  bench.last = { name, judged, explainer: newExplainer(rulesOf(judged.pool)) }
  return bench.last
}

/** What cannot be decided with them is not mended by them. */
function findingsIn({ pool, fresh, undecided }: Judged): Set<string> {
  return new Set([...fresh, ...undecided].map(p => nevraOf(pool, p)))
}

/** A package of extras is nothing to users who have none of them. */
function offeredIn({ offers }: Bench, picked: Picked): Picked {
  return picked.filter(name => offers.by.has(name))
}

function nameOf(picked: Picked): string {
  return [...picked].sort(compareCodeUnits).join(' ')
}

function describe(benches: readonly Bench[], name: string): SuppliedPackage {
  const offer = benches.map(({ offers }) => offers.by.get(name)).find(Boolean)
  if (!offer) throw new Error(`nobody offers ${name}`)
  const { sourcePackage, project, version } = offer
  return { sourcePackage, project, version }
}
