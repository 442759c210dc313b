// Reads the primary metadata of repositories into a pool, and lays an update over one.

import { layOver, type Overlay } from '../rpm/pool/overlay.ts'
import { copyPackages, finishPackages, newPackages, type Packages, type PackagesBuilder } from '../rpm/pool/packages.ts'
import { openPool, type Pool } from '../rpm/pool/pool.ts'
import { readPrimaryBytes } from '../rpm/pool/primary-bytes.ts'
import { newVocabulary, type Vocabulary } from '../rpm/pool/vocabulary.ts'
import { openRepository, type RepositoryNeeds } from './open-repository.ts'

/** @param places as openRepository takes them; a package's repository is its place in this list */
export async function loadPool(places: readonly string[], machine: string, needs: RepositoryNeeds): Promise<Pool> {
  const vocabulary = newVocabulary()
  return openPool(vocabulary, await loadPackages(vocabulary, { places, at: 0 }, needs), machine)
}

/**
 * Packages in the words of a pool that is loaded already, to be copied into what is laid over it.
 * @param at the number of the first repository
 */
export async function loadPackages(
  vocabulary: Vocabulary,
  { places, at }: { readonly places: readonly string[]; readonly at: number },
  needs: RepositoryNeeds,
): Promise<Packages> {
  const builder = newPackages()
  for (const [n, place] of places.entries()) await readInto(vocabulary, builder, { place, at: at + n }, needs)
  return finishPackages(builder)
}

/**
 * The pool with the packages of an update in place of those that are to users the same (same-package.ts).
 * @param update its repositories as openRepository takes them, and the number of the first
 */
export async function loadUpdate(
  base: Pool,
  update: { readonly places: readonly string[]; readonly at: number },
  needs: RepositoryNeeds,
): Promise<Overlay> {
  const packages = await loadPackages(base.vocabulary, update, needs)
  return layOver(base, builder => copyPackages(builder, packages))
}

async function readInto(
  vocabulary: Vocabulary,
  builder: PackagesBuilder,
  { place, at }: { place: string; at: number },
  needs: RepositoryNeeds,
): Promise<void> {
  const repository = await openRepository(place, needs)
  const reader = readPrimaryBytes(vocabulary, builder, at)
  await repository.read('primary', piece => reader.write(piece))
  reader.end()
}
