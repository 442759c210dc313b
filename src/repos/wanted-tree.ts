// The files a tree must have, computed from its releases. What is equal here is equal in bytes. Pure.

import { createHash } from 'node:crypto'
import { formatUpdateinfo } from '../rpm/updateinfo.ts'
import { branchOf } from './layout.ts'
import { type ListFile, packageLists, updateIndexes } from './lists.ts'
import type { PooledRpm } from './pooled-rpm.ts'
import { presentRecords } from './tree-records.ts'
import { rpmsByDirectory, type TreeState } from './tree-state.ts'

/** A repository directory as a version published it. A type alias: it is stored as JSON. */
export type PublishedRepository = {
  readonly directory: string
  /** Sum of what stands in it: the packages by file and SHA-256, and the records. */
  readonly content: string
  /** Of its repomd.xml, in Unix seconds: that of the last version which changed it. */
  readonly revision: number
}

export interface WantedRepository extends PublishedRepository {
  /** Sorted by file. */
  readonly rpms: readonly PooledRpm[]
  /** The text of updateinfo.xml; undefined when no record applies. */
  readonly updateinfo: string | undefined
  readonly recordIds: readonly string[]
}

export interface WantedTree {
  readonly revision: number
  readonly repositories: readonly WantedRepository[]
  readonly lists: readonly ListFile[]
}

/** A repository whose content is that of the version before keeps its revision, and so all its bytes. */
export function wantedTree(
  tree: string,
  state: TreeState,
  revision: number,
  before: readonly PublishedRepository[],
): WantedTree {
  const branch = branchOf(tree)
  const earlier = new Map(before.map(r => [`${r.directory} ${r.content}`, r.revision]))
  const releases = [...state.values()]
  const repositories = [...rpmsByDirectory(state)].map(([directory, rpms]) => {
    const records = presentRecords(
      releases.flatMap(r => r.records.get(directory) ?? []),
      rpms,
    )
    const updateinfo = records.length > 0 ? formatUpdateinfo(records) : undefined
    const content = sum([rpms.map(r => [r.file, r.sha256]), updateinfo ?? null])
    const kept = earlier.get(`${directory} ${content}`)
    return { directory, content, revision: kept ?? revision, rpms, updateinfo, recordIds: records.map(r => r.id) }
  })
  const directories = releases.flatMap(r => r.directories.map(directory => ({ directory, published: r.published })))
  return {
    revision,
    repositories,
    lists: [...packageLists(branch, repositories), ...updateIndexes(branch, directories)],
  }
}

export function publishedRepositories(wanted: WantedTree): PublishedRepository[] {
  return wanted.repositories.map(({ directory, content, revision }) => ({ directory, content, revision }))
}

function sum(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}
