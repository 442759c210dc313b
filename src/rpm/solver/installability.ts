// Which packages of a pool cannot be installed. The answer equals libsolv's, package by package.

import { NOARCH } from '../pool/architectures.ts'
import type { Pool } from '../pool/pool.ts'
import { packagesNamed } from '../pool/pool.ts'
import { newRules, type Rules } from './rules.ts'
import { decideWishes, STEPS_PER_QUESTION } from './wishes.ts'

export interface Findings {
  /** Numbers of packages, ascending. */
  readonly uninstallable: readonly number[]
  /** Those for which the work allowed did not suffice: neither verdict may be believed. */
  readonly undecided: readonly number[]
}

/**
 * The packages worth asking about: binary packages for this machine, but not those of a lesser architecture where its own
 * has a package of that name; and source packages where `withSources`, whose build requirements are then asked for.
 */
export function candidates(pool: Pool, withSources: boolean): number[] {
  const found: number[] = []
  for (let p = 0; p < pool.packages.count; p++) {
    if (pool.sources[p] === 1 ? withSources : pool.ranks[p] !== 0 && !isForeign(pool, p)) found.push(p)
  }
  return found
}

/** A package of a lesser architecture where the machine's own has one of that name. */
export function isForeign(pool: Pool, p: number): boolean {
  const rank = pool.ranks[p] as number
  if (rank <= OWN) return false
  return packagesNamed(pool, pool.packages.names[p] as number).some(other => pool.ranks[other] === OWN)
}

const OWN = NOARCH + 1

/** Rules for many single questions about one pool: what one teaches stays for the next. */
export function rulesOf(pool: Pool): Rules {
  return newRules(pool, p => isForeign(pool, p))
}

/** Of the packages asked about (all candidates by default), those that cannot be installed into an empty system. */
export function uninstallable(pool: Pool, asked: readonly number[], steps = STEPS_PER_QUESTION): Findings {
  const verdicts = decideWishes(
    newRules(pool, p => isForeign(pool, p)),
    asked,
    steps,
  )
  return {
    uninstallable: asked.filter((_, at) => verdicts[at] === 'uninstallable'),
    undecided: asked.filter((_, at) => verdicts[at] === 'undecided'),
  }
}
