// The one way to read and write Excel sheets: sizes are checked before anything is unpacked, nothing is evaluated.

import { readXlsx, writeXlsx } from 'hucre/xlsx'

export type Cell = string | number | boolean | Date | null

/** Why a workbook or its sheet could not be read; `detail` is technical and in English. */
export interface SheetFailure {
  readonly failed: 'too-large' | 'not-a-workbook' | 'no-such-sheet'
  readonly detail: string
  /** Names of the sheets that are there, when the workbook could be opened. */
  readonly sheets: readonly string[]
}

export interface SheetLimits {
  readonly fileBytes: number
  /** All parts together, as declared in the archive's directory. */
  readonly unpackedBytes: number
  readonly rows: number
}

const LIMITS: SheetLimits = { fileBytes: 20 * 1024 * 1024, unpackedBytes: 64 * 1024 * 1024, rows: 50_000 }

/**
 * Reads one sheet by its name. Row i of the result is row i+1 of the sheet; blank rows are kept so that numbers fit.
 * Formulas give the value stored with them.
 */
export async function readSheet(
  bytes: Uint8Array,
  sheetName: string,
  limits: Partial<SheetLimits> = {},
): Promise<{ readonly rows: readonly (readonly Cell[])[] } | SheetFailure> {
  const limit = { ...LIMITS, ...limits }
  if (bytes.length > limit.fileBytes) {
    return failure('too-large', `the file has ${bytes.length} bytes, the limit is ${limit.fileBytes}`)
  }
  const unpacked = declaredSize(bytes)
  if (typeof unpacked === 'string') return failure('not-a-workbook', unpacked)
  if (unpacked > limit.unpackedBytes) {
    return failure('too-large', `it would unpack to ${unpacked} bytes, the limit is ${limit.unpackedBytes}`)
  }
  const sheets: string[] = []
  try {
    const workbook = await readXlsx(bytes, {
      sheets(info) {
        sheets.push(info.name)
        return info.name === sheetName
      },
      maxRows: limit.rows + 1,
    })
    const rows = workbook.sheets[0]?.rows
    if (!rows) return failure('no-such-sheet', `no sheet is named ${JSON.stringify(sheetName)}`, sheets)
    if (rows.length > limit.rows) return failure('too-large', `the sheet has more than ${limit.rows} rows`, sheets)
    return { rows }
  } catch (error) {
    // Its own errors and plain ones (a bad Huffman code) alike mean that the bytes are no workbook.
    return failure('not-a-workbook', error instanceof Error ? error.message : String(error), sheets)
  }
}

/** Writes a workbook of one sheet. Text stays text: nothing that begins with `=` becomes a formula. */
export function writeSheet(sheetName: string, rows: readonly (readonly Cell[])[]): Promise<Uint8Array> {
  return writeXlsx({ sheets: [{ name: sheetName, rows: rows.map(row => [...row]) }] })
}

function failure(failed: SheetFailure['failed'], detail: string, sheets: readonly string[] = []): SheetFailure {
  return { failed, detail, sheets }
}

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50

/**
 * Sum of the uncompressed sizes in a ZIP archive's directory, or a sentence on what is wrong with it. The reader never
 * inflates an entry beyond its declared size, so entries that declare none are refused here.
 */
function declaredSize(bytes: Uint8Array): number | string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - 22
  const earliest = Math.max(0, end - 0xffff)
  while (end >= earliest && view.getUint32(end, true) !== END_OF_DIRECTORY) end--
  if (end < earliest) return 'it is not a ZIP archive, or it is cut short'
  let at = view.getUint32(end + 16, true)
  let sum = 0
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== DIRECTORY_ENTRY) return 'the archive directory is broken'
    const packed = view.getUint32(at + 20, true)
    const unpacked = view.getUint32(at + 24, true)
    const nameLength = view.getUint16(at + 28, true)
    const isFolder = bytes[at + 46 + nameLength - 1] === 0x2f
    const hasTrailer = (view.getUint16(at + 8, true) & 8) !== 0
    if (!isFolder && (unpacked === 0 ? packed > 2 || hasTrailer : packed === 0)) return 'an entry hides its size'
    sum += unpacked
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return sum
}
