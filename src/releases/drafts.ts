// The packages of a release and the drafts of its advisories, read together from the rooms that keep them. A door.

import {
  type AdvisoryDraft,
  type AdvisorySettings,
  draftAdvisories,
  knownFacts,
  type LackingFacts,
  lackingFacts,
  type ReleasePackage,
} from '../advisories/index.ts'
import type { Db } from '../db/index.ts'
import { type Family, type PooledRpm, pooledRpms } from '../repos/index.ts'
import { type Release, rowsThatCount } from './model.ts'
import { readPackages } from './package-store.ts'

export interface DraftDeps {
  readonly db: Db
  readonly settings: AdvisorySettings
}

/** A package as built for a release: its bytes in the pool and every directory it stands in. */
export interface BuiltPackage {
  readonly rpm: PooledRpm
  readonly family: Family
  /** Architecture directories; empty for a source RPM. */
  readonly arches: readonly string[]
}

export async function builtPackages(db: Db, release: string): Promise<BuiltPackage[]> {
  const rows = await readPackages(db, release)
  const rpms = await pooledRpms(db, [...new Set(rows.map(r => r.sha256))])
  const grouped = new Map<string, BuiltPackage>()
  for (const row of rows) {
    const rpm = rpms.get(row.sha256)
    if (!rpm) throw new Error(`the pool has lost ${row.file} (${row.sha256})`)
    const key = `${row.family}/${row.sha256}`
    const before = grouped.get(key) ?? { rpm, family: row.family as Family, arches: [] }
    const arches = row.arch === 'source' ? before.arches : [...before.arches, row.arch]
    grouped.set(key, { ...before, arches })
  }
  return [...grouped.values()]
}

/** Drafts from scoping on: each with what it still lacks. */
export async function draftsOf(deps: DraftDeps, release: Release): Promise<AdvisoryDraft[]> {
  const rows = rowsThatCount(release.items).flatMap(item =>
    item.kind === 'cve' && item.cve
      ? {
          cve: item.cve,
          issue: item.issue,
          repository: item.repository,
          score: item.score,
          version: item.version ?? '',
          abiChanged: item.abiChanged ?? false,
        }
      : [],
  )
  const built = await builtPackages(deps.db, release.id)
  const packages: ReleasePackage[] = built.map(({ rpm, family, arches }) => ({
    nevra: rpm.nevra,
    file: rpm.file,
    sha256: rpm.sha256,
    sourceRpm: rpm.sourceRpm,
    family,
    arches,
  }))
  const facts = await knownFacts(
    deps.db,
    rows.map(r => r.cve),
  )
  return draftAdvisories({
    release: release.id,
    branch: release.branch,
    items: rows,
    facts,
    packages,
    settings: deps.settings,
  })
}

/** What `/cvrf-ok` will ask for of the CVEs, whatever is built so far. */
export async function factsLacking(db: Db, release: Release): Promise<readonly LackingFacts[]> {
  const cves = rowsThatCount(release.items).flatMap(item => (item.kind === 'cve' && item.cve ? item.cve : []))
  return lackingFacts(cves, await knownFacts(db, cves))
}
