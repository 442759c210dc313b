// Whether something of a source package is there already with other bytes: a package built anew under the NEVRA it had.
// It could never be published beside what is there. Metadata are read for it only when somebody is about to be chosen.

import { formatNevra, type Nevra } from '../rpm/nevra.ts'
import { asLookup } from './dependency-check.ts'
import type { DependencyView } from './dependency-view.ts'
import { type HeldPackage, heldInRepositories } from './held-packages.ts'
import type { RepositoryNeeds } from './open-repository.ts'
import type { OfferedBuilds, Offers } from './supply-offers.ts'

interface Offering {
  readonly view: DependencyView
  readonly builds: readonly OfferedBuilds[]
  readonly offers: Offers
}

/** By NEVRA. */
type Held = ReadonlyMap<string, readonly HeldPackage[]>

/** Answers for source packages by name; every repository is read once. */
export function rebuiltAmong(
  offerings: readonly Offering[],
  needs: RepositoryNeeds,
): (name: string) => Promise<boolean> {
  const wanted = new Set(offerings.flatMap(({ offers }) => [...offers.by.values()].flatMap(offer => offer.there)))
  const read = new Map<string, Promise<Held>>()
  const heldIn = (url: string): Promise<Held> => {
    const found = read.get(url) ?? readHeld(url, wanted, needs)
    read.set(url, found)
    return found
  }
  const isRebuilt = async ({ view, builds, offers }: Offering, name: string): Promise<boolean> => {
    const there = offers.by.get(name)?.there ?? []
    if (there.length === 0) return false
    const had: Held[] = []
    for (const { url } of view.question.base) had.push(await heldIn(url))
    const built: Held[] = []
    for (const { repository } of builds) built.push(await heldIn(repository))
    // What the update brings itself, from another source package, is in no repository that stands: not offered either.
    return there.some(nevra => {
      const known = had.flatMap(held => held.get(nevra) ?? [])
      return known.length === 0 || built.flatMap(held => held.get(nevra) ?? []).some(p => isOther(p, known))
    })
  }
  return async name => {
    for (const offering of offerings) if (await isRebuilt(offering, name)) return true
    return false
  }
}

/** Where another kind of sum is told of one that users have, nobody can say that it is another. */
function isOther({ sha256 }: HeldPackage, known: readonly HeldPackage[]): boolean {
  return known.every(one => one.sha256 !== undefined && one.sha256 !== sha256)
}

async function readHeld(url: string, wanted: ReadonlySet<string>, needs: RepositoryNeeds): Promise<Held> {
  const isWanted = (nevra: Nevra) => wanted.has(formatNevra(nevra))
  const held = new Map<string, HeldPackage[]>()
  for (const p of await heldInRepositories([{ id: url, url }], needs, isWanted).catch(asLookup)) {
    const written = formatNevra(p.nevra)
    held.set(written, [...(held.get(written) ?? []), p])
  }
  return held
}
