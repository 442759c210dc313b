// Whether an update holds together with what users have: what of it cannot be installed or built, and what it breaks.
// What a check finds is data; an error is thrown only when the check itself could not be made.

import { ExternalError, RefusedError } from '../lib/errors.ts'
import { graphOf } from '../rpm/pool/graph.ts'
import type { Packages } from '../rpm/pool/packages.ts'
import type { Vocabulary } from '../rpm/pool/vocabulary.ts'
import { openStanding } from './closure-check.ts'
import type { ClosureFinding } from './closure-finding.ts'
import { describeFindings } from './closure-report.ts'
import { brokenOfUsersIn, type DependencyQuestion, type DependencyView, judge, namesOfOld } from './dependency-view.ts'
import type { RepoSource } from './dnf.ts'
import { loadPackages } from './load-pool.ts'
import { placeOf } from './metadata-source.ts'
import type { RepositoryNeeds } from './open-repository.ts'

export interface DependencyVerdict {
  /** Of the update's own packages: what cannot be installed or built. */
  readonly own: readonly ClosureFinding[]
  /** What users have and could install before. */
  readonly broken: readonly ClosureFinding[]
  /** NEVRAs of what users have that could not be installed before either, and of the update's packages in their place. */
  readonly before: readonly string[]
}

export async function dependencyCheck(
  question: DependencyQuestion,
  needs: RepositoryNeeds,
): Promise<DependencyVerdict> {
  return verdictOf(await openDependencyView(question, needs))
}

export async function openDependencyView(
  question: DependencyQuestion,
  needs: RepositoryNeeds,
): Promise<DependencyView> {
  const { arch, base } = question
  const standing = await openStanding({ repositories: placesOf(base), arch, about: 'both' }, needs).catch(asLookup)
  const { vocabulary } = standing.pool
  const update = await loadSources(vocabulary, { sources: question.update, at: base.length }, needs)
  return { question, standing, graph: graphOf(standing.pool), brokenOfUsers: brokenOfUsersIn(standing), update }
}

/** @param sources.at the number of the first repository */
export async function loadSources(
  vocabulary: Vocabulary,
  { sources, at }: { readonly sources: readonly RepoSource[]; readonly at: number },
  needs: RepositoryNeeds,
): Promise<Packages> {
  return await loadPackages(vocabulary, { places: placesOf(sources), at }, needs).catch(asLookup)
}

/** What the update of a view does, with chains. */
export function verdictOf(view: DependencyView): DependencyVerdict {
  const judged = judge(view)
  const { pool, fresh, undecided } = judged
  const described = describeFindings(pool, { uninstallable: fresh, undecided })
  const own = view.question.base.length
  return {
    own: described.filter(f => f.repository >= own),
    broken: described.filter(f => f.repository < own),
    before: namesOfOld(judged),
  }
}

function placesOf(sources: readonly RepoSource[]): string[] {
  return sources.map(({ url }) => placeOf(url))
}

/** A repository of the configuration that cannot be read is nobody's verdict: the check is made again later. */
export function asLookup(error: unknown): never {
  if (!(error instanceof RefusedError)) throw error
  const message = error.refusal.because.en
  throw new ExternalError({ system: 'repository', operation: 'read the metadata', message, retryable: true })
}
