// What is left of a proof when an update is laid over: a set of packages that fitted together, with each replaced package's
// successor in its place, less what does not fit any more. Whoever is left need not be searched for again.

import type { Graph } from '../pool/graph.ts'
import type { Overlay } from '../pool/overlay.ts'
import type { Lists } from '../pool/packages.ts'
import { obsoletedBy, type Pool, packagesNamed, providersOf, providersOfRich } from '../pool/pool.ts'
import { asksOnePackage, type Rich } from '../pool/rich.ts'
import { isBarred } from './bars.ts'

interface Carrying {
  readonly graph: Graph
  readonly pool: Pool
  readonly firstNew: number
  /** 1 for each package that is still in the set. */
  readonly within: Uint8Array
  /** Packages that left the set, whose leaving has not been followed yet. */
  readonly left: number[]
}

/**
 * 1 for each package of the overlay's pool that is proved to go in with others. Where it is in doubt a package is left
 * out: no proof is not a disproof.
 * @param together packages of the pool below that fit together, all their needs among them
 */
export function carryOver(
  graph: Graph,
  { pool, firstNew, successors }: Overlay,
  together: readonly number[],
): Uint8Array {
  const carrying: Carrying = { graph, pool, firstNew, within: new Uint8Array(pool.packages.count), left: [] }
  const { within } = carrying
  for (const p of together) within[p] = 1
  const came = Array.from({ length: pool.packages.count - firstNew }, (_, at) => firstNew + at)
  for (const [p, successor] of successors) {
    if (within[p] !== 1) continue
    leave(carrying, p)
    within[successor] = 1
  }
  for (const p of [...successors.keys(), ...came]) {
    for (const other of packagesNamed(pool, pool.packages.names[p] as number)) {
      if (within[other] === 1 && isBarred(pool, other)) leave(carrying, other)
    }
  }
  for (const p of quarrelling(carrying)) leave(carrying, p)
  // Conditions may fail by what came.
  for (const d of conditionsOn(carrying, came)) lookAtRequirers(carrying, d)
  settle(carrying, came)
  return within
}

function leave({ within, left }: Carrying, p: number): void {
  if (within[p] !== 1) return
  within[p] = 0
  left.push(p)
}

/** Follows every leaving, until nobody's needs are unmet. */
function settle(carrying: Carrying, came: readonly number[]): void {
  const { graph, pool, within, left, firstNew } = carrying
  while (true) {
    for (let p = left.pop(); p !== undefined; p = left.pop()) {
      const met =
        p < firstNew ? listOf(graph.meets, p) : [...namesOf(pool, p)].flatMap(name => [...asking(graph, name)])
      for (const d of met) lookAtRequirers(carrying, d)
    }
    // The graph knows what is required below alone.
    for (const n of came) if (within[n] === 1 && !isSatisfied(carrying, n)) leave(carrying, n)
    if (left.length === 0) return
  }
}

function lookAtRequirers(carrying: Carrying, dependency: number): void {
  const { graph, pool, within } = carrying
  const requirers = listOf(graph.requirers, dependency)
  if (!requirers.some(p => within[p] === 1) || isMet(pool, dependency, within)) return
  for (const p of requirers) leave(carrying, p)
}

function isSatisfied({ pool, within }: Carrying, p: number): boolean {
  return listOf(pool.packages.requires, p).every(d => isMet(pool, d, within))
}

function isMet(pool: Pool, dependency: number, within: Uint8Array): boolean {
  const rich = pool.vocabulary.rich.get(dependency)
  if (!rich) return providersOf(pool, dependency).some(p => within[p] === 1)
  return 'expression' in rich && holds(pool, rich.expression, within)
}

function holds(pool: Pool, rich: Rich, within: Uint8Array): boolean {
  if (asksOnePackage(rich)) return providersOfRich(pool, rich).some(p => within[p] === 1)
  switch (rich.kind) {
    case 'and':
      return rich.parts.every(part => holds(pool, part, within))
    case 'or':
      return rich.parts.some(part => holds(pool, part, within))
    case 'if':
    case 'unless': {
      const isAsked = holds(pool, rich.condition, within) === (rich.kind === 'if')
      if (isAsked) return holds(pool, rich.wanted, within)
      return rich.otherwise ? holds(pool, rich.otherwise, within) : rich.kind === 'if'
    }
    default:
      return false
  }
}

/** Who stands against another of the set because of what came, and whoever has conditions in conflicts: these are rare. */
function* quarrelling({ pool, within, firstNew }: Carrying): Generator<number> {
  const { vocabulary, packages, under, sources } = pool
  const names = vocabulary.dependencies.first
  const isTouched = (d: number) => under?.touched.has(names[d] as number) === true
  const isAgainst = (p: number, others: Iterable<number>) => {
    for (const other of others) if (other !== p && within[other] === 1) return true
    return false
  }
  for (const [p, d] of entriesOf(packages.conflicts)) {
    if (within[p] !== 1 || sources[p] === 1) continue
    if (vocabulary.rich.has(d)) yield p
    else if ((p >= firstNew || isTouched(d)) && isAgainst(p, providersOf(pool, d))) yield p
  }
  for (const [p, d] of entriesOf(packages.obsoletes)) {
    if (within[p] !== 1 || sources[p] === 1) continue
    if ((p >= firstNew || isTouched(d)) && isAgainst(p, obsoletedBy(pool, d))) yield p
  }
}

/** Each entry of all lists with whose it is. */
function* entriesOf({ starts, values }: Lists): Generator<readonly [number, number]> {
  let p = 0
  for (let at = 0; at < values.length; at++) {
    while ((starts[p + 1] as number) <= at) p++
    yield [p, values[at] as number]
  }
}

/** Rich dependencies that name what the packages that came provide. */
function conditionsOn({ graph, pool }: Carrying, came: readonly number[]): Set<number> {
  const found = new Set<number>()
  for (const p of came) {
    for (const name of namesOf(pool, p)) {
      for (const d of asking(graph, name)) if (pool.vocabulary.rich.has(d)) found.add(d)
    }
  }
  return found
}

function* namesOf({ packages, vocabulary }: Pool, p: number): Generator<number> {
  for (const d of listOf(packages.provides, p)) yield vocabulary.dependencies.first[d] as number
  yield* listOf(packages.files, p)
}

function asking({ asking: lists }: Graph, name: number): Uint32Array {
  return name + 1 < lists.starts.length ? listOf(lists, name) : new Uint32Array()
}

function listOf({ starts, values }: Lists, at: number): Uint32Array {
  return values.subarray(starts[at], starts[at + 1])
}
