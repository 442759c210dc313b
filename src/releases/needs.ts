// Finds published packages of other releases that need what a withdrawal would take away. A doer.

import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Text } from '../lib/text.ts'
import { dependencyCheck, type PooledRpm, packagesOf, privateRepository, releasesOf, sayChain } from '../repos/index.ts'
import { formatNevra } from '../rpm/nevra.ts'
import type { Release } from './model.ts'
import type { PlanDeps } from './plans/deps.ts'
import { baseOf, subjectOf } from './plans/subject.ts'
import type { BranchPolicy } from './policy.ts'
import { texts } from './texts.ts'
import { releaseTree } from './trees.ts'

/** Judges what would be left of the tree against the base: what is not satisfied any more, and in which release. */
export async function neededByOthers(deps: PlanDeps, release: Release): Promise<readonly Text[]> {
  const { branch } = await subjectOf(deps, { release: release.id, branch: release.branch })
  const tree = releaseTree(branch.name)
  const releases = (await releasesOf(deps.db, tree)).map(r => r.release)
  if (!releases.includes(release.id)) return []
  const left: { release: string; path: string; rpm: PooledRpm }[] = []
  for (const other of releases.filter(r => r !== release.id)) {
    left.push(...(await packagesOf(deps.db, tree, other)).map(p => ({ release: other, ...p })))
  }
  if (left.length === 0) return []
  const needs: Text[] = []
  for (const arch of branch.arches) {
    const rpms = left.filter(m => m.path.split('/').at(-3) === arch).map(m => m.rpm)
    if (rpms.length === 0) continue
    for (const { nevra, chain } of await unmetWithout(deps, { branch, arch, rpms })) {
      const owner = left.find(m => formatNevra(m.rpm.nevra) === nevra)
      if (owner) needs.push(texts.neededBy(owner.release, sayChain(chain)))
    }
  }
  return needs
}

/** What these packages, as an update of the base, require in vain. */
async function unmetWithout(deps: PlanDeps, left: { branch: BranchPolicy; arch: string; rpms: readonly PooledRpm[] }) {
  const { branch, arch, rpms } = left
  await mkdir(deps.workDir, { recursive: true })
  const workDir = await mkdtemp(join(deps.workDir, 'needs-'))
  try {
    const update = await privateRepository({ ...deps, workDir }, rpms)
    return (await dependencyCheck({ arch, base: baseOf(branch, arch), update: [update] }, deps)).own
  } finally {
    await rm(workDir, { recursive: true, force: true })
  }
}
