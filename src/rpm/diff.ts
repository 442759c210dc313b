// What a newer package changes against an older one of its name, as its users would notice. Pure.

import { type Capability, formatCapability } from './capability.ts'
import type { ChangelogEntry, RpmContents, RpmFile, Scriptlet } from './contents.ts'
import { compareEvr } from './evr.ts'
import { formatEvr } from './nevra.ts'

// Type aliases, not interfaces: they are stored as JSON.

export type DependencyList = 'provides' | 'requires' | 'conflicts' | 'obsoletes' | 'recommends'

export type DependencyChange = {
  readonly list: DependencyList
  readonly name: string
  /** As written; null where it is new, or gone. A name that stands more than once has its forms joined by `, `. */
  readonly before: string | null
  readonly after: string | null
}

export type FileChange = {
  readonly path: string
  readonly change: 'added' | 'removed' | 'content' | 'mode' | 'target'
  readonly bytesBefore: number | null
  readonly bytesAfter: number | null
}

export type ScriptletChange = {
  readonly section: string
  readonly before: string | null
  readonly after: string | null
}

export type PackageDiff = {
  readonly name: string
  readonly arch: string
  /** Of what users have: another one where the package became noarch, or is so no more. Null for a new package. */
  readonly archBefore: string | null
  /** `[epoch:]version-release`; null for a package users do not have yet. */
  readonly before: string | null
  readonly after: string
  /** Lower than what users have: they would never get it. */
  readonly isLower: boolean
  readonly bytesBefore: number | null
  readonly bytesAfter: number
  readonly dependencies: readonly DependencyChange[]
  readonly files: readonly FileChange[]
  readonly scriptlets: readonly ScriptletChange[]
  /** Entries the older one does not have, newest first. */
  readonly changelog: readonly ChangelogEntry[]
}

/**
 * Sonames, and sets of symbols of them, that a package does not provide any more. What was built against them must be
 * built again, unless another package provides them.
 */
export function sonamesGone({ dependencies }: Pick<PackageDiff, 'dependencies'>): string[] {
  return dependencies.flatMap(({ list, name, after }) =>
    list === 'provides' && after === null && SONAME.test(name) ? [name] : [],
  )
}

/** `libz.so.1()(64bit)`, `libc.so.6(GLIBC_2.34)(64bit)`: as rpm's own generator writes them. */
const SONAME = /^[^\s/()]+\.so(\.[\w.+-]+)?(\([^()]*\))*$/

const LISTS = ['provides', 'requires', 'conflicts', 'obsoletes', 'recommends'] as const

/** @param before what users have; undefined when the package is new to them */
export function diffPackages(before: RpmContents | undefined, after: RpmContents): PackageDiff {
  return {
    name: after.nevra.name,
    arch: after.nevra.arch,
    archBefore: before?.nevra.arch ?? null,
    before: before ? formatEvr(before.nevra) : null,
    after: formatEvr(after.nevra),
    isLower: before !== undefined && compareEvr(after.nevra, before.nevra) < 0,
    bytesBefore: before?.sizeBytes ?? null,
    bytesAfter: after.sizeBytes,
    dependencies: LISTS.flatMap(list => diffCapabilities(list, before, after)),
    files: diffFiles(before?.files ?? [], after.files),
    scriptlets: diffScriptlets(before?.scriptlets ?? [], after.scriptlets),
    changelog: newEntries(before?.changelog ?? [], after.changelog),
  }
}

/** What a package says of itself changes with every build and says nothing: `name = its own version` is left out. */
function diffCapabilities(
  list: DependencyList,
  before: RpmContents | undefined,
  after: RpmContents,
): DependencyChange[] {
  const [was, is] = [formsByName(before, list), formsByName(after, list)]
  const names = [...new Set([...was.keys(), ...is.keys()])].sort()
  return names
    .map(name => ({ list, name, before: was.get(name) ?? null, after: is.get(name) ?? null }))
    .filter(change => change.before !== change.after)
}

function formsByName(contents: RpmContents | undefined, list: DependencyList): Map<string, string> {
  const forms = new Map<string, string[]>()
  if (!contents) return new Map()
  for (const capability of contents[list]) {
    if (isOwnVersion(contents, capability)) continue
    forms.set(capability.name, [...(forms.get(capability.name) ?? []), formatCapability(capability)])
  }
  return new Map([...forms].map(([name, written]) => [name, [...new Set(written)].sort().join(', ')]))
}

/** Bound to exactly this build: `vim-common = 2:9.0-33`, as a package provides itself and its parts ask for each other. */
function isOwnVersion({ nevra }: RpmContents, { relation, epoch, version, release }: Capability): boolean {
  return relation === '=' && epoch === nevra.epoch && version === nevra.version && release === nevra.release
}

function diffFiles(before: readonly RpmFile[], after: readonly RpmFile[]): FileChange[] {
  const [was, is] = [before, after].map(files => new Map(files.map(f => [f.path, f])))
  const paths = [...new Set([...before, ...after].map(f => f.path))].sort()
  return paths.flatMap(path => {
    const [old, fresh] = [was?.get(path), is?.get(path)]
    const change = changeOf(old, fresh)
    const sizes = { bytesBefore: old?.sizeBytes ?? null, bytesAfter: fresh?.sizeBytes ?? null }
    return change ? [{ path, change, ...sizes }] : []
  })
}

function changeOf(old: RpmFile | undefined, fresh: RpmFile | undefined): FileChange['change'] | undefined {
  if (!old || !fresh) return old ? 'removed' : 'added'
  if (old.target !== fresh.target) return 'target'
  if (old.digest !== fresh.digest) return 'content'
  return old.mode === fresh.mode ? undefined : 'mode'
}

function diffScriptlets(before: readonly Scriptlet[], after: readonly Scriptlet[]): ScriptletChange[] {
  const [was, is] = [before, after].map(scriptlets => {
    const sections = new Map<string, string[]>()
    for (const { section, program, text } of scriptlets) {
      sections.set(section, [...(sections.get(section) ?? []), `#!${program}\n${text}`])
    }
    return sections
  })
  const sections = [...new Set([...before, ...after].map(s => s.section))].sort()
  return sections
    .map(section => ({
      section,
      before: was?.get(section)?.join('\n') ?? null,
      after: is?.get(section)?.join('\n') ?? null,
    }))
    .filter(change => change.before !== change.after)
}

function newEntries(before: readonly ChangelogEntry[], after: readonly ChangelogEntry[]): ChangelogEntry[] {
  const known = new Set(before.map(keyOf))
  return after.filter(entry => !known.has(keyOf(entry)))
}

function keyOf({ time, author, text }: ChangelogEntry): string {
  return `${time} ${author} ${text}`
}
