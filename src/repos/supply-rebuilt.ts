// Whether something of a source package is there already with other bytes: a package built anew under the NEVRA it had.
// It could never be published beside what is there. Metadata are read for it only when somebody is about to be chosen.

import { formatNevra } from '../rpm/nevra.ts'
import { asLookup } from './dependency-check.ts'
import type { DependencyView } from './dependency-view.ts'
import { eachPackage } from './metadata-files.ts'
import { placeOf } from './metadata-source.ts'
import { openRepository, type RepositoryNeeds } from './open-repository.ts'
import type { OfferedBuilds, Offers } from './supply-offers.ts'

interface Offering {
  readonly view: DependencyView
  readonly builds: readonly OfferedBuilds[]
  readonly offers: Offers
}

/** By NEVRA: the checksums that a repository tells. */
type Sums = ReadonlyMap<string, ReadonlySet<string>>

/** Answers for source packages by name; every repository is read once. */
export function rebuiltAmong(
  offerings: readonly Offering[],
  needs: RepositoryNeeds,
): (name: string) => Promise<boolean> {
  const wanted = new Set(offerings.flatMap(({ offers }) => [...offers.by.values()].flatMap(offer => offer.there)))
  const read = new Map<string, Promise<Sums>>()
  const sumsOf = (url: string): Promise<Sums> => {
    const found = read.get(url) ?? readSums(url, wanted, needs)
    read.set(url, found)
    return found
  }
  const isRebuilt = async ({ view, builds, offers }: Offering, name: string): Promise<boolean> => {
    const there = offers.by.get(name)?.there ?? []
    if (there.length === 0) return false
    const had: Sums[] = []
    for (const { url } of view.question.base) had.push(await sumsOf(url))
    const built: Sums[] = []
    for (const { repository } of builds) built.push(await sumsOf(repository))
    // What the update brings itself, from another source package, is in no repository that stands: not offered either.
    return there.some(nevra => {
      const known = sumsIn(had, nevra)
      return known.size === 0 || [...sumsIn(built, nevra)].some(sum => known.size > 1 || !known.has(sum))
    })
  }
  return async name => {
    for (const offering of offerings) if (await isRebuilt(offering, name)) return true
    return false
  }
}

function sumsIn(repositories: readonly Sums[], nevra: string): Set<string> {
  return new Set(repositories.flatMap(sums => [...(sums.get(nevra) ?? [])]))
}

async function readSums(url: string, wanted: ReadonlySet<string>, needs: RepositoryNeeds): Promise<Sums> {
  const sums = new Map<string, Set<string>>()
  const repository = await openRepository(placeOf(url), needs).catch(asLookup)
  await eachPackage(repository, ({ nevra, checksum }) => {
    const written = formatNevra(nevra)
    if (!wanted.has(written)) return
    sums.set(written, (sums.get(written) ?? new Set()).add(`${checksum.type} ${checksum.value}`))
  }).catch(asLookup)
  return sums
}
