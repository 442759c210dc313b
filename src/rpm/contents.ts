// What an RPM brings, read from its header: identity, dependencies, files, scriptlets, changelog. Pure.

import type { Capability, Relation } from './capability.ts'
import { parseEvr } from './evr.ts'
import { NoRpm, type RpmTags } from './header.ts'
import type { Nevra } from './nevra.ts'

// Type aliases, not interfaces: they are stored as JSON.

export type RpmFile = {
  readonly path: string
  readonly sizeBytes: number
  /** Type and permissions as in stat(2). */
  readonly mode: number
  /** Hexadecimal; '' for what has no content of its own. */
  readonly digest: string
  /** Where a symbolic link leads; '' for all others. */
  readonly target: string
}

export type Scriptlet = {
  /** As in a spec file: `pre`, `post`, `preun`, `postun`, `pretrans`, `posttrans`, or a trigger's own. */
  readonly section: string
  readonly program: string
  readonly text: string
}

export type ChangelogEntry = {
  /** Unix seconds. */
  readonly time: number
  readonly author: string
  readonly text: string
}

export type RpmContents = {
  readonly nevra: Nevra
  /** File name of the source RPM; '' for a source RPM. */
  readonly sourceRpm: string
  readonly sizeBytes: number
  readonly provides: readonly Capability[]
  readonly requires: readonly Capability[]
  readonly conflicts: readonly Capability[]
  readonly obsoletes: readonly Capability[]
  readonly recommends: readonly Capability[]
  readonly files: readonly RpmFile[]
  readonly scriptlets: readonly Scriptlet[]
  /** Newest first, as in the spec file. */
  readonly changelog: readonly ChangelogEntry[]
}

/** Tag numbers of rpm's include/rpm/rpmtag.h: names, versions, flags of each kind of dependency. */
const DEPENDENCIES = {
  provides: [1047, 1113, 1112],
  requires: [1049, 1050, 1048],
  conflicts: [1054, 1055, 1053],
  obsoletes: [1090, 1115, 1114],
  recommends: [5046, 5047, 5048],
} as const

const SCRIPTLETS: readonly (readonly [section: string, text: number, program: number])[] = [
  ['pretrans', 1151, 1153],
  ['pre', 1023, 1085],
  ['post', 1024, 1086],
  ['preun', 1025, 1087],
  ['postun', 1026, 1088],
  ['posttrans', 1152, 1154],
  ['trigger', 1065, 1092],
  ['filetrigger', 5069, 5072],
  ['transfiletrigger', 5079, 5080],
]

/** Throws NoRpm when the header lacks a name, version or architecture, or its lists do not fit together. */
export function contentsOf(tags: RpmTags): RpmContents {
  const sourceRpm = text(tags, 1044)
  const isSource = tags.has(1106) || sourceRpm === ''
  const without = tags.has(1051) || tags.has(1052)
  const arch = isSource ? (without ? 'nosrc' : 'src') : needed(tags, 1022)
  const nevra = {
    name: needed(tags, 1000),
    epoch: numbers(tags, 1003)[0] ?? 0,
    version: needed(tags, 1001),
    release: needed(tags, 1002),
    arch,
  }
  const lists = Object.fromEntries(
    Object.entries(DEPENDENCIES).map(([list, [names, versions, flags]]) => [
      list,
      capabilities(texts(tags, names), texts(tags, versions), numbers(tags, flags)),
    ]),
  ) as Record<keyof typeof DEPENDENCIES, Capability[]>
  const sizeBytes = numbers(tags, 5009)[0] ?? numbers(tags, 1009)[0] ?? 0
  const rest = { files: filesOf(tags), scriptlets: scriptletsOf(tags), changelog: changelogOf(tags) }
  return { nevra, sourceRpm, sizeBytes, ...lists, ...rest }
}

const [LESS, GREATER, EQUAL, OF_RPM_ITSELF] = [2, 4, 8, 1 << 24]

const RELATIONS: Readonly<Partial<Record<number, Relation>>> = {
  [LESS]: '<',
  [LESS | EQUAL]: '<=',
  [EQUAL]: '=',
  [GREATER | EQUAL]: '>=',
  [GREATER]: '>',
}

/** Without those on features of rpm itself. The same one, asked for by several scriptlets, stands once. */
function capabilities(names: readonly string[], versions: readonly string[], flags: readonly number[]): Capability[] {
  if (names.length !== versions.length || names.length !== flags.length)
    throw new NoRpm('its lists do not fit together')
  const found = new Map<string, Capability>()
  for (const [n, name] of names.entries()) {
    const flag = flags[n] ?? 0
    if (flag & OF_RPM_ITSELF || name.startsWith('rpmlib(')) continue
    const relation = RELATIONS[flag & (LESS | GREATER | EQUAL)]
    const evr = relation && parseEvr(versions[n] ?? '')
    found.set(`${name} ${relation} ${versions[n]}`, relation && evr ? { name, relation, ...evr } : { name })
  }
  return [...found.values()]
}

function filesOf(tags: RpmTags): RpmFile[] {
  const names = texts(tags, 1117)
  const folders = texts(tags, 1118)
  const inFolder = numbers(tags, 1116)
  const sizes = tags.has(5008) ? numbers(tags, 5008) : numbers(tags, 1028)
  const [modes, digests, targets] = [numbers(tags, 1030), texts(tags, 1035), texts(tags, 1036)]
  const lists = [inFolder, sizes, modes, digests, targets]
  if (lists.some(l => l.length !== names.length)) throw new NoRpm('its lists of files do not fit together')
  return names.map((name, n) => {
    const folder = folders[inFolder[n] ?? -1]
    if (folder === undefined) throw new NoRpm('a file has no folder')
    const rest = { sizeBytes: sizes[n] ?? 0, mode: modes[n] ?? 0, digest: digests[n] ?? '', target: targets[n] ?? '' }
    return { path: folder + name, ...rest }
  })
}

function scriptletsOf(tags: RpmTags): Scriptlet[] {
  return SCRIPTLETS.flatMap(([section, script, program]) => {
    const programs = texts(tags, program)
    // `%post -p /sbin/ldconfig` has a program and no text.
    const scripts = tags.has(script) ? texts(tags, script) : programs.length > 0 ? [''] : []
    return scripts.map((written, n) => ({ section, program: programs[n] ?? '/bin/sh', text: written }))
  })
}

function changelogOf(tags: RpmTags): ChangelogEntry[] {
  const [times, authors, entries] = [numbers(tags, 1080), texts(tags, 1081), texts(tags, 1082)]
  if (times.length !== authors.length || times.length !== entries.length) {
    throw new NoRpm('its changelog does not fit together')
  }
  return times.map((time, n) => ({ time, author: authors[n] ?? '', text: entries[n] ?? '' }))
}

function texts(tags: RpmTags, tag: number): readonly string[] {
  return (tags.get(tag) ?? []).map(String)
}

function numbers(tags: RpmTags, tag: number): readonly number[] {
  const values = tags.get(tag) ?? []
  if (!values.every(v => typeof v === 'number')) throw new NoRpm(`tag ${tag} is no number`)
  return values as readonly number[]
}

function text(tags: RpmTags, tag: number): string {
  return texts(tags, tag)[0] ?? ''
}

function needed(tags: RpmTags, tag: number): string {
  const value = text(tags, tag)
  if (value === '') throw new NoRpm(`tag ${tag} is missing`)
  return value
}
