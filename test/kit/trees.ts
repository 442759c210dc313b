// Everything repository tests need: a database, a pool, a host in a temporary folder, and a clock that is set by hand.

import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { createLocalRepoHost } from '../../src/adapters/local/repo-host.ts'
import type { Db } from '../../src/db/index.ts'
import type { Clock } from '../../src/lib/clock.ts'
import { silentLog } from '../../src/lib/log.ts'
import { createPrograms, type Programs } from '../../src/lib/programs.ts'
import type { RepoHost } from '../../src/ports/index.ts'
import type { PlacedRpm } from '../../src/repos/layout.ts'
import { directoriesFor, placeRpm, releaseDirectory } from '../../src/repos/layout.ts'
import { openOwnRepository, readPackages } from '../../src/repos/metadata-files.ts'
import { ingestRpms, isBadRpm } from '../../src/repos/pool.ts'
import type { PooledRpm } from '../../src/repos/pooled-rpm.ts'
import type { UpdateRecord } from '../../src/rpm/updateinfo.ts'
import { testDatabase } from './database.ts'
import { buildRpms, type TinySpec } from './rpms.ts'

const ARCHES = ['aarch64', 'x86_64']
export const TREE = 'release/openEuler-24.03-LTS'

export interface Trees {
  readonly db: Db
  readonly databaseUrl: string
  readonly programs: Programs
  readonly repoHost: RepoHost
  readonly poolDir: string
  readonly dir: string
  readonly clock: Clock & { at: Date }
  drop(): Promise<void>
}

export async function openTrees(): Promise<Trees> {
  const dir = await mkdtemp(join(tmpdir(), 'slipway-trees-'))
  const database = await testDatabase()
  const clock = {
    at: new Date('2026-11-21T08:00:00Z'),
    now() {
      return this.at
    },
  }
  return {
    db: database.db,
    databaseUrl: database.url,
    programs: createPrograms({ recordDir: join(dir, 'groups'), log: silentLog }),
    repoHost: createLocalRepoHost({ directory: join(dir, 'host') }),
    poolDir: join(dir, 'pool'),
    dir,
    clock,
    async drop() {
      await database.drop()
      await rm(dir, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}

/** Builds packages, binary and source, and takes them into the pool. */
export async function pooled(trees: Trees, specs: readonly TinySpec[]): Promise<PooledRpm[]> {
  const folder = await mkdtemp(join(trees.dir, 'built-'))
  const files = await buildRpms({ programs: trees.programs, dir: folder, specs })
  const answers = await ingestRpms(
    trees,
    files.map(file => ({ file })),
  )
  return answers.map(a => {
    if (isBadRpm(a)) throw new Error(a.detail.en)
    return a
  })
}

/** Where a release of the standard family puts its packages in the release tree. */
export function placed(rpms: readonly PooledRpm[]): { directories: string[]; rpms: PlacedRpm[] } {
  return {
    directories: directoriesFor(releaseDirectory, ['standard'], ARCHES),
    rpms: rpms.flatMap(rpm => placeRpm(rpm, arch => releaseDirectory('standard', arch), ARCHES)),
  }
}

export function record(id: string, rpms: readonly PooledRpm[]): UpdateRecord {
  const binaries = rpms.filter(r => r.nevra.arch !== 'src')
  return {
    id,
    from: 'openeuler.org',
    type: 'security',
    title: `An update (${id})`,
    severity: 'Important',
    release: 'openEuler',
    issued: '2026-11-21 08:00:00',
    updated: '2026-11-21 08:00:00',
    description: 'For tests.',
    references: [{ type: 'cve', id: 'CVE-2026-1', href: 'https://cve.example/CVE-2026-1', title: 'CVE-2026-1' }],
    packages: binaries.map(({ nevra, file, sha256, sourceRpm }) => ({ nevra, file, sha256, sourceRpm })),
  }
}

/** The `location href` of every package that a repository directory of a tree lists. */
export async function listed(path: string, directory: string): Promise<string[]> {
  return (await readPackages(await openOwnRepository(join(path, directory)))).map(p => p.location)
}

/** SHA-256 of every file below a directory, by path. */
export async function allFiles(top: string): Promise<Record<string, string>> {
  const entries = await readdir(top, { withFileTypes: true, recursive: true })
  const paths = entries.filter(e => e.isFile()).map(e => join(e.parentPath, e.name))
  const sums: Record<string, string> = {}
  for (const path of paths.sort()) {
    sums[relative(top, path)] = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
  }
  return sums
}
