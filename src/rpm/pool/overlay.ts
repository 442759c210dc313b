// A pool with an update laid over it: each package of the update takes the place of what it is to users the same as.
// Cheap: nothing of the pool below is read or resolved again that the update does not touch.

import { countingIn, isNewer, namesakesAmong, samePackagesIn } from './namesakes.ts'
import { continuePackages, finishPackages, type Packages, type PackagesBuilder } from './packages.ts'
import { indexNames, markPackages, newResolved, type Pool } from './pool.ts'

export interface Overlay {
  readonly pool: Pool
  /** By each package of the pool below whose place was taken, ascending, the one that took it. */
  readonly successors: ReadonlyMap<number, number>
  /** The update's packages: from this number on. */
  readonly firstNew: number
}

/** A pool whose names are not indexed yet. */
type Marked = Pick<Pool, 'vocabulary' | 'packages' | 'machine' | 'ranks' | 'sources'>

/** @param write puts the update's packages behind those of the base, in its vocabulary. */
export function layOver(base: Pool, write: (builder: PackagesBuilder) => void): Overlay {
  const builder = continuePackages(base.packages)
  write(builder)
  const packages = finishPackages(builder)
  const { vocabulary, machine } = base
  const firstNew = base.packages.count
  const ranks = new Uint8Array(packages.count)
  const sources = new Uint8Array(packages.count)
  ranks.set(base.ranks)
  sources.set(base.sources)
  const marked = { vocabulary, packages, machine, ranks, sources }
  markPackages(marked, firstNew)
  const successors = successorsOf(marked, firstNew)
  for (const p of successors.keys()) ranks[p] = sources[p] = 0

  const touched = new Set<number>()
  for (const p of successors.keys()) touchNames(base, packages, p, touched)
  for (let p = firstNew; p < packages.count; p++) touchNames(base, packages, p, touched)
  const pool: Pool = {
    ...marked,
    index: indexNames(vocabulary, packages, ranks, firstNew),
    resolved: newResolved(vocabulary),
    under: { pool: base, touched },
  }
  return { pool, successors, firstNew }
}

/**
 * By each package below that an update takes the place of, the one that does: of its name and architecture, in whatever
 * version; else one that is to users the same, unless its version is lower, for then they keep what they have.
 */
function successorsOf(pool: Marked, firstNew: number): Map<number, number> {
  const { archs } = pool.packages
  const above = namesakesAmong(pool, countingIn(pool, firstNew))
  const found = new Map<number, number>()
  for (const p of countingIn(pool, 0, firstNew)) {
    const same = samePackagesIn(pool, above, p)
    const successor = same.find(one => archs[one] === archs[p]) ?? same.find(one => !isNewer(pool, p, one))
    if (successor !== undefined) found.set(p, successor)
  }
  return found
}

/** The names under which a package is found: of its provides, and its files. */
function touchNames({ vocabulary }: Pool, { provides, files }: Packages, p: number, touched: Set<number>): void {
  for (let i = provides.starts[p] as number; i < (provides.starts[p + 1] as number); i++) {
    touched.add(vocabulary.dependencies.first[provides.values[i] as number] as number)
  }
  for (let i = files.starts[p] as number; i < (files.starts[p + 1] as number); i++)
    touched.add(files.values[i] as number)
}
