// Opens compressed bytes as they come: gzip in this process, the others by the system's programs. All of them read a
// file that is several compressed ones in a row. How much may come out is for the caller to bound.

import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { ExternalError } from './errors.ts'
import { errorCode } from './files.ts'
import type { Programs } from './programs.ts'

/** By the end of a file's name: the programs that open it; of gzip none, Node can do it. */
const PROGRAMS = {
  gz: undefined,
  bz2: ['bzip2', '-dc'],
  xz: ['xz', '-dc', '--memlimit-decompress=256MiB', '--no-warn'],
  zst: ['zstd', '-dcq', '--memory=256MB', '--no-progress'],
} as const

export type Compression = keyof typeof PROGRAMS

export function isCompression(extension: string): extension is Compression {
  return Object.hasOwn(PROGRAMS, extension)
}

/** Large pieces: each costs a turn of the event loop. */
const PIECE_BYTES = 256 * 1024

/** @param damaged makes the error for bytes that are cut off or not of that compression, from what was found wrong */
export async function* decompress(
  compression: Compression,
  input: AsyncIterable<Uint8Array>,
  { programs, damaged }: { programs: Pick<Programs, 'pipe'>; damaged: (detail: string) => Error },
): AsyncGenerator<Uint8Array> {
  const [program, ...args] = PROGRAMS[compression] ?? []
  try {
    yield* program ? programs.pipe(program, args, input) : gunzip(input)
  } catch (error) {
    const isOfProgram = error instanceof ExternalError && error.system === program && error.status !== undefined
    if (isOfProgram || errorCode(error)?.startsWith('Z_')) throw damaged((error as Error).message)
    throw error
  }
}

async function* gunzip(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const open = createGunzip({ chunkSize: PIECE_BYTES })
  // What goes wrong with the input destroys `open`, and so comes out of the loop.
  const fed = pipeline(input, open).catch(() => undefined)
  try {
    for await (const piece of open) yield piece as Uint8Array
  } finally {
    open.destroy()
    await fed
  }
}
