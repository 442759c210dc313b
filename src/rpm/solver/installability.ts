// Which packages of a pool cannot be installed. The answer equals libsolv's, package by package.

import type { Pool } from '../pool/pool.ts'
import { barredFor, isBarred, isForeign } from './bars.ts'
import type { Rules } from './literals.ts'
import { newRules } from './rules.ts'
import { ask, decideWishes, STEPS_PER_QUESTION } from './wishes.ts'

export interface Findings {
  /** Numbers of packages, ascending. */
  readonly uninstallable: readonly number[]
  /** Those for which the work allowed did not suffice: neither verdict may be believed. */
  readonly undecided: readonly number[]
}

export interface Verdicts extends Findings {
  /** Those whose verdict hung on which packages the one question bars (bars.ts), whatever it was. Few. */
  readonly hanging: readonly number[]
  /** Packages that fit together, all their needs among them: a proof for each of them, see carry-over.ts. */
  readonly together: readonly number[]
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

/** Rules for many single questions about one pool: what one teaches stays for the next. */
export function rulesOf(pool: Pool): Rules {
  return newRules(pool, p => isBarred(pool, p))
}

/** Rules for questions about one package, with exactly what these bar. */
export function rulesFor(pool: Pool, p: number): Rules {
  const barred = barredFor(pool, p)
  return newRules(pool, other => barred.has(other))
}

/**
 * Of the packages asked about (all candidates by default), those that cannot be installed into an empty system. Together
 * under all bars first: who goes in under these goes in. Who goes in under none at all, but not under all, is asked again
 * with those of its own question.
 */
export function uninstallable(pool: Pool, asked: readonly number[], steps = STEPS_PER_QUESTION): Verdicts {
  const { verdicts, together } = decideWishes(rulesOf(pool), asked, steps)
  const refused = asked.filter((_, at) => verdicts[at] === 'uninstallable')
  const undecided = asked.filter((_, at) => verdicts[at] === 'undecided')
  if (refused.length === 0 || !hasBars(pool)) {
    return { uninstallable: refused, undecided, hanging: [], together }
  }
  const unbarred = newRules(pool, () => false)
  const { verdicts: anyhow } = decideWishes(unbarred, refused, steps)
  const hanging = refused.filter((_, at) => anyhow[at] !== 'uninstallable')
  const alone = new Map(hanging.map(p => [p, ask(rulesFor(pool, p).search, p, steps)]))
  return {
    uninstallable: refused.filter(p => (alone.get(p) ?? 'uninstallable') === 'uninstallable'),
    undecided: [...undecided, ...hanging.filter(p => alone.get(p) === 'undecided')].sort((a, b) => a - b),
    hanging,
    together,
  }
}

function hasBars(pool: Pool): boolean {
  for (let p = 0; p < pool.packages.count; p++) if (isBarred(pool, p)) return true
  return false
}
