// Reads a repository's metadata from disk: repomd.xml and the compressed files it names.

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { type PrimaryPackage, readPrimary } from '../rpm/primary.ts'
import { type MetadataFile, parseRepomd, type Repomd } from '../rpm/repomd.ts'

/** @param repository directory that holds `repodata` */
export async function readRepomd(repository: string): Promise<Repomd> {
  return parseRepomd(await readFile(join(repository, 'repodata/repomd.xml'), 'utf8'))
}

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/** The decompressed text of a metadata file, as it comes. */
async function readMetadata(repository: string, file: MetadataFile, onText: (piece: string) => void): Promise<void> {
  const source = createReadStream(join(repository, file.location))
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const take = async (bytes: AsyncIterable<Uint8Array>) => {
    for await (const piece of bytes) onText(decoder.decode(piece, { stream: true }))
    onText(decoder.decode())
  }
  if (file.location.endsWith('.gz')) await pipeline(source, createGunzip(), take)
  else if (file.location.endsWith('.xml')) await pipeline(source, take)
  else throw new Error(`the compression of ${file.location} is not known`)
}

export async function readMetadataText(repository: string, file: MetadataFile): Promise<string> {
  const pieces: string[] = []
  await readMetadata(repository, file, piece => pieces.push(piece))
  return pieces.join('')
}

/** Every package that a repository's primary.xml lists. */
export async function readPackages(repository: string, primary: MetadataFile): Promise<PrimaryPackage[]> {
  const found: PrimaryPackage[] = []
  const reader = readPrimary(p => found.push(p))
  await readMetadata(repository, primary, piece => reader.write(piece))
  reader.end()
  return found
}
