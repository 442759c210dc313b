// A pool with an update laid over it: each package of the update takes the place of those of its name and architecture.
// Cheap: nothing of the pool below is read or resolved again that the update does not touch.

import { continuePackages, finishPackages, type Packages, type PackagesBuilder } from './packages.ts'
import { indexNames, markPackages, newResolved, type Pool } from './pool.ts'

export interface Overlay {
  readonly pool: Pool
  /** Packages of the pool below whose place was taken. */
  readonly replaced: readonly number[]
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
  const replaced = namesakes(packages, firstNew).filter(p => ranks[p] !== 0 || sources[p] !== 0)
  for (const p of replaced) ranks[p] = sources[p] = 0
  markPackages({ vocabulary, packages, machine, ranks, sources }, firstNew)

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
  return { pool, replaced, firstNew }
}

/** Packages below that have name and architecture of one above. */
function namesakes({ names, archs }: Packages, firstNew: number): number[] {
  const key = (p: number) => (names[p] as number) * 2 ** 20 + (archs[p] as number)
  const above = new Set<number>()
  for (let p = firstNew; p < names.length; p++) above.add(key(p))
  const found: number[] = []
  for (let p = 0; p < firstNew; p++) if (above.has(key(p))) found.push(p)
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
