// What is wrong with a CVRF document, measured by the advisory it should tell of and by the reader contract.

import type { Text } from '../../lib/text.ts'
import type { Advisory } from '../model.ts'
import { texts } from '../texts.ts'
import type { CvrfDocument } from './document.ts'
import { parseCvrf } from './read.ts'

/** Checks a document, as text, against an advisory: also one that lay in a store or came from elsewhere. */
export function lintCvrf(xml: string, advisory: Pick<Advisory, 'id' | 'severity' | 'cves' | 'packages'>): Text[] {
  const document = read(xml)
  if (!('id' in document)) return [document]
  const files = new Set(advisory.packages.map(p => p.file))
  const listed = new Set(document.arches.flatMap(a => a.packages.map(p => p.file)))
  const cves = advisory.cves.map(c => c.cve)
  const different = {
    ID: document.id !== advisory.id,
    Severity: document.notes.severity !== advisory.severity,
    CVE: document.vulnerabilities.map(v => v.cve).join() !== cves.join(),
    Threat: document.vulnerabilities.map(v => v.severity).join() !== advisory.cves.map(c => c.severity).join(),
  }
  return [
    ...Object.entries(different).flatMap(([what, differs]) => (differs ? [texts.documentDiffers(what)] : [])),
    ...[...listed].filter(file => !files.has(file)).map(texts.documentPackageNotPublished),
    ...[...files].filter(file => !listed.has(file)).map(texts.packageNotInDocument),
    ...datesOf(document)
      .filter(d => !isDay(d))
      .map(texts.badDate),
  ]
}

function read(xml: string): CvrfDocument | Text {
  try {
    return parseCvrf(xml)
  } catch (error) {
    return texts.unreadableDocument(error instanceof Error ? error.message : String(error))
  }
}

function datesOf(d: CvrfDocument): string[] {
  const revisions = d.revisions.map(r => r.date)
  const remedies = d.vulnerabilities.flatMap(v => [v.releaseDate, v.remediation.date])
  return [...revisions, d.initialReleaseDate, d.currentReleaseDate, d.generator.date, ...remedies]
}

function isDay(date: string): boolean {
  const instant = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().slice(0, 10) === date
}
