// Makes the files of a tree in a private workspace: hard links from the pool, metadata by createrepo_c, lists.
// The same wanted tree gives the same bytes. Trusts no exit code: what comes out is checked by tree-check.

import { randomUUID } from 'node:crypto'
import { copyFile, link, mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ExternalError } from '../lib/errors.ts'
import { errorCode, isAbsent } from '../lib/files.ts'
import type { Programs } from '../lib/programs.ts'
import { stampRepomd } from '../rpm/repomd.ts'
import { readRepomd } from './metadata-files.ts'
import { poolPath } from './pool.ts'
import type { CarriedFile } from './tree-carry.ts'
import type { PublishedRepository, WantedRepository, WantedTree } from './wanted-tree.ts'

export interface TreeBuilder {
  readonly programs: Programs
  readonly poolDir: string
}

/** Folder of the pool in which createrepo_c remembers sums. */
const CHECKSUMS = 'checksums'

/** A version that lies on disk: what is equal in it is linked and not made again. */
export interface EarlierVersion {
  readonly path: string
  readonly repositories: readonly PublishedRepository[]
}

export async function buildTree(
  builder: TreeBuilder,
  workspace: string,
  wanted: WantedTree,
  earlier: EarlierVersion | undefined,
): Promise<void> {
  await mkdir(join(builder.poolDir, CHECKSUMS), { recursive: true })
  for (const repository of wanted.repositories) {
    const directory = join(workspace, repository.directory)
    await mkdir(join(directory, 'Packages'), { recursive: true })
    for (const rpm of repository.rpms) {
      await linkOrCopy(poolPath(builder.poolDir, rpm.sha256), join(directory, 'Packages', rpm.file))
    }
    const same = earlier?.repositories.some(r => isSame(r, repository))
    const linked = same && earlier && (await linkMetadata(join(earlier.path, repository.directory), directory))
    if (!linked) await createMetadata(builder, directory, repository)
  }
  for (const list of wanted.lists) {
    const path = join(workspace, list.path)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, list.text)
    await utimes(path, wanted.revision, wanted.revision)
  }
}

/** Forgets remembered sums: the next build reads every RPM whole. */
export async function forgetChecksums(poolDir: string): Promise<void> {
  await rm(join(poolDir, CHECKSUMS), { recursive: true, force: true })
}

/** Puts files beside the wanted ones that nothing refers to: a courtesy, so one that is gone is left out. */
export async function carryFiles(workspace: string, files: readonly CarriedFile[]): Promise<void> {
  for (const file of files) {
    const to = join(workspace, file.path)
    await mkdir(dirname(to), { recursive: true })
    await linkOrCopy(file.from, to).catch(error => {
      if (!isAbsent(error)) throw error
    })
  }
}

function isSame(a: PublishedRepository, b: PublishedRepository): boolean {
  return a.directory === b.directory && a.content === b.content && a.revision === b.revision
}

/** Takes over the metadata of an earlier version; false when it is not all there. */
async function linkMetadata(from: string, to: string): Promise<boolean> {
  try {
    const { files } = await readRepomd(from)
    await mkdir(join(to, 'repodata'))
    for (const { location } of files) await link(join(from, location), join(to, location))
    await link(join(from, 'repodata/repomd.xml'), join(to, 'repodata/repomd.xml'))
    return true
  } catch {
    await rm(join(to, 'repodata'), { recursive: true, force: true })
    return false
  }
}

async function createMetadata(builder: TreeBuilder, directory: string, wanted: WantedRepository): Promise<void> {
  const repodata = join(directory, 'repodata')
  await runTool(builder.programs, 'createrepo_c', [
    ...['--quiet', '--no-database', '--workers', '2', '--error-exit-val'],
    ...['--checksum', 'sha256', '--general-compress-type', 'gz'],
    ...['--revision', String(wanted.revision), '--set-timestamp-to-revision'],
    // Sums by header and time of build: an RPM is read whole only the first time it is published.
    ...['--cachedir', join(builder.poolDir, CHECKSUMS)],
    directory,
  ])
  if (wanted.updateinfo !== undefined) await addUpdateinfo(builder, repodata, wanted.updateinfo)
  const repomd = join(repodata, 'repomd.xml')
  // modifyrepo_c stamps the clock.
  await writeFile(repomd, stampRepomd(await readFile(repomd, 'utf8'), wanted.revision))
  // A web server tells the time of the file: the same for the same bytes.
  for (const name of await readdir(repodata)) await utimes(join(repodata, name), wanted.revision, wanted.revision)
}

async function addUpdateinfo(builder: TreeBuilder, repodata: string, updateinfo: string): Promise<void> {
  const privateDir = join(builder.poolDir, 'incoming', randomUUID())
  await mkdir(privateDir, { recursive: true })
  try {
    // The name becomes part of the published name.
    const file = join(privateDir, 'updateinfo.xml')
    await writeFile(file, updateinfo)
    await runTool(builder.programs, 'modifyrepo_c', ['--mdtype=updateinfo', '--compress-type', 'gz', file, repodata])
  } finally {
    await rm(privateDir, { recursive: true, force: true })
  }
}

async function runTool(programs: Programs, program: string, args: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await programs.run(program, args, { env: { HOME: '/nonexistent' } })
  if (exitCode === 0) return
  const message = `exit code ${exitCode}: ${stderr.trim().slice(-500)}`
  throw new ExternalError({ system: program, operation: 'write metadata', message, retryable: true })
}

/** A path that is taken stays as it is. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return
    // Another file system, or more links than it allows.
    if (!['EXDEV', 'EMLINK', 'EPERM'].includes(errorCode(error) ?? '')) throw error
    await copyFile(from, to)
    const { mtime } = await stat(from)
    await utimes(to, mtime, mtime)
  }
}
