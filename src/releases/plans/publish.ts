// Plan `publish`: adds the packages to the branch's release tree, archives the list, moves the test directory to history.

import { type Plan, plan, step } from '../../flow/index.ts'
import { isRefusal, RefusedError, refuse } from '../../lib/errors.ts'
import {
  applyChange,
  type ChangeIntent,
  type Downgrade,
  prepareChange,
  releaseDirectory,
  type TreeChange,
  undoChange,
} from '../../repos/index.ts'
import { formatNevra } from '../../rpm/nevra.ts'
import { rowsThatCount } from '../model.ts'
import type { Family } from '../policy.ts'
import type { PlanInput } from '../submit.ts'
import { releaseTree, testTree } from '../trees.ts'
import { hasToldLower, LOWER_VERSION } from '../upgrade-path.ts'
import { upgradeTexts } from '../upgrade-texts.ts'
import type { PlanDeps } from './deps.ts'
import { placed, subjectOf } from './subject.ts'

export function publishPlan(deps: PlanDeps): Plan {
  const treeStep = (
    name: string,
    tree: (branch: string) => string,
    change: (input: PlanInput) => Promise<TreeChange>,
  ) =>
    step<PlanInput, 'repoHost', ChangeIntent, number>({
      name,
      uses: ['repoHost'],
      writes: input => tree(input.branch),
      async prepare(c) {
        const reader = { db: deps.db, repoHost: c.ports.repoHost, clock: deps.clock }
        const intent = await prepareChange(reader, { tree: tree(c.input.branch), change: await change(c.input) })
        if (isRefusal(intent)) throw new RefusedError(intent)
        await refuseUnseen(deps, c.input, intent.downgrades)
        return intent
      },
      start: async (c, intent) => (await applyChange({ ...deps, repoHost: c.ports.repoHost }, intent, c)).version,
      undo: async (c, intent) => {
        await undoChange({ ...deps, repoHost: c.ports.repoHost }, intent, c)
      },
    })
  return plan('publish', [
    treeStep('publish-packages', releaseTree, async input => {
      const { branch, built } = await subjectOf(deps, input)
      const place = (family: Family, arch: string) => releaseDirectory(family, arch)
      return { kind: 'add', release: input.release, ...placed(branch, built, place) }
    }),
    // Beside the list in the release-management repository, which follows by comparing and has names alone: what exactly
    // was published, with checksums and rows, kept at the moment of publishing also while the forge is away.
    step<PlanInput, 'objectStore', { key: string; list: string }, null>({
      name: 'archive-list',
      uses: ['objectStore'],
      async prepare(c) {
        const { release, built, directory } = await subjectOf(deps, c.input)
        const packages = built.map(b => ({
          nevra: formatNevra(b.rpm.nevra),
          file: b.rpm.file,
          sha256: b.rpm.sha256,
          source: b.rpm.sourceName,
          family: b.family,
          arches: b.arches,
        }))
        const items = rowsThatCount(release.items).map(({ kind, issue, repository, cve }) => ({
          kind,
          issue,
          repository,
          cve,
        }))
        const list = JSON.stringify(
          { release: release.id, branch: release.branch, directory, items, packages },
          null,
          2,
        )
        return { key: `release-lists/${release.branch}/${directory}/update-list.json`, list: `${list}\n` }
      },
      async start(c, { key, list }) {
        await c.ports.objectStore.put(key, new TextEncoder().encode(list), 'application/json; charset=utf-8')
        return null
      },
      undo: async (c, { key }) => await c.ports.objectStore.delete(key),
    }),
    treeStep('close-test-directory', testTree, async input => ({
      kind: 'published',
      release: input.release,
      published: true,
    })),
  ])
}

/**
 * What the self-check saw and people let through goes on; what was published meanwhile nobody has seen. A release that was
 * out before and withdrawn comes back to its place beside what came since.
 */
async function refuseUnseen(deps: PlanDeps, input: PlanInput, downgrades: readonly Downgrade[]): Promise<void> {
  if (downgrades.length === 0) return
  const { release } = await subjectOf(deps, input)
  if (release.withdrawn) return
  const found = release.runs.find(r => r.plan === 'self-check')?.findings ?? []
  const unseen = downgrades.filter(downgrade => !found.some(f => hasToldLower(f, downgrade)))
  const pairs = [...new Set(unseen.map(({ from, to }) => `${formatNevra(to)} < ${formatNevra(from)}`))]
  if (pairs.length > 0) throw new RefusedError(refuse(LOWER_VERSION, upgradeTexts.publishedSince(pairs)))
}
