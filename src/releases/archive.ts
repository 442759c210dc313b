// Brings the archived update list in line with the release: committed once its packages are published, and what was
// there before brought back once they are not. Never part of a plan: a forge that is away must not unpublish anything.

import { ExternalError } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import type { Ports } from '../ports/index.ts'
import { type ArchiveState, digestOf, isPending, wantedArchive } from './archive-files.ts'
import { readArchive, saveArchive, saveArchiveProblem } from './archive-store.ts'
import { texts } from './archive-texts.ts'
import { builtPackages } from './drafts.ts'
import type { Release } from './model.ts'
import { pageOf } from './policy.ts'
import type { QueryDeps } from './queries.ts'

export interface ArchiveDeps extends QueryDeps {
  readonly ports: Pick<Ports, 'forge'>
}

/** A forge that refused, say for want of a right, is asked again after so long. */
const PATIENCE_MS = 600_000

/** Called again with nothing changed it commits nothing. A forge that fails is remembered; the timer tries again. */
export async function bringArchive(deps: ArchiveDeps, release: Release): Promise<void> {
  try {
    await bring(deps, release)
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error
    await saveArchiveProblem(deps.db, release.id, error.message, deps.clock.now())
  }
}

/** Whether the timer must have the archive looked at. Asks only what is remembered, never the forge. */
export async function isArchiveDue(deps: ArchiveDeps, release: Release): Promise<boolean> {
  const record = await readArchive(deps.db, release.id)
  const tried = record?.triedAt?.getTime() ?? 0
  return isPending(await wantedOf(deps, release), record) && deps.clock.now().getTime() - tried >= PATIENCE_MS
}

async function wantedOf(deps: ArchiveDeps, release: Release): Promise<ArchiveState | undefined> {
  return wantedArchive(release, await builtPackages(deps.db, release.id), deps.policy)
}

async function bring(deps: ArchiveDeps, release: Release): Promise<void> {
  const { db } = deps
  const wanted = await wantedOf(deps, release)
  const record = await readArchive(db, release.id)
  const before = record?.kept ?? undefined
  const stays = before && wanted && placeOf(before) === placeOf(wanted) ? before : undefined
  if (before && !stays) {
    await commit(deps, release, before, texts.takenBack(release.directory, release.branch))
    await saveArchive(db, release.id, { kept: null, digest: null })
  }
  if (!wanted) return
  const digest = digestOf(wanted)
  // What undo will need is remembered before anything is written.
  const kept = stays ?? (await seen(deps, wanted))
  if (!stays) await saveArchive(db, release.id, { kept, digest: null })
  await commit(deps, release, wanted, texts.archived(release.directory, release.branch))
  if (!stays || record?.digest !== digest || record.problem !== null)
    await saveArchive(db, release.id, { kept, digest })
}

/** Sends those files alone that are not as they are to be. */
async function commit(deps: ArchiveDeps, release: Release, state: ArchiveState, message: Text): Promise<void> {
  const { files } = await seen(deps, state)
  const differing = state.files.filter((file, i) => file.content !== files[i]?.content)
  if (differing.length === 0) return
  const { repository, branch } = state
  await deps.ports.forge.commitFiles({
    repository,
    ...(branch === null ? {} : { branch }),
    message: `${message[deps.policy.language]}\n\n${pageOf(deps.policy.publicUrl, release.id)}`,
    files: differing,
  })
}

/** The same files as they are at the forge now. */
async function seen(deps: ArchiveDeps, { repository, branch, files }: ArchiveState): Promise<ArchiveState> {
  const found = files.map(async ({ path }) => {
    const place = { repository, path, ...(branch === null ? {} : { branch }) }
    return { path, content: (await deps.ports.forge.readFile(place)) ?? null }
  })
  return { repository, branch, files: await Promise.all(found) }
}

function placeOf({ repository, branch, files }: ArchiveState): string {
  return JSON.stringify([repository, branch, files.map(f => f.path)])
}
