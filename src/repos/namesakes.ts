// Packages of a pool that are one and the same to those who have them, in whatever version. Pure.

import type { Pool } from '../rpm/pool/pool.ts'
import { textOf } from '../rpm/pool/strings.ts'
import { orderVersions } from '../rpm/pool/versions.ts'
import { isSamePackage } from '../rpm/same-package.ts'

/** By name, numbers of packages of a pool. */
export type Namesakes = ReadonlyMap<number, readonly number[]>

/** @param among all that count, where it is not said: source packages too, but nothing of other machines or replaced */
export function namesakesAmong(pool: Pool, among: Iterable<number> = countingIn(pool)): Namesakes {
  const found = new Map<number, number[]>()
  for (const p of among) {
    const name = pool.packages.names[p] as number
    const same = found.get(name)
    if (same) same.push(p)
    else found.set(name, [p])
  }
  return found
}

function* countingIn({ ranks, sources, packages }: Pool): Generator<number> {
  for (let p = 0; p < packages.count; p++) if (ranks[p] !== 0 || sources[p] !== 0) yield p
}

/** Those that are the same package as one, it itself among them where it is there. */
export function samePackagesIn(pool: Pool, namesakes: Namesakes, p: number): number[] {
  const own = told(pool, p)
  return (namesakes.get(pool.packages.names[p] as number) ?? []).filter(other => isSamePackage(told(pool, other), own))
}

export function isNewest(pool: Pool, namesakes: Namesakes, p: number): boolean {
  const { packages, vocabulary } = pool
  const versionOf = (of: number) => packages.versions[of] as number
  const isNewer = (other: number) =>
    orderVersions(vocabulary.strings, vocabulary.versions, versionOf(other), versionOf(p)) > 0
  return !samePackagesIn(pool, namesakes, p).some(isNewer)
}

function told({ packages, vocabulary: { strings } }: Pool, p: number): { name: string; arch: string } {
  return { name: textOf(strings, packages.names[p] as number), arch: textOf(strings, packages.archs[p] as number) }
}
