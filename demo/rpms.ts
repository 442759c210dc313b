// Builds the RPMs of one spec file with rpmbuild, the same bytes every time, and reads what came out.

import { createHash } from 'node:crypto'
import { copyFile, mkdir, readdir, readFile, rm, utimes } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { execa } from 'execa'
import type { Nevra } from '../src/rpm/nevra.ts'
import { distribution } from './scenario.ts'

export interface BuiltFile {
  readonly path: string
  readonly file: string
  /** `src` for a source RPM, whatever its header says. */
  readonly nevra: Nevra
  readonly sha256: string
}

export interface SpecBuild {
  readonly spec: string
  /** Fresh directory of this build's own. */
  readonly workDir: string
  readonly target: string
  /** Seconds since 1970 that stand for every time in the packages. */
  readonly buildTime: number
  readonly withSource: boolean
}

/** What decides the bytes besides the spec files: part of the name under which a build is kept. */
export const buildSettings: readonly string[] = [
  `dist ${distribution.dist}`,
  `vendor ${distribution.product}`,
  '_buildhost builder.demo.invalid',
  'use_source_date_epoch_as_buildtime 1',
  'clamp_mtime_to_source_date_epoch 1',
  'source_date_epoch_from_changelog 0',
  'debug_package %{nil}',
  '_build_id_links none',
  '__os_install_post %{nil}',
  '_binary_payload w9.gzdio',
  '_source_payload w9.gzdio',
]

/** An environment that holds nothing of the person who runs the demonstration. */
export function plainEnvironment(home: string): Record<string, string> {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: home, LANG: 'C.UTF-8', TZ: 'UTC' }
}

export async function buildSpec(build: SpecBuild): Promise<readonly BuiltFile[]> {
  await mkdir(build.workDir, { recursive: true })
  const spec = join(build.workDir, basename(build.spec))
  await copyFile(build.spec, spec)
  await utimes(spec, build.buildTime, build.buildTime)
  const defines = [`_topdir ${build.workDir}`, ...buildSettings].flatMap(line => ['--define', line])
  await execa(
    'rpmbuild',
    [build.withSource ? '-ba' : '-bb', '--quiet', '--nodeps', '--target', build.target, ...defines, spec],
    {
      extendEnv: false,
      env: { ...plainEnvironment(build.workDir), SOURCE_DATE_EPOCH: String(build.buildTime) },
      timeout: 120_000,
    },
  )
  const made = [...(await rpmsBelow(join(build.workDir, 'RPMS'))), ...(await rpmsBelow(join(build.workDir, 'SRPMS')))]
  await Promise.all(['BUILD', 'BUILDROOT'].map(name => rm(join(build.workDir, name), { recursive: true, force: true })))
  return Promise.all(made.map(path => readRpm(path, build.workDir)))
}

async function rpmsBelow(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  return names
    .filter(name => name.endsWith('.rpm'))
    .sort()
    .map(name => join(folder, name))
}

async function readRpm(path: string, home: string): Promise<BuiltFile> {
  const format = '%{NAME}\\t%{EPOCHNUM}\\t%{VERSION}\\t%{RELEASE}\\t%{ARCH}'
  const { stdout } = await execa('rpm', ['-qp', '--nosignature', '--queryformat', format, path], {
    extendEnv: false,
    env: plainEnvironment(home),
  })
  const [name = '', epoch = '', version = '', release = '', arch = ''] = stdout.split('\t')
  return {
    path,
    file: basename(path),
    nevra: { name, epoch: +epoch, version, release, arch: path.endsWith('.src.rpm') ? 'src' : arch },
    sha256: createHash('sha256')
      .update(await readFile(path))
      .digest('hex'),
  }
}

/** Makes a directory of RPMs a repository whose metadata depend on its packages alone. */
export async function makeRepository(folder: string, revision: number): Promise<void> {
  await execa(
    'createrepo_c',
    ['--quiet', '--workers=1', `--revision=${revision}`, '--set-timestamp-to-revision', folder],
    { extendEnv: false, env: plainEnvironment(folder), timeout: 120_000 },
  )
}
