// filelists.xml: every file of every package. Read in pieces, for it is the largest file of a repository; no I/O.

import { streamXml, type XmlStream } from '../lib/xml.ts'
import { badMetadata, metadataTexts } from './metadata-texts.ts'
import type { Nevra } from './nevra.ts'

export interface PackageFiles {
  readonly nevra: Nevra
  /** Checksum of the RPM, by which primary.xml knows the package too. */
  readonly pkgid: string
  /** Regular files and links, directories, and files the package owns without bringing them. */
  readonly files: readonly string[]
  readonly directories: readonly string[]
  readonly ghosts: readonly string[]
}

interface Building {
  attributes: Readonly<Record<string, string>>
  version: Readonly<Record<string, string>>
  fileType: string
  /** Characters so far. */
  size: number
  lists: { files: string[]; directories: string[]; ghosts: string[] }
}

/** Of the paths of one package together: the largest real ones have some hundred thousand files. */
const MOST_CHARACTERS = 64 * 1024 * 1024
const FILE = 'filelists'

/** Calls `onPackage` for each package while the document is written to it. Refuses what primary.xml's reader refuses. */
export function readFilelists(onPackage: (p: PackageFiles) => void): XmlStream {
  let current: Building | undefined
  let isInside = false
  return streamXml({
    open(name, attributes) {
      if (!isInside && name !== 'filelists') throw badMetadata(metadataTexts.otherRoot(FILE, 'filelists', name))
      isInside = true
      if (name === 'package') current = startPackage(attributes)
      else if (!current) return
      else if (name === 'version') current.version = attributes
      else if (name === 'file') current.fileType = attributes.type ?? ''
    },
    close(name, text) {
      if (!current) return
      if (name === 'file') addFile(current, text)
      else if (name === 'package') {
        onPackage(finishPackage(current))
        current = undefined
      }
    },
  })
}

function startPackage(attributes: Building['attributes']): Building {
  return { attributes, version: {}, fileType: '', size: 0, lists: { files: [], directories: [], ghosts: [] } }
}

function addFile(building: Building, path: string): void {
  const { lists, fileType } = building
  building.size += path.length
  if (building.size > MOST_CHARACTERS) {
    throw badMetadata(metadataTexts.largePackage(FILE, building.attributes.name ?? ''))
  }
  const list = fileType === 'dir' ? lists.directories : fileType === 'ghost' ? lists.ghosts : lists.files
  list.push(path)
}

function finishPackage({ attributes, version, lists }: Building): PackageFiles {
  const name = attributes.name ?? ''
  const needed = (what: string, value: string | undefined) => {
    if (!value) throw badMetadata(metadataTexts.incompletePackage(FILE, name, what))
    return value
  }
  const epoch = Number(version.epoch ?? 0)
  if (!Number.isSafeInteger(epoch)) throw badMetadata(metadataTexts.badEpoch(FILE, name))
  return {
    nevra: {
      name: needed('name', name),
      epoch,
      version: needed('version.ver', version.ver),
      release: needed('version.rel', version.rel),
      arch: needed('arch', attributes.arch),
    },
    pkgid: needed('pkgid', attributes.pkgid),
    ...lists,
  }
}
