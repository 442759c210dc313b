// Drafts of advisories from what a release knows so far: grouped per component, each with the exact list of what lacks.

import { compareCodeUnits, compareNaturally } from '../lib/natural-order.ts'
import type { Text } from '../lib/text.ts'
import type { CveFacts, CveListRow } from '../ports/index.ts'
import { readVector } from './cvss.ts'
import type { Advisory, AdvisoryCve, AdvisoryPackage, ReleasePackage } from './model.ts'
import { cleanFacts, cleanProse } from './prose.ts'
import type { AdvisorySettings } from './settings.ts'
import { highestSeverity, severityOf } from './severity.ts'
import { documentTexts, texts } from './texts.ts'

// A type alias, not an interface: drafts are stored as JSON.
export type AdvisoryDraft = {
  readonly advisory: Advisory
  /** Empty when it can be published. */
  readonly missing: readonly Text[]
}

export interface LackingFacts {
  readonly cve: string
  readonly missing: readonly Text[]
}

export interface DraftSources {
  readonly release: string
  readonly branch: string
  /** The release's CVE rows; `repository` is the source package, with or without its owner. */
  readonly items: readonly CveListRow[]
  readonly facts: readonly CveFacts[]
  /** All packages of the release; those of other components are left out. */
  readonly packages: readonly ReleasePackage[]
  readonly settings: AdvisorySettings
  /** What source packages say of themselves, by name. */
  readonly about?: Readonly<Record<string, string>>
}

/** One draft per component, in order of their names. Works from scoping on: without packages, facts and numbers. */
export function draftAdvisories(sources: DraftSources): AdvisoryDraft[] {
  const components = [...new Set(sources.items.map(componentOf))].sort(compareCodeUnits)
  return components.map(component => draftOf(component, sources))
}

function draftOf(component: string, sources: DraftSources): AdvisoryDraft {
  const { release, branch, settings } = sources
  const cves = cvesOf(component, sources)
  const packages = packagesOf(component, sources)
  const advisory: Advisory = {
    id: null,
    family: 'SA',
    release,
    component,
    branches: [branch],
    severity: highestSeverity(cves.map(c => c.severity)),
    title: documentTexts.title(component, [branch]),
    about: cleanProse(sources.about?.[component] ?? ''),
    cves,
    packages,
    revisions: [],
    settings,
  }
  return { advisory, missing: [...cves.flatMap(missingOfCve), ...missingOfPackages(component, packages)] }
}

function cvesOf(component: string, { items, facts }: DraftSources): AdvisoryCve[] {
  const known = new Map(facts.map(f => [f.cve, cleanFacts(f)]))
  const rows = new Map(items.filter(i => componentOf(i) === component).map(i => [i.cve, i]))
  return [...rows.values()]
    .sort((a, b) => compareNaturally(a.cve, b.cve))
    .map(({ cve, issue, score }) => {
      const found = known.get(cve) ?? null
      return { cve, issue, listedScore: score, facts: found, severity: severityOf(found?.cvss.score ?? score) }
    })
}

function packagesOf(component: string, { branch, packages }: DraftSources): AdvisoryPackage[] {
  return packages
    .filter(p => sourcePackageOf(p) === component)
    .map(p => ({ ...p, branch }))
    .sort((a, b) => compareCodeUnits(a.file, b.file) || compareCodeUnits(a.family, b.family))
}

/** What the facts of CVEs still lack before advisories can tell of them, one entry per CVE. */
export function lackingFacts(cves: readonly string[], facts: readonly CveFacts[]): LackingFacts[] {
  const known = new Map(facts.map(f => [f.cve, cleanFacts(f)]))
  return [...new Set(cves)].sort(compareNaturally).flatMap(cve => {
    const missing = missingOfCve({ cve, facts: known.get(cve) ?? null })
    return missing.length > 0 ? [{ cve, missing }] : []
  })
}

function missingOfCve({ cve, facts }: Pick<AdvisoryCve, 'cve' | 'facts'>): Text[] {
  const wrongId = /^CVE-\d{4}-\d{4,}$/.test(cve) ? [] : [texts.badCveId(cve)]
  if (!facts) return [...wrongId, texts.noFacts(cve)]
  const { score, vector } = facts.cvss
  return [
    ...wrongId,
    ...(facts.description ? [] : [texts.noDescription(cve)]),
    ...(score > 0 && score <= 10 ? [] : [texts.noScore(cve)]),
    ...(vector.trim() ? [] : [texts.noVector(cve)]),
    ...(vector.trim() && !readVector(facts.cvss) ? [texts.badVector(cve, vector)] : []),
  ]
}

function missingOfPackages(component: string, packages: readonly AdvisoryPackage[]): Text[] {
  if (packages.length === 0) return [texts.noPackages(component)]
  return [
    ...(packages.some(p => p.nevra.arch !== 'src') ? [] : [texts.noBinaryPackage(component)]),
    ...(packages.some(p => p.nevra.arch === 'src') ? [] : [texts.noSourcePackage(component)]),
    ...packages.filter(p => !/^[0-9a-f]{64}$/.test(p.sha256)).map(p => texts.noChecksum(p.file)),
  ]
}

/** A row's repository may be written `owner/name`. */
function componentOf(item: CveListRow): string {
  return item.repository.split('/').at(-1) ?? item.repository
}

function sourcePackageOf(p: ReleasePackage): string {
  return p.nevra.arch === 'src' ? p.nevra.name : p.sourceRpm.replace(/-[^-]+-[^-]+\.(?:no)?src\.rpm$/, '')
}
