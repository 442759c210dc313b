// Packages of a pool that are one and the same to those who have them, in whatever version. Pure.

import { isSamePackage } from '../same-package.ts'
import type { Pool } from './pool.ts'
import { textOf } from './strings.ts'
import { orderVersions } from './versions.ts'

type Told = Pick<Pool, 'packages' | 'vocabulary'>

/** By name, numbers of packages of a pool. */
export type Namesakes = ReadonlyMap<number, readonly number[]>

export function namesakesAmong({ packages }: Told, among: Iterable<number>): Namesakes {
  const found = new Map<number, number[]>()
  for (const p of among) {
    const name = packages.names[p] as number
    const same = found.get(name)
    if (same) same.push(p)
    else found.set(name, [p])
  }
  return found
}

/** Source packages too, but nothing of other machines or replaced; from one package on, up to another. */
export function* countingIn(
  { ranks, sources, packages }: Pick<Pool, 'packages' | 'ranks' | 'sources'>,
  from = 0,
  end = packages.count,
): Generator<number> {
  for (let p = from; p < end; p++) if (ranks[p] !== 0 || sources[p] !== 0) yield p
}

/**
 * Those that are the same package as one, it itself among them where it is there.
 * @param of the pool that one is of, where it is another one in the same words
 */
export function samePackagesIn(pool: Told, namesakes: Namesakes, p: number, of = pool): number[] {
  const others = namesakes.get(of.packages.names[p] as number)
  if (others === undefined) return []
  const own = told(of, p)
  return others.filter(other => isSamePackage(told(pool, other), own))
}

export function isNewest(pool: Told, namesakes: Namesakes, p: number): boolean {
  return !samePackagesIn(pool, namesakes, p).some(other => isNewer(pool, other, p))
}

export function isNewer({ packages, vocabulary }: Told, p: number, than: number): boolean {
  const versionOf = (of: number) => packages.versions[of] as number
  return orderVersions(vocabulary.strings, vocabulary.versions, versionOf(p), versionOf(than)) > 0
}

function told({ packages, vocabulary: { strings } }: Told, p: number): { name: string; arch: string } {
  return { name: textOf(strings, packages.names[p] as number), arch: textOf(strings, packages.archs[p] as number) }
}
