// The packages of a pool as columns: one typed array a property, lists as slices of one array. Written once, then only read.

import { type Growing, newGrowing, push, trimmed } from './growing.ts'

/** Many lists in one array: list `i` is `values[starts[i]]` to `values[starts[i + 1]]`. */
export interface Lists {
  readonly starts: Uint32Array
  readonly values: Uint32Array
}

/** The lists of a package. All hold ids of dependencies, but `files`, which holds ids of strings. */
export const LIST_NAMES = ['provides', 'requires', 'conflicts', 'obsoletes', 'weak', 'weakReverse', 'files'] as const
export type ListName = (typeof LIST_NAMES)[number]

/** Single properties: ids of strings, but `versions` (of vocabulary) and `repositories` (as the caller counts them). */
export const COLUMN_NAMES = ['names', 'versions', 'archs', 'sources', 'repositories'] as const
export type ColumnName = (typeof COLUMN_NAMES)[number]

export interface Packages extends Readonly<Record<ColumnName, Uint32Array>>, Readonly<Record<ListName, Lists>> {
  readonly count: number
}

/** What a package is, apart from its lists. */
export interface PackageFacts {
  readonly name: number
  readonly version: number
  readonly arch: number
  /** File name of the source RPM. */
  readonly source: number
  readonly repository: number
}

/** Packages being written: entries are put into lists, then `closePackage` ends the package they belong to. */
export interface PackagesBuilder {
  count: number
  readonly columns: Readonly<Record<ColumnName, Growing>>
  readonly starts: Readonly<Record<ListName, Growing>>
  readonly values: Readonly<Record<ListName, Growing>>
}

export function newPackages(): PackagesBuilder {
  const builder: PackagesBuilder = {
    count: 0,
    columns: eachOf(COLUMN_NAMES, () => newGrowing(1 << 8)),
    starts: eachOf(LIST_NAMES, () => newGrowing(1 << 8)),
    values: eachOf(LIST_NAMES, () => newGrowing(1 << 10)),
  }
  for (const list of LIST_NAMES) push(builder.starts[list], 0)
  return builder
}

export function putEntry(builder: PackagesBuilder, list: ListName, id: number): void {
  push(builder.values[list], id)
}

export function closePackage(builder: PackagesBuilder, facts: PackageFacts): void {
  const { columns } = builder
  push(columns.names, facts.name)
  push(columns.versions, facts.version)
  push(columns.archs, facts.arch)
  push(columns.sources, facts.source)
  push(columns.repositories, facts.repository)
  for (const list of LIST_NAMES) push(builder.starts[list], builder.values[list].length)
  builder.count++
}

/** Puts a package of other columns in the same vocabulary behind those of the builder, as one of a repository. */
export function copyPackage(builder: PackagesBuilder, from: Packages, p: number, repository: number): void {
  for (const list of LIST_NAMES) {
    const { starts, values } = from[list]
    for (let at = starts[p] as number; at < (starts[p + 1] as number); at++) {
      putEntry(builder, list, values[at] as number)
    }
  }
  const { names, versions, archs, sources } = from
  const facts = { name: names[p], version: versions[p], arch: archs[p], source: sources[p] }
  closePackage(builder, { ...(facts as Omit<PackageFacts, 'repository'>), repository })
}

/** All of them, each in the repository it is of. */
export function copyPackages(builder: PackagesBuilder, from: Packages): void {
  for (let p = 0; p < from.count; p++) copyPackage(builder, from, p, from.repositories[p] as number)
}

/** Forgets the entries put since the last package ended: the reader met the end of its piece in the midst of one. */
export function forgetOpenPackage(builder: PackagesBuilder): void {
  for (const list of LIST_NAMES) {
    builder.values[list].length = builder.starts[list].values[builder.count] as number
  }
}

export function finishPackages({ count, columns, starts, values }: PackagesBuilder): Packages {
  return {
    count,
    ...eachOf(COLUMN_NAMES, name => trimmed(columns[name])),
    ...eachOf(LIST_NAMES, name => ({ starts: trimmed(starts[name]), values: trimmed(values[name]) })),
  }
}

/** A builder that begins with packages there are: what is laid over them follows after. A copy of a few MB. */
export function continuePackages(packages: Packages): PackagesBuilder {
  const continued = (values: Uint32Array): Growing => {
    const room = new Uint32Array(values.length + 1024)
    room.set(values)
    return { values: room, length: values.length }
  }
  return {
    count: packages.count,
    columns: eachOf(COLUMN_NAMES, name => continued(packages[name])),
    starts: eachOf(LIST_NAMES, name => continued(packages[name].starts)),
    values: eachOf(LIST_NAMES, name => continued(packages[name].values)),
  }
}

export function eachOf<K extends string, V>(names: readonly K[], make: (name: K) => V): Record<K, V> {
  return Object.fromEntries(names.map(name => [name, make(name)])) as Record<K, V>
}
