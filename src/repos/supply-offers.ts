// What a build service has besides an update, as one view of the check sees it, and which of it could mend a finding. Pure.

import { compareCodeUnits } from '../lib/natural-order.ts'
import { withoutEpoch } from '../rpm/nevra.ts'
import { countingIn, namesakesAmong, samePackagesIn } from '../rpm/pool/namesakes.ts'
import type { Packages } from '../rpm/pool/packages.ts'
import { nevraOf, openPool, type Pool, packagesNamed, providersOf } from '../rpm/pool/pool.ts'
import { formatVersion, orderVersions } from '../rpm/pool/versions.ts'
import { isSource } from '../rpm/pool/vocabulary.ts'
import type { Demand } from '../rpm/solver/demands.ts'
import { type Explainer, explain } from '../rpm/solver/explain.ts'
import type { DependencyView, Trial } from './dependency-view.ts'
import type { Family } from './layout.ts'

/** The builds of a project for one architecture, without those of source packages that are not to be offered. */
export interface OfferedBuilds {
  readonly project: string
  readonly family: Family
  /** A directory or address with `repodata/`. */
  readonly repository: string
  /** Source package of each RPM, by file name. */
  readonly sourcePackages: ReadonlyMap<string, string>
}

/** One source package with what was built of it. */
export interface Offer {
  readonly sourcePackage: string
  readonly project: string
  readonly family: Family
  /** Of its source package. */
  readonly version: string
  /** Numbers of packages of the pool of offers. */
  readonly packages: readonly number[]
  /** NEVRAs of what was built of it besides, and is there already. */
  readonly there: readonly string[]
}

export interface Offers {
  readonly pool: Pool
  /** By name of the source package. */
  readonly by: ReadonlyMap<string, Offer>
  /** For each package of the pool its source package. */
  readonly sourceOf: ReadonlyMap<number, string>
  /** By name: who obsoletes it in some version. */
  readonly obsoleting: ReadonlyMap<number, readonly number[]>
}

/** @param packages of all the builds, in the words of the view; the repository of each is its place in `builds` */
export function offersOf(view: DependencyView, packages: Packages, builds: readonly OfferedBuilds[]): Offers {
  const { vocabulary, machine } = view.standing.pool
  const pool = openPool(vocabulary, packages, machine)
  const there = nevrasOf(view)
  const sourceOf = new Map<number, string>()
  const grouped = new Map<string, number[]>()
  const known = new Map<string, string[]>()
  for (let p = 0; p < packages.count; p++) {
    const source = builds[packages.repositories[p] as number]?.sourcePackages.get(fileOf(pool, p))
    if (source === undefined) continue
    // What users have already they do not get again.
    if (there.has(nevraKey(packages, p))) {
      putInto(known, source, nevraOf(pool, p))
      continue
    }
    sourceOf.set(p, source)
    putInto(grouped, source, p)
  }
  const by = new Map<string, Offer>()
  for (const [sourcePackage, own] of [...grouped].sort((a, b) => compareCodeUnits(a[0], b[0]))) {
    if (own.every(p => pool.sources[p] === 1)) continue
    const said = own.find(p => pool.sources[p] === 1) ?? (own[0] as number)
    const build = builds[packages.repositories[said] as number] as OfferedBuilds
    const version = formatVersion(vocabulary.strings, vocabulary.versions, packages.versions[said] as number)
    const { project, family } = build
    const besides = known.get(sourcePackage) ?? []
    by.set(sourcePackage, { sourcePackage, project, family, version, packages: own, there: besides })
  }
  return { pool, by, sourceOf, obsoleting: obsoletingIn(pool, sourceOf.keys()) }
}

function obsoletingIn({ packages: { obsoletes }, vocabulary }: Pool, offered: Iterable<number>): Map<number, number[]> {
  const found = new Map<number, number[]>()
  for (const p of offered) {
    for (const dependency of obsoletes.values.subarray(obsoletes.starts[p], obsoletes.starts[p + 1])) {
      const name = vocabulary.dependencies.first[dependency] as number
      putInto(found, name, p)
    }
  }
  return found
}

function putInto<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

/** What users have and what the update brings; only binary packages are installed. */
function nevrasOf({ standing: { pool }, update }: DependencyView): ReadonlySet<string> {
  const keys = new Set<string>()
  for (const packages of [pool.packages, update]) {
    for (let p = 0; p < packages.count; p++) {
      if (!isSource(pool.vocabulary, packages.archs[p] as number)) keys.add(nevraKey(packages, p))
    }
  }
  return keys
}

function nevraKey({ names, versions, archs }: Packages, p: number): string {
  return `${names[p]} ${versions[p]} ${archs[p]}`
}

/** An RPM's file name does not tell its epoch. */
function fileOf(pool: Pool, p: number): string {
  return `${withoutEpoch(nevraOf(pool, p))}.rpm`
}

/** Source packages that would bring something lower than the same package that users have, or the update brings itself. */
export function lowerThanThere({ standing, update }: DependencyView, { pool, by }: Offers): string[] {
  const { vocabulary, machine } = standing.pool
  const there = [standing.pool, openPool(vocabulary, update, machine)]
  const known = there.map(had => ({ had, namesakes: namesakesAmong(had, countingIn(had)) }))
  const isBelow = (p: number, had: Pool, other: number) => {
    const [own, others] = [pool.packages.versions[p] as number, had.packages.versions[other] as number]
    return orderVersions(vocabulary.strings, vocabulary.versions, own, others) < 0
  }
  const isLower = (p: number) =>
    pool.ranks[p] !== 0 &&
    known.some(({ had, namesakes }) => samePackagesIn(had, namesakes, p, pool).some(other => isBelow(p, had, other)))
  return [...by.values()].filter(offer => offer.packages.some(isLower)).map(offer => offer.sourcePackage)
}

/** What is to be tried of some source packages. */
export function trialsOf(offers: Offers, picked: Iterable<string>): Trial[] {
  return [...picked].flatMap(name => {
    const offer = offers.by.get(name)
    return offer ? [{ packages: offers.pool.packages, picked: offer.packages, family: offer.family }] : []
  })
}

/**
 * Source packages that could mend why a package cannot be installed, the likeliest first: who provides what is missing, and
 * newer builds of whoever is in the way. Whether one does is for the check to say. Of what users have, a newer build of it
 * comes first: nobody gets a package more than before.
 */
export function candidatesFor(view: DependencyView, offers: Offers, explainer: Explainer, p: number): string[] {
  const { pool } = explainer.rules
  const explanation = explain(explainer, p)
  if (explanation.kind !== 'reasons') return []
  const demands = explanation.reasons.flatMap(reason => reason.because)
  const providers = demands.flatMap(demand =>
    demand.kind === 'needs' ? [...providersOf(offers.pool, demand.dependency)] : [],
  )
  const newer = [...new Set(demands.flatMap(involvedIn))].flatMap(other => successorsOf(pool, offers, other))
  const isOwn = (pool.packages.repositories[p] as number) >= view.question.base.length
  const named = (isOwn ? [...providers, ...newer] : [...newer, ...providers]).flatMap(
    offered => offers.sourceOf.get(offered) ?? [],
  )
  return [...new Set(named)]
}

function involvedIn(demand: Demand): number[] {
  return [demand.package, ...('others' in demand ? demand.others : [])]
}

/** Offered packages that would take the place of one: of its name, or obsoleting it. */
function successorsOf(pool: Pool, offers: Offers, p: number): number[] {
  const name = pool.packages.names[p] as number
  const sameName = pool.sources[p] === 1 ? [] : [...packagesNamed(offers.pool, name)]
  return [...sameName, ...(offers.obsoleting.get(name) ?? [])]
}
