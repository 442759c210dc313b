// A pool: packages, who provides what, and each distinct dependency resolved once, when first asked for.
// Laid over another one (overlay.ts) it shares what the laying changes nothing of.

import { rankOf } from './architectures.ts'
import { type Growing, newGrowing, push, widened } from './growing.ts'
import { rangeHolds, rangesMeet } from './matching.ts'
import type { Packages } from './packages.ts'
import type { Rich } from './rich.ts'
import { textOf } from './strings.ts'
import { formatVersion } from './versions.ts'
import { isSource, RICH, type Vocabulary } from './vocabulary.ts'

export interface Pool {
  readonly vocabulary: Vocabulary
  readonly packages: Packages
  readonly machine: string
  /** For each package: 0 where it is not for this machine or replaced, else its architecture's rank (architectures.ts). */
  readonly ranks: Uint8Array
  /** 1 for each source package that counts. */
  readonly sources: Uint8Array
  readonly index: NameIndex
  readonly resolved: Resolved
  /** What this pool is laid over, and the names whose providers differ from there. */
  readonly under?: { readonly pool: Pool; readonly touched: ReadonlySet<number> }
}

/** By name: the packages that provide it, ascending, and the dependency by which each does. */
export interface NameIndex {
  readonly starts: Uint32Array
  readonly packages: Uint32Array
  /** 0 for a file: it has no version. */
  readonly provides: Uint32Array
  /** The packages of that name themselves. */
  readonly namedStarts: Uint32Array
  readonly named: Uint32Array
}

/** Lists of packages in one array: at `starts[dependency] - 1` the list's length, behind it its packages, ascending. */
export interface Resolved {
  starts: Uint32Array
  readonly lists: Growing
}

export function openPool(vocabulary: Vocabulary, packages: Packages, machine: string): Pool {
  const ranks = new Uint8Array(packages.count)
  const sources = new Uint8Array(packages.count)
  markPackages({ vocabulary, packages, machine, ranks, sources }, 0)
  const index = indexNames(vocabulary, packages, ranks, 0)
  return { vocabulary, packages, machine, ranks, sources, index, resolved: newResolved(vocabulary) }
}

/** Fills ranks and sources from a package on. */
export function markPackages(
  pool: Pick<Pool, 'vocabulary' | 'packages' | 'machine' | 'ranks' | 'sources'>,
  from: number,
): void {
  const { vocabulary, packages, machine, ranks, sources } = pool
  const known = new Map<number, number>()
  for (let p = from; p < packages.count; p++) {
    const arch = packages.archs[p] as number
    let rank = known.get(arch)
    if (rank === undefined) {
      rank = isSource(vocabulary, arch) ? -1 : rankOf(machine, textOf(vocabulary.strings, arch))
      known.set(arch, rank)
    }
    if (rank < 0) sources[p] = 1
    else ranks[p] = rank
  }
}

export function newResolved(vocabulary: Vocabulary): Resolved {
  return { starts: new Uint32Array(vocabulary.dependencies.count), lists: newGrowing(1 << 12) }
}

/** An index of the packages from one on. */
export function indexNames(v: Vocabulary, packages: Packages, ranks: Uint8Array, from: number): NameIndex {
  const names = v.strings.count
  const starts = new Uint32Array(names + 1)
  const namedStarts = new Uint32Array(names + 1)
  const { provides, files, count } = packages
  const nameOf = v.dependencies.first
  for (let p = from; p < count; p++) {
    if (ranks[p] === 0) continue
    bump(namedStarts, packages.names[p] as number)
    for (let i = provides.starts[p] as number; i < (provides.starts[p + 1] as number); i++) {
      bump(starts, nameOf[provides.values[i] as number] as number)
    }
    for (let i = files.starts[p] as number; i < (files.starts[p + 1] as number); i++)
      bump(starts, files.values[i] as number)
  }
  sumUp(starts)
  sumUp(namedStarts)
  const index: NameIndex = {
    starts,
    packages: new Uint32Array(starts[names] as number),
    provides: new Uint32Array(starts[names] as number),
    namedStarts,
    named: new Uint32Array(namedStarts[names] as number),
  }
  // Filled from the last package to the first, each list backwards: what is left in `starts` are the beginnings.
  for (let p = count - 1; p >= from; p--) {
    if (ranks[p] === 0) continue
    index.named[take(namedStarts, packages.names[p] as number)] = p
    for (let i = files.starts[p] as number; i < (files.starts[p + 1] as number); i++) {
      index.packages[take(starts, files.values[i] as number)] = p
    }
    for (let i = provides.starts[p] as number; i < (provides.starts[p + 1] as number); i++) {
      const provided = provides.values[i] as number
      const at = take(starts, nameOf[provided] as number)
      index.packages[at] = p
      index.provides[at] = provided
    }
  }
  return index
}

function bump(counts: Uint32Array, name: number): void {
  counts[name] = (counts[name] as number) + 1
}

/** Turns counts into ends. */
function sumUp(counts: Uint32Array): void {
  let sum = 0
  for (let i = 0; i < counts.length; i++) {
    sum += counts[i] as number
    counts[i] = sum
  }
}

function take(ends: Uint32Array, name: number): number {
  const at = (ends[name] as number) - 1
  ends[name] = at
  return at
}

/**
 * The packages that meet a dependency, ascending: a view, good until the next dependency is resolved. Of a rich dependency
 * that does not ask for one package it is everything that may be chosen for its sake.
 */
export function providersOf(pool: Pool, dependency: number): Uint32Array {
  const { resolved, under, vocabulary } = pool
  const { first: names, second: relations } = vocabulary.dependencies
  if (under && relations[dependency] !== RICH && !under.touched.has(names[dependency] as number)) {
    return providersOf(under.pool, dependency)
  }
  if (dependency >= resolved.starts.length) {
    resolved.starts = widened(resolved.starts, vocabulary.dependencies.count + 256)
  }
  let start = resolved.starts[dependency] as number
  if (start === 0) {
    start = keepList(resolved, findProviders(pool, dependency))
    resolved.starts[dependency] = start
  }
  const { values } = resolved.lists
  return values.subarray(start, start + (values[start - 1] as number))
}

function keepList({ lists }: Resolved, found: ArrayLike<number>): number {
  push(lists, found.length)
  const start = lists.length
  for (let i = 0; i < found.length; i++) push(lists, found[i] as number)
  return start
}

function findProviders(pool: Pool, dependency: number): ArrayLike<number> {
  const { vocabulary, under } = pool
  if (vocabulary.dependencies.second[dependency] === RICH) {
    const rich = vocabulary.rich.get(dependency)
    return rich && 'expression' in rich ? providersOfRich(pool, rich.expression) : []
  }
  const name = vocabulary.dependencies.first[dependency] as number
  const own = findInIndex(pool, pool.index, name, dependency)
  if (!under) return own
  const below = Array.from(providersOf(under.pool, dependency))
  return [...below.filter(p => pool.ranks[p] !== 0), ...own]
}

function findInIndex(pool: Pool, index: NameIndex, name: number, dependency: number): number[] {
  const found: number[] = []
  if (name + 1 >= index.starts.length) return found
  let last = -1
  for (let at = index.starts[name] as number; at < (index.starts[name + 1] as number); at++) {
    const p = index.packages[at] as number
    if (p === last || pool.ranks[p] === 0) continue
    if (!rangesMeet(pool.vocabulary, index.provides[at] as number, dependency)) continue
    found.push(p)
    last = p
  }
  return found
}

/** `with` and `without` are decided package by package; everything else is the union of what is named. */
export function providersOfRich(pool: Pool, rich: Rich): number[] {
  switch (rich.kind) {
    case 'capability':
      return Array.from(providersOf(pool, rich.dependency))
    case 'and':
    case 'or':
      return union(rich.parts.map(part => providersOfRich(pool, part)))
    case 'with':
      return rich.parts.map(part => providersOfRich(pool, part)).reduce((a, b) => intersection(a, b))
    case 'without': {
      const unwanted = new Set(providersOfRich(pool, rich.unwanted))
      return providersOfRich(pool, rich.wanted).filter(p => !unwanted.has(p))
    }
    case 'if':
    case 'unless': {
      // With else, meeting the condition is a way to meet the whole.
      const parts = rich.otherwise ? [rich.wanted, rich.condition, rich.otherwise] : [rich.wanted]
      return union(parts.map(part => providersOfRich(pool, part)))
    }
  }
}

function union(lists: readonly (readonly number[])[]): number[] {
  return [...new Set(lists.flat())].sort((a, b) => a - b)
}

function intersection(a: readonly number[], b: readonly number[]): number[] {
  const others = new Set(b)
  return a.filter(p => others.has(p))
}

/** The packages of a name that are for this machine and not replaced, ascending. */
export function packagesNamed(pool: Pool, name: number): Uint32Array {
  const { index, under } = pool
  const isKnown = name + 1 < index.namedStarts.length
  const own = index.named.subarray(isKnown ? index.namedStarts[name] : 0, isKnown ? index.namedStarts[name + 1] : 0)
  if (!under) return own
  const below = packagesNamed(under.pool, name)
  if (!under.touched.has(name)) return below
  return Uint32Array.from([...below.filter(p => pool.ranks[p] !== 0), ...own])
}

/** The packages that an obsoletes takes the place of: by their name, never by what they provide. */
export function obsoletedBy(pool: Pool, dependency: number): Iterable<number> {
  const { vocabulary, packages } = pool
  if (vocabulary.dependencies.second[dependency] === RICH) return []
  const named = packagesNamed(pool, vocabulary.dependencies.first[dependency] as number)
  return named.filter(p => rangeHolds(vocabulary, packages.versions[p] as number, dependency))
}

/** `name-epoch:version-release.arch`, as libsolv and dnf write it. */
export function nevraOf({ vocabulary: v, packages }: Pick<Pool, 'vocabulary' | 'packages'>, p: number): string {
  const version = formatVersion(v.strings, v.versions, packages.versions[p] as number)
  return `${textOf(v.strings, packages.names[p] as number)}-${version}.${textOf(v.strings, packages.archs[p] as number)}`
}
