// An update laid over what users have of one architecture: what it would break, as numbers of packages. Pure.

import type { Graph } from '../rpm/pool/graph.ts'
import { countingIn, isNewest, type Namesakes, namesakesAmong, samePackagesIn } from '../rpm/pool/namesakes.ts'
import { layOver } from '../rpm/pool/overlay.ts'
import { copyPackage, copyPackages, type Packages, type PackagesBuilder } from '../rpm/pool/packages.ts'
import { nevraOf, obsoletedBy, type Pool } from '../rpm/pool/pool.ts'
import { afterUpdate, type ClosureAnswer, type Standing } from './closure-answer.ts'
import type { RepoSource } from './dnf.ts'
import type { Family } from './layout.ts'

/** A repository of a family; where the family is not said, every question counts it. */
export type CheckedSource = RepoSource & { readonly family?: Family }

export interface DependencyQuestion {
  readonly arch: string
  /** What users have. */
  readonly base: readonly CheckedSource[]
  /** What is to come on top of it, source packages beside binary ones. */
  readonly update: readonly CheckedSource[]
  /** Only findings about packages of this family count. */
  readonly counted?: Family
  /** The solver may take so many for one package; many times what real ones take where it is not said. */
  readonly steps?: number
}

/** A question with everything it is about in memory: more packages can be tried on top of the update. */
export interface DependencyView {
  readonly question: DependencyQuestion
  readonly standing: Standing
  readonly graph: Graph
  /** What users have and could not install before. */
  readonly brokenOfUsers: Namesakes
  /** In the words of what stands; a package's repository follows those of the base. */
  readonly update: Packages
}

/** Numbers of packages of the pool. */
export interface Judged {
  readonly pool: Pool
  /** What only this update breaks or lacks. */
  readonly fresh: readonly number[]
  /** What could not be installed before either. */
  readonly old: readonly number[]
  readonly undecided: readonly number[]
}

/** Packages that are tried beside those of the update. */
export interface Trial {
  readonly packages: Packages
  readonly picked: readonly number[]
  readonly family: Family | undefined
}

export function judge(view: DependencyView, trials: readonly Trial[] = []): Judged {
  const { question, standing, graph, brokenOfUsers, update } = view
  const known = question.base.length + question.update.length
  const overlay = layOver(standing.pool, builder => {
    copyPackages(builder, update)
    for (const [n, trial] of trials.entries()) putTrial(builder, trial, known + n)
  })
  const answer = afterUpdate(standing, graph, overlay, question.steps)
  const { pool, found, brokenBefore } = answer
  const families = [...question.base, ...question.update, ...trials].map(source => source.family)
  const isCounted = (p: number) => {
    const family = families[pool.packages.repositories[p] as number]
    return question.counted === undefined || family === undefined || family === question.counted
  }
  const namesakes = namesakesAmong(pool, countingIn(pool))
  const counts = (p: number) => isCounted(p) && isUsers(answer, namesakes, p)
  const wasBroken = (p: number) => samePackagesIn(pool, brokenOfUsers, p).length > 0
  const uninstallable = found.uninstallable.filter(counts)
  return {
    pool,
    fresh: uninstallable.filter(p => !wasBroken(p)),
    old: [...uninstallable.filter(wasBroken), ...brokenBefore.filter(counts)],
    undecided: found.undecided.filter(counts),
  }
}

/**
 * Of what could not be installed, what users have: the newest of each. One that a later version has mended in what stands
 * is no excuse for an update that breaks it again.
 */
export function brokenOfUsersIn({ pool, before }: Standing): Namesakes {
  const namesakes = namesakesAmong(pool, countingIn(pool))
  return namesakesAmong(
    pool,
    before.uninstallable.filter(p => isNewest(pool, namesakes, p)),
  )
}

function putTrial(builder: PackagesBuilder, { packages, picked }: Trial, repository: number): void {
  for (const p of picked) copyPackage(builder, packages, p, repository)
}

/** NEVRAs of what could not be installed before either. */
export function namesOfOld({ pool, old }: Judged): string[] {
  return [...new Set(old.map(p => nevraOf(pool, p)))].sort()
}

/**
 * Whether users will have this package once the update is out: it is of the update, or the newest of those that are the
 * same to users and nothing of the update obsoletes it.
 */
function isUsers({ pool, firstNew }: ClosureAnswer, namesakes: Namesakes, p: number): boolean {
  const { names, obsoletes, count } = pool.packages
  if (p >= firstNew) return true
  if (!isNewest(pool, namesakes, p)) return false
  for (let other = firstNew; other < count; other++) {
    if (names[other] === names[p]) continue
    const own = obsoletes.values.subarray(obsoletes.starts[other], obsoletes.starts[other + 1])
    if (own.some(dependency => [...obsoletedBy(pool, dependency)].includes(p))) return false
  }
  return true
}
