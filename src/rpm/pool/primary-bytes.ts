// primary.xml straight from bytes into packages: pieces of any size, nothing kept but an unfinished package. It agrees with
// readPrimary, which makes objects of every package and is for small documents; this one is for distributions.

import { widened } from './growing.ts'
import { closePackage, forgetOpenPackage, type ListName, type PackagesBuilder, putEntry } from './packages.ts'
import { internValue, readVersion, relationOf, valueText } from './primary-values.ts'
import { EMPTY, intern, viewOf } from './strings.ts'
import { malformed } from './texts.ts'
import { asksRpm, EQUAL, internDependency, isSource, type Vocabulary } from './vocabulary.ts'
import { CLOSE, INCOMPLETE, nextTag, OPEN, SELF_CLOSING } from './xml-bytes.ts'
import {
  attribute,
  checkUtf8,
  fail,
  isNamed,
  type Name,
  nameOf,
  newXmlBytes,
  sameBytes,
  type XmlBytes,
} from './xml-cursor.ts'

export interface PrimaryBytes {
  /** Takes the next bytes. What is refused is thrown here or in `end`, as RefusedError. */
  write(piece: Uint8Array): void
  end(): PrimaryRead
}

export interface PrimaryRead {
  readonly packages: number
  /** What `packages=` of the document says. Other tools only use it to show progress, so a difference is no refusal. */
  readonly declared?: number
}

const MAX_DEPTH = 32
const MAX_PACKAGE_BYTES = 64 << 20
const MAX_PACKAGES = 4_000_000

interface Reading {
  readonly xml: XmlBytes
  readonly vocabulary: Vocabulary
  readonly builder: PackagesBuilder
  readonly repository: number
  stage: 'prolog' | 'packages' | 'epilog'
  root: Uint8Array
  declared: number | undefined
  /** Where the names of the open elements lie in the bytes, from the child of the root on. */
  readonly openFrom: Int32Array
  readonly openTo: Int32Array
  depth: number
  readonly facts: { name: number; version: number; arch: number; source: number; repository: number }
  list: ListName | undefined
  listTag: Name
  /** By the number of a remembered tag. */
  entries: Uint32Array
}

export function readPrimaryBytes(vocabulary: Vocabulary, builder: PackagesBuilder, repository: number): PrimaryBytes {
  const reading: Reading = {
    xml: newXmlBytes(),
    vocabulary,
    builder,
    repository,
    stage: 'prolog',
    root: new Uint8Array(),
    declared: undefined,
    openFrom: new Int32Array(MAX_DEPTH),
    openTo: new Int32Array(MAX_DEPTH),
    depth: 0,
    facts: { name: EMPTY, version: 0, arch: EMPTY, source: EMPTY, repository },
    list: undefined,
    listTag: ENTRY,
    entries: new Uint32Array(1 << 12),
  }
  const before = builder.count
  // What was not complete is tried again only when there is half as much again of it: an unfinished package that comes
  // byte by byte must not be read from its beginning each time.
  let tried = 0
  return {
    write(piece) {
      append(reading.xml, piece)
      if (reading.xml.end - reading.xml.at < tried + (tried >> 1)) return
      tried = readUnits(reading)
      if (tried > MAX_PACKAGE_BYTES) fail(reading.xml, reading.xml.at, 'too-large')
    },
    end() {
      readUnits(reading)
      if (!isEnded(reading)) fail(reading.xml, reading.xml.end, 'truncated')
      const packages = builder.count - before
      return reading.declared === undefined ? { packages } : { packages, declared: reading.declared }
    },
  }
}

const END = Buffer.from('<end/>')

/** Whether nothing but comments and space follows the root: a tag put behind the rest is then the first that is met. */
function isEnded({ xml, stage }: Reading): boolean {
  if (stage !== 'epilog') return false
  const end = xml.offset + xml.end
  append(xml, END)
  xml.keepsText = true
  return (
    nextTag(xml) === SELF_CLOSING && xml.offset + xml.qualifiedFrom === end + 1 && isBlank(xml.decoded, 0, xml.textTo)
  )
}

/** Moves what is unread to the front and puts a piece behind it. */
function append(xml: XmlBytes, piece: Uint8Array): void {
  const rest = xml.end - xml.at
  const needed = rest + piece.length
  if (needed > xml.bytes.length) {
    const wider = new Uint8Array(Math.max(needed, rest * 2, 1 << 16))
    wider.set(xml.bytes.subarray(xml.at, xml.end))
    xml.bytes = wider
    xml.view = viewOf(wider)
  } else if (xml.at > 0) xml.bytes.copyWithin(0, xml.at, xml.end)
  xml.offset += xml.at
  xml.at = 0
  xml.bytes.set(piece, rest)
  xml.end = needed
}

/** Reads every unit (the prolog, a package, the end) that is complete; how many bytes are left over. */
function readUnits(reading: Reading): number {
  const { xml } = reading
  const from = xml.at
  while (true) {
    const start = xml.at
    if (readUnit(reading)) continue
    xml.at = start
    break
  }
  checkUtf8(xml, from, xml.at)
  return xml.end - xml.at
}

function readUnit(reading: Reading): boolean {
  switch (reading.stage) {
    case 'prolog':
      return readRoot(reading)
    case 'packages':
      return readChild(reading)
    case 'epilog': {
      const { xml } = reading
      xml.keepsText = true
      if (nextTag(xml) !== INCOMPLETE || !isBlank(xml.decoded, 0, xml.decodedTo)) fail(xml, xml.at, 'after-end')
      return false
    }
  }
}

const METADATA = nameOf('metadata')
const PACKAGES = nameOf('packages')
const BYTE_ORDER_MARK = Buffer.from('\uFEFF')

function readRoot(reading: Reading): boolean {
  const { xml } = reading
  if (xml.offset === 0 && xml.at === 0) {
    if (xml.end < 3) return false
    if (sameBytes(xml.bytes, 0, 3, BYTE_ORDER_MARK)) xml.at = 3
    checkEncoding(xml)
  }
  xml.keepsText = true
  const met = nextTag(xml)
  if (met === INCOMPLETE) return false
  if (met === CLOSE || !isNamed(xml, METADATA) || !isBlank(xml.decoded, 0, xml.textTo)) {
    fail(xml, xml.qualifiedFrom, 'not-metadata')
  }
  reading.root = xml.bytes.slice(xml.qualifiedFrom, xml.nameTo)
  const declared = attribute(xml, PACKAGES)
  if (declared >= 0) {
    const count = Number(valueText(xml, declared))
    if (Number.isSafeInteger(count) && count >= 0) reading.declared = count
  }
  reading.stage = met === OPEN ? 'packages' : 'epilog'
  return true
}

/** Only UTF-8 is read; a declaration that says otherwise is believed and refused. */
function checkEncoding(xml: XmlBytes): void {
  const head = Buffer.from(xml.bytes.subarray(xml.at, Math.min(xml.end, xml.at + 200))).toString('latin1')
  const declared = /^<\?xml\s[^?]*?encoding\s*=\s*["']([^"']*)["']/.exec(head)?.[1]
  if (declared && !/^(utf-?8|us-ascii)$/i.test(declared)) fail(xml, xml.at, 'encoding')
}

const PACKAGE = nameOf('package')

/** Reads one child of the root, to its end, or the root's end. */
function readChild(reading: Reading): boolean {
  const { xml, builder } = reading
  xml.keepsText = false
  reading.depth = 0
  const met = nextTag(xml)
  if (met === INCOMPLETE) return false
  if (met === CLOSE) {
    if (!sameBytes(xml.bytes, xml.qualifiedFrom, xml.nameTo, reading.root)) fail(xml, xml.qualifiedFrom, 'wrong-end')
    reading.stage = 'epilog'
    return true
  }
  const isPackage = isNamed(xml, PACKAGE)
  const start = xml.qualifiedFrom
  if (isPackage) beginPackage(reading)
  if (met === OPEN) {
    openElement(reading)
    if (!readContent(reading, isPackage)) {
      forgetOpenPackage(builder)
      return false
    }
  }
  if (isPackage) finishPackage(reading, start)
  return true
}

function readContent(reading: Reading, isPackage: boolean): boolean {
  const { xml } = reading
  while (reading.depth > 0) {
    const met = nextTag(xml)
    if (met === INCOMPLETE) return false
    if (met === CLOSE) {
      closeElement(reading)
      if (isPackage) leave(reading)
    } else {
      if (met === OPEN) openElement(reading)
      xml.keepsText = false
      if (isPackage) enter(reading, met)
    }
  }
  return true
}

function openElement(reading: Reading): void {
  const { xml } = reading
  if (reading.depth === MAX_DEPTH) fail(xml, xml.qualifiedFrom, 'too-deep')
  reading.openFrom[reading.depth] = xml.qualifiedFrom
  reading.openTo[reading.depth++] = xml.nameTo
}

function closeElement(reading: Reading): void {
  const { xml } = reading
  reading.depth--
  let at = reading.openFrom[reading.depth] as number
  const to = reading.openTo[reading.depth] as number
  let other = xml.qualifiedFrom
  if (to - at !== xml.nameTo - other) fail(xml, other, 'wrong-end')
  const { bytes } = xml
  while (at < to) if (bytes[at++] !== bytes[other++]) fail(xml, xml.qualifiedFrom, 'wrong-end')
}

const NAME = nameOf('name')
const ARCH = nameOf('arch')
const VERSION = nameOf('version')
const SOURCE = nameOf('sourcerpm')
const FILE = nameOf('file')
const ENTRY = nameOf('entry')

/** Elements that hold entries, and where these go; weak dependencies are told apart by direction alone. */
const LISTS: readonly { readonly tag: Name; readonly list: ListName }[] = [
  { tag: nameOf('requires'), list: 'requires' },
  { tag: nameOf('provides'), list: 'provides' },
  { tag: nameOf('conflicts'), list: 'conflicts' },
  { tag: nameOf('obsoletes'), list: 'obsoletes' },
  { tag: nameOf('recommends'), list: 'weak' },
  { tag: nameOf('suggests'), list: 'weak' },
  { tag: nameOf('supplements'), list: 'weakReverse' },
  { tag: nameOf('enhances'), list: 'weakReverse' },
]

function beginPackage(reading: Reading): void {
  const { facts } = reading
  facts.name = facts.arch = facts.source = EMPTY
  facts.version = 0
  reading.list = undefined
  reading.xml.remembered = undefined
}

/** By the code of a name: whether an element of interest may have it. */
const mayMatter = new Uint8Array(1 << 13)
for (const { code } of [NAME, ARCH, VERSION, SOURCE, FILE, ENTRY, ...LISTS.map(l => l.tag)]) mayMatter[code] = 1

function enter(reading: Reading, met: number): void {
  const { xml } = reading
  if (mayMatter[xml.nameCode] !== 1) return
  if (reading.list !== undefined && isNamed(xml, ENTRY)) {
    readEntry(reading)
    return
  }
  const wanted = isNamed(xml, FILE) || isNamed(xml, NAME) || isNamed(xml, ARCH) || isNamed(xml, SOURCE)
  if (wanted) {
    xml.keepsText = met !== SELF_CLOSING
    return
  }
  if (isNamed(xml, VERSION)) {
    reading.facts.version = readVersion(xml, reading.vocabulary)
    return
  }
  if (met === SELF_CLOSING) return
  for (const { tag, list } of LISTS) {
    if (!isNamed(xml, tag)) continue
    reading.list = list
    xml.remembered = ENTRY
    reading.listTag = tag
  }
}

function leave(reading: Reading): void {
  const { xml, facts, vocabulary } = reading
  if (reading.list !== undefined && isNamed(xml, reading.listTag)) {
    reading.list = undefined
    xml.remembered = undefined
    return
  }
  if (!xml.keepsText) return
  xml.keepsText = false
  if (isNamed(xml, FILE)) {
    putEntry(reading.builder, 'files', intern(vocabulary.strings, xml.decodedView, 0, xml.textTo))
    return
  }
  let from = 0
  let to = xml.textTo
  while (from < to && (xml.decoded[from] as number) <= 0x20) from++
  while (from < to && (xml.decoded[to - 1] as number) <= 0x20) to--
  const id = intern(vocabulary.strings, xml.decodedView, from, to)
  if (isNamed(xml, NAME)) facts.name = id
  else if (isNamed(xml, ARCH)) facts.arch = id
  else facts.source = id
}

/** What an entry comes to: twice the number of its dependency, and OF_RPM where rpm itself is asked; or NOTHING. */
const NOTHING = 0
const OF_RPM = 1

function readEntry(reading: Reading): void {
  const { xml, builder } = reading
  const list = reading.list as ListName
  const read = xml.isKnown ? (reading.entries[xml.tag] as number) : readDependency(reading)
  if (read === NOTHING || (list === 'requires' && (read & OF_RPM) !== 0)) return
  putEntry(builder, list, read >>> 1)
}

const KEY_FLAGS = nameOf('flags')

function readDependency(reading: Reading): number {
  const { xml, vocabulary } = reading
  const named = attribute(xml, NAME)
  const name = named < 0 ? EMPTY : internValue(xml, vocabulary, named)
  if (name === EMPTY) return NOTHING
  const flags = attribute(xml, KEY_FLAGS)
  const relation = flags < 0 ? 0 : relationOf(xml, flags)
  const version = relation === 0 ? 0 : readVersion(xml, vocabulary)
  const dependency = internDependency(vocabulary, name, relation, version)
  const read = (dependency << 1) | (asksRpm(vocabulary, name) ? OF_RPM : 0)
  if (xml.tag >= 0) {
    if (xml.tag >= reading.entries.length) reading.entries = widened(reading.entries, xml.tag + 1)
    reading.entries[xml.tag] = read
  }
  return read
}

/** A binary package provides its own name in its version, whether or not its metadata says so; a source package nothing. */
function finishPackage(reading: Reading, start: number): void {
  const { xml, builder, facts, vocabulary } = reading
  const hasVersion = vocabulary.versions.second[facts.version] !== EMPTY
  if (facts.name === EMPTY || facts.arch === EMPTY || !hasVersion) fail(xml, start, 'no-identity')
  if (builder.count === MAX_PACKAGES) throw malformed(xml.offset + start, 'too-many')
  if (!isSource(vocabulary, facts.arch)) {
    putEntry(builder, 'provides', internDependency(vocabulary, facts.name, EQUAL, facts.version))
  }
  closePackage(builder, facts)
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if ((bytes[at] as number) > 0x20) return false
  return true
}
