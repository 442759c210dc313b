// Package ↔ tag ↔ release, asked both ways: which releases shipped a package, what a release or a tag holds. A door.

import { atOneMoment, type Db } from '../db/index.ts'
import { compareCodeUnits } from '../lib/natural-order.ts'
import { pooledRpms } from '../repos/index.ts'
import { formatNevra } from '../rpm/nevra.ts'
import { isPublished } from './model.ts'
import {
  type HoldingRelease,
  holdingRelease,
  packagesFrom,
  publicationOf,
  type ReleasePackage,
  releasesHolding,
  releasesTagged,
  rowsFor,
  sourcePackagesOf,
} from './package-store.ts'
import type { PackageReleases, ReleasePackages, ShippedPackage, ShippingRelease, TagView } from './shipped-view.ts'
import type { StageName } from './view.ts'

interface Wanted {
  /** `next` of the page before. */
  readonly cursor?: string | undefined
  readonly limit: number
}

/** Every release that holds a source package, newest first; none is an answer too. */
export async function releasesOfPackage(db: Db, name: string, wanted: Wanted): Promise<PackageReleases> {
  return await atOneMoment(db, async at => {
    const [date = '', id = ''] = (wanted.cursor ?? '').split('~')
    const after = wanted.cursor ? { date, id } : undefined
    const { shown, last } = cut(await releasesHolding(at, name, { after, limit: wanted.limit + 1 }), wanted.limit)
    const items = []
    for (const release of shown) {
      const [held] = await shipments(at, release.id, [name])
      const { builds, broughtBy } = held ?? { builds: [], broughtBy: [] }
      items.push({ ...(await shippingRelease(at, release)), builds, broughtBy })
    }
    return { name, items, next: last ? `${last.date}~${last.id}` : null }
  })
}

/** What a release holds, by source package; undefined when there is no such release. */
export async function packagesOfRelease(db: Db, id: string, wanted: Wanted): Promise<ReleasePackages | undefined> {
  return await atOneMoment(db, async at => {
    const release = await holdingRelease(at, id)
    if (!release) return undefined
    const page = { after: wanted.cursor, limit: wanted.limit + 1 }
    const { shown, last } = cut(await sourcePackagesOf(at, id, page), wanted.limit)
    return { ...(await shippingRelease(at, release)), items: await shipments(at, id, shown), next: last ?? null }
  })
}

/** The releases of a tag over all branches with what they hold; undefined when there is none. `update_` may be left out. */
export async function readTag(db: Db, name: string, wanted: Wanted): Promise<TagView | undefined> {
  const tag = name.startsWith('update_') ? name : `update_${name}`
  return await atOneMoment(db, async at => {
    const page = { after: wanted.cursor, limit: wanted.limit + 1 }
    const { shown, last } = cut(await releasesTagged(at, tag, page), wanted.limit)
    if (shown.length === 0 && wanted.cursor === undefined) return undefined
    const items = []
    for (const release of shown) {
      const names = await sourcePackagesOf(at, release.id, { limit: ALL })
      items.push({ ...(await shippingRelease(at, release)), packages: await shipments(at, release.id, names) })
    }
    return { tag, items, next: last?.id ?? null }
  })
}

/** More source packages than a distribution has. */
const ALL = 1_000_000

/** The rows of a page, and the last of them when there are more. */
function cut<T>(rows: readonly T[], limit: number): { shown: readonly T[]; last: T | undefined } {
  return { shown: rows.slice(0, limit), last: rows.length > limit ? rows[limit - 1] : undefined }
}

async function shippingRelease(db: Db, release: HoldingRelease): Promise<ShippingRelease> {
  const { id, branch, directory, withdrawn } = release
  const stage = release.stage as StageName
  const published = isPublished({ stage })
  // What got stuck on its way out and was rolled back never came out.
  const { publishedAt, withdrawnAt } =
    published || withdrawn ? await publicationOf(db, id) : { publishedAt: null, withdrawnAt: null }
  return {
    release: id,
    tag: directory,
    branch,
    stage,
    published,
    withdrawn,
    publishedAt: publishedAt?.toISOString() ?? null,
    withdrawnAt: withdrawnAt?.toISOString() ?? null,
  }
}

async function shipments(db: Db, release: string, names: readonly string[]): Promise<ShippedPackage[]> {
  const packages = await packagesFrom(db, release, names)
  const rows = await rowsFor(db, release, names)
  const nevras = await nevrasOf(db, packages)
  return names.map(name => {
    const own = packages.filter(p => p.sourcePackage === name)
    const places = [...new Map(own.map(p => [`${p.family} ${p.arch}`, p] as const)).values()]
    return {
      name,
      builds: places.map(({ family, arch }) => ({
        family,
        arch,
        nevras: own
          .filter(p => p.family === family && p.arch === arch)
          .map(p => nevras(p))
          .sort(compareCodeUnits),
      })),
      broughtBy: rows.filter(r => r.sourcePackage === name).map(({ kind, issue, cve }) => ({ kind, issue, cve })),
    }
  })
}

async function nevrasOf(db: Db, packages: readonly ReleasePackage[]): Promise<(p: ReleasePackage) => string> {
  const rpms = await pooledRpms(db, [...new Set(packages.map(p => p.sha256))])
  return ({ sha256, file }) => {
    const rpm = rpms.get(sha256)
    if (!rpm) throw new Error(`the pool has lost ${file} (${sha256})`)
    return formatNevra(rpm.nevra)
  }
}
