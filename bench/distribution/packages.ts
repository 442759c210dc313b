// The packages of one source of the made-up distribution, with what a solver looks at: what they provide, require,
// conflict with and obsolete. Shaped like a real distribution: few libraries that all use, many packages that few do.

import { type Random, randomOf } from './random.ts'
import { CORE, type Distribution, lowestOf, perlModule, type Source, sourceAt } from './sources.ts'

export interface Entry {
  readonly name: string
  readonly flags?: 'EQ' | 'LT' | 'LE' | 'GT' | 'GE'
  readonly epoch?: number
  readonly version?: string
  readonly release?: string
  readonly pre?: true
}

export interface Package {
  readonly name: string
  readonly arch: 'x86_64' | 'i686' | 'noarch' | 'src'
  readonly source: Source
  readonly provides: Entry[]
  readonly requires: Entry[]
  readonly conflicts: Entry[]
  readonly obsoletes: Entry[]
  readonly recommends: Entry[]
  readonly suggests: Entry[]
  /** The files that primary.xml lists. */
  readonly files: string[]
  /** How many files filelists.xml lists beside. */
  readonly moreFiles: number
}

/** What was done to some sources after the distribution was made. */
export type Changes = ReadonlyMap<number, { readonly rebuilt: number; readonly bumped?: boolean }>

const UNCHANGED: Changes = new Map()

/** The binary packages that a source gives. */
export function packagesOf(d: Distribution, at: number, changes: Changes = UNCHANGED): Package[] {
  const source = sourceAt(d, at, changes.get(at))
  const random = randomOf(d.seed, at, 2)
  const packages = MAKERS[source.kind](d, source, random)
  for (const p of packages) addOrnaments(d, p, random)
  const last = packages.at(-1)
  if (last && source.kind !== 'core' && at > d.count * BROKEN_FROM && random.happens(BROKEN))
    last.requires.push(outOfReach(random))
  return packages
}

/** The source package itself: what it needs to be built. */
export function sourcePackageOf(d: Distribution, at: number, changes: Changes = UNCHANGED): Package {
  const source = sourceAt(d, at, changes.get(at))
  const random = randomOf(d.seed, at, 3)
  const p = newPackage(source, source.name, 'src')
  p.provides.length = 0
  p.requires.push({ name: source.kind === 'python' ? 'python3' : source.kind === 'perl' ? 'perl' : 'gcc' })
  p.requires.push({ name: 'make' }, ...plain(random.happens(0.5), { name: '/usr/bin/perl' }))
  for (let n = 1 + random.times(7); n > 0; n--) p.requires.push(buildRequirement(d, at, random))
  if (at > CORE.length && random.happens(0.13)) p.requires.push(eitherOf(d, at, random))
  if (at > CORE.length && random.happens(UNBUILDABLE)) p.requires.push(outOfReach(random))
  return p
}

/** Shares of sources with a requirement that nothing meets; who needs them comes on top, so they are among the last. */
const BROKEN = 0.055
const BROKEN_FROM = 0.92
const UNBUILDABLE = 0.0095

function outOfReach(random: Random): Entry {
  const library = `libgone${random.below(50)}.so.${random.below(9)}()(64bit)`
  return random.pick<Entry>([
    { name: library },
    { name: 'glibc', flags: 'GE', epoch: 9, version: '1' },
    { name: `(libgone-devel or ${library})` },
    { name: '(virtual(mta-light) with virtual(mta-full))' },
  ])
}

type Maker = (d: Distribution, source: Source, random: Random) => Package[]

const MAKERS: Readonly<Record<Source['kind'], Maker>> = {
  core: (_, source) => [corePackage(source)],
  library: libraryPackages,
  program: programPackages,
  python: pythonPackages,
  perl: perlPackages,
  data: dataPackages,
}

function corePackage(source: Source): Package {
  const p = newPackage(source, source.name, source.name === 'filesystem' ? 'noarch' : 'x86_64')
  const { at } = source
  if (at > 0) p.requires.push({ name: CORE[at - 1] ?? '' })
  const [provides = [], files = []] = CORE_OFFERS[source.name] ?? []
  p.provides.push(...provides)
  p.files.push(...files)
  // A circle, as in every distribution: the C library asks for the shell, which asks for it.
  if (source.name === 'glibc') p.requires.push({ name: '/bin/sh', pre: true })
  if (at > 1) p.requires.push({ name: 'libc.so.6()(64bit)' }, { name: 'libc.so.6(GLIBC_2.34)(64bit)' })
  return p
}

const CORE_OFFERS: Readonly<Record<string, readonly [Entry[], string[]]>> = {
  filesystem: [[{ name: 'filesystem(unmerged-sbin-symlinks)' }], ['/usr/bin', '/usr/sbin', '/etc']],
  glibc: [
    ['libc.so.6()(64bit)', 'libc.so.6(GLIBC_2.34)(64bit)', 'libm.so.6()(64bit)', 'rtld(GNU_HASH)', 'libc.so.6'].map(
      name => ({ name }),
    ),
    ['/usr/sbin/ldconfig', '/sbin/ldconfig'],
  ],
  bash: [
    [{ name: '/bin/sh' }, { name: '/bin/bash' }],
    ['/usr/bin/bash', '/usr/bin/sh'],
  ],
  coreutils: [[], ['/usr/bin/env', '/usr/bin/cat', '/usr/bin/ls']],
  perl: [[{ name: 'perl(:MODULE_COMPAT_5.38.0)' }, { name: 'perl(strict)' }], ['/usr/bin/perl']],
  python3: [[{ name: 'python(abi)', flags: 'EQ', epoch: 0, version: '3.12' }], ['/usr/bin/python3']],
  systemd: [[{ name: 'virtual(init)' }], ['/usr/bin/systemctl']],
}

function libraryPackages(d: Distribution, source: Source, random: Random): Package[] {
  const { word, name } = source
  const library = newPackage(source, name, 'x86_64')
  library.provides.push({ name: sonameOf(source) })
  if (random.happens(0.6)) library.provides.push({ name: symbolsOf(source) })
  needLibraries(d, library, random, 4)
  const devel = newPackage(source, `${name}-devel`, 'x86_64')
  devel.provides.push({ name: `pkgconfig(${word})`, flags: 'EQ', epoch: 0, version: source.version })
  devel.requires.push(exactly(library), { name: '/usr/bin/pkg-config' })
  devel.requires.pop()
  for (let n = random.times(1.5); n > 0; n--) {
    const other = earlier(d, source.at, random, 'library')
    if (other) devel.requires.push({ name: `pkgconfig(${other.word})` })
  }
  const found = [library, devel]
  if (random.happens(0.4)) {
    const tools = newPackage(source, `${word}-tools`, 'x86_64')
    tools.requires.push(exactly(library))
    tools.files.push(`/usr/bin/${word}`)
    needLibraries(d, tools, random, 5)
    found.push(tools)
  }
  if (random.happens(0.3)) found.push(newPackage(source, `${name}-doc`, 'noarch'))
  if (random.happens(0.03)) {
    const foreign = newPackage(source, name, 'i686')
    foreign.provides.push({ name: `${name}.so.${source.soname}` })
    foreign.requires.push({ name: 'libc.so.6' })
    found.push(foreign)
  }
  return found
}

function programPackages(d: Distribution, source: Source, random: Random): Package[] {
  const { word } = source
  const program = newPackage(source, word, 'x86_64')
  program.files.push(`/usr/bin/${word}`, ...(random.happens(0.3) ? [`/etc/${word}.conf`] : []))
  needLibraries(d, program, random, 8)
  for (let n = random.times(0.7); n > 0; n--) {
    const other = earlier(d, source.at, random, 'program')
    if (other) program.requires.push(random.happens(0.2) ? { name: `/usr/bin/${other.word}` } : atLeast(other, random))
  }
  const found = [program]
  if (random.happens(0.35)) {
    const data = newPackage(source, `${word}-data`, 'noarch')
    program.requires.push(exactly(data))
    // Half of them ask for each other.
    if (random.happens(0.5)) data.requires.push({ name: word })
    found.push(data)
  }
  for (let n = random.happens(0.3) ? 1 + random.times(1) : 0; n > 0; n--) {
    const plugin = newPackage(source, `${word}-plugin-${n}`, 'x86_64')
    plugin.requires.push(exactly(program))
    plugin.provides.push({ name: `${word}-plugin` })
    needLibraries(d, plugin, random, 5)
    found.push(plugin)
  }
  return found
}

function pythonPackages(d: Distribution, source: Source, random: Random): Package[] {
  const p = newPackage(source, `python3-${source.word}`, random.happens(0.8) ? 'noarch' : 'x86_64')
  p.provides.push({ name: `python3dist(${source.word})`, flags: 'EQ', epoch: 0, version: source.version })
  p.provides.push({ name: `python3.12dist(${source.word})`, flags: 'EQ', epoch: 0, version: source.version })
  p.requires.push({ name: 'python(abi)', flags: 'EQ', epoch: 0, version: '3.12' })
  for (let n = random.times(4); n > 0; n--) {
    const other = earlier(d, source.at, random, 'python')
    if (!other) continue
    const version = lowestOf(other.version)
    const name = `python3dist(${other.word})`
    const range = `(${name} >= ${version} with ${name} < ${Number(version) + 1}~~)`
    p.requires.push(random.happens(0.3) ? { name: range } : { name, flags: 'GE', epoch: 0, version })
  }
  if (p.arch === 'x86_64') needLibraries(d, p, random, 2)
  return random.happens(0.1) ? [p, newPackage(source, `python3-${source.word}-doc`, 'noarch')] : [p]
}

function perlPackages(d: Distribution, source: Source, random: Random): Package[] {
  const p = newPackage(source, source.name, random.happens(0.8) ? 'noarch' : 'x86_64')
  p.provides.push({ name: `perl(${perlModule(source.word)})`, flags: 'EQ', epoch: 0, version: source.version })
  p.requires.push({ name: 'perl(:MODULE_COMPAT_5.38.0)' }, { name: 'perl(strict)' })
  if (random.happens(0.2)) p.requires.push({ name: '/usr/bin/perl' })
  for (let n = random.times(4); n > 0; n--) {
    const other = earlier(d, source.at, random, 'perl')
    if (other) p.requires.push({ name: `perl(${perlModule(other.word)})` })
  }
  return [p]
}

function dataPackages(_: Distribution, source: Source, random: Random): Package[] {
  const common = newPackage(source, `${source.name}-common`, 'noarch')
  return [common, ...Array.from({ length: random.times(0.5) }, (_, n) => styleOf(common, n))]
}

function styleOf(common: Package, n: number): Package {
  const style = newPackage(common.source, `${common.source.name}-style${n}`, 'noarch')
  style.requires.push(exactly(common))
  style.provides.push({ name: 'virtual(fonts)' })
  return style
}

/** What packages of every kind may have: scripts, weak dependencies, old names, what they do not go with. */
function addOrnaments(d: Distribution, p: Package, random: Random): void {
  const { at, word, version } = p.source
  if (at < CORE.length) return
  if (random.happens(0.2)) p.requires.push({ name: '/bin/sh', pre: true })
  if (random.happens(0.1) && p.arch === 'x86_64') p.requires.push({ name: '/sbin/ldconfig', pre: true })
  if (random.happens(0.1)) p.requires.push(eitherOf(d, at, random))
  if (random.happens(0.03)) p.requires.push(onlyIf(d, p, random))
  if (random.happens(0.12))
    p.obsoletes.push({ name: `old-${word}`, flags: 'LT', epoch: 0, version: `${lowestOf(version)}.1` })
  for (let n = random.times(0.25); n > 0; n--) {
    const other = earlier(d, at, random, 'program')
    if (other) p.conflicts.push({ name: other.word, flags: 'LT', epoch: other.epoch, version: lowestOf(other.version) })
  }
  // Two that nobody can have at once.
  const rival = sourceAt(d, at - 1 - random.below(CORE.length))
  if (random.happens(0.05) && isUnneeded(p) && rival.kind === 'program') p.conflicts.push({ name: rival.word })
  for (let n = random.times(0.6); n > 0; n--)
    p.recommends.push({ name: earlier(d, at, random, 'program')?.word ?? word })
  for (let n = random.times(0.3); n > 0; n--) p.suggests.push({ name: earlier(d, at, random, 'program')?.word ?? word })
  addRole(p, random)
}

/**
 * Whether no other package asks for it by name: what stands against others stands here, for one such package that many
 * need would take a good part of the distribution with it.
 */
function isUnneeded({ name }: Package): boolean {
  return /-(tools|doc|plugin-\d+|style\d+)$/.test(name)
}

/** Of each role some packages can play it, and those of the first ones exclude each other. */
const EXCLUSIVE_ROLES = ['mta-light', 'mta-full', 'display-manager']
const SHARED_ROLES = ['webserver', 'java-headless', 'editor', 'dictionary', 'httpd']
const ROLES = [...EXCLUSIVE_ROLES, ...SHARED_ROLES]

function addRole(p: Package, random: Random): void {
  const exclusive = isUnneeded(p) && random.happens(0.006) ? random.pick(EXCLUSIVE_ROLES) : undefined
  if (exclusive) {
    p.provides.push({ name: `virtual(${exclusive})` })
    p.conflicts.push({ name: `virtual(${exclusive})` })
  }
  if (p.source.kind !== 'program' || p.name !== p.source.word) return
  // The first programs play these roles, so that somebody does in a small distribution too.
  const first = p.source.at < 60 ? SHARED_ROLES[p.source.at % SHARED_ROLES.length] : undefined
  const role = first ?? (random.happens(0.006) ? random.pick(SHARED_ROLES) : undefined)
  if (role) p.provides.push({ name: `virtual(${role})` })
}

function buildRequirement(d: Distribution, at: number, random: Random): Entry {
  const kind = random.pick(['library', 'library', 'library', 'program', 'python', 'perl'] as const)
  const other = earlier(d, at, random, kind)
  if (!other) return { name: 'coreutils' }
  switch (kind) {
    case 'library':
      return { name: random.happens(0.5) ? `pkgconfig(${other.word})` : `${other.name}-devel` }
    case 'python':
      return { name: `python3dist(${other.word})` }
    case 'perl':
      return { name: `perl(${perlModule(other.word)})` }
    case 'program':
      return atLeast(other, random)
  }
}

function eitherOf(d: Distribution, at: number, random: Random): Entry {
  const one = earlier(d, at, random, 'program')?.word ?? 'coreutils'
  const other = random.happens(0.3)
    ? `virtual(${random.pick(ROLES)})`
    : (earlier(d, at, random, 'program')?.word ?? 'bash')
  return { name: `(${one} or ${other})` }
}

function onlyIf(d: Distribution, p: Package, random: Random): Entry {
  const { at } = p.source
  const needed = earlier(d, at, random, 'program')?.word ?? 'bash'
  const reason = earlier(d, at, random, 'program')?.word ?? 'coreutils'
  const form = random.unit()
  if (form < 0.6) return { name: `(${needed} if ${reason})` }
  if (form < 0.75) return { name: `(${needed} if ${reason} else coreutils)` }
  if (form < 0.85) return { name: `(${needed} and ${reason})` }
  if (form < 0.95 && isUnneeded(p)) return { name: `(bash unless ${needed})` }
  return { name: `(${needed} without virtual(display-manager))` }
}

/** The soname of a library that others were linked against, as it was when they were. */
function needLibraries(d: Distribution, p: Package, random: Random, mean: number): void {
  p.requires.push({ name: 'libc.so.6()(64bit)' }, { name: 'libc.so.6(GLIBC_2.34)(64bit)' })
  if (p.arch === 'x86_64' && random.happens(0.8)) p.requires.push({ name: 'rtld(GNU_HASH)' })
  const needed = new Set<string>()
  for (let n = random.times(mean); n > 0; n--) {
    const other = earlier(d, p.source.at, random, 'library')
    if (other) needed.add(sonameOf(other))
  }
  for (const name of needed) p.requires.push({ name })
}

/** A source of a kind that was there before: most often one of the lowest numbers, as most depend on the same few. */
function earlier(d: Distribution, at: number, random: Random, kind: Source['kind']): Source | undefined {
  const first = Math.floor(at * random.unit() ** 2.5)
  for (let other = first; other >= CORE.length && other > first - 40; other--) {
    const source = sourceAt(d, other)
    if (source.kind === kind && other < at) return source
  }
  return undefined
}

function sonameOf({ name, soname }: Source): string {
  return `${name}.so.${soname}()(64bit)`
}

function symbolsOf({ name, soname, word }: Source): string {
  return `${name}.so.${soname}(${word.toUpperCase()}_1.0)(64bit)`
}

function exactly({ name, arch, source }: Package): Entry {
  const { epoch, version, release } = source
  return { name: arch === 'noarch' ? name : `${name}(x86-64)`, flags: 'EQ', epoch, version, release }
}

function atLeast({ word, epoch, version }: Source, random: Random): Entry {
  return random.happens(0.4) ? { name: word, flags: 'GE', epoch, version: lowestOf(version) } : { name: word }
}

function newPackage(source: Source, name: string, arch: Package['arch']): Package {
  const { epoch, version, release } = source
  const itself = { flags: 'EQ', epoch, version, release } as const
  const provides: Entry[] = [{ name, ...itself }]
  if (arch === 'x86_64') provides.push({ name: `${name}(x86-64)`, ...itself })
  if (arch === 'i686') provides.push({ name: `${name}(x86-32)`, ...itself })
  const random = randomOf(source.at, name.length, 4)
  return {
    name,
    arch,
    source,
    provides,
    requires: [],
    conflicts: [],
    obsoletes: [],
    recommends: [],
    suggests: [],
    files: [],
    // Few have many: the mean of Debian is 116.
    moreFiles: Math.floor(Math.exp(2.6 + 3.6 * random.unit() + 2 * random.unit() ** 6)),
  }
}

function plain<T>(is: boolean, value: T): T[] {
  return is ? [value] : []
}
