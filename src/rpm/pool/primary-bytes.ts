// primary.xml straight from bytes into packages: pieces of any size, nothing kept but an unfinished package. It agrees with
// readPrimary, which makes objects of every package and is for small documents; this one is for distributions.

import { closePackage, forgetOpenPackage, type ListName, type PackagesBuilder, putEntry } from './packages.ts'
import { EMPTY, intern } from './strings.ts'
import { malformed } from './texts.ts'
import { MAX_EPOCH } from './versions.ts'
import {
  asksRpm,
  EQUAL,
  GREATER,
  internDependency,
  internParts,
  isSource,
  LESS,
  type Vocabulary,
} from './vocabulary.ts'
import {
  CLOSE,
  checkUtf8,
  fail,
  INCOMPLETE,
  isNamed,
  newXmlBytes,
  nextTag,
  OPEN,
  SELF_CLOSING,
  sameBytes,
  type XmlBytes,
} from './xml-bytes.ts'

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
  listTag: Uint8Array
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
    listTag: new Uint8Array(),
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
      const { xml } = reading
      if (reading.stage !== 'epilog' || !isBlank(xml.bytes, xml.at, xml.end)) fail(xml, xml.end, 'truncated')
      const packages = builder.count - before
      return reading.declared === undefined ? { packages } : { packages, declared: reading.declared }
    },
  }
}

/** Moves what is unread to the front and puts a piece behind it. */
function append(xml: XmlBytes, piece: Uint8Array): void {
  const rest = xml.end - xml.at
  const needed = rest + piece.length
  if (needed > xml.bytes.length) {
    const wider = new Uint8Array(Math.max(needed, rest * 2, 1 << 16))
    wider.set(xml.bytes.subarray(xml.at, xml.end))
    xml.bytes = wider
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

const METADATA = Buffer.from('metadata')
const PACKAGES = Buffer.from('packages')
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

const PACKAGE = Buffer.from('package')

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
  while (at < to) if (xml.bytes[at++] !== xml.bytes[other++]) fail(xml, xml.qualifiedFrom, 'wrong-end')
}

const NAME = Buffer.from('name')
const ARCH = Buffer.from('arch')
const VERSION = Buffer.from('version')
const SOURCE = Buffer.from('sourcerpm')
const FILE = Buffer.from('file')
const ENTRY = Buffer.from('entry')

/** Elements that hold entries, and where these go; weak dependencies are told apart by direction alone. */
const LISTS: readonly { readonly tag: Uint8Array; readonly list: ListName }[] = [
  { tag: Buffer.from('requires'), list: 'requires' },
  { tag: Buffer.from('provides'), list: 'provides' },
  { tag: Buffer.from('conflicts'), list: 'conflicts' },
  { tag: Buffer.from('obsoletes'), list: 'obsoletes' },
  { tag: Buffer.from('recommends'), list: 'weak' },
  { tag: Buffer.from('suggests'), list: 'weak' },
  { tag: Buffer.from('supplements'), list: 'weakReverse' },
  { tag: Buffer.from('enhances'), list: 'weakReverse' },
]

function beginPackage(reading: Reading): void {
  const { facts } = reading
  facts.name = facts.arch = facts.source = EMPTY
  facts.version = 0
  reading.list = undefined
}

function enter(reading: Reading, met: number): void {
  const { xml } = reading
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
    reading.facts.version = readVersion(reading)
    return
  }
  if (met === SELF_CLOSING) return
  for (const { tag, list } of LISTS) {
    if (!isNamed(xml, tag)) continue
    reading.list = list
    reading.listTag = tag
  }
}

function leave(reading: Reading): void {
  const { xml, facts, vocabulary } = reading
  if (reading.list !== undefined && isNamed(xml, reading.listTag)) {
    reading.list = undefined
    return
  }
  if (!xml.keepsText) return
  xml.keepsText = false
  if (isNamed(xml, FILE)) {
    putEntry(reading.builder, 'files', intern(vocabulary.strings, xml.decoded, 0, xml.textTo))
    return
  }
  let from = 0
  let to = xml.textTo
  while (from < to && (xml.decoded[from] as number) <= 0x20) from++
  while (from < to && (xml.decoded[to - 1] as number) <= 0x20) to--
  const id = intern(vocabulary.strings, xml.decoded, from, to)
  if (isNamed(xml, NAME)) facts.name = id
  else if (isNamed(xml, ARCH)) facts.arch = id
  else facts.source = id
}

const KEY_EPOCH = Buffer.from('epoch')
const KEY_VERSION = Buffer.from('ver')
const KEY_RELEASE = Buffer.from('rel')
const KEY_FLAGS = Buffer.from('flags')

const RELATIONS: Readonly<Record<string, number>> = {
  EQ: EQUAL,
  LT: LESS,
  LE: LESS | EQUAL,
  GT: GREATER,
  GE: GREATER | EQUAL,
}

function readEntry(reading: Reading): void {
  const { xml, vocabulary, builder } = reading
  const list = reading.list as ListName
  const named = attribute(xml, NAME)
  if (named < 0) return
  const name = internValue(xml, vocabulary, named)
  if (name === EMPTY || (list === 'requires' && asksRpm(vocabulary, name))) return
  const flags = attribute(xml, KEY_FLAGS)
  const relation = flags < 0 ? 0 : (RELATIONS[valueText(xml, flags)] ?? 0)
  const version = relation === 0 ? 0 : readVersion(reading)
  putEntry(builder, list, internDependency(vocabulary, name, relation, version))
}

function readVersion({ xml, vocabulary }: Reading): number {
  const epoch = attribute(xml, KEY_EPOCH)
  const version = attribute(xml, KEY_VERSION)
  const release = attribute(xml, KEY_RELEASE)
  return internParts(
    vocabulary,
    epoch < 0 ? 0 : epochOf(xml, epoch),
    version < 0 ? EMPTY : internValue(xml, vocabulary, version),
    release < 0 ? EMPTY : internValue(xml, vocabulary, release),
  )
}

function epochOf(xml: XmlBytes, index: number): number {
  const bytes = xml.valueDecoded[index] === 1 ? xml.decoded : xml.bytes
  let epoch = 0
  for (let at = xml.valueFrom[index] as number; at < (xml.valueTo[index] as number); at++) {
    const digit = (bytes[at] as number) - 0x30
    if (digit < 0 || digit > 9) fail(xml, xml.qualifiedFrom, 'bad-epoch')
    epoch = epoch * 10 + digit
    if (epoch > MAX_EPOCH) fail(xml, xml.qualifiedFrom, 'bad-epoch')
  }
  return epoch
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

/** Index of an attribute, or -1. */
function attribute(xml: XmlBytes, key: Uint8Array): number {
  for (let i = 0; i < xml.attributes; i++) {
    if (sameBytes(xml.bytes, xml.keyFrom[i] as number, xml.keyTo[i] as number, key)) return i
  }
  return -1
}

function internValue(xml: XmlBytes, vocabulary: Vocabulary, index: number): number {
  const source = xml.valueDecoded[index] === 1 ? xml.decoded : xml.bytes
  return intern(vocabulary.strings, source, xml.valueFrom[index] as number, xml.valueTo[index] as number)
}

function valueText(xml: XmlBytes, index: number): string {
  const source = xml.valueDecoded[index] === 1 ? xml.decoded : xml.bytes
  return Buffer.from(source.subarray(xml.valueFrom[index], xml.valueTo[index])).toString()
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if ((bytes[at] as number) > 0x20) return false
  return true
}
