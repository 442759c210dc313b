// Where the server publishes things, as every client knows it (no question to the API).

import { distribution, type Family } from './scenario.ts'
import type { TreeRoots } from './tree.ts'

const { branch, arches } = distribution
const families = Object.keys(distribution.projects) as Family[]

/** The published update repository of a family. */
export function updateRepository(family: Family, arch: string): string {
  return family === 'standard' ? `/repo/${branch}/update/${arch}/` : `/repo/${branch}/${family}/update/main/${arch}/`
}

/** The test repository of one release, given its directory, e.g. `update_20261125`. */
export function testRepository(directory: string, family: Family, arch: string): string {
  const place = family === 'standard' ? directory : `${family}/${directory}/main`
  return `/repo/test/${branch}/${place}/${arch}/`
}

/** Everything a mirror of the published tree starts from. */
export function publishedTree(): TreeRoots {
  const folders = families.map(family => updateRepository(family, '').slice(0, -1))
  return {
    repositories: families.flatMap(family => [...arches, 'source'].map(arch => updateRepository(family, arch))),
    lists: [
      ...folders.flatMap(folder => [`${folder}pkglist`, `${folder}${branch}.csv`]),
      `/repo/${branch}/${branch}-update.json`,
    ],
  }
}

/** The repositories that the testers of a release use. */
export function testRepositories(directory: string): readonly string[] {
  return arches.flatMap(arch => families.map(family => testRepository(directory, family, arch)))
}

export const advisoryIndex = '/security/data/cvrf/index.txt'

/** `Demo-SA-2026-1001` → the address of its CVRF document. */
export function advisoryDocument(id: string): string {
  const year = /-(\d{4})-\d+$/.exec(id)?.[1]
  if (!year) throw new Error(`${id} is not an advisory number`)
  return `/security/data/cvrf/${year}/cvrf-${id}.xml`
}
