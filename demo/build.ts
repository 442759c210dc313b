// Builds the demonstration distribution once and keeps it under a name made from its content: RPMs, base repositories,
// manifest. Run by itself it prints where they are. It never touches a server's data.

import { createHash } from 'node:crypto'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { execa } from 'execa'
import type { Nevra } from '../src/rpm/nevra.ts'
import { type BuiltFile, buildSettings, buildSpec, makeRepository } from './rpms.ts'
import { type Arch, distribution, type Family, familyOf, repositoryFolder } from './scenario.ts'

/** `base` is what users have installed, `update` what the releases bring, `broken` the build that must be stopped. */
export type SpecSet = 'base' | 'update' | 'broken'

export interface ManifestEntry {
  readonly set: SpecSet
  readonly family: Family
  readonly sourcePackage: string
  /** Directory of the build service: an architecture (noarch RPMs stand in each) or `source`. */
  readonly builtFor: Arch | 'source'
  readonly nevra: Nevra
  readonly sha256: string
  /** Below the distribution's directory. */
  readonly path: string
}

export interface Distribution {
  readonly folder: string
  readonly entries: readonly ManifestEntry[]
}

const sets: readonly SpecSet[] = ['base', 'update', 'broken']
const families: readonly Family[] = ['standard', 'EPOL']
const buildTimes: Readonly<Record<SpecSet, number>> = {
  base: Date.parse('2026-01-06T04:00:00Z') / 1000,
  update: Date.parse('2026-10-21T04:00:00Z') / 1000,
  broken: Date.parse('2026-10-20T04:00:00Z') / 1000,
}

/** Where a base repository of a family lies, below a distribution or a data directory. */
export function baseRepository(family: Family, arch: string): string {
  return join(family === 'standard' ? 'base' : `base-${family}`, arch)
}

/** Builds into `<out>/<name made from the content>`, or takes what is there already. */
export async function buildDistribution(options: { out: string }): Promise<Distribution & { reused: boolean }> {
  const specs = await listSpecs()
  const folder = join(options.out, `distribution-${await contentName(specs)}`)
  const kept = await openDistribution(folder)
  if (kept) return { ...kept, reused: true }
  await mkdir(options.out, { recursive: true })
  const work = await mkdtemp(join(options.out, '.building-'))
  try {
    const entries = await buildAll(specs, work)
    for (const family of families) for (const arch of distribution.arches) await makeBase(work, entries, family, arch)
    await writeFile(join(work, 'manifest.json'), `${JSON.stringify(entries, null, 1)}\n`)
    await rm(join(work, 'work'), { recursive: true })
    // Somebody else may have built the same meanwhile: theirs is as good, and may be in use.
    await rename(work, folder).catch(async error => {
      if (!(await openDistribution(folder))) throw error
    })
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  return { folder, entries: await readManifest(folder), reused: false }
}

/** A distribution built before; undefined when the directory holds none. */
export async function openDistribution(folder: string): Promise<Distribution | undefined> {
  const entries = await readManifest(folder).catch(() => undefined)
  return entries && { folder, entries }
}

async function readManifest(folder: string): Promise<readonly ManifestEntry[]> {
  return JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as readonly ManifestEntry[]
}

interface SpecFile {
  readonly set: SpecSet
  readonly path: string
  readonly text: string
}

async function listSpecs(): Promise<readonly SpecFile[]> {
  const root = join(repositoryFolder, 'demo', 'specs')
  const found = await Promise.all(
    sets.map(async set => {
      const names = (await readdir(join(root, set))).filter(name => name.endsWith('.spec')).sort()
      return Promise.all(
        names.map(async name => {
          const path = join(root, set, name)
          return { set, path, text: await readFile(path, 'utf8') }
        }),
      )
    }),
  )
  return found.flat()
}

async function contentName(specs: readonly SpecFile[]): Promise<string> {
  const { stdout: rpm } = await execa('rpmbuild', ['--version'])
  const { stdout: createrepo } = await execa('createrepo_c', ['--version'])
  const texts = specs.map(spec => [spec.set, basename(spec.path), spec.text])
  const all = JSON.stringify(['layout 1', rpm, createrepo, buildSettings, buildTimes, texts])
  return createHash('sha256').update(all).digest('hex').slice(0, 12)
}

async function buildAll(specs: readonly SpecFile[], folder: string): Promise<readonly ManifestEntry[]> {
  const entries: ManifestEntry[] = []
  for (const spec of specs) entries.push(...(await buildOne(spec, folder)))
  return entries
}

async function buildOne(spec: SpecFile, folder: string): Promise<readonly ManifestEntry[]> {
  const sourcePackage = basename(spec.path, '.spec')
  const family = familyOf(sourcePackage)
  const targets: readonly string[] = /^BuildArch:\s*noarch/m.test(preamble(spec.text))
    ? ['noarch']
    : distribution.arches
  const keep = async (built: BuiltFile, builtFor: Arch | 'source'): Promise<ManifestEntry> => {
    const to = join(folder, 'rpms', spec.set, distribution.projects[family], sourcePackage, builtFor, built.file)
    await mkdir(dirname(to), { recursive: true })
    await copyFile(built.path, to)
    await utimes(to, buildTimes[spec.set], buildTimes[spec.set])
    const { nevra, sha256 } = built
    return { set: spec.set, family, sourcePackage, builtFor, nevra, sha256, path: relative(folder, to) }
  }
  const entries: ManifestEntry[] = []
  for (const [index, target] of targets.entries()) {
    const workDir = join(folder, 'work', spec.set, sourcePackage, target)
    const built = await buildSpec({
      spec: spec.path,
      workDir,
      target,
      buildTime: buildTimes[spec.set],
      withSource: index === 0,
    })
    for (const rpm of built) {
      if (rpm.nevra.arch === 'src') entries.push(await keep(rpm, 'source'))
      else
        for (const arch of distribution.arches)
          if ([arch, 'noarch'].includes(target)) entries.push(await keep(rpm, arch))
    }
  }
  return entries
}

/** The part of a spec file before its first section: a sub-package may be noarch without the whole being so. */
function preamble(spec: string): string {
  return spec.split(/^%(?:description|package)\b/m)[0] ?? ''
}

async function makeBase(root: string, entries: readonly ManifestEntry[], family: Family, arch: Arch): Promise<void> {
  const folder = join(root, baseRepository(family, arch))
  await mkdir(folder, { recursive: true })
  for (const entry of entries) {
    if (entry.set !== 'base' || entry.family !== family || entry.builtFor !== arch) continue
    const to = join(folder, basename(entry.path))
    await copyFile(join(root, entry.path), to)
    await utimes(to, buildTimes.base, buildTimes.base)
  }
  await makeRepository(folder, buildTimes.base)
}

if (process.argv[1] === import.meta.filename) {
  const built = await buildDistribution({ out: process.argv[2] ?? join(repositoryFolder, '.cache', 'demo') })
  console.log(`${built.reused ? 'kept' : 'built'}: ${built.entries.length} files in ${built.folder}`)
}
