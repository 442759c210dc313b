// The pool: every RPM we have checked, once, under the SHA-256 of its bytes. Files come in here and never change.

import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { chmod, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Db } from '../db/index.ts'
import { isAbsent, makeDirectory, syncDirectory, syncFile } from '../lib/files.ts'
import type { Programs } from '../lib/programs.ts'
import type { Text } from '../lib/text.ts'
import { isSourceRpm } from '../rpm/nevra.ts'
import {
  HEADER_FORMAT,
  type HeaderFault,
  headerFault,
  type PooledRpm,
  parseHeaderLine,
  type RpmHeader,
  sourceNameOf,
} from './pooled-rpm.ts'
import { insertRpms, selectRpms } from './store.ts'
import { texts } from './texts.ts'

export interface Pool {
  readonly db: Db
  readonly programs: Programs
  readonly poolDir: string
}

export interface IncomingRpm {
  /** Path of the file; its name must be the one its header asks for. */
  readonly file: string
  /** The source package it was built from, where the build service calls it otherwise than its source RPM. */
  readonly sourcePackage?: string
}

export type BadRpmCode = 'missing-file' | 'not-an-rpm' | 'truncated-rpm' | HeaderFault

export interface BadRpm {
  readonly bad: true
  readonly code: BadRpmCode
  /** As it was asked for. */
  readonly file: string
  readonly detail: Text
}

/** Files per program call: far below the limit of an argument list, and few calls for a whole distribution. */
const BATCH = 200

/**
 * Checks RPM files and keeps copies in the pool; what is checked are the copies. One answer per file, in order. A file
 * of which an equal one is in the pool already is only looked up.
 */
export async function ingestRpms(pool: Pool, incoming: readonly IncomingRpm[]): Promise<(PooledRpm | BadRpm)[]> {
  const answers: (PooledRpm | BadRpm)[] = []
  for (let at = 0; at < incoming.length; at += BATCH) {
    answers.push(...(await ingestBatch(pool, incoming.slice(at, at + BATCH))))
  }
  return answers
}

export async function ingestRpm(pool: Pool, incoming: IncomingRpm): Promise<PooledRpm | BadRpm> {
  const [answer] = await ingestRpms(pool, [incoming])
  if (!answer) throw new Error('no answer for an RPM')
  return answer
}

export function isBadRpm(answer: PooledRpm | BadRpm): answer is BadRpm {
  return 'bad' in answer
}

/** Where the bytes of a pooled RPM lie. */
export function poolPath(poolDir: string, sha256: string): string {
  return join(poolDir, sha256.slice(0, 2), `${sha256}.rpm`)
}

/** Removes what ingestions that were killed left behind before the given instant. */
export async function removeAbandoned(poolDir: string, before: Date): Promise<void> {
  const incoming = join(poolDir, 'incoming')
  await makeDirectory(incoming)
  for (const name of await readdir(incoming)) {
    const { mtime } = await stat(join(incoming, name))
    if (mtime < before) await rm(join(incoming, name), { recursive: true, force: true })
  }
}

interface Copy {
  readonly incoming: IncomingRpm
  /** Name of the copy inside the private directory. */
  readonly name: string
  readonly sha256: string
  readonly sizeBytes: number
  readonly looksLikeRpm: boolean
}

async function ingestBatch(pool: Pool, incoming: readonly IncomingRpm[]): Promise<(PooledRpm | BadRpm)[]> {
  const privateDir = join(pool.poolDir, 'incoming', randomUUID())
  await mkdir(privateDir, { recursive: true })
  try {
    const copies: (Copy | BadRpm)[] = []
    for (const [index, one] of incoming.entries()) copies.push(await copyIn(privateDir, `${index}.rpm`, one))
    const whole = copies.filter((c): c is Copy => !('bad' in c))
    const known = await selectRpms(
      pool.db,
      whole.map(c => c.sha256),
    )
    const fresh = whole.filter(c => !known.has(c.sha256))
    const headers = await readHeaders(pool.programs, privateDir, await soundCopies(pool.programs, privateDir, fresh))
    const answers = copies.map(copy => ('bad' in copy ? copy : judge(copy, known.get(copy.sha256), headers)))
    for (const [index, answer] of answers.entries()) {
      if (!isBadRpm(answer)) await keep(pool.poolDir, join(privateDir, `${index}.rpm`), answer)
    }
    const good = answers.filter((a): a is PooledRpm => !isBadRpm(a))
    await insertRpms(
      pool.db,
      good.filter(a => known.get(a.sha256)?.sourceName !== a.sourceName),
    )
    return answers
  } finally {
    await rm(privateDir, { recursive: true, force: true })
  }
}

async function copyIn(privateDir: string, name: string, incoming: IncomingRpm): Promise<Copy | BadRpm> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  let lead = Buffer.alloc(0)
  async function* watched(source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      hash.update(chunk)
      sizeBytes += chunk.length
      if (lead.length < LEAD.length) lead = Buffer.concat([lead, chunk.subarray(0, LEAD.length)])
      yield chunk
    }
  }
  try {
    await pipeline(createReadStream(incoming.file), watched, createWriteStream(join(privateDir, name), { flags: 'wx' }))
  } catch (error) {
    if (isAbsent(error)) return bad('missing-file', incoming.file)
    throw error
  }
  const looksLikeRpm = lead.subarray(0, LEAD.length).equals(LEAD)
  return { incoming, name, sha256: hash.digest('hex'), sizeBytes, looksLikeRpm }
}

const LEAD = Buffer.from([0xed, 0xab, 0xee, 0xdb])

/** The copies whose digests rpm confirms. It ends with an error for the others, whose lines may lack a line end. */
async function soundCopies(programs: Programs, privateDir: string, copies: readonly Copy[]): Promise<Copy[]> {
  if (copies.length === 0) return []
  const args = ['--dbpath', join(privateDir, 'db'), '-K', '--nosignature', ...copies.map(c => c.name)]
  const { stdout } = await programs.run('rpmkeys', args, { cwd: privateDir, env: { HOME: privateDir } })
  const sound = new Set([...stdout.matchAll(/(\d+\.rpm): digests OK$/gm)].map(m => m[1]))
  return copies.filter(c => sound.has(c.name))
}

/** Headers by SHA-256. rpm leaves out a file it cannot read without saying which: then each is asked for alone. */
async function readHeaders(
  programs: Programs,
  privateDir: string,
  copies: readonly Copy[],
): Promise<ReadonlyMap<string, RpmHeader>> {
  if (copies.length === 0) return new Map()
  const query = ['-qp', '--dbpath', join(privateDir, 'db'), '--nomanifest', '--nosignature', '--queryformat']
  const args = [...query, HEADER_FORMAT, ...copies.map(c => c.name)]
  const { stdout } = await programs.run('rpm', args, { cwd: privateDir, env: { HOME: privateDir } })
  const lines = stdout.split('\n').slice(0, -1)
  const headers = new Map<string, RpmHeader>()
  if (lines.length === copies.length) {
    for (const [index, copy] of copies.entries()) {
      const header = parseHeaderLine(lines[index] ?? '')
      if (header) headers.set(copy.sha256, header)
    }
  } else if (copies.length > 1) {
    for (const copy of copies) {
      for (const [sha256, header] of await readHeaders(programs, privateDir, [copy])) headers.set(sha256, header)
    }
  }
  return headers
}

function judge(copy: Copy, known: PooledRpm | undefined, headers: ReadonlyMap<string, RpmHeader>): PooledRpm | BadRpm {
  const { file, sourcePackage } = copy.incoming
  const header = known ?? headers.get(copy.sha256)
  if (!header) return bad(copy.looksLikeRpm ? 'truncated-rpm' : 'not-an-rpm', file)
  const fault = headerFault(header, basename(file))
  if (fault) return bad(fault, file, header)
  const { nevra, sourceRpm, buildTime } = header
  const derived = isSourceRpm(nevra) ? nevra.name : sourceNameOf(sourceRpm)
  const sourceName = sourcePackage ?? known?.sourceName ?? derived ?? nevra.name
  const { sha256, sizeBytes } = copy
  return { sha256, file: basename(file), nevra, sourceRpm, sourceName, sizeBytes, buildTime }
}

function bad(code: BadRpmCode, file: string, header?: RpmHeader): BadRpm {
  return { bad: true, code, file, detail: texts.badRpm(code, basename(file), header?.nevra) }
}

/** Moves a checked copy to its place; what lies there under the same sum is equal already. */
async function keep(poolDir: string, copy: string, rpm: PooledRpm): Promise<void> {
  const place = poolPath(poolDir, rpm.sha256)
  if (await isFileOfSize(place, rpm.sizeBytes)) return
  const directory = join(poolDir, rpm.sha256.slice(0, 2))
  await makeDirectory(directory)
  await utimes(copy, rpm.buildTime, rpm.buildTime)
  await chmod(copy, 0o444)
  await syncFile(copy)
  await rename(copy, place)
  await syncDirectory(directory)
}

async function isFileOfSize(path: string, sizeBytes: number): Promise<boolean> {
  try {
    const found = await stat(path)
    return found.isFile() && found.size === sizeBytes
  } catch (error) {
    if (isAbsent(error)) return false
    throw error
  }
}
