// The words of a pool and of everything laid over it: strings, versions, dependencies. It only ever grows, so an id means
// the same in a base and in its overlays; what an overlay added stays until the base is read anew, a few KB an overlay.

import { parseRich, type RichParsed } from './rich.ts'
import { internText, newStrings, type Strings, startsWith, textOf, viewOf } from './strings.ts'
import { internTriple, newTriples, type Triples } from './triples.ts'
import { formatVersion, internVersion, NO_VERSION } from './versions.ts'

/** A dependency's relation: none, or a union of these three, or RICH where the name is a whole expression. */
export const GREATER = 1
export const EQUAL = 2
export const LESS = 4
export const RICH = 8

export interface Vocabulary {
  readonly strings: Strings
  /** Triples of epoch, version, release. */
  readonly versions: Triples
  /** Triples of name, relation, version: the distinct dependencies. */
  readonly dependencies: Triples
  /** What a rich dependency says, by its id. */
  readonly rich: Map<number, RichParsed>
}

export function newVocabulary(): Vocabulary {
  return { strings: newStrings(), versions: newTriples(), dependencies: newTriples(), rich: new Map() }
}

const OPENING = 0x28

/** A dependency without a version: a name, a path, or, in parentheses, a rich expression. */
export function internName(vocabulary: Vocabulary, name: number): number {
  const { strings, dependencies } = vocabulary
  const from = strings.starts[name] as number
  const isRich = strings.bytes[from] === OPENING && (strings.starts[name + 1] as number) > from
  const dependency = internTriple(dependencies, name, isRich ? RICH : 0, NO_VERSION)
  if (isRich && !vocabulary.rich.has(dependency)) learnRich(vocabulary, dependency, name)
  return dependency
}

export function internDependency(v: Vocabulary, name: number, relation: number, version: number): number {
  return relation === 0 ? internName(v, name) : internTriple(v.dependencies, name, relation, version)
}

/** Rich expressions are read once each; their operands become dependencies of the table too. */
function learnRich(vocabulary: Vocabulary, dependency: number, name: number): void {
  const capability = (words: { name: string; relation: number; version: string }) => {
    const id = internText(vocabulary.strings, words.name)
    if (words.relation === 0) return internTriple(vocabulary.dependencies, id, 0, NO_VERSION)
    return internTriple(vocabulary.dependencies, id, words.relation, versionOfText(vocabulary, words.version))
  }
  vocabulary.rich.set(dependency, parseRich(textOf(vocabulary.strings, name), capability))
}

/** Fills `rich` from the dependencies there are. */
export function parseRichAgain(vocabulary: Vocabulary): void {
  const { first, second, count } = vocabulary.dependencies
  for (let d = 0; d < count; d++) if (second[d] === RICH) learnRich(vocabulary, d, first[d] as number)
}

function versionOfText(vocabulary: Vocabulary, written: string): number {
  const bytes = viewOf(Buffer.from(written))
  return internVersion(vocabulary.strings, vocabulary.versions, bytes, 0, bytes.byteLength)
}

/** A version of its parts: bytes of epoch read before, version and release as they stand. */
export function internParts(v: Vocabulary, epoch: number, version: number, release: number): number {
  return internTriple(v.versions, epoch, version, release)
}

const SIGNS: Readonly<Record<number, string>> = {
  [GREATER]: '>',
  [EQUAL]: '=',
  [LESS]: '<',
  [GREATER | EQUAL]: '>=',
  [LESS | EQUAL]: '<=',
}

/** `name`, `name >= epoch:version-release`, or the rich expression as written. */
export function formatDependency(v: Vocabulary, id: number): string {
  const name = textOf(v.strings, v.dependencies.first[id] as number)
  const sign = SIGNS[v.dependencies.second[id] as number]
  return sign ? `${name} ${sign} ${formatVersion(v.strings, v.versions, v.dependencies.third[id] as number)}` : name
}

const RPMLIB = Buffer.from('rpmlib(')

/** `rpmlib(...)` is asked of rpm itself, not of any package. */
export function asksRpm({ strings }: Vocabulary, name: number): boolean {
  return startsWith(strings, name, RPMLIB)
}

const SRC = Buffer.from('src')
const NOSRC = Buffer.from('nosrc')

/** Whether an architecture is that of source packages: they provide nothing and nothing conflicts with them. */
export function isSource({ strings }: Vocabulary, arch: number): boolean {
  const length = (strings.starts[arch + 1] as number) - (strings.starts[arch] as number)
  return (length === 3 && startsWith(strings, arch, SRC)) || (length === 5 && startsWith(strings, arch, NOSRC))
}
