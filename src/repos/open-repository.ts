// Opens a repository by directory, address or bare primary.xml and reads its metadata files as streams: checksums, sizes
// and encoding are verified while the bytes go by, and neither memory nor time grows with what a hostile file claims.

import { type Compression, decompress, isCompression } from '../lib/decompress.ts'
import { RefusedError } from '../lib/errors.ts'
import { bounded } from '../lib/limits.ts'
import type { Programs } from '../lib/programs.ts'
import { badMetadata, metadataTexts } from '../rpm/metadata-texts.ts'
import { type MetadataFile, parseRepomd, type Repomd } from '../rpm/repomd.ts'
import {
  sentencesOfOpen,
  sentencesOfPacked,
  type Watch,
  watchBeginning,
  watchDeclared,
  watchUtf8,
} from './metadata-checks.ts'
import { findSource, type MetadataSource, readNamed } from './metadata-source.ts'
import { texts } from './texts.ts'

/** In bytes. The largest real ones: 50 MB packed and 600 MB open, of the file lists of a whole distribution. */
export interface MetadataLimits {
  readonly repomd: number
  readonly packed: number
  readonly open: number
}

const LIMITS: MetadataLimits = { repomd: 4 * 2 ** 20, packed: 2 ** 30, open: 4 * 2 ** 30 }

export interface OpenRepository {
  /** As it was named. */
  readonly place: string
  /** None of a bare primary.xml. */
  readonly repomd: Repomd | undefined
  has(type: string): boolean
  /**
   * Hands the decompressed bytes of the metadata file of a type on as they come. That all of them are as declared is
   * known at the end alone: when this rejects, what has been made of them is to be dropped.
   */
  read(type: string, onBytes: (piece: Uint8Array) => void): Promise<void>
  /** The bytes of a package's file, by its path below the repository. Nothing is verified. */
  file(path: string): Promise<AsyncIterable<Uint8Array>>
}

export interface RepositoryNeeds {
  readonly programs: Pick<Programs, 'pipe'>
  readonly signal?: AbortSignal
  readonly limits?: Partial<MetadataLimits>
}

/**
 * A place that is not there or metadata that cannot be used is a RefusedError; a server that does not answer, and a
 * program that is not installed, an ExternalError.
 */
export async function openRepository(place: string, needs: RepositoryNeeds): Promise<OpenRepository> {
  const limits = { ...LIMITS, ...needs.limits }
  const source = await findSource(place)
  const repomd = source.file === undefined ? await readIndex(place, source, { ...needs, limits }) : undefined
  const fileOf = (type: string) => (repomd ? findRecord(repomd, type) : bareFile(source, type))
  return {
    place,
    repomd,
    has: type => (repomd ? repomd.files.some(f => f.type === type) : type === 'primary'),
    read: (type, onBytes) => namingPlace(place, () => readFile(source, fileOf(type), onBytes, { ...needs, limits })),
    file: path => namingPlace(place, () => readNamed(source, path, needs.signal)),
  }
}

type Settings = RepositoryNeeds & { readonly limits: MetadataLimits }

/** What is read of a file whose index has told about it, or of one that stands alone. */
type NamedFile = Pick<MetadataFile, 'location' | 'checksum' | 'openChecksum' | 'sizeBytes' | 'openSizeBytes'>
type ReadableFile = Pick<MetadataFile, 'location'> & Partial<NamedFile>

async function readIndex(place: string, source: MetadataSource, { signal, limits }: Settings): Promise<Repomd> {
  const path = 'repodata/repomd.xml'
  return namingPlace(place, async () => {
    const bytes = await source.read(path, signal)
    if (!bytes) throw badMetadata(texts.noIndex())
    const tooLarge = () => badMetadata(metadataTexts.tooLarge(path, limits.repomd))
    const watches = [watchBeginning(path), watchUtf8(path)]
    const pieces: Uint8Array[] = []
    for await (const piece of bounded(bytes, limits.repomd, tooLarge)) {
      for (const watch of watches) watch.take(piece)
      pieces.push(piece)
    }
    for (const watch of watches) watch.end()
    return parseRepomd(Buffer.concat(pieces).toString('utf8'))
  })
}

function findRecord(repomd: Repomd, type: string): ReadableFile {
  const [file, another] = repomd.files.filter(f => f.type === type)
  if (another) throw badMetadata(metadataTexts.twice(type))
  if (file) return file
  const isSqliteOnly = repomd.files.some(f => f.type === `${type}_db`)
  throw badMetadata(isSqliteOnly ? metadataTexts.sqlite(`${type}_db`) : texts.noSuchMetadata(type))
}

function bareFile(source: MetadataSource, type: string): ReadableFile {
  if (type !== 'primary') throw badMetadata(texts.noSuchMetadata(type))
  return { location: source.file ?? '' }
}

async function readFile(
  source: MetadataSource,
  file: ReadableFile,
  onBytes: (piece: Uint8Array) => void,
  { programs, signal, limits }: Settings,
): Promise<void> {
  const { location } = file
  const compression = compressionOf(location)
  const packed = watchDeclared(
    location,
    { size: file.sizeBytes, checksum: file.checksum },
    limits.packed,
    sentencesOfPacked(location),
  )
  const open = watchDeclared(
    location,
    { size: file.openSizeBytes, checksum: file.openChecksum },
    limits.open,
    sentencesOfOpen(location),
  )
  const damaged = (detail: string) => badMetadata(metadataTexts.damaged(location, detail))
  const bytes = watched(await readNamed(source, location, signal), [packed])
  const opened = compression ? decompress(compression, bytes, { programs, damaged }) : bytes
  for await (const piece of watched(opened, [open, watchBeginning(location), watchUtf8(location)])) onBytes(piece)
}

async function* watched(pieces: AsyncIterable<Uint8Array>, watches: readonly Watch[]): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    for (const watch of watches) watch.take(piece)
    yield piece
  }
  for (const watch of watches) watch.end()
}

function compressionOf(location: string): Compression | undefined {
  const extension = location.slice(location.lastIndexOf('.') + 1)
  if (extension === 'xml') return undefined
  if (/\.(sqlite|db)(\.\w+)?$/.test(location)) throw badMetadata(metadataTexts.sqlite(location))
  if (!isCompression(extension)) throw badMetadata(metadataTexts.unknownCompression(location))
  return extension
}

/** Several repositories are read at once: a refusal says of which it is. */
async function namingPlace<T>(place: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error
    throw new RefusedError({ ...error.refusal, because: metadataTexts.inFile(place, error.refusal.because) })
  }
}
