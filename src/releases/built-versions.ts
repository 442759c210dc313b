// Which version the packages of each architecture were built from, as the newest build of a source package has it. A doer.

import type { BuildService, BuiltRpm } from '../ports/index.ts'
import { compareEvr } from '../rpm/evr.ts'
import { headersLength, NoRpm, type RpmTags, readHeader } from '../rpm/header.ts'
import { versionOfFile } from './version-check.ts'
import type { BuildFact, BuiltVersion } from './version-facts.ts'

/** Tags of rpm's header. */
const [EPOCH, SOURCE_RPM, EXCLUDED, EXCLUSIVE] = [1003, 1044, 1059, 1061]

/** Headers begin within these bytes; most end there too. */
const FIRST_BYTES = 64 * 1024
/** Headers beyond are not read: an epoch is not worth more. */
const MOST_BYTES = 16 * 1024 * 1024

export interface Build {
  readonly project: string
  readonly sourcePackage: string
  readonly arches: readonly string[]
}

/** One fact per architecture that the package is meant for; undefined when no source RPM says what one was built from. */
export async function buildFacts(service: BuildService, build: Build): Promise<BuildFact[] | undefined> {
  const rpms = await service.listRpms(build)
  const sources = rpms.filter(isSource)
  const binaries = rpms.filter(rpm => !isSource(rpm))
  const look = lookingAt(service, build)
  const facts: BuildFact[] = []
  for (const arch of build.arches) {
    const source = newestFor(arch, sources)
    const own = binaries.filter(rpm => rpm.builtFor === arch)
    // A package without an architecture is good for all.
    const here = own.length > 0 ? own : binaries.filter(rpm => rpm.file.endsWith('.noarch.rpm'))
    if (here.length > 0) {
      const built = await builtFrom(look, source, here)
      if (!built) return undefined
      facts.push({ arch, built })
    } else if (!source || isMeantFor(arch, await look(source))) {
      facts.push({ arch, built: null })
    }
  }
  return facts
}

type Look = (rpm: BuiltRpm) => Promise<RpmTags | undefined>

/** Reads each header once. */
function lookingAt(service: BuildService, build: Build): Look {
  const seen = new Map<string, Promise<RpmTags | undefined>>()
  return rpm => {
    const key = `${rpm.builtFor}/${rpm.file}`
    const look = seen.get(key) ?? tagsOf(service, { ...build, rpm })
    seen.set(key, look)
    return look
  }
}

/** The header of an RPM without fetching all of it; undefined when it cannot be read. */
async function tagsOf(
  service: BuildService,
  of: { project: string; sourcePackage: string; rpm: BuiltRpm },
): Promise<RpmTags | undefined> {
  try {
    let start = await service.readStart({ ...of, bytes: FIRST_BYTES })
    // The first look tells where the second header begins, the next how long it is.
    for (let bytes = headersLength(start) ?? FIRST_BYTES * 8; start.length < bytes; ) {
      if (bytes > MOST_BYTES || start.length >= of.rpm.sizeBytes) return undefined
      start = await service.readStart({ ...of, bytes })
      bytes = headersLength(start) ?? bytes * 8
    }
    return readHeader(start)
  } catch (error) {
    // Bad RPMs are told where they are collected.
    if (error instanceof NoRpm) return undefined
    throw error
  }
}

/** Source RPMs stand apart, or with each architecture that was built. */
function newestFor(arch: string, sources: readonly BuiltRpm[]): BuiltRpm | undefined {
  const own = sources.filter(rpm => rpm.builtFor === arch)
  const all = own.length > 0 ? own : sources
  return [...all].sort((a, b) => compareFiles(b.file, a.file))[0]
}

/**
 * The oldest version that packages of an architecture come from: a part that was built from an older source counts. A
 * package of another version than its source may still be of it, and then says so itself.
 */
async function builtFrom(
  look: Look,
  source: BuiltRpm | undefined,
  rpms: readonly BuiltRpm[],
): Promise<BuiltVersion | undefined> {
  const found: BuiltVersion[] = []
  if (source) found.push(await versionOfSource(look, source))
  for (const rpm of rpms) {
    if (source && isOfVersion(rpm.file, source.file)) continue
    const [named] = (await look(rpm))?.get(SOURCE_RPM) ?? []
    if (typeof named !== 'string' || named === source?.file) continue
    const version = versionOfFile(named)
    if (version) found.push(version)
  }
  const [oldest] = found.sort((a, b) => compareEvr({ ...a, epoch: 0 }, { ...b, epoch: 0 }))
  return oldest
}

async function versionOfSource(look: Look, source: BuiltRpm): Promise<BuiltVersion> {
  const tags = await look(source)
  const [epoch] = tags?.get(EPOCH) ?? []
  const version = versionOfFile(source.file) ?? { version: '', release: '' }
  return { ...version, epoch: tags ? (typeof epoch === 'number' ? epoch : 0) : null }
}

function isMeantFor(arch: string, tags: RpmTags | undefined): boolean {
  const names = (tag: number): readonly unknown[] => tags?.get(tag) ?? []
  const exclusive = names(EXCLUSIVE)
  return !names(EXCLUDED).includes(arch) && (exclusive.length === 0 || exclusive.includes(arch))
}

function isOfVersion(file: string, source: string): boolean {
  const [a, b] = [versionOfFile(file), versionOfFile(source)]
  return a !== undefined && b !== undefined && a.version === b.version && a.release === b.release
}

function compareFiles(a: string, b: string): number {
  const evr = (file: string) => ({ ...(versionOfFile(file) ?? { version: '', release: '' }), epoch: 0 })
  return compareEvr(evr(a), evr(b))
}

function isSource({ file }: BuiltRpm): boolean {
  return /\.(no)?src\.rpm$/.test(file)
}
