// What was asked of repositories and what came out, before and after an update. Pure.

import type { Graph } from '../rpm/pool/graph.ts'
import type { Overlay } from '../rpm/pool/overlay.ts'
import type { Pool } from '../rpm/pool/pool.ts'
import { candidates, type Findings, type Verdicts } from '../rpm/solver/installability.ts'
import { checkUpdate } from '../rpm/solver/update-check.ts'

/** Findings are numbers of packages of the pool. */
export interface ClosureAnswer {
  readonly pool: Pool
  /** The update's packages: from this number on; all are below it where there is no update. */
  readonly firstNew: number
  /** How many packages were asked about. */
  readonly asked: number
  /** With an update: what it alone has done. */
  readonly found: Findings
  /** What could not be installed before the update, also where the update takes its place. */
  readonly before: readonly number[]
  /** Of these, what still cannot. */
  readonly brokenBefore: readonly number[]
  /** What the update has mended. */
  readonly fixed: readonly number[]
}

/** What users have, judged once: any number of updates can be laid over it. */
export interface Standing {
  readonly pool: Pool
  readonly before: Verdicts
  readonly withSources: boolean
  readonly asked: readonly number[]
  readonly isAsked: (pool: Pool) => (p: number) => boolean
}

/**
 * @param graph of what stands; it stays good for every update.
 * @param steps for one question, where it is not as many as the solver takes by itself
 */
export function afterUpdate(standing: Standing, graph: Graph, overlay: Overlay, steps?: number): ClosureAnswer {
  const { before, withSources } = standing
  const { pool } = overlay
  const isAsked = standing.isAsked(pool)
  const after = checkUpdate(graph, overlay, before, { withSources, ...(steps !== undefined && { steps }) })
  const [missing, broken, fixed, brokenBefore, undecided] = [
    after.missing,
    after.broken,
    after.fixed,
    after.brokenBefore,
    after.undecided,
  ].map(packages => packages.filter(isAsked))
  return {
    pool,
    firstNew: overlay.firstNew,
    asked: candidates(pool, withSources).filter(isAsked).length,
    found: { uninstallable: [...(broken ?? []), ...(missing ?? [])], undecided: undecided ?? [] },
    before: before.uninstallable,
    brokenBefore: brokenBefore ?? [],
    fixed: fixed ?? [],
  }
}
