// Whether repositories hold together: what of them cannot be installed, or built, and what of that is an update's doing.

import { graphOf } from '../rpm/pool/graph.ts'
import type { Pool } from '../rpm/pool/pool.ts'
import { candidates, uninstallable } from '../rpm/solver/installability.ts'
import { afterUpdate, type ClosureAnswer, type Standing } from './closure-answer.ts'
import type { Explained } from './closure-finding.ts'
import { explainIn, mendFrom } from './closure-report.ts'
import { loadPool, loadUpdate } from './load-pool.ts'
import type { RepositoryNeeds } from './open-repository.ts'

export interface ClosureQuestion {
  /** What users have: directories, addresses, or bare primary.xml files. */
  readonly repositories: readonly string[]
  /** What is to come on top of it: takes the place of packages that are to users the same. */
  readonly updates?: readonly string[]
  /** Repositories of source packages. */
  readonly sources?: readonly string[]
  /** Binary packages are to be installed, source packages to be built; binaries unless sources are given. */
  readonly about?: 'binaries' | 'sources' | 'both'
  /** The machine's: x86_64, aarch64, … */
  readonly arch: string
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

/**
 * Why the packages of a NEVRA can be installed or not, with the update laid over where there is one.
 * @param offers repositories that are not enabled: of each package that cannot be installed it is said whether theirs
 * would let it in
 */
export async function explainNevra(
  { offers = [], ...question }: ClosureQuestion & { readonly offers?: readonly string[] },
  nevra: string,
  needs: RepositoryNeeds,
): Promise<Explained[]> {
  const found = explainIn(await poolOf(question, [], needs), nevra)
  if (offers.length === 0 || found.every(one => one.verdict !== 'uninstallable')) return found
  const { repositories, sources = [] } = question
  const first = repositories.length + sources.length
  return mendFrom(await poolOf(question, offers, needs), found, at => at >= first && at < first + offers.length)
}

/** What users have and what is on offer beside each other, and the update over both. */
async function poolOf(
  { repositories, updates = [], sources = [], arch }: ClosureQuestion,
  offers: readonly string[],
  needs: RepositoryNeeds,
): Promise<Pool> {
  const places = [...repositories, ...sources, ...offers]
  const base = await loadPool(places, arch, needs)
  if (updates.length === 0) return base
  return (await loadUpdate(base, { places: updates, at: places.length }, needs)).pool
}
