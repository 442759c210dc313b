// What is wrong with an advisory, its update records and its document. Pure: a list of sentences, empty when all is well.

import type { Text } from '../lib/text.ts'
import type { UpdatePackage, UpdateRecord } from '../rpm/updateinfo.ts'
import { formatCvrf } from './cvrf/format.ts'
import { lintCvrf } from './cvrf/lint.ts'
import { readVector } from './cvss.ts'
import { isAdvisoryId } from './ids.ts'
import type { Advisory, AdvisoryCve, AdvisoryPackage } from './model.ts'
import { highestSeverity, updateSeverity } from './severity.ts'
import { texts } from './texts.ts'

/**
 * Checks the advisory itself, its CVRF document against its packages, and what the repositories list for it.
 * `records`: the records of every repository (each architecture and family) of its release; others' are passed over.
 */
export function lintAdvisory(advisory: Advisory, records: readonly UpdateRecord[]): Text[] {
  const { id } = advisory
  if (id === null) return [texts.noId]
  const own = records.filter(r => r.id === id)
  const problems = [
    ...(isAdvisoryId(id, advisory.settings.prefix) ? [] : [texts.badId(id)]),
    ...lintSeverity(advisory),
    ...advisory.cves.flatMap(lintCve),
    ...lintCvrf(formatCvrf(advisory), advisory),
    ...(own.length === 0 ? [texts.noRecord(id)] : []),
    ...own.flatMap(record => lintRecord(record, advisory)),
    ...(own.length === 0 ? [] : lintListings(own, advisory.packages)),
  ]
  return [...new Map(problems.map(p => [p.en, p])).values()]
}

function lintSeverity({ severity, cves }: Advisory): Text[] {
  const highest = highestSeverity(cves.map(c => c.severity))
  return severity === highest ? [] : [texts.wrongSeverity(severity, highest)]
}

function lintCve({ cve, facts, listedScore }: AdvisoryCve): Text[] {
  if (!facts) return [texts.noFacts(cve)]
  const { score, vector } = facts.cvss
  const read = readVector(facts.cvss)
  return [
    ...(read ? [] : [texts.badVector(cve, vector)]),
    ...(read && read.score !== score ? [texts.scoreDiffers(cve, score, read.score)] : []),
    ...(listedScore !== null && listedScore !== score ? [texts.listedScoreDiffers(cve, listedScore, score)] : []),
  ]
}

function lintRecord(record: UpdateRecord, advisory: Advisory): Text[] {
  const severity = updateSeverity(advisory.severity)
  const cves = advisory.cves.map(c => c.cve)
  const referred = record.references.filter(r => r.type === 'cve').map(r => r.id)
  const badDates = [record.issued, record.updated].filter(d => !isTimestamp(d))
  return [
    ...(record.severity === severity ? [] : [texts.recordSeverity(record.severity, severity)]),
    ...cves.filter(c => !referred.includes(c)).map(texts.cveWithoutReference),
    ...referred.filter(c => !cves.includes(c)).map(texts.strangeReference),
    ...badDates.map(texts.badDate),
    ...(badDates.length === 0 && record.updated < record.issued
      ? [texts.updatedBeforeIssued(record.issued, record.updated)]
      : []),
  ]
}

/** Every binary package is listed as often as it stands in architectures, and exactly as it was published. */
function lintListings(records: readonly UpdateRecord[], packages: readonly AdvisoryPackage[]): Text[] {
  const binaries = packages.filter(p => p.nevra.arch !== 'src')
  const listed = records.flatMap(r => r.packages)
  const missing = binaries.filter(p => listed.filter(l => l.file === p.file).length < p.arches.length)
  const strange = listed.filter(l => binaries.every(p => p.file !== l.file))
  const differing = listed.filter(l => !strange.includes(l) && !binaries.some(p => isSame(p, l)))
  return [
    ...missing.map(p => texts.packageNotListed(p.file)),
    ...strange.map(l => texts.strangePackage(l.file)),
    ...differing.map(l => texts.packageDiffers(l.file)),
  ]
}

function isSame(a: UpdatePackage, b: UpdatePackage): boolean {
  const same = (['name', 'epoch', 'version', 'release', 'arch'] as const).every(part => a.nevra[part] === b.nevra[part])
  return same && a.file === b.file && a.sha256 === b.sha256
}

function isTimestamp(date: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(date)) return false
  const instant = new Date(`${date.replace(' ', 'T')}Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(date.replace(' ', 'T'))
}
