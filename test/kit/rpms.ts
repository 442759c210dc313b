// Small RPMs for tests, built by rpmbuild from a few words and remembered by content: the second run builds nothing.

import { createHash, randomUUID } from 'node:crypto'
import { copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Programs } from '../../src/lib/programs.ts'

export interface TinySpec {
  readonly name: string
  /** Default 1.0. */
  readonly version?: string
  /** Default 1. */
  readonly release?: string
  readonly epoch?: number
  /** Default x86_64. */
  readonly arch?: string
  /** Preamble lines, e.g. `Requires: libz.so.1`. */
  readonly lines?: readonly string[]
  readonly subpackages?: readonly { readonly name: string; readonly lines?: readonly string[] }[]
  /** Of the one file in it, so that two builds of one version can differ. */
  readonly content?: string
  /** Of the build, in Unix seconds. */
  readonly buildTime?: number
}

/** Builds binary and source RPMs into `dir` and gives their paths, sorted. Equal specs give equal bytes in one run. */
export async function buildRpms({
  programs,
  dir,
  specs,
}: {
  programs: Programs
  dir: string
  specs: readonly TinySpec[]
}): Promise<string[]> {
  await mkdir(dir, { recursive: true })
  const paths = new Set<string>()
  for (const spec of specs) {
    const built = await builtOnce(programs, spec)
    for (const file of await readdir(built)) {
      const path = join(dir, file)
      // The source RPM of the first architecture stays.
      if (paths.has(path)) continue
      paths.add(path)
      await copyFile(join(built, file), path)
    }
  }
  return [...paths].sort()
}

/** The spec file rpmbuild is given. */
function specText(spec: TinySpec): string {
  const { name, version = '1.0', release = '1', epoch, arch = 'x86_64', lines = [], subpackages = [] } = spec
  const folder = `/usr/share/${name}`
  return [
    `Name: ${name}`,
    `Version: ${version}`,
    `Release: ${release}`,
    ...(epoch === undefined ? [] : [`Epoch: ${epoch}`]),
    `Summary: ${name} for tests`,
    'License: MulanPSL-2.0',
    ...(arch === 'noarch' ? ['BuildArch: noarch'] : []),
    ...lines,
    '%description',
    'For tests.',
    ...subpackages.flatMap(s => [
      `%package ${s.name}`,
      `Summary: ${s.name} of ${name}`,
      ...(s.lines ?? []),
      `%description ${s.name}`,
      'For tests.',
      `%files ${s.name}`,
    ]),
    '%install',
    `mkdir -p %{buildroot}${folder}`,
    `echo '${spec.content ?? `${version}-${release}`}' > %{buildroot}${folder}/content`,
    '%files',
    folder,
    '',
  ].join('\n')
}

async function builtOnce(programs: Programs, spec: TinySpec): Promise<string> {
  const text = specText(spec)
  const { arch = 'x86_64', buildTime = 1_700_000_000 } = spec
  const key = createHash('sha256')
    .update(JSON.stringify([text, arch, buildTime]))
    .digest('hex')
  const cache = join(tmpdir(), `slipway-test-rpms-${process.getuid?.() ?? 0}`)
  const place = join(cache, key)
  if (await isFolder(place)) return place
  const work = join(cache, `.${randomUUID()}`)
  const out = join(work, 'out')
  await mkdir(out, { recursive: true })
  await writeFile(join(work, 'tiny.spec'), text)
  const macros = {
    _topdir: work,
    _rpmdir: out,
    _srcrpmdir: out,
    _rpmfilename: '%%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm',
    _buildhost: 'build.test.example',
    use_source_date_epoch_as_buildtime: '1',
    clamp_mtime_to_source_date_epoch: '1',
    debug_package: '%{nil}',
  }
  const defines = Object.entries(macros).flatMap(([name, value]) => ['--define', `${name} ${value}`])
  const args = ['-ba', '--quiet', '--nodeps', '--target', arch, ...defines, join(work, 'tiny.spec')]
  const env = { HOME: work, SOURCE_DATE_EPOCH: String(buildTime) }
  const { exitCode, stderr } = await programs.run('rpmbuild', args, { cwd: work, env })
  if (exitCode !== 0) throw new Error(`rpmbuild ${spec.name}: ${stderr}`)
  await rename(out, place).catch(async error => {
    // Another test was faster.
    if (!(await isFolder(place))) throw error
  })
  await rm(work, { recursive: true, force: true, maxRetries: 10 })
  return place
}

async function isFolder(path: string): Promise<boolean> {
  return readdir(path).then(
    () => true,
    () => false,
  )
}
