// The source packages of a made-up distribution: what each is called, its kind and its versions. Each is a function of
// the seed and its number alone. Low numbers are what everything else is built on.

import { randomOf } from './random.ts'

export type Kind = 'core' | 'library' | 'program' | 'python' | 'perl' | 'data'

export interface Source {
  readonly at: number
  readonly kind: Kind
  /** The word that all names of it are made from. */
  readonly word: string
  readonly name: string
  readonly epoch: number
  readonly version: string
  readonly release: string
  /** Of a library: the number in its soname. */
  readonly soname: number
}

export interface Distribution {
  readonly seed: number
  /** Source packages. */
  readonly count: number
  /** Those that were asked for, by number: most are, many times. */
  readonly known: Source[]
}

/** Source and binary packages at scale 1, as Debian 12 has them. */
const SOURCES = 34_289

export function distributionOf({ seed, scale }: { seed: number; scale: number }): Distribution {
  return { seed, count: Math.max(200, Math.round(SOURCES * scale)), known: [] }
}

/** What every system begins with, in the order in which it is built. */
export const CORE = ['filesystem', 'glibc', 'bash', 'coreutils', 'perl', 'python3', 'gcc', 'make', 'systemd'] as const

const DIST = 'oe2603'

interface SourceChange {
  /** How often it was built again: raises the release. */
  readonly rebuilt: number
  /** Whether its soname was raised. */
  readonly bumped?: boolean
}

export function sourceAt(d: Distribution, at: number, change?: SourceChange): Source {
  d.known[at] ??= makeSource(d, at)
  const source = d.known[at]
  if (!change) return source
  const { rebuilt, bumped } = change
  const release = `${Number.parseInt(source.release, 10) + rebuilt}.${DIST}`
  return { ...source, release, soname: source.soname + (bumped ? 1 : 0) }
}

function makeSource(d: Distribution, at: number): Source {
  const core = CORE[at]
  const random = randomOf(d.seed, at, 1)
  const kind = core ? 'core' : kindOf(random.unit())
  const word = core ?? wordOf(d, at)
  const epoch = random.happens(0.04) ? 1 + random.below(3) : 0
  const version = versionOf(random)
  const release = `${1 + random.below(40)}.${DIST}`
  return { at, kind, word, name: nameOf(kind, word), epoch, version, release, soname: random.below(12) }
}

function kindOf(share: number): Kind {
  if (share < 0.31) return 'library'
  if (share < 0.64) return 'program'
  if (share < 0.79) return 'python'
  return share < 0.94 ? 'perl' : 'data'
}

function nameOf(kind: Kind, word: string): string {
  switch (kind) {
    case 'library':
      return `lib${word}`
    case 'python':
      return `python-${word}`
    case 'perl':
      return `perl-${perlModule(word).replaceAll('::', '-')}`
    case 'data':
      return `${word}-fonts`
    default:
      return word
  }
}

export function perlModule(word: string): string {
  const [first = '', second = ''] = [word.slice(0, 4), word.slice(4)]
  return `${capital(first)}::${capital(second)}`
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}

const HEADS = 'b c d f g h j k l m n p qu r s t v w x z br ch dr fl gr kl'.split(' ')
const TAILS = 'a e i o u al en ir or um an es os ol ux ay'.split(' ')
const SYLLABLES = HEADS.flatMap(head => TAILS.map(tail => head + tail)).slice(0, 256)

/** Three syllables of 256. Steps of the golden ratio stay apart: below a million sources no word comes twice. */
function wordOf({ seed }: Distribution, at: number): string {
  const place = (Math.imul(at + 1, 0x9e3779b1) + Math.imul(seed, 0x85ebca6b)) >>> 8
  const syllable = (shift: number) => SYLLABLES[(place >>> shift) & 255] ?? ''
  return syllable(0) + syllable(8) + syllable(16)
}

function versionOf(random: ReturnType<typeof randomOf>): string {
  const numbers = [random.below(6), random.below(30), random.below(12)].slice(0, 2 + random.below(2)).join('.')
  const kind = random.unit()
  if (kind < 0.02) return `${numbers}~rc${1 + random.below(4)}`
  if (kind < 0.05)
    return `${numbers}^2025${10 + random.below(3)}${10 + random.below(18)}git${random.below(0xfffff).toString(16)}`
  return kind < 0.07 ? `2025${10 + random.below(3)}${10 + random.below(18)}` : numbers
}

/** A version that every form of a version with the same beginning reaches. */
export function lowestOf(version: string): string {
  return /^\d+/.exec(version)?.[0] ?? '0'
}
