// What would be installed along with a package, and which packages on offer would mend one that cannot be installed.

import type { Rules } from './rules.ts'
import { addPair, backTo, newVariable } from './search.ts'
import { ask, STEPS_PER_QUESTION } from './wishes.ts'

export type Along =
  /** Besides what was wanted and what is installed; ascending. */
  | { readonly kind: 'comes'; readonly packages: readonly number[] }
  | { readonly kind: 'impossible' }
  | { readonly kind: 'undecided' }

/**
 * What has to be installed so that all the wanted packages are, together. Providers there are already are taken first, then
 * those of preference.ts; nothing is chosen that nobody asks for. It is a set that works, seldom larger than need be, but
 * not proved to be the smallest.
 * @param there packages taken rather than others: installed ones, or those of repositories already enabled.
 */
export function whatComesAlong(
  rules: Rules,
  wanted: readonly number[],
  there: Iterable<number> = [],
  steps = STEPS_PER_QUESTION,
): Along {
  const { search } = rules
  backTo(search, 0)
  const installed = new Set(there)
  for (const p of installed) search.preferred[p] = 1
  const all = newVariable(search)
  for (const p of wanted) addPair(search, 2 * all + 1, 2 * p)
  const isRefused = wanted.some(p => search.values[p] === -1)
  const verdict = isRefused ? 'uninstallable' : ask(search, all, steps)
  const chosen = [...search.trail.subarray(0, search.trailLength)]
    .filter(literal => (literal & 1) === 0)
    .map(l => l >> 1)
  backTo(search, 0)
  for (const p of installed) search.preferred[p] = 0
  if (verdict !== 'installable') return { kind: verdict === 'undecided' ? 'undecided' : 'impossible' }
  const isNew = (p: number) => p < rules.pool.packages.count && !installed.has(p) && !wanted.includes(p)
  return { kind: 'comes', packages: chosen.filter(isNew).sort((a, b) => a - b) }
}

/**
 * Which packages on offer let a package be installed: asked in a pool that holds the offered repositories beside the
 * enabled ones, of which only the offered packages that are needed are named.
 */
export function fixedBy(rules: Rules, p: number, isOffered: (p: number) => boolean): Along {
  const enabled = Array.from({ length: rules.pool.packages.count }, (_, other) => other).filter(
    other => !isOffered(other),
  )
  const along = whatComesAlong(rules, [p], enabled)
  return along.kind === 'comes' ? { kind: 'comes', packages: along.packages.filter(isOffered) } : along
}
