// updateinfo.xml: the advisory records a repository carries for dnf. Types, writer and reader; no I/O.

import { compareCodeUnits, compareNaturally } from '../lib/natural-order.ts'
import { escapeAttribute, escapeText, streamTrees, type XmlElement, type XmlStream } from '../lib/xml.ts'
import { childAt, childrenOf, textAt } from '../lib/xml-tree.ts'
import { badMetadata, metadataTexts } from './metadata-texts.ts'
import type { Nevra } from './nevra.ts'

/** What dnf knows; openEuler's High and Medium are Important and Moderate here. */
export type UpdateSeverity = 'Critical' | 'Important' | 'Moderate' | 'Low' | 'None'

// Type aliases, not interfaces: records are stored as JSON.

export type UpdatePackage = {
  readonly nevra: Nevra
  /** File name of the RPM. */
  readonly file: string
  readonly sha256: string
  /** File name of the source RPM it was built from. */
  readonly sourceRpm: string
}

export type UpdateReference = {
  readonly type: 'cve' | 'bugzilla' | 'self' | 'other'
  readonly id: string
  readonly href: string
  readonly title: string
}

/** One `<update>`: an advisory as a repository of one architecture lists it. */
export type UpdateRecord = {
  readonly id: string
  readonly from: string
  readonly type: 'security' | 'bugfix' | 'enhancement'
  readonly title: string
  readonly severity: UpdateSeverity
  /** Name of the distribution release, e.g. `openEuler`. */
  readonly release: string
  /** `YYYY-MM-DD HH:MM:SS` in UTC; dnf reads a bare date as 1970. */
  readonly issued: string
  readonly updated: string
  readonly description: string
  readonly references: readonly UpdateReference[]
  readonly packages: readonly UpdatePackage[]
}

/**
 * Writes updateinfo.xml. Records stand in natural order of their ids and packages in order of their files, so the same
 * set gives the same bytes. The epoch is always written: dnf takes a missing one for 0 and then for "installed".
 * Throws on a record without id (dnf aborts on it) and on two records with one id.
 */
export function formatUpdateinfo(records: readonly UpdateRecord[]): string {
  const sorted = [...records].sort((a, b) => compareNaturally(a.id, b.id))
  for (const [at, record] of sorted.entries()) {
    if (record.id.trim() === '') throw new Error(`an update record has no id (title: ${record.title.slice(0, 80)})`)
    if (sorted[at + 1]?.id === record.id) throw new Error(`two update records have the id ${record.id}`)
  }
  const body = sorted.flatMap(formatRecord)
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<updates>', ...body, '</updates>', ''].join('\n')
}

function formatRecord(record: UpdateRecord): string[] {
  const { issued, updated } = record
  return [
    `  <update${attributes({ from: record.from, type: record.type, status: 'stable' })}>`,
    `    <id>${escapeText(record.id)}</id>`,
    `    <title>${escapeText(record.title)}</title>`,
    `    <severity>${record.severity}</severity>`,
    `    <release>${escapeText(record.release)}</release>`,
    ...(issued ? [`    <issued${attributes({ date: issued })}/>`] : []),
    ...(updated ? [`    <updated${attributes({ date: updated })}/>`] : []),
    '    <references>',
    ...record.references.map(
      r => `      <reference${attributes({ href: r.href, id: r.id, title: r.title, type: r.type })}/>`,
    ),
    '    </references>',
    `    <description>${escapeText(record.description)}</description>`,
    '    <pkglist>',
    `      <collection${attributes({ short: record.release })}>`,
    `        <name>${escapeText(record.release)}</name>`,
    ...[...record.packages].sort(byFile).flatMap(formatPackage),
    '      </collection>',
    '    </pkglist>',
    '  </update>',
  ]
}

function formatPackage(p: UpdatePackage): string[] {
  const { name, version, release, epoch, arch } = p.nevra
  return [
    `        <package${attributes({ name, version, release, epoch: String(epoch), arch, src: p.sourceRpm || undefined })}>`,
    `          <filename>${escapeText(p.file)}</filename>`,
    ...(p.sha256 ? [`          <sum type="sha256">${escapeText(p.sha256)}</sum>`] : []),
    '        </package>',
  ]
}

function attributes(values: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(values)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escapeAttribute(value)}"`))
    .join('')
}

function byFile(a: UpdatePackage, b: UpdatePackage): number {
  return compareCodeUnits(a.file, b.file) || compareCodeUnits(formatPackage(a).join(), formatPackage(b).join())
}

/**
 * Reads updateinfo.xml, ours or another distribution's: a missing epoch is 0, a missing sum or source is '', a bare date
 * is midnight UTC, an unreadable date is '', names of severities and types we do not have become the nearest we have.
 * Throws on XML that is not well-formed, on a record without id and on a package without name, version, release or arch.
 */
export function parseUpdateinfo(xml: string): UpdateRecord[] {
  const found: UpdateRecord[] = []
  const reader = readUpdateinfo(record => found.push(record))
  reader.write(xml)
  reader.end()
  return found
}

/** As parseUpdateinfo, for a document that is written to it in pieces. */
export function readUpdateinfo(onRecord: (record: UpdateRecord) => void): XmlStream {
  const isRecord = (name: string, depth: number) => {
    if (depth === 0 && name !== 'updates') throw badMetadata(metadataTexts.otherRoot('updateinfo', 'updates', name))
    return depth === 1 && name === 'update'
  }
  return streamTrees(isRecord, element => onRecord(parseRecord(element)))
}

function parseRecord(update: XmlElement): UpdateRecord {
  const id = textAt(update, 'id').trim()
  if (!id) throw badMetadata(metadataTexts.recordWithoutId(textAt(update, 'title')))
  const collections = childrenOf(update, 'pkglist').flatMap(list => childrenOf(list, 'collection'))
  const issued = parseTimestamp(childAt(update, 'issued')?.attributes.date)
  return {
    id,
    from: update.attributes.from ?? '',
    type: oneOf(TYPES, update.attributes.type) ?? 'enhancement',
    title: textAt(update, 'title'),
    severity: parseSeverity(textAt(update, 'severity').trim()),
    release: childAt(update, 'release')?.text ?? textAt(collections[0], 'name'),
    issued,
    updated: parseTimestamp(childAt(update, 'updated')?.attributes.date) || issued,
    description: textAt(update, 'description'),
    references: childrenOf(update, 'references')
      .flatMap(r => childrenOf(r, 'reference'))
      .map(parseReference),
    packages: collections.flatMap(c => childrenOf(c, 'package')).map(p => parsePackage(p, id)),
  }
}

function parseReference({ attributes: a }: XmlElement): UpdateReference {
  return { type: oneOf(REFERENCE_TYPES, a.type) ?? 'other', id: a.id ?? '', href: a.href ?? '', title: a.title ?? '' }
}

function parsePackage(element: XmlElement, record: string): UpdatePackage {
  const { name, version, release, arch, epoch, src } = element.attributes
  if (!name || !version || !release || !arch || !/^\d*$/.test(epoch ?? '')) {
    throw badMetadata(metadataTexts.incompleteUpdatePackage(record))
  }
  const sum = childrenOf(element, 'sum').find(s => s.attributes.type === 'sha256')
  return {
    nevra: { name, epoch: Number(epoch ?? 0), version, release, arch },
    file: textAt(element, 'filename'),
    sha256: sum?.text.trim() ?? '',
    sourceRpm: src ?? '',
  }
}

const TYPES = ['security', 'bugfix', 'enhancement'] as const
const REFERENCE_TYPES = ['cve', 'bugzilla', 'self', 'other'] as const
const SEVERITIES = ['Critical', 'Important', 'Moderate', 'Low', 'None'] as const

function parseSeverity(name: string): UpdateSeverity {
  if (name === 'High') return 'Important'
  if (name === 'Medium') return 'Moderate'
  return oneOf(SEVERITIES, name) ?? 'None'
}

/** Full timestamps, bare dates and Unix seconds, the three forms found in the wild; '' for anything else. */
function parseTimestamp(date: string | undefined): string {
  const written = date?.trim() ?? ''
  if (/^\d{9,11}$/.test(written)) return new Date(Number(written) * 1000).toISOString().slice(0, 19).replace('T', ' ')
  const match = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2})(:\d{2})?)?/.exec(written)
  return match ? `${match[1]} ${match[2] ?? '00:00'}${match[3] ?? ':00'}` : ''
}

function oneOf<T extends string>(known: readonly T[], value: string | undefined): T | undefined {
  return known.find(k => k === value)
}
