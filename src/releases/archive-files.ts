// The update list of a published release as files of the release-management repository: which, where, with what in
// them. Pure. A directory per release as the seed wants it (upload_release_pkg: releasetime names the directory).

import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import { stringify } from 'yaml'
import { compareCodeUnits } from '../lib/natural-order.ts'
import { listTexts } from '../repos/index.ts'
import type { BuiltPackage } from './drafts.ts'
import { isPublished, type Release } from './model.ts'
import { type BranchPolicy, branchOf, type ReleasesPolicy } from './policy.ts'
import type { ArchiveView } from './view.ts'

// A type alias, not an interface: it is stored as JSON.

/** Files of a repository as they are to be, `null` for one that is not to be there; sorted by path. */
export type ArchiveState = {
  readonly repository: string
  /** The default branch when null. */
  readonly branch: string | null
  readonly files: readonly { readonly path: string; readonly content: string | null }[]
}

/** What is remembered of a release's archive. */
export interface ArchiveRecord {
  /** What was there before; null as long as nothing was committed. */
  readonly kept: ArchiveState | null
  readonly digest: string | null
  /** Why the last try failed, and when that was. */
  readonly problem: string | null
  readonly triedAt: Date | null
}

/** What the archive of a release must hold now; undefined while its packages are not published. */
export function wantedArchive(
  release: Release,
  built: readonly BuiltPackage[],
  policy: ReleasesPolicy,
): ArchiveState | undefined {
  const branch = branchOf(policy, release.branch)
  if (!branch || !isPublished(release)) return undefined
  const { pkglist, csv } = listTexts(built.map(b => b.rpm))
  const at = (name: string) => posix.join(policy.archive?.directory ?? '', release.directory, name)
  const names = [...new Set(built.map(b => b.rpm.sourceName))].sort(compareCodeUnits)
  return {
    repository: policy.archive?.repository ?? policy.forge.repository,
    branch: policy.archive?.branch ?? null,
    files: [
      { path: at(`${branch.name}-pkglist`), content: pkglist },
      { path: at(`${branch.name}.csv`), content: csv },
      { path: at(`${branch.name}.yaml`), content: projectFile(release, branch, { names, ...policy.archive }) },
    ],
  }
}

/** Tells one state of the archive from another. */
export function digestOf(state: ArchiveState): string {
  return createHash('sha256').update(JSON.stringify(state)).digest('hex')
}

/** Whether the archive is not yet as it must be, by what was last committed. */
export function isPending(wanted: ArchiveState | undefined, record: ArchiveRecord | undefined): boolean {
  return wanted ? record?.digest !== digestOf(wanted) : (record?.kept ?? null) !== null
}

/** What people see of it; null when there is none and none must be. */
export function archiveView(wanted: ArchiveState | undefined, record: ArchiveRecord | undefined): ArchiveView | null {
  const shown = wanted ?? record?.kept
  if (!shown) return null
  const pending = isPending(wanted, record)
  return {
    repository: shown.repository,
    files: shown.files.map(f => f.path),
    state: pending ? 'pending' : 'archived',
    problem: pending ? (record?.problem ?? null) : null,
  }
}

/** The build project of an update, as a build service can read it again: `<branch>.yaml`. */
function projectFile(
  { directory }: Release,
  branch: BranchPolicy,
  { names, sources }: { names: readonly string[]; sources?: string | undefined },
): string {
  const project = `${branch.name}-update-${directory.replace(/^update_/, '')}`
  return stringify({
    os_project: project,
    spec_branch: branch.name,
    package_repos: names.map(name => ({
      spec_name: name,
      spec_url: (sources ?? '').replaceAll('$package', name),
      spec_branch: branch.name,
    })),
    build_targets: branch.arches.map(architecture => ({ os_variant: branch.name, architecture })),
    bootstrap_rpm_repo: branch.base.map(({ id, url }) => ({ name: id, repo: url })),
    build_env_macros: { tag: project },
  })
}
