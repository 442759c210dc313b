// primary.xml: what a repository offers, package by package. Read in pieces, for it can be very large; no I/O.

import { streamXml, type XmlStream } from '../lib/xml.ts'
import type { Capability } from './capability.ts'
import { badMetadata, metadataTexts } from './metadata-texts.ts'
import type { Nevra } from './nevra.ts'

export interface PrimaryPackage {
  readonly nevra: Nevra
  readonly checksum: { readonly type: string; readonly value: string }
  /** `location href`: path from the repository's directory, as written. */
  readonly location: string
  /** File name of the source RPM; '' for a source RPM. */
  readonly sourceRpm: string
  readonly sizeBytes: number
  /** Unix seconds. */
  readonly buildTime: number
  readonly provides: readonly Capability[]
  readonly requires: readonly Capability[]
  readonly conflicts: readonly Capability[]
  readonly obsoletes: readonly Capability[]
  readonly recommends: readonly Capability[]
  /** The files that primary lists: programs and configuration, not all of them. */
  readonly files: readonly string[]
}

const LISTS = ['provides', 'requires', 'conflicts', 'obsoletes', 'recommends'] as const
type ListName = (typeof LISTS)[number]

const RELATIONS = { EQ: '=', LT: '<', LE: '<=', GT: '>', GE: '>=' } as const

interface Building {
  values: Record<string, string>
  lists: Record<ListName, Capability[]>
  files: string[]
  /** Elements so far. */
  entries: number
}

/** Of the elements of one package: the largest real ones have some ten thousand. */
const MOST_ENTRIES = 200_000

/**
 * Calls `onPackage` for each package while the document is written to it. Refuses XML that is not well-formed, another document, and a
 * package without name, version, architecture, checksum or location.
 */
export function readPrimary(onPackage: (p: PrimaryPackage) => void): XmlStream {
  let current: Building | undefined
  let list: ListName | undefined
  let isInside = false
  return streamXml({
    open(qualified, attributes) {
      const name = localName(qualified)
      if (!isInside && name !== 'metadata') throw badMetadata(metadataTexts.otherRoot('primary', 'metadata', name))
      isInside = true
      if (name === 'package') current = startPackage()
      if (!current) return
      if (++current.entries > MOST_ENTRIES) {
        throw badMetadata(metadataTexts.largePackage('primary', current.values.name ?? ''))
      }
      if (name === 'entry' && list) current.lists[list].push(capability(attributes))
      else if (isListName(name)) list = name
      else keepAttributes(current.values, name, attributes)
    },
    close(qualified, text) {
      const name = localName(qualified)
      if (!current) return
      if (name === 'package') {
        onPackage(finishPackage(current))
        current = undefined
      } else if (name === list) list = undefined
      else if (name === 'file') current.files.push(text)
      else if (name === 'name' || name === 'arch' || name === 'checksum' || name === 'sourcerpm') {
        current.values[name] = text.trim()
      }
    },
  })
}

function startPackage(): Building {
  const lists = { provides: [], requires: [], conflicts: [], obsoletes: [], recommends: [] }
  return { values: {}, lists, files: [], entries: 0 }
}

function keepAttributes(values: Building['values'], name: string, attributes: Readonly<Record<string, string>>): void {
  if (!['version', 'checksum', 'location', 'size', 'time'].includes(name)) return
  for (const [key, value] of Object.entries(attributes)) values[`${name}.${key}`] = value
}

function finishPackage({ values, lists, files }: Building): PrimaryPackage {
  const value = (key: string) => {
    const found = values[key]
    if (!found) throw badMetadata(metadataTexts.incompletePackage('primary', values.name ?? '', key))
    return found
  }
  const epoch = Number(values['version.epoch'] ?? 0)
  if (!Number.isSafeInteger(epoch)) throw badMetadata(metadataTexts.badEpoch('primary', value('name')))
  return {
    nevra: {
      name: value('name'),
      epoch,
      version: value('version.ver'),
      release: value('version.rel'),
      arch: value('arch'),
    },
    checksum: { type: value('checksum.type'), value: value('checksum') },
    location: value('location.href'),
    sourceRpm: values.sourcerpm ?? '',
    sizeBytes: Number(values['size.package'] ?? 0),
    buildTime: Number(values['time.build'] ?? 0),
    ...lists,
    files,
  }
}

function capability(attributes: Readonly<Record<string, string>>): Capability {
  const { name = '', flags, epoch, ver, rel } = attributes
  const relation = RELATIONS[flags as keyof typeof RELATIONS]
  return relation ? { name, relation, epoch: Number(epoch ?? 0), version: ver ?? '', release: rel ?? '' } : { name }
}

function isListName(name: string): name is ListName {
  return (LISTS as readonly string[]).includes(name)
}

function localName(qualified: string): string {
  return qualified.slice(qualified.indexOf(':') + 1)
}
