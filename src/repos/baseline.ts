// Takes what lay in a repository before Slipway kept it as the pseudo release `baseline` of its tree.

import { readdir } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import type { Clock } from '../lib/clock.ts'
import { type Refusal, RefusedError, refuse } from '../lib/errors.ts'
import { sameInBoth } from '../lib/text.ts'
import type { PrimaryPackage } from '../rpm/primary.ts'
import { staysInside } from '../rpm/repomd.ts'
import { parseUpdateinfo } from '../rpm/updateinfo.ts'
import type { PlacedRpm } from './layout.ts'
import { readMetadataText, readPackages } from './metadata-files.ts'
import { openRepository } from './open-repository.ts'
import { ingestRpms, isBadRpm } from './pool.ts'
import { selectReleases } from './store.ts'
import { texts } from './texts.ts'
import type { AppliedChange, Attempt, TreeWriter } from './tree-publish.ts'
import { mergeRecords } from './tree-records.ts'
import type { DirectoryRecords } from './tree-state.ts'
import { changeNow } from './trees.ts'

const BASELINE = 'baseline'

export interface Baseline {
  readonly tree: string
  /** Folder laid out as the tree, `update/x86_64/repodata/repomd.xml` and so on; undefined when there was nothing. */
  readonly directory: string | undefined
  /** Repository directories that stand whatever happens, so that clients never meet a missing one. */
  readonly directories: readonly string[]
}

/**
 * Makes the baseline of a tree that has none yet; else nothing happens. Every package its metadata lists is checked and
 * copied; packages come to stand in `<directory>/Packages`. Refused when a package or a metadata file is bad.
 */
export async function adoptBaseline(
  writer: TreeWriter & { readonly clock: Clock },
  { tree, directory, directories }: Baseline,
  by: Attempt,
): Promise<AppliedChange | Refusal> {
  const releases = await selectReleases(writer.db, tree)
  if (releases.some(r => r.release === BASELINE)) {
    return { version: (await writer.repoHost.head(tree)) ?? 0, unchanged: true }
  }
  const rpms: PlacedRpm[] = []
  const records: DirectoryRecords[] = []
  const found = directory === undefined ? [] : await repositoriesBelow(directory)
  for (const repository of found) {
    const adopted = await adoptRepository(writer, join(directory ?? '', repository), repository)
    if ('refused' in adopted) return adopted
    rpms.push(...adopted.rpms)
    if (adopted.records.records.length > 0) records.push(adopted.records)
  }
  const all = [...new Set([...directories, ...found])]
  const change = { kind: 'restore', release: BASELINE, directories: all, published: false, rpms, records } as const
  return changeNow(writer, { tree, change }, by)
}

async function adoptRepository(
  writer: TreeWriter,
  path: string,
  directory: string,
): Promise<{ rpms: PlacedRpm[]; records: DirectoryRecords } | Refusal> {
  try {
    const repository = await openRepository(path, writer)
    const rpms = await adoptPackages(writer, path, directory, await readPackages(repository))
    if ('refused' in rpms) return rpms
    const text = repository.has('updateinfo') ? await readMetadataText(repository, 'updateinfo') : undefined
    return { rpms, records: { directory, records: text ? mergeRecords(parseUpdateinfo(text)) : [] } }
  } catch (error) {
    if (!(error instanceof Error) || 'syscall' in error) throw error
    const because = error instanceof RefusedError ? error.refusal.because : sameInBoth(error.message)
    return refuse('bad-baseline', texts.badBaseline(directory, because))
  }
}

async function adoptPackages(
  writer: TreeWriter,
  path: string,
  directory: string,
  packages: readonly PrimaryPackage[],
): Promise<PlacedRpm[] | Refusal> {
  const outside = packages.find(p => !staysInside(p.location))
  if (outside) return refuse('bad-baseline', texts.badBaseline(directory, sameInBoth(outside.location)))
  const answers = await ingestRpms(
    writer,
    packages.map(p => ({ file: join(path, p.location) })),
  )
  const placed: PlacedRpm[] = []
  for (const [index, answer] of answers.entries()) {
    if (isBadRpm(answer)) return refuse('bad-baseline', answer.detail)
    const checksum = packages[index]?.checksum
    if (checksum?.type === 'sha256' && checksum.value !== answer.sha256) {
      return refuse('bad-baseline', texts.otherChecksum(directory, answer.file))
    }
    placed.push({ path: `${directory}/Packages/${answer.file}`, sha256: answer.sha256 })
  }
  return placed
}

/** Directories below that hold `repodata/repomd.xml`, sorted. */
async function repositoriesBelow(top: string): Promise<string[]> {
  const entries = await readdir(top, { withFileTypes: true, recursive: true })
  const found = entries.filter(e => e.isFile() && e.name === 'repomd.xml' && basename(e.parentPath) === 'repodata')
  return found.map(e => relative(top, join(e.parentPath, '..'))).sort()
}
