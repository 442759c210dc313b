// From the model of an advisory to the record a repository carries for dnf.

import type { UpdateRecord } from '../rpm/updateinfo.ts'
import { descriptionOf } from './cvrf/format.ts'
import type { Advisory, PackageFamily } from './model.ts'
import { updateSeverity } from './severity.ts'

/** One repository: records list only what it holds. */
export interface RepositoryPlace {
  readonly arch: string
  /** Both families when left out. */
  readonly family?: PackageFamily
  /** All branches of the advisory when left out. */
  readonly branch?: string
}

/**
 * The record of a numbered advisory for one repository, in a list: empty when it has no package there, for dnf would
 * show an advisory that nobody can apply. noarch packages stand in every architecture, source packages in none.
 */
export function updateRecords(advisory: Advisory, place: RepositoryPlace): UpdateRecord[] {
  const { id, revisions, settings } = advisory
  const first = revisions[0]
  const newest = revisions.at(-1)
  if (id === null || !first || !newest) throw new Error(`a draft has no update record: ${advisory.component}`)
  const packages = advisory.packages
    .filter(p => p.nevra.arch !== 'src' && p.arches.includes(place.arch))
    .filter(p => (place.family ?? p.family) === p.family && (place.branch ?? p.branch) === p.branch)
    .map(({ nevra, file, sha256, sourceRpm }) => ({ nevra, file, sha256, sourceRpm }))
  if (packages.length === 0) return []
  const record: UpdateRecord = {
    id,
    from: settings.from,
    type: 'security',
    title: advisory.title,
    severity: updateSeverity(advisory.severity),
    release: settings.product,
    issued: timestamp(first.at),
    updated: timestamp(newest.at),
    description: descriptionOf(advisory),
    references: advisory.cves.map(({ cve }) => ({ type: 'cve', id: cve, href: settings.urls.nvd + cve, title: cve })),
    packages,
  }
  return [record]
}

/** From ISO 8601 in UTC to what dnf reads: seconds, no fraction, no zone. */
function timestamp(at: string): string {
  return at.slice(0, 19).replace('T', ' ')
}
