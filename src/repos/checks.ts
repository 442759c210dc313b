// Asks dnf whether an update holds together: dependencies over all packages, and installation of each of its own.
// What a check finds is data; an error is thrown only when the check itself could not be made.

import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ExternalError } from '../lib/errors.ts'
import { compareCodeUnits } from '../lib/natural-order.ts'
import { needsSolver } from '../rpm/capability.ts'
import { formatNevra, type Nevra } from '../rpm/nevra.ts'
import {
  type ClosureReport,
  findRegressions,
  type NotJudged,
  notJudged,
  type OfferedPackage,
  parseClosure,
  parseObsoletes,
  parseRecords,
  type UnmetRequirement,
} from './closure.ts'
import {
  type DnfRoom,
  type DnfTarget,
  dnfError,
  installedPackages,
  parseNevraLine,
  type RepoSource,
  runDnf,
} from './dnf.ts'
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
 * The requirements that the update leaves open and the base alone did not, whoever has them: a package of the update
 * itself, or one of the base that needs what the update no longer provides. Rich requirements that take a solver are
 * listed as not judged.
 */
export async function dependencyCheck(
  room: DnfRoom,
  { arch, base, update, signal }: CheckedUpdate,
): Promise<{ readonly unmet: readonly UnmetRequirement[]; readonly notJudged: readonly NotJudged[] }> {
  return inScratch(room, async scratch => {
    const cacheDir = join(scratch, 'cache')
    const target = (repositories: readonly RepoSource[]): DnfTarget => {
      return { arch, cacheDir, root: join(scratch, 'root'), repositories, signal }
    }
    const both = target([...base, ...update])
    const packages = await offeredPackages(room, both)
    const own = await requirementsOf(room, target(update))
    const report = await closure(room, both)
    const baseReport: ClosureReport =
      base.length > 0 ? await closure(room, target(base)) : { unresolved: [], counted: undefined }
    const baseIds = new Set(base.map(b => b.id))
    const basePackages = packages.filter(p => baseIds.has(p.repository))
    const found = findRegressions({ baseReport, report, basePackages, packages })
    const open = new Map([...notJudged(own), ...found.filter(f => needsSolver(f.requirement))].map(n => [keyOf(n), n]))
    const sorted = [...open.entries()].sort((a, b) => compareCodeUnits(a[0], b[0]))
    return { unmet: found.filter(f => !needsSolver(f.requirement)), notJudged: sorted.map(e => e[1]) }
  })
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

async function offeredPackages(room: DnfRoom, target: DnfTarget): Promise<OfferedPackage[]> {
  const format = `>${NEVRA_FORMAT}\\t%{repoid}\\t%{obsoletes}`
  return (await repoquery(room, target, format)).map(({ fields, list }) => {
    return { nevra: parseNevraLine(fields), repository: fields.split('\t')[5] ?? '', obsoletes: parseObsoletes(list) }
  })
}

async function requirementsOf(room: DnfRoom, target: DnfTarget): Promise<{ nevra: Nevra; requires: string[] }[]> {
  const records = await repoquery(room, target, `>${NEVRA_FORMAT}\\t%{requires}`)
  return records.map(({ fields, list }) => ({ nevra: parseNevraLine(fields), requires: list }))
}

const NEVRA_FORMAT = '%{name}\\t%{epoch}\\t%{version}\\t%{release}\\t%{arch}'

async function repoquery(room: DnfRoom, target: DnfTarget, format: string) {
  if (target.repositories.length === 0) return []
  const { exitCode, stdout, stderr } = await runDnf(room, target, ['repoquery', '--available', '--queryformat', format])
  if (exitCode !== 0) throw dnfError('repoquery', stderr)
  return parseRecords(stdout)
}

/** repoclosure ends with 1 both when it finds something and when it fails: only its own count tells them apart. */
async function closure(room: DnfRoom, target: DnfTarget): Promise<ClosureReport> {
  const { exitCode, stdout, stderr } = await runDnf(room, target, ['repoclosure', '--best'])
  const report = parseClosure(stdout, stderr)
  const listed = report.unresolved.length
  if (exitCode === 0 ? listed > 0 : report.counted?.requirements !== listed) throw dnfError('repoclosure', stderr)
  return report
}

/** dnf reads this as name, epoch, version, release and architecture, and as nothing else. */
function exactSpec({ name, epoch, version, release, arch }: Nevra): string {
  return `${name}-${epoch}:${version}-${release}.${arch}`
}

function unique(packages: readonly Nevra[]): Nevra[] {
  const byName = new Map(packages.map(p => [formatNevra(p), p]))
  return [...byName.entries()].sort((a, b) => compareCodeUnits(a[0], b[0])).map(e => e[1])
}

function keyOf({ nevra, requirement }: NotJudged): string {
  return `${formatNevra(nevra)} ${requirement}`
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
