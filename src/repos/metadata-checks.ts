// What is checked of a metadata file while its bytes go by: length, checksum, that it is XML, and that it is UTF-8. Pure.

import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import type { RefusedError } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { badMetadata, metadataTexts } from '../rpm/metadata-texts.ts'

/** Looks at every piece, and at the end. Each throws what is wrong. */
export interface Watch {
  take(piece: Uint8Array): void
  end(): void
}

interface Declared {
  readonly size: number | undefined
  readonly checksum: { readonly type: string; readonly value: string } | undefined
}

/** How a mismatch is said: of the file as it is stored, or opened. */
interface Sentences {
  readonly tooLarge: (max: number) => Text
  readonly wrongSize: (declared: number, found: number) => Text
  readonly wrongChecksum: (type: string) => Text
}

/** By the names that repomd.xml has for them; `sha` is what old createrepo called SHA-1. */
const DIGESTS: Readonly<Record<string, string>> = {
  sha: 'sha1',
  sha1: 'sha1',
  sha224: 'sha224',
  sha256: 'sha256',
  sha384: 'sha384',
  sha512: 'sha512',
}

/** Holds bytes to a declared length and checksum, and to a bound where no length is declared. */
export function watchDeclared(file: string, declared: Declared, max: number, say: Sentences): Watch {
  const { size, checksum } = declared
  const digest = checksum && DIGESTS[checksum.type.toLowerCase()]
  if (checksum && !digest) throw badMetadata(metadataTexts.unknownChecksum(file, checksum.type))
  const hash = digest ? createHash(digest) : undefined
  let length = 0
  if (size !== undefined && size > max) throw badMetadata(say.tooLarge(max))
  return {
    take(piece) {
      length += piece.length
      if (size !== undefined && length > size) throw badMetadata(say.wrongSize(size, length))
      if (length > max) throw badMetadata(say.tooLarge(max))
      hash?.update(piece)
    },
    end() {
      if (size !== undefined && length !== size) throw badMetadata(say.wrongSize(size, length))
      if (checksum && hash?.digest('hex') !== checksum.value.toLowerCase()) {
        throw badMetadata(say.wrongChecksum(checksum.type))
      }
    },
  }
}

export function sentencesOfPacked(file: string): Sentences {
  return {
    tooLarge: max => metadataTexts.tooLarge(file, max),
    wrongSize: (declared, found) => metadataTexts.wrongSize(file, declared, found),
    wrongChecksum: type => metadataTexts.wrongChecksum(file, type),
  }
}

export function sentencesOfOpen(file: string): Sentences {
  return {
    tooLarge: max => metadataTexts.tooLargeOpen(file, max),
    wrongSize: (declared, found) => metadataTexts.wrongOpenSize(file, declared, found),
    wrongChecksum: type => metadataTexts.wrongOpenChecksum(file, type),
  }
}

const SQLITE = Buffer.from('SQLite format 3\0')

/** Looks at the first bytes: a database, or something else that cannot be XML. */
export function watchBeginning(file: string): Watch {
  let head = Buffer.alloc(0)
  let isJudged = false
  const judge = () => {
    isJudged = true
    if (head.subarray(0, SQLITE.length).equals(SQLITE)) throw badMetadata(metadataTexts.sqlite(file))
    if (!/^(\xEF\xBB\xBF)?\s*(<|$)/.test(head.toString('latin1'))) throw notXmlBeginning(file, head)
  }
  return {
    take(piece) {
      if (isJudged) return
      head = Buffer.concat([head, piece.subarray(0, 64)])
      if (head.length >= SQLITE.length) judge()
    },
    end() {
      if (!isJudged) judge()
    },
  }
}

/** UTF-16 and the like begin with something else than `<` too: then the encoding is the clearer reason. */
function notXmlBeginning(file: string, head: Buffer): RefusedError {
  const isText = isUtf8(head.subarray(0, wholeCharacters(head)))
  return badMetadata(isText ? metadataTexts.notXml(file) : metadataTexts.notUtf8(file, 0))
}

/** Characters may be cut at the end of a piece: what is cut is looked at with the next. */
export function watchUtf8(file: string): Watch {
  let left: Uint8Array = new Uint8Array()
  let before = 0
  return {
    take(piece) {
      const bytes = left.length > 0 ? Buffer.concat([left, piece]) : piece
      const whole = wholeCharacters(bytes)
      if (!isUtf8(bytes.subarray(0, whole))) {
        throw badMetadata(metadataTexts.notUtf8(file, before + validLength(bytes)))
      }
      before += whole
      left = Uint8Array.from(bytes.subarray(whole))
    },
    end() {
      if (left.length > 0) throw badMetadata(metadataTexts.notUtf8(file, before))
    },
  }
}

/** How many of the bytes remain when a last character that is not complete is left out. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) break
    if (byte < 0xc0) continue
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
    return needed > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

/** About how many bytes from the start are valid: to within one character. */
function validLength(bytes: Uint8Array): number {
  let [valid, wrong] = [0, bytes.length]
  while (wrong - valid > 1) {
    const middle = (valid + wrong) >> 1
    const head = bytes.subarray(0, middle)
    if (isUtf8(head.subarray(0, wholeCharacters(head)))) valid = middle
    else wrong = middle
  }
  return valid
}
