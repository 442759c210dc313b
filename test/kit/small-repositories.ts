// Random repositories of a few packages, as plain objects, as primary.xml, and judged by trying every set of packages:
// what the solver must agree with. The rules are written down here a second time, on purpose.

import fc from 'fast-check'
import { finishPackages, newPackages } from '../../src/rpm/pool/packages.ts'
import { openPool, type Pool } from '../../src/rpm/pool/pool.ts'
import { readPrimaryBytes } from '../../src/rpm/pool/primary-bytes.ts'
import { newVocabulary } from '../../src/rpm/pool/vocabulary.ts'

export interface SmallPackage {
  readonly name: string
  readonly version: number
  readonly arch: 'x86_64' | 'noarch' | 'i686' | 'src'
  readonly provides: readonly string[]
  readonly requires: readonly string[]
  readonly conflicts: readonly string[]
  readonly obsoletes: readonly string[]
  readonly files: readonly string[]
  /** Of its file, as metadata tell it; all are alike where it is not said. */
  readonly sha256?: string
}

/** What a package is that says nothing but its name. */
export const barePackage = {
  version: 1,
  arch: 'x86_64',
  provides: [],
  requires: [],
  conflicts: [],
  obsoletes: [],
  files: [],
} as const

/** For readers of repositories that are plain XML. */
export const noPrograms = {
  programs: {
    pipe(): never {
      throw new Error('nothing here is compressed')
    },
  },
}

const NAMES = ['a', 'b', 'c', 'd']
const name = fc.constantFrom(...NAMES)
const capability = fc.constantFrom(...NAMES, 'v', 'w')
const version = fc.integer({ min: 1, max: 3 })
const versioned = (names: fc.Arbitrary<string>) =>
  fc.oneof(
    { weight: 2, arbitrary: names },
    {
      weight: 1,
      arbitrary: fc.tuple(names, fc.constantFrom('=', '<', '>', '<=', '>='), version).map(words => words.join(' ')),
    },
  )
const plain = versioned(capability)
const { rich } = fc.letrec<{ rich: string; part: string; single: string }>(tie => ({
  part: fc.oneof({ weight: 4, arbitrary: plain }, { weight: 1, arbitrary: tie('rich') }),
  single: plain,
  rich: fc.oneof(
    { maxDepth: 2 },
    fc.tuple(tie('part'), fc.constantFrom('and', 'or', 'if', 'unless'), tie('part')).map(w => `(${w.join(' ')})`),
    fc.tuple(tie('single'), fc.constantFrom('with', 'without'), tie('single')).map(w => `(${w.join(' ')})`),
    fc
      .tuple(tie('part'), fc.constantFrom('if', 'unless'), tie('part'), tie('part'))
      .map(([a, op, b, c]) => `(${a} ${op} ${b} else ${c})`),
  ),
}))
const FILE = '/usr/bin/tool'
const requirement = fc.oneof(
  { weight: 6, arbitrary: plain },
  { weight: 3, arbitrary: rich },
  { weight: 1, arbitrary: fc.constant(FILE) },
)

const smallPackage: fc.Arbitrary<SmallPackage> = fc.record({
  name,
  version,
  arch: fc.constantFrom('x86_64', 'x86_64', 'x86_64', 'noarch', 'src'),
  provides: fc.array(versioned(fc.constantFrom('v', 'w', ...NAMES)), { maxLength: 2 }),
  requires: fc.array(requirement, { maxLength: 3 }),
  conflicts: fc.array(fc.oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: rich }), { maxLength: 1 }),
  obsoletes: fc.array(versioned(name), { maxLength: 1 }),
  files: fc.constantFrom([], [], [FILE]),
})

export const smallRepository = fc.uniqueArray(smallPackage, {
  minLength: 1,
  maxLength: 8,
  selector: p => `${p.name} ${p.version} ${p.arch}`,
})

export function nevraOfSmall(p: SmallPackage): string {
  return `${p.name}-${p.version}-1.${p.arch}`
}

export function poolOf(packages: readonly SmallPackage[]): Pool {
  const vocabulary = newVocabulary()
  const builder = newPackages()
  const reader = readPrimaryBytes(vocabulary, builder, 0)
  reader.write(Buffer.from(primaryOf(packages)))
  reader.end()
  return openPool(vocabulary, finishPackages(builder), 'x86_64')
}

/** As createrepo_c would write it. */
export function primaryOf(packages: readonly SmallPackage[]): string {
  const body = packages.map(p => {
    const list = (tag: string, entries: readonly string[]) =>
      `<rpm:${tag}>${entries.map(e => `<rpm:entry ${entryOf(e)}/>`).join('')}</rpm:${tag}>`
    return `<package type="rpm"><name>${p.name}</name><arch>${p.arch}</arch><version epoch="0" ver="${p.version}" rel="1"/>
<checksum type="sha256">${p.sha256 ?? '00'}</checksum><location href="${nevraOfSmall(p)}.rpm"/><format>
${list('provides', p.provides)}${list('requires', p.requires)}${list('conflicts', p.conflicts)}
${list('obsoletes', p.obsoletes)}${p.files.map(f => `<file>${f}</file>`).join('')}</format></package>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<metadata xmlns:rpm="http://linux.duke.edu/metadata/rpm" packages="${packages.length}">${body.join('\n')}</metadata>`
}

const FLAGS: Readonly<Record<string, string>> = { '=': 'EQ', '<': 'LT', '>': 'GT', '<=': 'LE', '>=': 'GE' }

function entryOf(written: string): string {
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const words = written.split(' ')
  if (written.startsWith('(') || words.length === 1) return `name="${escaped(written)}"`
  return `name="${words[0]}" flags="${FLAGS[words[1] ?? '']}" epoch="0" ver="${words[2]}"`
}

/** NEVRAs that no set of packages lets in, sorted: every set is tried. Packages of foreign architectures are not known here. */
export function uninstallableByTrial(packages: readonly SmallPackage[]): string[] {
  const binaries = packages.filter(p => p.arch !== 'src')
  const sets = Array.from({ length: 2 ** binaries.length }, (_, bits) => binaries.filter((_, at) => (bits >> at) & 1))
  const sound = sets.filter(set => set.every(p => standsIn(p, set, binaries)))
  return packages
    .filter(p => !sound.some(set => (p.arch === 'src' ? p.requires.every(r => holds(r, set)) : set.includes(p))))
    .map(nevraOfSmall)
    .sort()
}

function standsIn(p: SmallPackage, set: readonly SmallPackage[], all: readonly SmallPackage[]): boolean {
  const others = set.filter(other => other !== p)
  if (others.some(other => other.name === p.name)) return false
  if (p.obsoletes.some(o => others.some(other => ownRangeHolds(other, o)))) return false
  return p.requires.every(r => holds(r, set)) && !p.conflicts.some(c => harms(c, p, set, all))
}

/** A conflict that the package brings about alone, needing not even the absence of another, does not count. */
function harms(conflict: string, p: SmallPackage, set: readonly SmallPackage[], all: readonly SmallPackage[]): boolean {
  const reasons = reasonsFor(read(conflict), { set, all }, true)
  return reasons.some(reason => !(reason.length === 1 && reason[0] === p))
}

type Expression = string | readonly [Expression, string, Expression, Expression?]

function read(written: string): Expression {
  if (!written.startsWith('(')) return written
  const parts: string[] = []
  let depth = 0
  let word = ''
  for (const c of written.slice(1, -1)) {
    if (c === '(') depth++
    if (c === ')') depth--
    if (c === ' ' && depth === 0) {
      parts.push(word)
      word = ''
    } else word += c
  }
  parts.push(word)
  const operands: string[] = []
  const operators: string[] = []
  for (const part of parts) {
    if (/^(and|or|if|unless|else|with|without)$/.test(part)) {
      operators.push(part)
      operands.push('')
    } else operands[operators.length] = `${operands[operators.length] ?? ''} ${part}`.trim()
  }
  const [a = '', b = '', c] = operands
  return c === undefined ? [read(a), operators[0] ?? '', read(b)] : [read(a), operators[0] ?? '', read(b), read(c)]
}

function holds(written: string, set: readonly SmallPackage[]): boolean {
  return isMet(read(written), set)
}

function isMet(e: Expression, set: readonly SmallPackage[]): boolean {
  if (typeof e === 'string') return set.some(p => meets(p, e))
  const [a, operator, b, c] = e
  switch (operator) {
    case 'and':
      return isMet(a, set) && isMet(b, set)
    case 'or':
      return isMet(a, set) || isMet(b, set)
    case 'if':
      return isMet(b, set) ? isMet(a, set) : c === undefined || isMet(c, set)
    case 'unless':
      return isMet(b, set) ? c !== undefined && isMet(c, set) : isMet(a, set)
    case 'with':
      return set.some(p => meets(p, a as string) && meets(p, b as string))
    default:
      return set.some(p => meets(p, a as string) && !meets(p, b as string))
  }
}

type Reason = readonly (SmallPackage | 'an absence')[]

/** Why an expression holds (or, unwanted, does not) in a set: each way in which its packages bring it about. */
function reasonsFor(
  e: Expression,
  among: { set: readonly SmallPackage[]; all: readonly SmallPackage[] },
  wanted: boolean,
): readonly Reason[] {
  if (typeof e === 'string' || e[1] === 'with' || e[1] === 'without') {
    if (wanted) return among.set.filter(p => isMet(e, [p])).map(p => [p])
    if (isMet(e, among.set)) return []
    return [among.all.some(p => isMet(e, [p])) ? ['an absence'] : []]
  }
  const both = (x: readonly Reason[], y: readonly Reason[]) =>
    x.flatMap(first => y.map(second => [...new Set([...first, ...second])]))
  // What holds whatever the set needs no other reason, as in libsolv: beside it the others are none.
  const isAlways = (reasons: readonly Reason[]) => reasons.some(reason => reason.length === 0)
  const either = (x: readonly Reason[], y: readonly Reason[]) => (isAlways(x) || isAlways(y) ? [[]] : [...x, ...y])
  const [a, operator, b, c] = e
  const isEither = (operator === 'or' || operator === 'if') === wanted
  const [inner, outer] = isEither ? [either, both] : [both, either]
  if (operator === 'and' || operator === 'or') return inner(reasonsFor(a, among, wanted), reasonsFor(b, among, wanted))
  const first = inner(reasonsFor(a, among, wanted), reasonsFor(b, among, !wanted))
  if (c === undefined) return first
  return outer(first, inner(reasonsFor(c, among, wanted), reasonsFor(b, among, wanted)))
}

function meets(p: SmallPackage, written: string): boolean {
  const [asked = '', sign, bound] = written.split(' ')
  return [`${p.name} = ${p.version}`, ...p.provides, ...p.files].some(provided => {
    const [given, givenSign, givenBound] = provided.split(' ')
    if (given !== asked) return false
    if (!sign || !givenSign) return true
    // Versions are whole numbers, but a range is one of all versions: halves stand for what lies between.
    return [0.5, 1, 1.5, 2, 2.5, 3, 3.5].some(
      v => inRange(v, sign, Number(bound)) && inRange(v, givenSign, Number(givenBound)),
    )
  })
}

function ownRangeHolds(p: SmallPackage, written: string): boolean {
  const [asked, sign, bound] = written.split(' ')
  return p.name === asked && (!sign || inRange(p.version, sign, Number(bound)))
}

function inRange(version: number, sign: string, bound: number): boolean {
  if (sign === '=') return version === bound
  if (sign === '<') return version < bound
  if (sign === '>') return version > bound
  return sign === '<=' ? version <= bound : version >= bound
}
