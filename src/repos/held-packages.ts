// Packages that stand somewhere, by what they are and where from, and what the beginnings of their files say of them.

import { createReadStream } from 'node:fs'
import type { Db } from '../db/index.ts'
import { compareCodeUnits } from '../lib/natural-order.ts'
import { contentsOf, type RpmContents } from '../rpm/contents.ts'
import { headersLength, NoRpm, readHeader } from '../rpm/header.ts'
import { badMetadata, metadataTexts } from '../rpm/metadata-texts.ts'
import { formatNevra, type Nevra } from '../rpm/nevra.ts'
import { staysInside } from '../rpm/repomd.ts'
import type { RepoSource } from './dnf.ts'
import { directoryOf } from './layout.ts'
import { eachPackage } from './metadata-files.ts'
import { placeOf } from './metadata-source.ts'
import { type OpenRepository, openRepository, type RepositoryNeeds } from './open-repository.ts'
import { poolPath } from './pool.ts'
import type { PooledRpm } from './pooled-rpm.ts'
import { selectTree } from './store.ts'
import { texts } from './texts.ts'

export interface HeldPackage {
  readonly nevra: Nevra
  /** The repository, or the release, it stands in. */
  readonly from: string
  /** Undefined where its metadata have another kind of sum. */
  readonly sha256: string | undefined
  /** Of its file; 0 where that is not known. */
  readonly fileBytes: number
  /** Refused when the file is not there, is no RPM, or another one than was told. */
  read(): Promise<RpmContents>
}

/** Those of repositories that are wanted, in the order of the repositories. */
export async function heldInRepositories(
  sources: readonly RepoSource[],
  needs: RepositoryNeeds,
  isWanted: (nevra: Nevra) => boolean,
): Promise<HeldPackage[]> {
  const found: HeldPackage[] = []
  for (const { id, url } of sources) {
    const repository = await openRepository(placeOf(url), needs)
    await eachPackage(repository, ({ nevra, location, checksum, sizeBytes }) => {
      if (!isWanted(nevra)) return
      const sha256 = checksum.type === 'sha256' ? checksum.value : undefined
      const read = async () => await contentsIn(repository, location, nevra)
      found.push({ nevra, from: id, sha256, fileBytes: sizeBytes, read })
    })
  }
  return found
}

/** What the releases of a tree have in these directories; where several have one and the same, the first of them. */
export async function heldInTree(
  { db, poolDir }: { readonly db: Db; readonly poolDir: string },
  tree: string,
  directories: readonly string[],
): Promise<HeldPackage[]> {
  const found = new Map<string, HeldPackage>()
  for (const [release, { rpms }] of await selectTree(db, tree)) {
    for (const [path, rpm] of rpms) {
      const isHere = directories.includes(directoryOf(path) ?? '')
      if (isHere && !found.has(rpm.sha256)) found.set(rpm.sha256, heldInPool(poolDir, rpm, release))
    }
  }
  return [...found.values()].sort((a, b) => compareCodeUnits(formatNevra(a.nevra), formatNevra(b.nevra)))
}

export function heldInPool(poolDir: string, { nevra, sha256, sizeBytes, file }: PooledRpm, from: string): HeldPackage {
  const read = async () => {
    const bytes = createReadStream(poolPath(poolDir, sha256))
    return await contentsFrom(bytes, nevra).catch(error => {
      throw error instanceof NoRpm ? badMetadata(metadataTexts.damaged(file, error.message)) : error
    })
  }
  return { nevra, from, sha256, fileBytes: sizeBytes, read }
}

async function contentsIn(repository: OpenRepository, location: string, nevra: Nevra): Promise<RpmContents> {
  const inPlace = (sentence: ReturnType<typeof texts.unsafePath>) =>
    badMetadata(metadataTexts.inFile(repository.place, sentence))
  if (!staysInside(location)) throw inPlace(texts.unsafePath(location))
  try {
    return await contentsFrom(await repository.file(location), nevra)
  } catch (error) {
    if (!(error instanceof NoRpm)) throw error
    throw inPlace(metadataTexts.damaged(location, error.message))
  }
}

/** No more of the file than its headers is read, however large it is. */
async function contentsFrom(bytes: AsyncIterable<Uint8Array>, nevra: Nevra): Promise<RpmContents> {
  const pieces: Uint8Array[] = []
  let read = 0
  let length: number | undefined
  for await (const piece of bytes) {
    pieces.push(piece)
    read += piece.length
    length ??= headersLength(Buffer.concat(pieces))
    if (length !== undefined && read >= length) break
  }
  const contents = contentsOf(readHeader(Buffer.concat(pieces)))
  if (formatNevra(contents.nevra) === formatNevra(nevra)) return contents
  throw new NoRpm(`it holds ${formatNevra(contents.nevra)}`)
}
