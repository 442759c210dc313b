// A pool with an update laid over it: each package of the update takes the place of what it is to users the same as.
// Cheap: nothing of the pool below is read or resolved again that the update does not touch.

import { isSamePackage } from '../same-package.ts'
import { continuePackages, finishPackages, type Packages, type PackagesBuilder } from './packages.ts'
import { indexNames, markPackages, newResolved, type Pool } from './pool.ts'
import { textOf } from './strings.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface Overlay {
  readonly pool: Pool
  /** Packages of the pool below whose place was taken, ascending. */
  readonly replaced: readonly number[]
  /** For each of them the one that took it: of several that of its own architecture. */
  readonly successors: ReadonlyMap<number, number>
  /** The update's packages: from this number on. */
  readonly firstNew: number
}

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
  markPackages({ vocabulary, packages, machine, ranks, sources }, firstNew)
  const successors = successorsOf(vocabulary, packages, firstNew, p => ranks[p] !== 0 || sources[p] !== 0)
  const replaced = [...successors.keys()]
  for (const p of replaced) ranks[p] = sources[p] = 0

  const touched = new Set<number>()
  for (const p of replaced) touchNames(base, packages, p, touched)
  for (let p = firstNew; p < packages.count; p++) touchNames(base, packages, p, touched)
  const pool: Pool = {
    vocabulary,
    packages,
    machine,
    ranks,
    sources,
    index: indexNames(vocabulary, packages, ranks, firstNew),
    resolved: newResolved(vocabulary),
    under: { pool: base, touched },
  }
  return { pool, replaced, successors, firstNew }
}

/** By each package below that is the same as one above (same-package.ts), that one. Both count on this machine. */
function successorsOf(
  { strings }: Vocabulary,
  { names, archs }: Packages,
  firstNew: number,
  counts: (p: number) => boolean,
): Map<number, number> {
  const above = new Map<number, number[]>()
  for (let p = firstNew; p < names.length; p++) {
    if (!counts(p)) continue
    const name = names[p] as number
    const same = above.get(name)
    if (same) same.push(p)
    else above.set(name, [p])
  }
  const written = (p: number) => ({ name: '', arch: textOf(strings, archs[p] as number) })
  const found = new Map<number, number>()
  for (let p = 0; p < firstNew; p++) {
    const namesakes = above.get(names[p] as number)
    if (namesakes === undefined || !counts(p)) continue
    const successor =
      namesakes.find(one => archs[one] === archs[p]) ?? namesakes.find(one => isSamePackage(written(one), written(p)))
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
