// The headers at the beginning of an RPM file: everything rpm knows of a package, by tag number. Only bytes, no I/O.

const LEAD_BYTES = 96
const LEAD_MAGIC = 0xedabeedb
const HEADER_MAGIC = 0x8eade801
const ENTRY_BYTES = 16
/** rpm's own bounds (lib/header.c): more is no header. */
const MOST_TAGS = 0xffff
const MOST_BYTES = 256 * 1024 * 1024

/** Values by tag number. Integers of all widths are numbers; beyond 2^53 they are refused. */
export type RpmTags = ReadonlyMap<number, readonly string[] | readonly number[]>

export class NoRpm extends Error {}

/**
 * How many bytes from the beginning of an RPM its headers take, from any beginning of it; undefined when the beginning
 * is too short to tell, NoRpm when it is none.
 */
export function headersLength(bytes: Uint8Array): number | undefined {
  if (bytes.length < LEAD_BYTES + ENTRY_BYTES) return undefined
  const view = viewOf(bytes)
  if (view.getUint32(0) !== LEAD_MAGIC) throw new NoRpm('it does not begin as an RPM')
  const main = mainHeaderAt(view)
  return main + ENTRY_BYTES > bytes.length ? undefined : main + lengthAt(view, main)
}

/** Reads the main header of an RPM from its first bytes, as many as `headersLength` says. Throws NoRpm. */
export function readHeader(bytes: Uint8Array): RpmTags {
  const length = headersLength(bytes)
  if (length === undefined || length > bytes.length) throw new NoRpm('it ends within its headers')
  const view = viewOf(bytes)
  const main = mainHeaderAt(view)
  const entries = view.getUint32(main + 8)
  const store = main + ENTRY_BYTES + entries * ENTRY_BYTES
  const tags = new Map<number, string[] | number[]>()
  for (let n = 0; n < entries; n++) {
    const at = main + ENTRY_BYTES + n * ENTRY_BYTES
    const [tag = 0, type = 0, offset = 0, count = 0] = [0, 4, 8, 12].map(o => view.getUint32(at + o))
    const values = readValues(bytes.subarray(store, length), { type, offset, count })
    if (values) tags.set(tag, values)
  }
  return tags
}

/** The signature header stands first, padded to eight bytes. */
function mainHeaderAt(view: DataView): number {
  const end = LEAD_BYTES + lengthAt(view, LEAD_BYTES)
  return end + ((8 - (end % 8)) % 8)
}

function lengthAt(view: DataView, at: number): number {
  if (view.getUint32(at) !== HEADER_MAGIC) throw new NoRpm('a header does not begin as one')
  const entries = view.getUint32(at + 8)
  const bytes = view.getUint32(at + 12)
  if (entries > MOST_TAGS || bytes > MOST_BYTES) throw new NoRpm('a header is larger than rpm allows')
  return ENTRY_BYTES + entries * ENTRY_BYTES + bytes
}

interface Entry {
  readonly type: number
  readonly offset: number
  readonly count: number
}

const [STRING, BINARY, STRING_ARRAY, TRANSLATED] = [6, 7, 8, 9]
/** Bytes of one integer by type: char, int8, int16, int32, int64. */
const WIDTHS: readonly (number | undefined)[] = [undefined, 1, 1, 2, 4, 8]

/** Undefined for what is no text and no number: binary data, and types not known. */
function readValues(store: Uint8Array, { type, offset, count }: Entry): string[] | number[] | undefined {
  if (type === STRING) return readStrings(store, offset, 1)
  // Of translations the first is the untranslated one.
  if (type === STRING_ARRAY || type === TRANSLATED) return readStrings(store, offset, count)
  const width = WIDTHS[type]
  if (type === BINARY || width === undefined) return undefined
  if (offset + count * width > store.length) throw new NoRpm('a tag points outside of its header')
  const view = viewOf(store)
  return Array.from({ length: count }, (_, n) => integer(view, offset + n * width, width))
}

function integer(view: DataView, at: number, width: number): number {
  if (width === 1) return view.getUint8(at)
  if (width === 2) return view.getUint16(at)
  if (width === 4) return view.getUint32(at)
  const value = Number(view.getBigUint64(at))
  if (!Number.isSafeInteger(value)) throw new NoRpm('a number is larger than any package')
  return value
}

const decoder = new TextDecoder()

/** Bytes that are no UTF-8, as old changelogs have them, become U+FFFD. */
function readStrings(store: Uint8Array, offset: number, count: number): string[] {
  const found: string[] = []
  for (let at = offset; found.length < count; ) {
    const end = store.indexOf(0, at)
    if (at >= store.length || end < 0) throw new NoRpm('a text does not end within its header')
    found.push(decoder.decode(store.subarray(at, end)))
    at = end + 1
  }
  return found
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
