// Small repositories made by chance, in which everything a solver knows meets everything else: nested rich dependencies,
// conflicts, obsoletes, files, wishes, several versions and architectures of one name, packages at odds with themselves.

import { type Random, randomOf } from '../../bench/distribution/random.ts'
import { formatNevra, type Nevra } from '../../src/rpm/nevra.ts'
import type { PlainPackage } from '../kit/repodata.ts'

export interface SmallRepository {
  readonly seed: number
  readonly packages: readonly PlainPackage[]
  /** Packages of a later update: of the same names or new ones, none of them the same. */
  readonly update: readonly PlainPackage[]
  readonly arch: string
}

export function smallRepository(seed: number): SmallRepository {
  const random = randomOf(seed, 77)
  // Dice of their own: what else a seed gives does not change with them.
  const wishes = randomOf(seed, 78)
  const arch = random.happens(0.85) ? 'x86_64' : 'aarch64'
  const known = new Set<string>()
  const packages = some({ random, wishes }, 2 + random.below(11), arch, known, VERSIONS)
  const update = some({ random, wishes }, 1 + random.below(4), arch, known, LATER_VERSIONS)
  return { seed, packages, update, arch }
}

interface Dice {
  readonly random: Random
  readonly wishes: Random
}

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
const VIRTUALS = ['v', 'w', 'libx.so.1()(64bit)']
const FILES = ['/usr/bin/x', '/usr/bin/y', '/etc/z']
const VERSIONS = ['1-1', '1-2', '2-1', '1:1-1', '1~rc1-1', '1^git-1', '1.0-1']
const LATER_VERSIONS = ['2-9', '3-1', '1:1-9', '1-9', '2:1-1']
/** As requirements write them: also without release. */
const BOUNDS = [...VERSIONS, '1', '2', '1:1', '3', '1~', '1^']
const RELATIONS = ['=', '<', '<=', '>', '>=']

function some(
  dice: Dice,
  count: number,
  machine: string,
  known: Set<string>,
  versions: readonly string[],
): PlainPackage[] {
  const found: PlainPackage[] = []
  for (let n = 0; n < count; n++) {
    const p = onePackage(dice, machine, versions)
    const nevra = formatNevra(p.nevra)
    if (known.has(nevra)) continue
    known.add(nevra)
    found.push(p)
  }
  return found
}

function onePackage({ random, wishes }: Dice, machine: string, versions: readonly string[]): PlainPackage {
  const nevra = { name: random.pick(NAMES), ...evrOf(random.pick(versions)), arch: archOf(random, machine) }
  if (nevra.arch === 'src') return { nevra, requires: list(random, 2, dependency) }
  return {
    nevra,
    provides: [itself(nevra), ...list(random, 0.7, offered)],
    requires: [...list(random, 1.2, dependency), ...list(random, 0.1, () => 'rpmlib(PayloadIsZstd) <= 5.4.18-1')],
    conflicts: list(random, 0.35, dependency),
    obsoletes: list(random, 0.3, plain),
    files: list(random, 0.3, () => random.pick(FILES)),
    // Nobody installs for these; but they decide which architectures are compared.
    recommends: list(wishes, 0.15, dependency),
    suggests: list(wishes, 0.08, dependency),
    supplements: list(wishes, 0.1, dependency),
    enhances: list(wishes, 0.05, dependency),
  }
}

function archOf(random: Random, machine: string): string {
  const chance = random.unit()
  if (chance < 0.12) return machine === 'x86_64' ? 'i686' : 'x86_64'
  if (chance < 0.3) return 'noarch'
  if (chance < 0.36) return machine === 'x86_64' ? 'aarch64' : 'armv7hl'
  return chance < 0.46 ? 'src' : machine
}

function evrOf(written: string): Pick<Nevra, 'epoch' | 'version' | 'release'> {
  const [, epoch = '0', version = '', release = ''] = /^(?:(\d+):)?([^-]+)-(.+)$/.exec(written) ?? []
  return { epoch: Number(epoch), version, release }
}

function itself({ name, epoch, version, release }: Nevra): string {
  return `${name} = ${epoch}:${version}-${release}`
}

function list<T>(random: Random, mean: number, make: (random: Random) => T): T[] {
  return Array.from({ length: random.times(mean) }, () => make(random))
}

function offered(random: Random): string {
  const name = random.pick([...VIRTUALS, ...NAMES])
  return random.happens(0.4) ? `${name} = ${random.pick(BOUNDS)}` : name
}

function dependency(random: Random): string {
  return random.happens(0.4) ? rich(random, 3) : plain(random)
}

function plain(random: Random): string {
  const name = random.pick([...NAMES, ...NAMES, ...VIRTUALS, ...FILES, 'nowhere'])
  if (name.startsWith('/') || random.happens(0.55)) return name
  return `${name} ${random.pick(RELATIONS)} ${random.pick(BOUNDS)}`
}

/** Every operator, inside of every other, as rpm allows it: `with` and `without` only over what one package can be. */
function rich(random: Random, depth: number): string {
  const operator = random.pick(['and', 'or', 'or', 'if', 'if', 'unless', 'with', 'without'])
  if (operator === 'with' || operator === 'without') return ofOne(random, depth)
  const part = () => (depth > 1 && random.happens(0.35) ? rich(random, depth - 1) : plain(random))
  if (operator === 'if' || operator === 'unless') {
    const otherwise = random.happens(0.4) ? ` else ${part()}` : ''
    return `(${part()} ${operator} ${part()}${otherwise})`
  }
  const parts = Array.from({ length: 2 + random.below(2) }, part)
  return `(${parts.join(` ${operator} `)})`
}

function ofOne(random: Random, depth: number): string {
  const part = () => {
    if (depth > 1 && random.happens(0.25)) return ofOne(random, depth - 1)
    return random.happens(0.2) ? `(${plain(random)} or ${plain(random)})` : plain(random)
  }
  if (random.happens(0.6)) return `(${Array.from({ length: 2 + random.below(2) }, part).join(' with ')})`
  return `(${part()} without ${part()})`
}
