// Makes and publishes one version of a tree: built anew in a workspace, checked, sealed, pointed at, recorded.
// Broken off between any two of these and begun again it comes to the same end. A sealed version is never written to.

import { rm, stat } from 'node:fs/promises'
import type { Db } from '../db/index.ts'
import { ExternalError, isRefusal, type Refusal, RefusedError } from '../lib/errors.ts'
import { isAbsent } from '../lib/files.ts'
import type { RepoHost } from '../ports/index.ts'
import type { PlacedRpm } from './layout.ts'
import { highestRevision } from './reachable.ts'
import {
  insertVersion,
  inTransaction,
  type RecordedVersion,
  selectRpms,
  selectTree,
  selectVersions,
  writeMember,
} from './store.ts'
import { carriedFiles } from './tree-carry.ts'
import { changeTree, type Downgrade, type TreeChange } from './tree-change.ts'
import { checkTree } from './tree-check.ts'
import { buildTree, carryFiles, forgetChecksums, type TreeBuilder } from './tree-files.ts'
import { rpmsByPath, type TreeState, type WrittenRelease } from './tree-state.ts'
import { publishedRepositories, type WantedTree, wantedTree } from './wanted-tree.ts'

export interface TreeReader {
  readonly db: Db
  readonly repoHost: RepoHost
}

export interface TreeWriter extends TreeReader, TreeBuilder {}

/** A change with everything fixed that gets into published bytes. A type alias: it is stored as JSON. */
export type ChangeIntent = {
  /** Unique: the change it stands for is recorded once. */
  readonly key: string
  readonly tree: string
  readonly change: TreeChange
  /** Nothing will happen: the tree is already so. */
  readonly unchanged: boolean
  /** The version it changes; 0 before the first one. */
  readonly base: number
  readonly version: number
  /** Unix seconds, later than that of every version before. */
  readonly revision: number
  /** ISO 8601. */
  readonly createdAt: string
  /** For how many versions files that are no longer offered stay for clients in mid-download. */
  readonly graceVersions: number
  readonly downgrades: readonly Downgrade[]
  /** What the release had before; null when it was not in the tree. */
  readonly former: WrittenRelease | null
}

export type AppliedChange = { readonly version: number; readonly unchanged?: true }

/** Who applies a change: a name no other attempt has, and the run it belongs to. */
export interface Attempt {
  readonly attempt: string
  readonly run: string
}

/**
 * Publishes what the intent says. When the tree has moved on since it was prepared, or something else lies under its
 * number, the change is made over what is there now, under later numbers.
 */
export async function publishChange(writer: TreeWriter, intent: ChangeIntent, by: Attempt): Promise<AppliedChange> {
  const { tree, version } = intent
  const state = await selectTree(writer.db, tree)
  const next = await changedTree(writer.db, state, intent.change)
  if (isRefusal(next)) throw new RefusedError(next)
  const versions = await selectVersions(writer.db, tree, Math.max(1, intent.graceVersions))
  const wanted = wantedTree(tree, next, intent.revision, versions[0]?.repositories ?? [])
  const sealed = await sealedState(writer.repoHost, intent, wanted)
  const isOvertaken = (versions[0]?.number ?? 0) !== intent.base || sealed === 'other'
  if (isOvertaken || ((await writer.repoHost.head(tree)) ?? 0) > version) {
    return publishChange(writer, { ...intent, ...(await nextNumbers(writer, tree, intent.revision)) }, by)
  }
  const withdrawn = withdrawnRpms(state, next)
  if (sealed === 'absent') await buildAndSeal(writer, intent, wanted, { versions, withdrawn, attempt: by.attempt })
  await writer.repoHost.pointAt(tree, version)
  await inTransaction(writer.db, async tx => {
    await insertVersion(tx, {
      tree,
      number: version,
      revision: intent.revision,
      changeKey: intent.key,
      run: by.run,
      createdAt: new Date(intent.createdAt),
      repositories: publishedRepositories(wanted),
      withdrawn,
    })
    await writeMember(tx, tree, intent.change.release, next.get(intent.change.release))
  })
  return { version }
}

/** What lies under the intent's number: nothing, what it wants, or something else (left behind by another change). */
async function sealedState(
  repoHost: RepoHost,
  { tree, version }: ChangeIntent,
  wanted: WantedTree,
): Promise<'absent' | 'as-wanted' | 'other'> {
  const path = repoHost.versionPath(tree, version)
  if (!(await isThere(path))) return 'absent'
  return (await checkTree(path, wanted)).length === 0 ? 'as-wanted' : 'other'
}

interface Earlier {
  /** Newest first. */
  readonly versions: readonly RecordedVersion[]
  readonly withdrawn: readonly PlacedRpm[]
  readonly attempt: string
}

async function buildAndSeal(
  writer: TreeWriter,
  { tree, version, graceVersions }: ChangeIntent,
  wanted: WantedTree,
  { versions, withdrawn, attempt }: Earlier,
): Promise<void> {
  const { repoHost } = writer
  const paths = versions.map(v => ({ ...v, path: repoHost.versionPath(tree, v.number) }))
  const build = async (earlier: (typeof paths)[number] | undefined) => {
    const workspace = await repoHost.workspace(tree, attempt)
    await buildTree(writer, workspace, wanted, earlier)
    return { workspace, faults: await checkTree(workspace, wanted) }
  }
  let built = await build(paths[0])
  if (built.faults.length > 0) {
    // What was reused may have been damaged: everything anew, once.
    await rm(built.workspace, { recursive: true, force: true })
    await forgetChecksums(writer.poolDir)
    built = await build(undefined)
  }
  const { workspace, faults } = built
  if (faults.length > 0) {
    await rm(workspace, { recursive: true, force: true })
    const message = `${faults.length} differences: ${faults.slice(0, 5).join('; ')}`
    throw new ExternalError({ system: 'createrepo_c', operation: `write ${tree}`, message, retryable: true })
  }
  const carried = await carriedFiles({ poolDir: writer.poolDir, versions: paths, withdrawn, graceVersions })
  await carryFiles(workspace, carried)
  await repoHost.seal(tree, version, workspace)
}

/** The tree after a change, whose RPMs are looked up in the pool. */
export async function changedTree(db: Db, state: TreeState, change: TreeChange): Promise<TreeState | Refusal> {
  const placed = change.kind === 'add' || change.kind === 'restore' ? change.rpms : []
  const pooled = await selectRpms(
    db,
    placed.map(p => p.sha256),
  )
  return changeTree(state, change, pooled)
}

/** Versions and revisions only grow, also over what a broken-off change left behind unrecorded. */
export async function nextNumbers(
  { db, repoHost }: TreeReader,
  tree: string,
  earliestRevision: number,
): Promise<Pick<ChangeIntent, 'base' | 'version' | 'revision'>> {
  const [last] = await selectVersions(db, tree, 1)
  const base = last?.number ?? 0
  const head = (await repoHost.head(tree)) ?? 0
  let revision = Math.max(earliestRevision, (last?.revision ?? 0) + 1)
  let version = base + 1
  for (; version <= head || (await isThere(repoHost.versionPath(tree, version))); version++) {
    const path = repoHost.versionPath(tree, version)
    if (await isThere(path)) revision = Math.max(revision, (await highestRevision(path)) + 1)
  }
  return { base, version, revision }
}

function withdrawnRpms(before: TreeState, after: TreeState): PlacedRpm[] {
  const offered = rpmsByPath(after)
  const gone = [...rpmsByPath(before)].filter(([path]) => !offered.has(path))
  return gone.map(([path, { sha256 }]) => ({ path, sha256 })).sort((a, b) => (a.path < b.path ? -1 : 1))
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (isAbsent(error)) return false
    throw error
  }
}
