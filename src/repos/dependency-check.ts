// Whether an update holds together with what users have: what of it cannot be installed or built, and what it breaks.
// What a check finds is data; an error is thrown only when the check itself could not be made.

import { fileURLToPath } from 'node:url'
import { ExternalError, RefusedError } from '../lib/errors.ts'
import { nevraOf, obsoletedBy, type Pool, packagesNamed } from '../rpm/pool/pool.ts'
import { orderVersions } from '../rpm/pool/versions.ts'
import { askClosure, type ClosureAnswer } from './closure-check.ts'
import type { ClosureFinding } from './closure-finding.ts'
import { describeFindings } from './closure-report.ts'
import type { RepoSource } from './dnf.ts'
import type { RepositoryNeeds } from './open-repository.ts'

export interface DependencyQuestion {
  readonly arch: string
  /** What users have. */
  readonly base: readonly RepoSource[]
  /** What is to come on top of it, source packages beside binary ones. */
  readonly update: readonly RepoSource[]
}

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
  const { arch, base, update } = question
  const [repositories, updates] = [base, update].map(sources => sources.map(placeOf))
  const asked = { repositories: repositories ?? [], updates: updates ?? [], arch, about: 'both' as const }
  const answer = await askClosure(asked, needs).catch(asLookup)
  const { pool, found, before, brokenBefore } = answer
  const wasBroken = new Set(before.map(p => keyOf(pool, p)))
  const counts = [...found.uninstallable].filter(p => isUsers(answer, p))
  const fresh = counts.filter(p => !wasBroken.has(keyOf(pool, p)))
  const old = [...counts.filter(p => wasBroken.has(keyOf(pool, p))), ...brokenBefore.filter(p => isUsers(answer, p))]
  const undecided = found.undecided.filter(p => isUsers(answer, p))
  const described = describeFindings(pool, { uninstallable: fresh, undecided })
  return {
    own: described.filter(f => f.repository >= base.length),
    broken: described.filter(f => f.repository < base.length),
    before: [...new Set(old.map(p => nevraOf(pool, p)))].sort(),
  }
}

/**
 * Whether users will have this package once the update is out: it is of the update, or the newest of its name and
 * architecture and nothing of the update obsoletes it.
 */
function isUsers({ pool, firstNew }: ClosureAnswer, p: number): boolean {
  const { names, archs, versions, obsoletes, count } = pool.packages
  if (p >= firstNew) return true
  const { strings, versions: known } = pool.vocabulary
  const isNewer = (other: number) =>
    archs[other] === archs[p] && orderVersions(strings, known, versions[other] as number, versions[p] as number) > 0
  if ([...packagesNamed(pool, names[p] as number)].some(isNewer)) return false
  for (let other = firstNew; other < count; other++) {
    if (names[other] === names[p]) continue
    const own = obsoletes.values.subarray(obsoletes.starts[other], obsoletes.starts[other + 1])
    if (own.some(dependency => [...obsoletedBy(pool, dependency)].includes(p))) return false
  }
  return true
}

/** The same package in another version. */
function keyOf(pool: Pool, p: number): string {
  return `${pool.packages.names[p]} ${pool.packages.archs[p]}`
}

function placeOf({ url }: RepoSource): string {
  return url.startsWith('file:') ? fileURLToPath(url) : url
}

/** A repository of the configuration that cannot be read is nobody's verdict: the check is made again later. */
export function asLookup(error: unknown): never {
  if (!(error instanceof RefusedError)) throw error
  const message = error.refusal.because.en
  throw new ExternalError({ system: 'repository', operation: 'read the metadata', message, retryable: true })
}
