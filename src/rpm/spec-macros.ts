// The macros of a spec: defined by it, or given from outside. Expands text as rpm does, and marks what it cannot know
// instead of guessing. Runs nothing.

import { evaluate } from './spec-expression.ts'

/** Something that was not resolved: in which line, what, and why. */
export interface Unresolved {
  readonly line: number
  readonly what: string
  readonly because:
    | 'unknown-macro'
    | 'program'
    | 'parametric-macro'
    | 'condition'
    | 'include'
    | 'malformed'
    | 'missing'
    | 'twice'
    | 'too-much'
}

/** Stands in expanded text where something unknown would stand. */
export const UNKNOWN = '\u0000'
/** The same where it is known to add no line that matters. */
export const HARMLESS = '\u0001'

type Meaning =
  | { readonly kind: 'text'; readonly body: string }
  | { readonly kind: 'undefined' }
  | { readonly kind: 'parametric' }
  | { readonly kind: 'unknown'; readonly causes: readonly Unresolved[] }

export interface Macros {
  /** Newest definition last; below all stands what is given. */
  readonly stacks: Map<string, Meaning[]>
  readonly given: Readonly<Record<string, string | null>>
  /** Characters and calls that may still be worked on. */
  budget: number
  /** Of what is being expanded. */
  line: number
  /** Why it is unknown whether what is being expanded counts; empty: it does. */
  doubt: readonly Unresolved[]
  /** What was met and not resolved since the caller emptied it. */
  causes: Unresolved[]
}

const MOST_DEPTH = 32
const BUDGET = 2_000_000
const MOST_CAUSES = 20

/** Words of spec files that look like macros and are none. */
const WORDS =
  /^(?:if|ifarch|ifnarch|ifos|ifnos|elif|elifarch|elifos|else|endif|include|package|description|prep|conf|build|install|check|clean|pre|post|preun|postun|pretrans|posttrans|preuntrans|postuntrans|files|changelog|(?:trans)?(?:file)?trigger\w*|verifyscript|sepolicy|generate_buildrequires|patchlist|sourcelist)$/

/** Defined only by tags and by the options `--with` and `--without`; whoever builds with those gives them. */
const OURS = /^(?:name|version|release|epoch|NAME|VERSION|RELEASE|EPOCH|_with_\w+|_without_\w+)$/

/** Macros of rpm and its usual add-ons that write dependencies or settings, and neither tags of ours nor macros. */
const WRITES_OTHERS =
  /^(?:systemd_requires|systemd_ordering|sysusers_requires_compat|perl_default_filter|perl_default_subpackage_tests|filter_(?:setup|provides_in|requires_in|from_provides|from_requires)|debug_package|python_provide|py_provides|python_enable_dependency_generator|python_disable_dependency_generator)$/

export function newMacros(given: Readonly<Record<string, string | null>>): Macros {
  return { stacks: new Map(), given, budget: BUDGET, line: 0, doubt: [], causes: [] }
}

export function define(macros: Macros, name: string, meaning: Meaning): void {
  const known: Meaning = macros.doubt.length > 0 ? { kind: 'unknown', causes: macros.doubt } : meaning
  const stack = macros.stacks.get(name)
  if (stack) stack.push(known)
  else macros.stacks.set(name, [known])
}

/** Notes something unresolved and gives its mark. */
function unresolved(macros: Macros, what: string, because: Unresolved['because']): string {
  if (macros.causes.length < MOST_CAUSES) macros.causes.push({ line: macros.line, what: what.slice(0, 80), because })
  return UNKNOWN
}

/** Expands a text; its definitions take effect. */
export function expand(macros: Macros, text: string, depth = 0): string {
  macros.budget -= text.length + 1
  if (macros.budget < 0 || depth > MOST_DEPTH) return unresolved(macros, text, 'too-much')
  let out = ''
  let at = 0
  while (at < text.length) {
    const next = text.indexOf('%', at)
    if (next < 0) break
    out += text.slice(at, next)
    const piece = expandAt(macros, { text, at: next, depth })
    out += piece.out
    at = piece.end
  }
  out += text.slice(at)
  macros.budget -= out.length
  return out
}

interface Place {
  readonly text: string
  readonly at: number
  readonly depth: number
}

interface Piece {
  readonly out: string
  readonly end: number
}

const BARE = /%([!?]*)(\w+)/y

/** One `%…`; the text has a percent sign there. */
function expandAt(macros: Macros, place: Place): Piece {
  const { text, at, depth } = place
  const next = text[at + 1]
  if (next === '%') return { out: '%', end: at + 2 }
  if (next === '{' || next === '(' || next === '[') {
    const end = closing(text, at + 1)
    if (end < 0) return { out: unresolved(macros, text.slice(at), 'malformed'), end: text.length }
    const inside = text.slice(at + 2, end)
    if (next === '{') return { out: braced(macros, inside, depth), end: end + 1 }
    if (next === '(') return { out: unresolved(macros, text.slice(at, end + 1), 'program'), end: end + 1 }
    return { out: calculated(macros, inside, depth), end: end + 1 }
  }
  BARE.lastIndex = at
  const match = BARE.exec(text)
  const [whole = '', flags = '', name = ''] = match ?? []
  if (!/^[A-Za-z_]/.test(name)) return { out: '%', end: at + 1 }
  const end = at + whole.length
  if (flags === '') {
    const said = keyword(macros, name, { text, at: end, depth })
    if (said) return said
  }
  return { out: named(macros, { flags, name, body: undefined, depth, whole }), end }
}

/** Where the bracket that opens at this place is closed; -1 when it is not. */
function closing(text: string, open: number): number {
  const [opens, closes] = { '{': '{}', '(': '()', '[': '[]' }[text[open] ?? ''] ?? ''
  let level = 0
  for (let at = open; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === opens) level++
    else if (text[at] === closes && --level === 0) return at
  }
  return -1
}

/** `%[1 + 2]`: the value of an expression. */
function calculated(macros: Macros, inside: string, depth: number): string {
  const text = expand(macros, inside, depth + 1)
  if (isDoubtful(text)) return UNKNOWN
  const value = evaluate(text)
  if (value === undefined) return unresolved(macros, `%[${inside}]`, 'malformed')
  return String(value)
}

/** What stands between `%{` and `}`. */
function braced(macros: Macros, inside: string, depth: number): string {
  const whole = `%{${inside}}`
  const match = /^([!?]*)([A-Za-z_]\w*)(?:(:)|[ \t\n]|$)/.exec(inside)
  if (!match) return unresolved(macros, whole, 'parametric-macro')
  const [head = '', flags = '', name = '', colon] = match
  const rest = inside.slice(head.length)
  // `%{?name:}` says no more than `%{?name}`.
  if (flags.includes('?')) return named(macros, { flags, name, body: rest && colon ? rest : undefined, depth, whole })
  if (rest === '' && !colon) return named(macros, { flags, name, body: undefined, depth, whole })
  const argument = rest.trim()
  if (!colon) {
    const said = keyword(macros, name, { text: ` ${rest}`, at: 0, depth })
    if (said) return said.out
    if (/^(?:un)?defined$|^with(?:out)?$/.test(name)) return asked(macros, name, argument)
  }
  if (name === 'expand' && colon) return expand(macros, expand(macros, rest, depth + 1), depth + 1)
  if (name === 'lua' || name === 'getenv') return unresolved(macros, whole, 'program')
  return unresolved(macros, whole, 'parametric-macro')
}

/** `%{defined x}`, `%{with x}` and their opposites: 1 or 0. */
function asked(macros: Macros, question: string, name: string): string {
  const isDefined = question.endsWith('defined')
  const state = definedness(macros, isDefined ? name : `with_${name}`)
  if (state === 'maybe') return unknownOf(macros, isDefined ? name : `with_${name}`)
  const isNo = question === 'undefined' || question === 'without'
  return (state === 'yes') === isNo ? '0' : '1'
}

interface Call {
  readonly flags: string
  readonly name: string
  /** After a colon: what to say when the condition holds. */
  readonly body: string | undefined
  readonly depth: number
  readonly whole: string
}

/** `%name`, `%{?name}`, `%{!?name:body}`. */
function named(macros: Macros, { flags, name, body, depth, whole }: Call): string {
  if (!flags.includes('?')) return value(macros, { name, depth, whole })
  const isNo = (flags.split('!').length - 1) % 2 === 1
  const state = definedness(macros, name)
  if (state !== 'maybe') {
    if ((state === 'yes') === isNo) return ''
    if (body !== undefined) return expand(macros, body, depth + 1)
    return isNo ? '' : value(macros, { name, depth, whole })
  }
  const mark = unknownOf(macros, name)
  if (body === undefined) return isNo ? '' : mark
  const before = macros.doubt
  macros.doubt = [...before, ...causesOf(macros, name)].slice(0, MOST_CAUSES)
  const said = expand(macros, body, depth + 1)
  macros.doubt = before
  return said === '' || addsNothing(said) ? HARMLESS : mark
}

function value(macros: Macros, { name, depth, whole }: { name: string; depth: number; whole: string }): string {
  const meaning = meaningOf(macros, name)
  if (meaning.kind === 'text') return expand(macros, meaning.body, depth + 1)
  if (meaning.kind === 'undefined') return whole
  if (meaning.kind === 'parametric') return unresolved(macros, whole, 'parametric-macro')
  return unknownOf(macros, name)
}

/** Notes why a macro is unknown, and gives its mark. */
function unknownOf(macros: Macros, name: string): string {
  for (const cause of causesOf(macros, name)) if (macros.causes.length < MOST_CAUSES) macros.causes.push(cause)
  return WRITES_OTHERS.test(name) ? HARMLESS : UNKNOWN
}

function causesOf(macros: Macros, name: string): readonly Unresolved[] {
  const meaning = meaningOf(macros, name)
  return meaning.kind === 'unknown' ? meaning.causes : []
}

function definedness(macros: Macros, name: string): 'yes' | 'no' | 'maybe' {
  const { kind } = meaningOf(macros, name)
  return kind === 'unknown' ? 'maybe' : kind === 'undefined' ? 'no' : 'yes'
}

function meaningOf(macros: Macros, name: string): Meaning {
  const defined = macros.stacks.get(name)?.at(-1)
  if (defined) return defined
  if (Object.hasOwn(macros.given, name)) {
    const body = macros.given[name]
    return typeof body === 'string' ? { kind: 'text', body } : { kind: 'undefined' }
  }
  if (name === 'nil') return { kind: 'text', body: '' }
  if (WORDS.test(name) || OURS.test(name)) return { kind: 'undefined' }
  return { kind: 'unknown', causes: [{ line: macros.line, what: `%{${name}}`, because: 'unknown-macro' }] }
}

/** Whether lines that may or may not be there could not change what we read. */
function addsNothing(text: string): boolean {
  return text.split('\n').every(line => {
    const start = line.trimStart()
    if (start.startsWith(UNKNOWN) || start.startsWith('%')) return false
    return !/^(?:name|version|release|epoch)\s*:/i.test(start)
  })
}

export function isDoubtful(text: string): boolean {
  return text.includes(UNKNOWN) || text.includes(HARMLESS)
}

/** `%define` and its like, which stand before what they are about; `at` is behind the word. */
function keyword(macros: Macros, word: string, { text, at, depth }: Place): Piece | undefined {
  if (word === 'define' || word === 'global') return defined(macros, word, { text, at, depth })
  const rest = /[^\n]*/y
  rest.lastIndex = at
  const line = rest.exec(text)?.[0] ?? ''
  const end = at + line.length
  if (word === 'dnl') return { out: '', end }
  const [name = '', ...more] = line.trim().split(/\s+/)
  if (word === 'undefine') {
    undefine(macros, name)
    return { out: '', end }
  }
  if (word !== 'bcond_with' && word !== 'bcond_without' && word !== 'bcond') return undefined
  const wanted = word === 'bcond' ? expand(macros, more.join(' '), depth + 1) : String(Number(word === 'bcond_without'))
  condition(macros, name, wanted)
  return { out: '', end }
}

function undefine(macros: Macros, name: string): void {
  if (macros.doubt.length > 0) define(macros, name, { kind: 'undefined' })
  else if (macros.stacks.get(name)?.pop()) return
  else if (Object.hasOwn(macros.given, name)) define(macros, name, { kind: 'undefined' })
}

/** A build condition, on or off unless `--with` or `--without` says otherwise. */
function condition(macros: Macros, name: string, wanted: string): void {
  const isOn = wanted === '1'
  const option = meaningOf(macros, isOn ? `_without_${name}` : `_with_${name}`)
  if (option.kind === 'unknown' || (wanted !== '0' && !isOn)) {
    const causes = [{ line: macros.line, what: `%bcond ${name}`, because: 'condition' as const }]
    define(macros, `with_${name}`, { kind: 'unknown', causes })
  } else if (isOn === (option.kind === 'undefined')) {
    define(macros, `with_${name}`, { kind: 'text', body: '1' })
  } else if (meaningOf(macros, `with_${name}`).kind === 'unknown' && !macros.stacks.get(`with_${name}`)?.length) {
    // What was defined before stays: to be off means not to define it.
    define(macros, `with_${name}`, { kind: 'undefined' })
  }
}

const HEAD = /(?:[ \t]|\\\n)*([A-Za-z_]\w*)(\([^)\n]*\))?(?:[ \t]|\\\n)*/y

function defined(macros: Macros, word: 'define' | 'global', { text, at, depth }: Place): Piece {
  HEAD.lastIndex = at
  const [head, name = '', parameters] = HEAD.exec(text) ?? []
  if (head === undefined) return { out: unresolved(macros, text.slice(at), 'malformed'), end: text.length }
  const from = at + head.length
  const { body, end } = text[from] === '{' ? group(text, from) : bodyAt(text, from)
  if (parameters !== undefined) define(macros, name, { kind: 'parametric' })
  else if (word === 'define') define(macros, name, { kind: 'text', body })
  else defineNow(macros, name, { body, depth })
  return { out: '', end }
}

/** `%global`: its body is expanded where it stands. */
function defineNow(macros: Macros, name: string, { body, depth }: { body: string; depth: number }): void {
  const outer = macros.causes
  macros.causes = []
  const text = expand(macros, body, depth + 1)
  define(macros, name, isDoubtful(text) ? { kind: 'unknown', causes: macros.causes } : { kind: 'text', body: text })
  macros.causes = outer
}

function group(text: string, open: number): { body: string; end: number } {
  const end = closing(text, open)
  return end < 0 ? bodyAt(text, open) : { body: text.slice(open + 1, end), end: end + 1 }
}

/** A body goes to the end of the line, further where brackets are open; a backslash takes the next character as it is. */
function bodyAt(text: string, from: number): { body: string; end: number } {
  const open: string[] = []
  let body = ''
  let at = from
  for (; at < text.length; at++) {
    const character = text[at] ?? ''
    if (character === '\n' && open.length === 0) break
    if (character === '\\' && at + 1 < text.length) {
      body += text[++at] ?? ''
      continue
    }
    const closes = { '{': '}', '(': ')', '[': ']' }[character]
    if (closes && (text[at - 1] === '%' || open.at(-1) === closes)) open.push(closes)
    else if (character === open.at(-1)) open.pop()
    body += character
  }
  return { body: body.trimEnd(), end: at }
}
