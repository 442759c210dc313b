// repomd.xml: the list of a repository's metadata files with their checksums. No I/O.

import { readXml, type XmlElement } from '../lib/xml.ts'
import { badMetadata, metadataTexts } from './metadata-texts.ts'

export interface MetadataFile {
  /** `primary`, `filelists`, `other`, `updateinfo`, `group`, … */
  readonly type: string
  /** Path from the repository's directory; stays inside it. */
  readonly location: string
  readonly checksum: { readonly type: string; readonly value: string }
  /** Of the decompressed bytes, where told. */
  readonly openChecksum: { readonly type: string; readonly value: string } | undefined
  readonly sizeBytes: number | undefined
  readonly openSizeBytes: number | undefined
  readonly timestamp: number | undefined
}

export interface Repomd {
  readonly revision: string
  readonly files: readonly MetadataFile[]
}

/** Of records: real ones have about a dozen. */
const MOST_RECORDS = 1000

/** Refuses XML that is not well-formed, a record without location or checksum, and a location that leads outside. */
export function parseRepomd(xml: string): Repomd {
  const root = readXml(xml)
  if (root.name !== 'repomd') throw badMetadata(metadataTexts.notRepomd(root.name))
  const records = root.children.filter(c => c.name === 'data')
  if (records.length > MOST_RECORDS) throw badMetadata(metadataTexts.tooManyRecords(MOST_RECORDS))
  return { revision: child(root, 'revision')?.text.trim() ?? '', files: records.map(parseRecord) }
}

/** The same document with its times taken out: what two versions of a repository with equal content have in common. */
export function normalisedRepomd(xml: string): string {
  return xml.replace(/<(revision|timestamp)>[^<]*<\/\1>/g, '<$1/>')
}

/** The same document with every record's time set to the revision. */
export function stampRepomd(xml: string, revision: number): string {
  return xml.replace(/<timestamp>[^<]*<\/timestamp>/g, `<timestamp>${revision}</timestamp>`)
}

function parseRecord(record: XmlElement): MetadataFile {
  const type = record.attributes.type ?? ''
  const place = child(record, 'location')
  const location = place?.attributes.href ?? ''
  const checksum = parseChecksum(child(record, 'checksum'))
  if (!type || !checksum) throw badMetadata(metadataTexts.incompleteRecord(type))
  if (!staysInside(location) || place?.attributes['xml:base'] !== undefined) {
    throw badMetadata(metadataTexts.outside(type, place?.attributes['xml:base'] ?? location))
  }
  return {
    type,
    location,
    checksum,
    openChecksum: parseChecksum(child(record, 'open-checksum')),
    sizeBytes: parseNumber(child(record, 'size')),
    openSizeBytes: parseNumber(child(record, 'open-size')),
    timestamp: parseNumber(child(record, 'timestamp')),
  }
}

/** Whether a `location href` is a plain path below its repository. */
export function staysInside(location: string): boolean {
  const segments = location.split('/')
  return !/[\\\0:?#]/.test(location) && segments.every(s => s !== '' && s !== '.' && s !== '..')
}

function parseChecksum(element: XmlElement | undefined): MetadataFile['openChecksum'] {
  const value = element?.text.trim()
  return value ? { type: element?.attributes.type ?? '', value } : undefined
}

function parseNumber(element: XmlElement | undefined): number | undefined {
  const written = element?.text.trim() ?? ''
  return /^\d+(\.\d+)?$/.test(written) ? Number(written) : undefined
}

function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find(c => c.name === name)
}
