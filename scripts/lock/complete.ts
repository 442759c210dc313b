// Finds optional packages that a lock names but does not list, and lists them: exact version, platform, no address and
// no hash, because nobody fetches them here. Pure.

export interface LockedPackage {
  readonly version?: string
  readonly dev?: boolean
  readonly optional?: boolean
  readonly os?: readonly string[]
  readonly cpu?: readonly string[]
  readonly libc?: readonly string[]
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

export interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>
}

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64']

export function completeLock(lock: Lock): { readonly completed: Lock; readonly added: readonly string[] } {
  const entries = new Map(Object.entries(lock.packages))
  const added: string[] = []
  for (const [path, parent] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      const place = `node_modules/${name}`
      if (entries.has(place) || entries.has(`${path}/${place}`)) continue
      const platform = platformOf(name)
      // Only packages of one platform and one version are safe to list unseen.
      if (!platform || !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version)) continue
      entries.set(place, { version, ...platform, ...(parent.dev ? { dev: true } : {}), optional: true })
      added.push(name)
    }
  }
  const sorted = [...entries].sort(([a], [b]) => a.localeCompare(b, 'en'))
  return { completed: { ...lock, packages: Object.fromEntries(sorted) }, added }
}

/** `@oxc-parser/binding-linux-arm-gnueabihf` is for linux on arm with glibc. */
export function platformOf(name: string): Pick<LockedPackage, 'cpu' | 'libc' | 'os'> | undefined {
  const words = (name.split('/').at(-1) ?? '').split('-')
  const os = words.find(word => SYSTEMS.includes(word))
  const cpu = words.find(word => PROCESSORS.includes(word))
  if (!os || !cpu) return undefined
  const libc = words.some(word => word.startsWith('musl'))
    ? 'musl'
    : words.some(word => word.startsWith('gnu'))
      ? 'glibc'
      : undefined
  return { cpu: [cpu], os: [os], ...(libc && os === 'linux' ? { libc: [libc] } : {}) }
}
