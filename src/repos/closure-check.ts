// Whether repositories hold together: what of them cannot be installed, or built, and what of that is an update's doing.

import { type Graph, graphOf } from '../rpm/pool/graph.ts'
import type { Overlay } from '../rpm/pool/overlay.ts'
import type { Pool } from '../rpm/pool/pool.ts'
import { candidates, type Findings, uninstallable, type Verdicts } from '../rpm/solver/installability.ts'
import { checkUpdate } from '../rpm/solver/update-check.ts'
import type { Explained } from './closure-finding.ts'
import { explainIn } from './closure-report.ts'
import { loadPool, loadUpdate } from './load-pool.ts'
import type { RepositoryNeeds } from './open-repository.ts'

export interface ClosureQuestion {
  /** What users have: directories, addresses, or bare primary.xml files. */
  readonly repositories: readonly string[]
  /** What is to come on top of it: takes the place of packages of the same name and architecture. */
  readonly updates?: readonly string[]
  /** Repositories of source packages. */
  readonly sources?: readonly string[]
  /** Binary packages are to be installed, source packages to be built; binaries unless sources are given. */
  readonly about?: 'binaries' | 'sources' | 'both'
  /** The machine's: x86_64, aarch64, … */
  readonly arch: string
}

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

export async function openStanding(
  { repositories, sources = [], arch, ...question }: Omit<ClosureQuestion, 'updates'>,
  needs: RepositoryNeeds,
): Promise<Standing> {
  const { about = sources.length > 0 ? 'sources' : 'binaries' } = question
  const withSources = about !== 'binaries'
  const pool = await loadPool([...repositories, ...sources], arch, needs)
  const isAsked = (of: Pool) => (p: number) => about !== (of.sources[p] === 1 ? 'binaries' : 'sources')
  const asked = candidates(pool, withSources).filter(isAsked(pool))
  return { pool, before: uninstallable(pool, asked), withSources, asked, isAsked }
}

export async function askClosure(question: ClosureQuestion, needs: RepositoryNeeds): Promise<ClosureAnswer> {
  const { repositories, updates = [], sources = [] } = question
  const standing = await openStanding(question, needs)
  const { pool, before, asked } = standing
  const whole = { pool, firstNew: pool.packages.count, asked: asked.length, found: before }
  if (updates.length === 0) return { ...whole, before: [], brokenBefore: [], fixed: [] }
  const at = repositories.length + sources.length
  const overlay = await loadUpdate(pool, { places: updates, at }, needs)
  return afterUpdate(standing, graphOf(pool), overlay)
}

/** @param graph of what stands; it stays good for every update. */
export function afterUpdate(standing: Standing, graph: Graph, overlay: Overlay): ClosureAnswer {
  const { before, withSources } = standing
  const { pool } = overlay
  const isAsked = standing.isAsked(pool)
  const after = checkUpdate(graph, overlay, before, { withSources })
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

/** Why the packages of a NEVRA can be installed or not, with the update laid over where there is one. */
export async function explainNevra(
  { repositories, updates = [], sources = [], arch }: ClosureQuestion,
  nevra: string,
  needs: RepositoryNeeds,
): Promise<Explained[]> {
  const base = await loadPool([...repositories, ...sources], arch, needs)
  const at = repositories.length + sources.length
  const pool = updates.length === 0 ? base : (await loadUpdate(base, { places: updates, at }, needs)).pool
  return explainIn(pool, nevra)
}
