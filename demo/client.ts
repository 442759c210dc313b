// A user's machine: a real dnf in an installroot of its own. Its exit code is never believed alone; what is installed
// is asked of rpm. Nothing of the host gets in: no configuration, no cache, no plugin that remembers packages.

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import type { Nevra } from '../src/rpm/nevra.ts'
import type { Arch } from './scenario.ts'

export interface ClientRepository {
  readonly id: string
  readonly url: string
}

export interface ClientSettings {
  /** Directory of this client alone; made when absent. */
  readonly folder: string
  readonly arch: Arch
  /** What it has from the start. */
  readonly base: readonly ClientRepository[]
  /** What the releases publish. */
  readonly updates: readonly ClientRepository[]
  /** Asked when dnf failed: whether its server was away and is back, so that it is worth another try. */
  wasAway(): Promise<boolean>
}

export interface ListedAdvisory {
  readonly id: string
  /** As dnf shows it, e.g. `Critical/Sec.`. */
  readonly severity: string
  /** NEVRA as dnf shows it. */
  readonly package: string
}

export interface Client {
  readonly arch: Arch
  /** Installs the newest of base alone: how the machine was before any release. */
  installFromBase(names: readonly string[]): Promise<void>
  /** Installs the newest there is. */
  install(names: readonly string[]): Promise<void>
  advisories(): Promise<readonly ListedAdvisory[]>
  upgradeByAdvisory(ids: readonly string[]): Promise<void>
  /** Makes installed packages equal to what the repositories hold now, downgrades included. */
  distroSync(): Promise<void>
  /** Everything installed; empty is an error, since a client always has something. */
  installed(): Promise<readonly Nevra[]>
  /** Text of an installed file, given by its path without the leading slash. */
  fileText(path: string): Promise<string>
}

/** The same for dnf and rpm: Debian keeps the RPM database below the home directory of the caller. */
const environment = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', LANG: 'C.UTF-8', TZ: 'UTC' }

export function createClient(settings: ClientSettings): Client {
  const root = join(settings.folder, 'root')
  const options = [
    '--quiet',
    '--assumeyes',
    '--disableplugin=local',
    `--config=${join(settings.folder, 'dnf.conf')}`,
    `--installroot=${root}`,
    '--releasever=24.03',
    `--forcearch=${settings.arch}`,
    `--setopt=cachedir=${join(settings.folder, 'cache')}`,
    '--setopt=reposdir=/nonexistent',
    '--setopt=varsdir=/nonexistent',
    '--setopt=gpgcheck=0',
    '--setopt=install_weak_deps=0',
    '--setopt=retries=20',
  ]

  async function dnf(repositories: readonly ClientRepository[], args: readonly string[]): Promise<string> {
    await mkdir(root, { recursive: true })
    await writeFile(join(settings.folder, 'dnf.conf'), '[main]\n')
    const paths = repositories.map(repository => `--repofrompath=${repository.id},${repository.url}`)
    for (let patience = 3; ; patience--) {
      try {
        return await run('dnf', [...options, ...paths, ...args])
      } catch (error) {
        if (patience === 0 || !(await settings.wasAway())) throw error
      }
    }
  }

  const everything = [...settings.base, ...settings.updates]
  return {
    arch: settings.arch,
    installFromBase: async names => void (await dnf(settings.base, ['install', ...names])),
    install: async names => void (await dnf(everything, ['--refresh', 'install', ...names])),
    advisories: async () => parseAdvisories(await dnf(everything, ['--refresh', 'updateinfo', 'list'])),
    upgradeByAdvisory: async ids =>
      void (await dnf(everything, ['--refresh', 'upgrade', ...ids.map(id => `--advisory=${id}`)])),
    distroSync: async () => void (await dnf(everything, ['--refresh', 'distro-sync'])),
    installed: async () => {
      const format = '%{NAME}\\t%{EPOCHNUM}\\t%{VERSION}\\t%{RELEASE}\\t%{ARCH}\\n'
      const packages = parseInstalled(await run('rpm', ['--root', root, '-qa', '--queryformat', format]))
      if (packages.length === 0) throw new Error(`rpm knows of no package below ${root}`)
      return packages
    },
    fileText: path => readFile(join(root, path), 'utf8'),
  }
}

/** dnf and rpm want to be root, if only of a name space of their own. */
async function run(program: string, args: readonly string[]): Promise<string> {
  const isRoot = process.getuid?.() === 0
  const [file, ...rest] = isRoot ? [program, ...args] : ['unshare', '-r', program, ...args]
  const result = await execa(file, rest, { extendEnv: false, env: environment, timeout: 300_000, reject: false })
  if (result.failed) {
    const asked = args.filter(arg => !arg.startsWith('--')).join(' ')
    throw new Error(`${program} ${asked}: ${result.stderr.trim() || result.stdout.trim() || result.message}`)
  }
  return result.stdout
}

/** Reads `dnf updateinfo list`: one line per advisory and package. */
export function parseAdvisories(output: string): readonly ListedAdvisory[] {
  return output
    .split('\n')
    .map(line => line.trim().split(/\s+/))
    .flatMap(([id, severity, name, ...rest]) =>
      id && severity && name && rest.length === 0 && /-\d{4}-\d+$/.test(id) ? [{ id, severity, package: name }] : [],
    )
}

export function parseInstalled(output: string): readonly Nevra[] {
  return output
    .split('\n')
    .filter(line => line.includes('\t'))
    .map(line => {
      const [name = '', epoch = '', version = '', release = '', arch = ''] = line.split('\t')
      return { name, epoch: Number(epoch), version, release, arch }
    })
}
