// Asks dnf whether the packages of an update install, each by itself and all together.
// What a check finds is data; an error is thrown only when the check itself could not be made.

import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ExternalError } from '../lib/errors.ts'
import { compareCodeUnits } from '../lib/natural-order.ts'
import { formatNevra, type Nevra } from '../rpm/nevra.ts'
import { type DnfRoom, dnfError, installedPackages, type RepoSource, runDnf } from './dnf.ts'
import { type InstallProblem, isVerdict, judgeInstallation } from './installation.ts'
import type { PooledRpm } from './pooled-rpm.ts'
import { checkTree } from './tree-check.ts'
import { buildTree, type TreeBuilder } from './tree-files.ts'

/** Repositories of one architecture: what users have, and what is to come on top of it. */
export interface CheckedUpdate {
  readonly arch: string
  readonly base: readonly RepoSource[]
  readonly update: readonly RepoSource[]
  readonly signal?: AbortSignal
}

/**
 * Installs each package by itself and then all that went well together, in exactly these versions, each time into an
 * empty root, and looks at what is there afterwards. Only the package database is written: no file is unpacked and no
 * script is run, for scripts of unreleased packages would run as root, and not at all for another architecture.
 */
export async function installCheck(
  room: DnfRoom,
  { arch, base, update, packages, signal }: CheckedUpdate & { readonly packages: readonly Nevra[] },
): Promise<InstallProblem[]> {
  return inScratch(room, async scratch => {
    const problems: InstallProblem[] = []
    const good: Nevra[] = []
    const install = async (wanted: readonly Nevra[]): Promise<InstallProblem[]> => {
      const root = await mkdtemp(join(scratch, 'root-'))
      const target = { arch, cacheDir: join(scratch, 'cache'), root, repositories: [...base, ...update], signal }
      const result = await runDnf(room, target, [
        ...['install', '--best', '--setopt=tsflags=noscripts,justdb'],
        ...wanted.map(exactSpec),
      ])
      const installed = result.exitCode === 0 ? await installedPackages(room, root, signal) : []
      await rm(root, { recursive: true, force: true })
      if (result.exitCode !== 0 && !isVerdict(result)) throw dnfError('install', result.stderr)
      return judgeInstallation(wanted, result, installed)
    }
    for (const nevra of unique(packages)) {
      const found = await install([nevra])
      problems.push(...found)
      if (found.length === 0) good.push(nevra)
    }
    return good.length > 1 ? [...problems, ...(await install(good))] : problems
  })
}

/** A throw-away repository of pooled RPMs inside the room's folder. */
export async function privateRepository(
  room: DnfRoom & Pick<TreeBuilder, 'poolDir'>,
  rpms: readonly PooledRpm[],
): Promise<RepoSource> {
  await mkdir(room.workDir, { recursive: true })
  const place = await mkdtemp(join(room.workDir, 'private-'))
  const sorted = [...new Map(rpms.map(r => [r.file, r])).values()].sort((a, b) => compareCodeUnits(a.file, b.file))
  const repository = {
    directory: 'packages',
    content: '',
    revision: 1,
    rpms: sorted,
    updateinfo: undefined,
    recordIds: [],
  }
  const wanted = { revision: 1, repositories: [repository], lists: [] }
  await buildTree(room, place, wanted, undefined)
  const faults = await checkTree(place, wanted)
  if (faults.length > 0) {
    const message = faults.slice(0, 5).join('; ')
    throw new ExternalError({ system: 'createrepo_c', operation: 'write a repository', message, retryable: true })
  }
  return { id: basename(place), url: pathToFileURL(join(place, repository.directory)).href }
}

/** dnf reads this as name, epoch, version, release and architecture, and as nothing else. */
function exactSpec({ name, epoch, version, release, arch }: Nevra): string {
  return `${name}-${epoch}:${version}-${release}.${arch}`
}

function unique(packages: readonly Nevra[]): Nevra[] {
  const byName = new Map(packages.map(p => [formatNevra(p), p]))
  return [...byName.entries()].sort((a, b) => compareCodeUnits(a[0], b[0])).map(e => e[1])
}

/** A folder of its own for each check: a cache that was used before would show repositories as they were then. */
async function inScratch<T>(room: DnfRoom, work: (scratch: string) => Promise<T>): Promise<T> {
  await mkdir(room.workDir, { recursive: true })
  const scratch = await mkdtemp(join(room.workDir, 'check-'))
  try {
    return await work(scratch)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
