// Reads metadata of a repository whole: its index, a document of it, its packages.

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type PrimaryPackage, readPrimary } from '../rpm/primary.ts'
import { parseRepomd, type Repomd } from '../rpm/repomd.ts'
import { type OpenRepository, openRepository } from './open-repository.ts'

/** @param repository directory that holds `repodata` */
export async function readRepomd(repository: string): Promise<Repomd> {
  return parseRepomd(await readFile(join(repository, 'repodata/repomd.xml'), 'utf8'))
}

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/** A repository that Slipway has written: gzip and plain XML alone, for which no program is needed. */
export function openOwnRepository(path: string): Promise<OpenRepository> {
  return openRepository(path, { programs: { pipe: noProgram } })
}

// biome-ignore lint/correctness/useYield: stands for a program that is never to be called
async function* noProgram(program: string): AsyncGenerator<Uint8Array> {
  throw new Error(`a repository of our own would need ${program} to be read`)
}

export async function readMetadataText(repository: OpenRepository, type: string): Promise<string> {
  const pieces: string[] = []
  await readText(repository, type, piece => pieces.push(piece))
  return pieces.join('')
}

/** Every package that a repository's primary.xml lists. */
export async function readPackages(repository: OpenRepository): Promise<PrimaryPackage[]> {
  const found: PrimaryPackage[] = []
  await eachPackage(repository, p => found.push(p))
  return found
}

/** Without keeping them: of a whole distribution they are a gigabyte. */
export async function eachPackage(
  repository: OpenRepository,
  onPackage: (found: PrimaryPackage) => void,
): Promise<void> {
  const reader = readPrimary(onPackage)
  await readText(repository, 'primary', piece => reader.write(piece))
  reader.end()
}

async function readText(repository: OpenRepository, type: string, onText: (piece: string) => void): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  await repository.read(type, piece => onText(decoder.decode(piece, { stream: true })))
  onText(decoder.decode())
}
