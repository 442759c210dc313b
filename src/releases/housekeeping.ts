// Clears away what nobody needs any more: old versions of trees, and files that killed runs left behind. A doer.

import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { forgetWorkflows } from '../flow/index.ts'
import type { Ports } from '../ports/index.ts'
import { removeAbandoned } from '../repos/index.ts'
import type { PlanDeps } from './plans/deps.ts'
import { releaseTree, testTree } from './trees.ts'

const DAY_MS = 24 * 3600 * 1000
/** Versions of a tree that stay to be looked at and compared. */
const KEPT_VERSIONS = 20
/** Days for which the queue remembers what it has done, so that an order given twice is known. */
const KEPT_DAYS = 30

export async function keepHouse(deps: PlanDeps & { readonly ports: Pick<Ports, 'repoHost'> }): Promise<void> {
  const yesterday = new Date(deps.clock.now().getTime() - DAY_MS)
  for (const { name } of deps.policy.branches) {
    for (const tree of [releaseTree(name), testTree(name)]) await deps.ports.repoHost.prune(tree, KEPT_VERSIONS)
  }
  await forgetWorkflows(deps.db, new Date(yesterday.getTime() - KEPT_DAYS * DAY_MS))
  await removeAbandoned(deps.poolDir, yesterday)
  for (const name of await readdir(deps.workDir).catch(() => [])) {
    const path = join(deps.workDir, name)
    if ((await stat(path)).mtime < yesterday) await rm(path, { recursive: true, force: true })
  }
}
