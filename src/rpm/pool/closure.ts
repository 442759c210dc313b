// Everything a package needs, or everything that needs it, however far: layer by layer over the graph.

import type { Graph } from './graph.ts'

export interface Closure {
  /** Packages in the order they were reached, the ones begun with first. */
  readonly packages: Uint32Array
  /** Where each layer ends: the first holds what was begun with, the second what these need themselves, and so on. */
  readonly layerEnds: readonly number[]
}

export type Direction = 'needs' | 'needed-by'

/**
 * Of a rich dependency everything counts that may be chosen for its sake. Source packages are reached only as those that
 * need something to be built, and only `withSources`.
 * @param maxLayers 1: only what is needed directly.
 */
export function closureOf(
  graph: Graph,
  begin: Iterable<number>,
  direction: Direction,
  { withSources = false, maxLayers = Number.POSITIVE_INFINITY } = {},
): Closure {
  const { pool, providers, requirers, meets } = graph
  const [steps, ends] = direction === 'needs' ? [pool.packages.requires, providers] : [meets, requirers]
  const reached = new Uint8Array(pool.packages.count)
  const asked = new Uint8Array(providers.starts.length)
  const queue = new Uint32Array(pool.packages.count)
  let length = 0
  for (const p of begin) {
    if (reached[p] === 1) continue
    reached[p] = 1
    queue[length++] = p
  }
  const layerEnds = [length]
  for (let at = 0; at < length && layerEnds.length <= maxLayers; ) {
    const layerEnd = length
    for (; at < layerEnd; at++) {
      const p = queue[at] as number
      for (let i = steps.starts[p] as number; i < (steps.starts[p + 1] as number); i++) {
        const dependency = steps.values[i] as number
        if (asked[dependency] === 1) continue
        asked[dependency] = 1
        for (let j = ends.starts[dependency] as number; j < (ends.starts[dependency + 1] as number); j++) {
          const other = ends.values[j] as number
          if (reached[other] === 1 || (!withSources && pool.sources[other] === 1)) continue
          reached[other] = 1
          queue[length++] = other
        }
      }
    }
    if (length > layerEnd) layerEnds.push(length)
  }
  return { packages: queue.slice(0, length), layerEnds }
}
