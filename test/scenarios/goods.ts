// What the world around a story's product holds: builds, base repositories, lists of CVEs. All of it tiny and real.

import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { writeSheet } from '../../src/lib/xlsx.ts'
import { buildRpms, type TinySpec } from '../kit/rpms.ts'
import { ARCH, type House, projectOf } from './kit.ts'

/** Puts the build of one source package where the build service of a branch has it, in place of an earlier one. */
export async function build(house: House, branch: string, spec: TinySpec): Promise<readonly string[]> {
  const place = join(house.dir, 'builds', projectOf(branch), spec.name)
  await rm(place, { recursive: true, force: true, maxRetries: 10 })
  const built = await buildRpms({ programs: house.programs, dir: await scratch(house), specs: [spec] })
  return Promise.all(
    built.map(async rpm => {
      const folder = join(place, rpm.endsWith('.src.rpm') ? 'source' : ARCH)
      await mkdir(folder, { recursive: true })
      await copyFile(rpm, join(folder, basename(rpm)))
      return join(folder, basename(rpm))
    }),
  )
}

/** Makes the base repository of a branch. */
export async function layBase(house: House, branch: string, specs: readonly TinySpec[]): Promise<string> {
  const place = join(house.dir, 'base', branch, ARCH)
  await mkdir(place, { recursive: true })
  const built = await buildRpms({ programs: house.programs, dir: await scratch(house), specs })
  for (const rpm of built.filter(file => !file.endsWith('.src.rpm'))) await copyFile(rpm, join(place, basename(rpm)))
  const { exitCode, stderr } = await house.programs.run('createrepo_c', ['--quiet', place])
  if (exitCode !== 0) throw new Error(stderr)
  return place
}

/** Lays what was published on a branch before Slipway; gives the files. */
export async function layBaseline(
  world: Pick<House, 'dir' | 'programs'>,
  branch: string,
  specs: readonly TinySpec[],
): Promise<readonly string[]> {
  const place = join(world.dir, 'baseline', branch, 'update', ARCH)
  await mkdir(join(place, 'Packages'), { recursive: true })
  const built = await buildRpms({ programs: world.programs, dir: await scratch(world), specs })
  const binaries = built.filter(file => !file.endsWith('.src.rpm'))
  for (const rpm of binaries) await copyFile(rpm, join(place, 'Packages', basename(rpm)))
  const { exitCode, stderr } = await world.programs.run('createrepo_c', ['--quiet', place])
  if (exitCode !== 0) throw new Error(stderr)
  return binaries.map(rpm => join(place, 'Packages', basename(rpm)))
}

async function scratch(house: Pick<House, 'dir'>): Promise<string> {
  const place = join(house.dir, 'built')
  await rm(place, { recursive: true, force: true, maxRetries: 10 })
  return place
}

export interface Vulnerability {
  readonly cve: string
  readonly issue: string
  readonly sourcePackage: string
}

const head = ['cve编号', 'issue编号', 'issue所属仓库', 'score', 'version', 'abi是否变化']

/** Drops the list of a branch's CVEs and the facts of each, as cve-manager does. */
export async function dropCves(house: House, branch: string, listed: readonly Vulnerability[]): Promise<void> {
  for (const { cve } of listed) {
    const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H'
    const facts = {
      cve,
      summary: `Summary of ${cve}.`,
      description: `Description of ${cve}.`,
      cvss: { version: '3.1', vector, score: 7.5 },
      published: '2026-11-01',
    }
    await writeFile(join(house.dir, 'cve', `${cve}.json`), JSON.stringify(facts))
  }
  await dropSheet(house, branch, { sheet: 'cve_list', rows: [head, ...listed.map(rowOf)] })
}

/** The same list without one of its columns, or under another sheet's name. */
export async function dropBadCves(
  house: House,
  branch: string,
  listed: readonly Vulnerability[],
  wrong: { without?: string; sheet?: string },
): Promise<void> {
  const at = head.indexOf(wrong.without ?? '')
  const rows = [head, ...listed.map(rowOf)].map(row => row.filter((_, column) => column !== at))
  await dropSheet(house, branch, { sheet: wrong.sheet ?? 'cve_list', rows })
}

function rowOf({ cve, issue, sourcePackage }: Vulnerability): (string | number)[] {
  return [cve, issue, sourcePackage, 7.5, '1.1', '否']
}

async function dropSheet(
  house: House,
  branch: string,
  { sheet, rows }: { sheet: string; rows: readonly (readonly (string | number)[])[] },
): Promise<void> {
  await writeFile(join(house.dir, 'cve', `${branch}_updateinfo.xlsx`), await writeSheet(sheet, rows))
}

/** Cuts a file in half, as a broken upload leaves it. */
export async function cutInHalf(path: string): Promise<void> {
  const bytes = await readFile(path)
  await writeFile(path, bytes.subarray(0, bytes.length / 2))
}
