// What an update breaks, misses and mends, looking only at packages whose verdict may have changed.

import { closureOf } from '../pool/closure.ts'
import type { Graph } from '../pool/graph.ts'
import type { Overlay } from '../pool/overlay.ts'
import { type Pool, packagesNamed, providersOf, providersOfRich } from '../pool/pool.ts'
import { asksOnePackage, type Rich } from '../pool/rich.ts'
import { isBarred } from './bars.ts'
import { carryOver } from './carry-over.ts'
import { candidates, uninstallable, type Verdicts } from './installability.ts'
import { STEPS_PER_QUESTION } from './wishes.ts'

/** All are numbers of packages of the overlay's pool, ascending. */
export interface UpdateFindings {
  /** Packages of the update that cannot be installed. */
  readonly missing: readonly number[]
  /** Others that could be installed and no longer can. */
  readonly broken: readonly number[]
  /** Others that could not be installed and now can. */
  readonly fixed: readonly number[]
  /** Others that could not be installed before and still cannot. */
  readonly brokenBefore: readonly number[]
  readonly undecided: readonly number[]
  /** How many packages had to be looked at. */
  readonly lookedAt: number
}

/** @param before the findings about the pool below, of all its candidates, with or without sources as here. */
export function checkUpdate(
  graph: Graph,
  overlay: Overlay,
  before: Verdicts,
  { withSources = false, steps = STEPS_PER_QUESTION } = {},
): UpdateFindings {
  const { pool, firstNew, successors } = overlay
  const affected = affectedBy(graph, overlay)
  // What such a question bars may change with packages that nobody needs.
  for (const p of before.hanging) affected[p] = 1
  const proved = carryOver(graph, overlay, before.together)
  const asked = candidates(pool, withSources).filter(p => (p >= firstNew || affected[p] === 1) && proved[p] === 0)
  const after = uninstallable(pool, asked, steps)
  const bad = new Set(after.uninstallable)
  const wasBad = new Set(before.uninstallable)
  const stillAsked = new Set(asked)
  return {
    missing: after.uninstallable.filter(p => p >= firstNew),
    broken: after.uninstallable.filter(p => p < firstNew && !wasBad.has(p)),
    fixed: before.uninstallable.filter(p => stillAsked.has(p) && !bad.has(p) && !after.undecided.includes(p)),
    brokenBefore: before.uninstallable.filter(p => !successors.has(p) && (bad.has(p) || !stillAsked.has(p))),
    undecided: after.undecided,
    lookedAt: asked.length,
  }
}

/**
 * 1 for each package whose verdict may differ from that before the update.
 *
 * Whether p can be installed depends on nothing but the packages that p needs, however far, and on what these demand of
 * each other: whatever is outside of that closure can stay out. So conflicts, obsoletes and conditions of a package
 * that p never needs cannot harm p, be the package old or new. A verdict can change only where the closure holds a
 * package that went or one that came, or one whose being foreign changed, which follows from a namesake that went or
 * came. The first are the reverse closure of what went; the second that of whoever may now choose what came.
 */
function affectedBy(graph: Graph, { pool, successors, firstNew }: Overlay): Uint8Array {
  const below = graph.pool
  const begin = new Set(successors.keys())
  const came = Array.from({ length: pool.packages.count - firstNew }, (_, at) => firstNew + at)
  for (const p of [...successors.keys(), ...came]) {
    for (const other of packagesNamed(below, pool.packages.names[p] as number)) {
      if (isBarred(below, other) !== isBarred(pool, other)) begin.add(other)
    }
  }
  for (const p of requirersOf(graph, pool, came)) begin.add(p)
  const demanding = demandingConflicts(below)
  while (true) {
    const affected = new Uint8Array(pool.packages.count)
    for (const p of closureOf(graph, begin, 'needed-by', { withSources: true }).packages) affected[p] = 1
    const before = begin.size
    for (const [p, rich] of demanding) {
      if (affected[p] === 1) continue
      const choices = [...providersOfRich(below, rich, false), ...providersOfRich(pool, rich, false)]
      if (choices.some(other => other >= firstNew || affected[other] === 1)) begin.add(p)
    }
    if (begin.size === before) return affected
  }
}

/** Conflicts such as `(a unless b)` can be kept by choosing b: they are needs too, and no closure knows of them. Rare. */
function demandingConflicts({ packages, vocabulary }: Pool): [number, Rich][] {
  const { starts, values } = packages.conflicts
  const found: [number, Rich][] = []
  let p = 0
  for (let at = 0; at < values.length; at++) {
    const rich = vocabulary.rich.get(values[at] as number)
    if (!rich || !('expression' in rich) || asksOnePackage(rich.expression)) continue
    while ((starts[p + 1] as number) <= at) p++
    found.push([p, rich.expression])
  }
  return found
}

/** Packages below that may now choose one of those that came. */
function* requirersOf({ asking, requirers }: Graph, pool: Pool, came: readonly number[]): Generator<number> {
  const { provides, files } = pool.packages
  const nameOf = pool.vocabulary.dependencies.first
  const looked = new Set<number>()
  for (const p of came) {
    const provided = provides.values.subarray(provides.starts[p], provides.starts[p + 1])
    const names = [
      ...Array.from(provided, d => nameOf[d] as number),
      ...files.values.subarray(files.starts[p], files.starts[p + 1]),
    ]
    for (const name of names) {
      if (name + 1 >= asking.starts.length) continue
      for (const dependency of asking.values.subarray(asking.starts[name], asking.starts[name + 1])) {
        if (looked.has(dependency)) continue
        looked.add(dependency)
        if ((providersOf(pool, dependency).at(-1) ?? 0) < (came[0] as number)) continue
        yield* requirers.values.subarray(requirers.starts[dependency], requirers.starts[dependency + 1])
      }
    }
  }
}
