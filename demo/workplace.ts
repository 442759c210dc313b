// Lays a demonstration out in a data directory as the local adapters read it: builds per project, base repositories,
// and the drop folder of cve-manager. Only files; the server is told of them by its configuration.

import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeSheet } from '../src/lib/xlsx.ts'
import { baseRepository, type Distribution } from './build.ts'
import { distribution, type Family, familyOf, mended, type Vulnerability } from './scenario.ts'

export interface Workplace {
  readonly data: string
  /** `<project>/<source package>/<arch>/*.rpm`, source RPMs in `source/`. */
  readonly builds: string
  /** `<branch>_updateinfo.xlsx` and `<CVE id>.json`. */
  readonly cves: string
}

export function workplaceIn(data: string): Workplace {
  return { data, builds: join(data, 'builds'), cves: join(data, 'cve') }
}

/** Copies base repositories and builds; the package to be mended lies there in its broken build. */
export async function layOut(built: Distribution, place: Workplace): Promise<void> {
  await mkdir(place.cves, { recursive: true })
  for (const family of Object.keys(distribution.projects) as Family[]) {
    for (const arch of distribution.arches) {
      const folder = baseRepository(family, arch)
      await copyTree(join(built.folder, folder), join(place.data, folder))
    }
  }
  for (const name of sourcePackages(built, 'update')) {
    await copyTree(buildFolder(built, name === mended ? 'broken' : 'update', name), join(place.builds, below(name)))
  }
}

/** Puts the right build of the mended package in place of the broken one. Doing it twice changes nothing. */
export async function mendBuild(built: Distribution, place: Workplace): Promise<void> {
  const aside = join(place.data, 'mending')
  await rm(aside, { recursive: true, force: true })
  await copyTree(buildFolder(built, 'update', mended), aside)
  const target = join(place.builds, below(mended))
  await rm(target, { recursive: true, force: true })
  await rename(aside, target)
}

function sourcePackages(built: Distribution, set: 'update'): readonly string[] {
  return [...new Set(built.entries.filter(entry => entry.set === set).map(entry => entry.sourcePackage))]
}

function below(sourcePackage: string): string {
  return join(distribution.projects[familyOf(sourcePackage)], sourcePackage)
}

function buildFolder(built: Distribution, set: 'update' | 'broken', sourcePackage: string): string {
  return join(built.folder, 'rpms', set, below(sourcePackage))
}

async function copyTree(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, preserveTimestamps: true })
}

/** One row of the list: what is wrong, and the id of the issue it has on the forge. */
export interface ListedVulnerability {
  readonly vulnerability: Vulnerability
  readonly issue: string
}

/** The head row as cve-manager writes it. */
const cveListHead = ['cve编号', 'issue编号', 'issue所属仓库', 'score', 'version', 'abi是否变化'] as const

/** Writes the list of a branch and the facts of each CVE, as cve-manager drops them. */
export async function dropCves(
  place: Workplace,
  branch: string,
  listed: readonly ListedVulnerability[],
): Promise<void> {
  for (const { vulnerability } of listed) {
    const { cve, summary, description, cvss, published } = vulnerability
    await writeFile(
      join(place.cves, `${cve}.json`),
      `${JSON.stringify({ cve, summary, description, cvss, published }, null, 2)}\n`,
    )
  }
  const rows = listed.map(({ vulnerability, issue }) => [
    vulnerability.cve,
    issue,
    vulnerability.sourcePackage,
    vulnerability.cvss.score,
    vulnerability.version,
    vulnerability.abiChanged ? '是' : '否',
  ])
  const sheet = await writeSheet('cve_list', [cveListHead, ...rows])
  const file = join(place.cves, `${branch}_updateinfo.xlsx`)
  await writeFile(`${file}.new`, sheet)
  await rename(`${file}.new`, file)
}
