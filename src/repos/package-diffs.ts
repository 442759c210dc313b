// What each package of an update changes against what users have, read from the headers at the beginning of the RPM
// files themselves: metadata know nothing of scriptlets, modes and contents.

import { compareCodeUnits } from '../lib/natural-order.ts'
import { diffPackages, type PackageDiff } from '../rpm/diff.ts'
import { compareEvr } from '../rpm/evr.ts'
import { isSourceRpm, type Nevra } from '../rpm/nevra.ts'
import { rankOf } from '../rpm/pool/architectures.ts'
import { newestIn, packagesByName } from '../rpm/same-package.ts'
import { type HeldPackage, heldInRepositories } from './held-packages.ts'
import type { RepositoryNeeds } from './open-repository.ts'

export interface DiffQuestion {
  /** What users have: directories or addresses. */
  readonly repositories: readonly string[]
  /** What is to come on top of it. */
  readonly updates: readonly string[]
  /** The machine's: x86_64, aarch64, … */
  readonly arch: string
}

/** Sorted by name and architecture, the lower version first. A source package is compared as any other. */
export async function diffUpdate(question: DiffQuestion, needs: RepositoryNeeds): Promise<PackageDiff[]> {
  const { repositories, updates, arch } = question
  const isAsked = (nevra: Nevra) => isSourceRpm(nevra) || rankOf(arch, nevra.arch) !== 0
  const fresh = (await heldInRepositories(updates.map(sourceAt), needs, isAsked)).sort(inOrder)
  const names = new Set(fresh.map(p => p.nevra.name))
  const isWanted = (nevra: Nevra) => names.has(nevra.name) && isAsked(nevra)
  const had = packagesByName(await heldInRepositories(repositories.map(sourceAt), needs, isWanted))
  const diffs: PackageDiff[] = []
  for (const p of fresh) diffs.push(await diffHeld(newestIn(had, p.nevra), p))
  return diffs
}

/** @param before what users have; undefined when the package is new to them */
export async function diffHeld(before: HeldPackage | undefined, after: HeldPackage): Promise<PackageDiff> {
  return diffPackages(before && (await before.read()), await after.read())
}

function sourceAt(place: string) {
  return { id: place, url: place }
}

function inOrder({ nevra: a }: HeldPackage, { nevra: b }: HeldPackage): number {
  return compareCodeUnits(`${a.name}.${a.arch}`, `${b.name}.${b.arch}`) || compareEvr(a, b)
}
