// The one way to call dnf and to look into a root it made: nothing of this machine's own configuration, repositories,
// plug-ins or package database plays a part. Measured with dnf 4.14 on Debian 12.

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ExternalError } from '../lib/errors.ts'
import type { ProgramResult, Programs } from '../lib/programs.ts'
import type { Nevra } from '../rpm/nevra.ts'

/** A repository to check against. */
export interface RepoSource {
  readonly id: string
  /** `file://…` or `http(s)://…`: the directory that holds `repodata`. */
  readonly url: string
}

export interface DnfRoom {
  readonly programs: Programs
  /** A private folder for caches and roots; whoever gives it removes it. */
  readonly workDir: string
}

export interface DnfTarget {
  readonly arch: string
  /** Folder of downloaded metadata. One that has been used keeps what the repositories were then. */
  readonly cacheDir: string
  readonly root: string
  readonly repositories: readonly RepoSource[]
  readonly signal?: AbortSignal | undefined
}

/** The defaults of distributions are to pass over a repository that is missing: it must be an error. */
const CONFIGURATION = `[main]
skip_if_unavailable=0
best=1
install_weak_deps=0
metadata_expire=never
`

const TIMEOUT_MS = 30 * 60_000
const OUTPUT_BYTES = 256 * 1024 * 1024

/** Runs dnf over the target. An exit code is a result; what it means, the caller reads from the output. */
export async function runDnf(room: DnfRoom, target: DnfTarget, args: readonly string[]): Promise<ProgramResult> {
  const configuration = join(room.workDir, 'dnf.conf')
  const home = join(room.workDir, 'home')
  await mkdir(home, { recursive: true })
  await writeFile(configuration, CONFIGURATION)
  const options = [
    ...['--quiet', '--assumeyes', '--config', configuration],
    // Debian's plug-in `local` keeps every RPM it installs in a repository of its own and offers it ever after.
    ...['--disableplugin=local', '--disableplugin=*'],
    ...[`--installroot=${target.root}`, '--releasever=1', `--forcearch=${target.arch}`],
    ...[`--setopt=cachedir=${target.cacheDir}`, '--setopt=reposdir=/nonexistent', '--setopt=varsdir=/nonexistent'],
    '--setopt=gpgcheck=0',
    ...target.repositories.map(repository => `--repofrompath=${checkedSource(repository)}`),
  ]
  return runAsRoot(room, 'dnf', [...options, ...args], home, target.signal)
}

/** What is installed in a root that runDnf filled. */
export async function installedPackages(room: DnfRoom, root: string, signal?: AbortSignal): Promise<Nevra[]> {
  const format = '%{NAME}\\t%{EPOCHNUM}\\t%{VERSION}\\t%{RELEASE}\\t%{ARCH}\\n'
  const args = ['--root', root, '-qa', '--queryformat', format]
  const { exitCode, stdout, stderr } = await runAsRoot(room, 'rpm', args, join(room.workDir, 'home'), signal)
  if (exitCode !== 0) throw dnfError('query the root', stderr)
  return stdout.split('\n').filter(Boolean).map(parseNevraLine)
}

/** `name TAB epoch TAB version TAB release TAB arch`, more fields after it ignored. */
function parseNevraLine(line: string): Nevra {
  const [name, epoch, version, release, arch] = line.split('\t')
  if (!name || !epoch || !version || !release || !arch || !/^\d+$/.test(epoch)) {
    throw dnfError('read packages', `not a package: ${line.slice(0, 200)}`)
  }
  return { name, epoch: Number(epoch), version, release, arch }
}

export function dnfError(operation: string, output: string): ExternalError {
  const message = output.trim().slice(-1000)
  return new ExternalError({ system: 'dnf', operation, message, retryable: true })
}

/**
 * dnf and rpm want to be root, if only in a user namespace. Where the package database lies depends on HOME
 * (Debian: `~/.rpmdb`), so both get the same one.
 */
async function runAsRoot(
  { programs }: DnfRoom,
  program: string,
  args: readonly string[],
  home: string,
  signal: AbortSignal | undefined,
): Promise<ProgramResult> {
  const [first, rest] = programs.asRoot(program, args)
  const limits = { timeoutMs: TIMEOUT_MS, maxOutputBytes: OUTPUT_BYTES }
  return programs.run(first, rest, { env: { HOME: home }, ...limits, ...(signal ? { signal } : {}) })
}

function checkedSource({ id, url }: RepoSource): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(id)) throw new Error(`not a repository id: ${JSON.stringify(id)}`)
  if (!/^(file|https?):\/\/\S+$/.test(url)) throw new Error(`not the address of a repository: ${JSON.stringify(url)}`)
  return `${id},${url}`
}
