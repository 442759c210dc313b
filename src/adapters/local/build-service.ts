// A directory of RPMs as build service: `<root>/<project>/<source package>/<arch>/*.rpm`. Never writes into it.

import { constants, type Dirent } from 'node:fs'
import { copyFile, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ExternalError } from '../../lib/errors.ts'
import { type Found, findInside, syncDirectory, syncFile, temporaryBeside } from '../../lib/files.ts'
import { isSafeSegment } from '../../lib/guard.ts'
import type { Programs } from '../../lib/programs.ts'
import type { BuildService, BuiltRpm } from '../../ports/index.ts'
import { describeRpms } from './build-metadata.ts'
import { tellingDiskErrors } from './disk-errors.ts'

/** Folder of the source RPMs, beside those of the architectures. */
const SOURCE = 'source'

export interface LocalBuilds {
  readonly root: string
  /** Folder for what was read of the RPMs; may be deleted at any time. */
  readonly cache: string
  readonly programs: Pick<Programs, 'run'>
}

/**
 * Whatever uploads into the directory writes under another name than `*.rpm` and renames. Source RPMs are `builtFor`
 * `source` and always listed. A `.rpm` that is no file, has a strange name or leads out of the root is an error, not
 * passed over: a release would silently lack it.
 */
export function createLocalBuildService({ root, cache, programs }: LocalBuilds): BuildService {
  return tellingDiskErrors('build-service', {
    async listPackages(project) {
      await checkRoot(root)
      if (!isSafeSegment(project)) return []
      const packages = (await entries(root, project)).filter(entry => entry.isDirectory() || entry.isSymbolicLink())
      return packages
        .map(entry => entry.name)
        .filter(isSafeSegment)
        .sort()
    },

    async listRpms({ project, sourcePackage, arches }) {
      await checkRoot(root)
      if (![project, sourcePackage].every(isSafeSegment)) return []
      const found: BuiltRpm[] = []
      for (const builtFor of new Set([...arches, SOURCE])) {
        const files = (await entries(root, project, sourcePackage, builtFor)).map(entry => entry.name)
        for (const file of files.filter(isRpm).sort()) {
          const { stats } = await openRpm(root, [project, sourcePackage, builtFor, file], 'listRpms')
          found.push({ file, builtFor, sizeBytes: stats.size })
        }
      }
      return found
    },

    async describeBuilds({ project, arch, others = [], signal }) {
      const sourcePackages = await this.listPackages(project)
      const builds = await Promise.all(
        sourcePackages.map(async sourcePackage => ({
          sourcePackage,
          rpms: installableOn(
            arch,
            await this.listRpms({ project, sourcePackage, arches: [arch, ...others] }).catch(asNotOffered),
          ),
        })),
      )
      if (builds.every(({ rpms }) => rpms.every(rpm => rpm.builtFor === SOURCE))) return undefined
      const place = await find(root, [project], 'describeBuilds')
      if (!place) return undefined
      const named = builds.flatMap(({ sourcePackage, rpms }) => rpms.map(rpm => ({ ...rpm, sourcePackage })))
      return {
        repository: await describeRpms({ programs, cache: join(cache, project, arch), signal }, place.path, named),
        sourcePackages: new Map(named.map(rpm => [rpm.file, rpm.sourcePackage])),
      }
    },

    async readStart({ project, sourcePackage, rpm, bytes }) {
      const { path } = await openRpm(root, [project, sourcePackage, rpm.builtFor, rpm.file], 'readStart')
      const file = await open(path)
      try {
        const read = await file.read(new Uint8Array(bytes), 0, bytes, 0)
        return read.buffer.subarray(0, read.bytesRead)
      } finally {
        await file.close()
      }
    },

    async fetchRpm({ project, sourcePackage, rpm, to }) {
      const { path, stats } = await openRpm(root, [project, sourcePackage, rpm.builtFor, rpm.file], 'fetchRpm')
      const temporary = temporaryBeside(to)
      try {
        await copyFile(path, temporary, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL)
        const copied = await stat(temporary)
        if (copied.size !== rpm.sizeBytes) {
          throw failure('fetchRpm', `${rpm.file} has ${copied.size} bytes, ${rpm.sizeBytes} were listed`, true)
        }
        await utimes(temporary, stats.atime, stats.mtime)
        await syncFile(temporary)
        await rename(temporary, to)
        await syncDirectory(dirname(to))
      } finally {
        await rm(temporary, { force: true })
      }
    },
  })
}

/** A noarch RPM that was built for other architectures alone is taken from the first of them, as a release takes it. */
function installableOn(arch: string, rpms: readonly BuiltRpm[]): BuiltRpm[] {
  const own = rpms.filter(rpm => rpm.builtFor === arch || rpm.builtFor === SOURCE)
  const there = new Set(own.map(rpm => rpm.file))
  const foreign = rpms.filter(rpm => rpm.file.endsWith('.noarch.rpm') && !there.has(rpm.file))
  return [...own, ...new Map(foreign.reverse().map(rpm => [rpm.file, rpm])).values()]
}

/** What cannot be listed holds nobody up but whoever wants this very package. */
function asNotOffered(error: unknown): [] {
  if (error instanceof ExternalError && !error.retryable) return []
  throw error
}

/** A folder that is not mounted must not look like a project without packages. */
async function checkRoot(root: string): Promise<void> {
  const found = await findInside(root)
  if (!found?.stats.isDirectory()) throw failure('open', `${root} is not there`, true)
}

/** What stands in a folder below the root; nothing when it is not there. */
async function entries(root: string, ...folder: readonly string[]): Promise<Dirent[]> {
  const found = await find(root, folder, 'list')
  return found?.stats.isDirectory() ? await readdir(found.path, { withFileTypes: true }) : []
}

function isRpm(name: string): boolean {
  return name.endsWith('.rpm') && !name.startsWith('.')
}

async function openRpm(root: string, place: readonly string[], operation: string): Promise<Found> {
  const name = place.join('/')
  const found = await find(root, place, operation)
  if (!found) throw failure(operation, `${name} is not there`, false)
  if (!found.stats.isFile()) throw failure(operation, `${name} is not a file`, false)
  return found
}

function find(root: string, place: readonly string[], operation: string): Promise<Found | undefined> {
  const name = place.join('/')
  if (!place.every(isSafeSegment)) throw failure(operation, `unsafe name: ${JSON.stringify(name)}`, false)
  return findInside(root, ...place)
}

function failure(operation: string, message: string, retryable: boolean): ExternalError {
  return new ExternalError({ system: 'build-service', operation, message, retryable })
}
