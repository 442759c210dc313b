// Name, epoch, version and release of a spec file, as `rpmspec -q --srpm` would say them, without running anything.
// What depends on something unknown is named, never guessed.

import type { Evr } from './evr.ts'
import {
  type Branches,
  type Directive,
  directiveOf,
  needsCondition,
  reading,
  turn,
  type Verdict,
} from './spec-branches.ts'
import { evaluate, isTrue } from './spec-expression.ts'
import { logicalLines } from './spec-lines.ts'
import {
  define,
  expand,
  HARMLESS,
  isDoubtful,
  type Macros,
  newMacros,
  UNKNOWN,
  type Unresolved,
} from './spec-macros.ts'

export type { Unresolved } from './spec-macros.ts'

export type SpecEvr =
  | { readonly ok: true; readonly name: string; readonly evr: Evr }
  | { readonly ok: false; readonly unresolved: readonly Unresolved[] }

type TagName = 'name' | 'version' | 'release' | 'epoch'

interface Reader {
  readonly macros: Macros
  readonly branches: Branches
  readonly tags: Map<TagName, { value: string } | { causes: readonly Unresolved[] }>
  /** What makes everything unsure: nothing is read any more. */
  readonly fatal: Unresolved[]
  /** Depth of the undecided branch in which a section may have begun. */
  sectionIn: number | undefined
  /** Why it is not known whether the lines still belong to the preamble. */
  sectionDoubt: readonly Unresolved[]
}

const LONGEST_SPEC = 10_000_000
const MOST_UNRESOLVED = 20

/** The tags end where the first section begins; a further `%package` has tags of its own. */
export const SECTION =
  /^%(?:package|description|prep|conf|build|install|check|clean|pre|post|preun|postun|pretrans|posttrans|preuntrans|postuntrans|files|changelog|(?:trans)?(?:file)?trigger\w*|verifyscript|sepolicy|generate_buildrequires|patchlist|sourcelist)(?:\s|$)/i

/** A blank before it, and it is no tag. */
const TAG = /^(name|version|release|epoch)\s*:[ \t]*(.*)$/is

/** What rpm takes in each, stricter where it only warns. */
const VALUES: Readonly<Record<TagName, RegExp>> = {
  name: /^[A-Za-z0-9_][A-Za-z0-9._+-]{0,199}$/,
  version: /^[A-Za-z0-9._+~^]{1,200}$/,
  release: /^[A-Za-z0-9._+~^]{1,200}$/,
  epoch: /^\d{1,9}$/,
}

/**
 * `given`: the macros of the build environment, such as `{dist: '.oe2403', rhel: null}`; null is known to be undefined.
 * Any other macro that the spec does not define is unknown. It is built without `--with` and `--without` unless
 * `_with_x` or `_without_x` is given.
 */
export function readSpec(text: string, given: Readonly<Record<string, string | null>> = {}): SpecEvr {
  const reader: Reader = {
    macros: newMacros(given),
    branches: { frames: [] },
    tags: new Map(),
    fatal: [],
    sectionIn: undefined,
    sectionDoubt: [],
  }
  if (text.length > LONGEST_SPEC) return { ok: false, unresolved: [{ line: 1, what: '', because: 'too-much' }] }
  const clean = text.replaceAll('\r\n', '\n').replaceAll(UNKNOWN, ' ').replaceAll(HARMLESS, ' ')
  for (const logical of logicalLines(clean)) {
    reader.macros.line = logical.line
    if (logical.isUnclosed) fail(reader, logical.text, 'malformed')
    const isOver = readLogicalLine(reader, logical.text)
    if (isOver || reader.fatal.length > 0) return resultOf(reader)
  }
  if (reader.branches.frames.length > 0) fail(reader, '%if', 'malformed')
  return resultOf(reader)
}

function fail({ fatal, macros }: Reader, what: string, because: Unresolved['because']): void {
  fatal.push({ line: macros.line, what: what.slice(0, 80), because })
}

/** Expands and reads a line, which may become several; true when the preamble is over. */
function readLogicalLine(reader: Reader, text: string): boolean {
  const { macros, branches } = reader
  const before = reading(branches)
  macros.causes = []
  macros.doubt = [...(typeof before === 'boolean' ? [] : before), ...reader.sectionDoubt].slice(0, MOST_UNRESOLVED)
  const lines = (before === false ? text : expand(macros, text)).split('\n')
  for (const [at, line] of lines.entries()) {
    if (readLine(reader, line, before !== false)) return true
    const isTurned = (before === false) !== (reading(branches) === false)
    // Expanded, or not, as a whole: what follows the turn in the same logical line was treated as what precedes it.
    if (isTurned && lines.slice(at + 1).some(rest => rest.trim() !== '')) fail(reader, text, 'malformed')
  }
  return false
}

function readLine(reader: Reader, line: string, isExpanded: boolean): boolean {
  const { branches, macros } = reader
  const directive = directiveOf(line)
  if (directive) {
    branch(reader, directive, isExpanded)
    return false
  }
  const verdict = reading(branches)
  if (verdict === false || reader.sectionIn !== undefined) return false
  if (SECTION.test(line)) {
    if (verdict === true) return true
    reader.sectionIn = branches.frames.length
    return false
  }
  if (/^\s*%include(?:\s|$)/.test(line)) fail(reader, line.trim(), 'include')
  const tag = TAG.exec(line)
  if (tag) setTag(reader, (tag[1] ?? '').toLowerCase() as TagName, (tag[2] ?? '').trim())
  else if (mayBeAnything(line)) reader.fatal.push(...macros.causes.slice(0, MOST_UNRESOLVED))
  return false
}

function branch(reader: Reader, directive: Directive, isExpanded: boolean): void {
  const { branches, macros } = reader
  const needed = needsCondition(branches, directive)
  // Lines of a branch that is not read are not expanded, the condition of the next branch is.
  const rest = needed && !isExpanded ? expandCondition(reader, directive.rest) : directive.rest
  const verdict = needed ? conditionOf(macros, { ...directive, rest }) : false
  if (verdict === undefined) fail(reader, `%${directive.word} ${directive.rest}`, 'malformed')
  else if (!turn(branches, directive, verdict)) fail(reader, `%${directive.word}`, 'malformed')
  if (reader.sectionIn === undefined) return
  const isLeft = branches.frames.length < reader.sectionIn
  const isOther =
    branches.frames.length === reader.sectionIn && !directive.word.startsWith('if') && directive.word !== 'endif'
  if (!isLeft && !isOther) return
  reader.sectionIn = undefined
  reader.sectionDoubt = [{ line: macros.line, what: `%${directive.word}`, because: 'condition' }]
}

function expandCondition({ macros, branches, sectionDoubt }: Reader, rest: string): string {
  const around = reading({ frames: branches.frames.slice(0, -1) })
  macros.doubt = [...(typeof around === 'boolean' ? [] : around), ...sectionDoubt]
  return expand(macros, rest)
}

/** Whether a condition holds; undefined when rpm would not understand it. */
function conditionOf({ line, causes }: Macros, { word, rest }: Directive): Verdict | undefined {
  const what = `%${word} ${rest}`.slice(0, 80)
  // For which machine it will be built is not known here.
  if (word !== 'if' && word !== 'elif') return [{ line, what, because: 'condition' }]
  if (isDoubtful(rest)) return causes.length > 0 ? [...causes] : [{ line, what, because: 'condition' }]
  const value = evaluate(rest)
  return value === undefined ? undefined : isTrue(value)
}

function setTag({ macros, tags, fatal }: Reader, tag: TagName, value: string): void {
  const isDoubted = macros.doubt.length > 0
  if (tags.has(tag) && !isDoubted) fatal.push({ line: macros.line, what: tag, because: 'twice' })
  const causes = [...macros.doubt, ...(isDoubtful(value) ? macros.causes : [])]
  if (causes.length === 0 && !VALUES[tag].test(value)) {
    causes.push({ line: macros.line, what: `${tag}: ${value}`.slice(0, 80), because: 'malformed' })
  }
  tags.set(tag, causes.length > 0 ? { causes } : { value })
  for (const name of [tag, tag.toUpperCase()]) {
    define(macros, name, causes.length > 0 ? { kind: 'unknown', causes } : { kind: 'text', body: value })
  }
}

/** Whether something unknown begins the line, so that it could be one of our tags, or a section, or define macros. */
function mayBeAnything(line: string): boolean {
  const start = line.trimStart()
  if (start.startsWith('#')) return false
  const [unknown, colon] = [start.indexOf(UNKNOWN), start.indexOf(':')]
  if (unknown >= 0 && (colon < 0 || unknown < colon)) return true
  return start.startsWith(HARMLESS) && colon >= 0
}

function resultOf({ tags, fatal, macros }: Reader): SpecEvr {
  const unresolved = [...fatal]
  const values: Partial<Record<TagName, string>> = {}
  for (const name of ['name', 'version', 'release', 'epoch'] as const) {
    const tag = tags.get(name)
    if (tag && 'value' in tag) values[name] = tag.value
    else if (tag) unresolved.push(...tag.causes)
    else if (name !== 'epoch' && fatal.length === 0)
      unresolved.push({ line: macros.line, what: name, because: 'missing' })
  }
  const { name, version, release, epoch } = values
  if (unresolved.length === 0 && name !== undefined && version !== undefined && release !== undefined) {
    return { ok: true, name, evr: { epoch: Number(epoch ?? 0), version, release } }
  }
  const shown = unresolved.map(u => ({ ...u, what: u.what.replaceAll(UNKNOWN, '…').replaceAll(HARMLESS, '…') }))
  const once = new Map(shown.map(u => [`${u.line} ${u.what} ${u.because}`, u]))
  return { ok: false, unresolved: [...once.values()].slice(0, MOST_UNRESOLVED) }
}
