// What a plan acts on: the release with its branch and packages, and where those go in a tree.

import { join } from 'node:path'
import type { RepoHost } from '../../ports/index.ts'
import {
  directoriesFor,
  type PlacedRpm,
  placeRpm,
  type RepoSource,
  releaseDirectory,
  releasesOf,
} from '../../repos/index.ts'
import { isSourceRpm } from '../../rpm/nevra.ts'
import { type BuiltPackage, builtPackages } from '../drafts.ts'
import { type BranchPolicy, branchOf, type Family } from '../policy.ts'
import { loadRelease } from '../store.ts'
import type { PlanInput } from '../submit.ts'
import { releaseTree } from '../trees.ts'
import type { PlanDeps } from './deps.ts'

/** Where the packages of a release go in a tree, and every repository directory that must be there. */
export function placed(
  branch: BranchPolicy,
  built: readonly BuiltPackage[],
  place: (family: Family, arch: string) => string,
): { directories: string[]; rpms: PlacedRpm[] } {
  const families = [...new Set<Family>(['standard', ...built.map(b => b.family)])]
  const rpms = built.flatMap(b => {
    const arches = isSourceRpm(b.rpm.nevra) ? branch.arches : b.arches
    return placeRpm(b.rpm, arch => place(b.family, arch), arches)
  })
  return { directories: directoriesFor(place, families, branch.arches), rpms }
}

export async function subjectOf(deps: Pick<PlanDeps, 'db' | 'policy'>, input: PlanInput) {
  const release = await loadRelease(deps.db, input.release)
  const branch = branchOf(deps.policy, input.branch)
  if (!release || !branch) throw new Error(`no release or branch for ${input.release}`)
  return { release, branch, directory: release.directory, built: await builtPackages(deps.db, input.release) }
}

/** A repository with the part of the distribution it holds. */
export type FamilySource = RepoSource & { readonly family: Family }

export function baseOf(branch: BranchPolicy, arch: string): FamilySource[] {
  return branch.base.map(({ id, family, url }) => ({ id, family, url: url.replaceAll('$arch', arch) }))
}

/** The repositories of an architecture in the release tree: what users have got since, on top of the base. */
export async function publishedOf(
  { db }: Pick<PlanDeps, 'db'>,
  repoHost: RepoHost,
  branch: BranchPolicy,
): Promise<(arch: string) => FamilySource[]> {
  const tree = releaseTree(branch.name)
  const head = await repoHost.head(tree)
  if (head === undefined) return () => []
  const root = repoHost.versionPath(tree, head)
  const directories = new Set((await releasesOf(db, tree)).flatMap(r => r.directories))
  const here = (['standard', 'EPOL'] as const).map(family => ({
    family,
    at: (a: string) => releaseDirectory(family, a),
  }))
  return arch =>
    here
      .filter(({ at }) => directories.has(at(arch)))
      .map(({ family, at }) => ({ id: `published-${family}`, family, url: `file://${join(root, at(arch))}` }))
}
