// Where things stand inside a repository tree. Pure; addresses are those of openEuler's own servers.

import { posix } from 'node:path'
import { isSafeSegment } from '../lib/guard.ts'
import { isSourceRpm, type Nevra } from '../rpm/nevra.ts'

/** The part of a distribution a package is released in. */
export type Family = 'standard' | 'EPOL'

/** The directory of source packages beside those of the architectures. */
export const SOURCE = 'source'

/** A package placed in a tree: path from the top of the tree, and which bytes. A type alias: it is stored as JSON. */
export type PlacedRpm = {
  readonly path: string
  readonly sha256: string
}

/** `update/x86_64`, `EPOL/update/main/x86_64`: a repository directory of a release tree. */
export function releaseDirectory(family: Family, arch: string): string {
  return family === 'EPOL' ? `EPOL/update/main/${arch}` : `update/${arch}`
}

/** `update_20261121/x86_64`, `EPOL/update_20261121/main/x86_64`: a repository directory of a test tree. */
export function testDirectory(directory: string, family: Family, arch: string): string {
  return family === 'EPOL' ? `EPOL/${directory}/main/${arch}` : `${directory}/${arch}`
}

/** The repository directories that packages of these architectures need: noarch stands in every one, source apart. */
export function directoriesFor(
  place: (family: Family, arch: string) => string,
  families: readonly Family[],
  arches: readonly string[],
): string[] {
  return families.flatMap(family => [...arches, SOURCE].map(arch => place(family, arch))).sort()
}

/** Where one package goes: into `source`, into its architecture, or as noarch into every architecture it was built for. */
export function placeRpm(
  rpm: { readonly nevra: Nevra; readonly file: string; readonly sha256: string },
  place: (arch: string) => string,
  arches: readonly string[],
): PlacedRpm[] {
  const { arch } = rpm.nevra
  const at = isSourceRpm(rpm.nevra) ? [SOURCE] : arches.filter(a => runsOn(arch, a))
  return at.map(a => ({ path: `${place(a)}/Packages/${rpm.file}`, sha256: rpm.sha256 }))
}

/** Whether a package of architecture `arch` can be installed on a system of architecture `system`. */
export function runsOn(arch: string, system: string): boolean {
  return arch === 'noarch' || arch === system || (ALSO_RUNS[system]?.test(arch) ?? false)
}

const ALSO_RUNS: Readonly<Record<string, RegExp>> = { x86_64: /^(i[3-6]86|x86_64_v\d)$/, aarch64: /^armv\dh?n?l$/ }

/** The repository directory a package's path lies in; undefined when the path is not `<directory>/Packages/<file>`. */
export function directoryOf(path: string): string | undefined {
  const folder = posix.dirname(path)
  return posix.basename(folder) === 'Packages' ? posix.dirname(folder) : undefined
}

/** The directory above those of the architectures, where `pkglist` stands. */
export function updateDirectoryOf(directory: string): string {
  return posix.dirname(directory)
}

/** The last segment: the architecture a repository directory serves, or `source`. */
export function archOf(directory: string): string {
  return posix.basename(directory)
}

/** `release/openEuler-24.03-LTS` → `openEuler-24.03-LTS`. */
export function branchOf(tree: string): string {
  return tree.slice(tree.indexOf('/') + 1)
}

/** Whether a path can be used below the top of a tree. */
export function isSafePath(path: string): boolean {
  return path.length <= 1000 && path.split('/').every(isSafeSegment)
}
