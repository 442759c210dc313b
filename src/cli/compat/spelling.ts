// What an old program is to us: its verbs, and what each asks of Slipway. Types, and the few readers the verbs share.

import type { Text } from '../../lib/text.ts'
import { ExitError, exitCodes } from '../exit.ts'
import { compatTexts } from './texts.ts'
import type { Arity, Words } from './words.ts'

/** What javcra prints of a call, by the part of its console texts the call belongs to. */
export type ConsolePart =
  | { readonly part: 'start' }
  | { readonly part: 'modify'; readonly action: 'add' | 'delete'; readonly block: string; readonly ids: string }
  | { readonly part: 'check'; readonly type: 'cve_bugfix' | 'requires' | 'status' | 'test' }
  | { readonly part: 'release'; readonly type: 'checkok' | 'cvrfok' }

/** What a call comes to. `release` is a name as written: of an issue, a release or a directory. */
export type Wanted =
  | {
      readonly to: 'command'
      readonly release: string
      /** One per line of the comment it stands for. */
      readonly commands: readonly string[]
      /** The update directory the caller believes it to be. */
      readonly timestamp?: string
      readonly console?: ConsolePart
    }
  | { readonly to: 'create'; readonly branches: readonly string[] }
  | {
      readonly to: 'read'
      readonly release: string
      readonly what: 'gates' | 'self-check' | 'update-list'
      readonly console?: ConsolePart
    }

export interface Verb {
  /** Empty for a program that has but one. */
  readonly name: string
  /** Other spellings; case, `_` and a leading slash do not matter anyway. */
  readonly aliases?: readonly string[]
  readonly help: Text
  /** Its words as the seeds write them, without the program. */
  readonly example: string
  readonly options: Readonly<Record<string, Arity>>
  read(words: Words, call: Asked): Wanted
}

/** The call as it is to be corrected: `oe-art start #I3NQ1A`. */
export interface Asked {
  readonly line: string
}

export interface Spelling {
  readonly name: string
  readonly help: Text
  readonly verbs: readonly Verb[]
  /** Prints the old console texts, and so waits for what it has begun. */
  readonly isConsole?: boolean
}

/** The release by `-releaseid` or the first plain word. The shell takes an unquoted `#I…` for a comment: then it is missing. */
export function releaseIn(words: Words, asked: Asked): string {
  const release = optionIn(words, 'releaseid') ?? words.positional[0]
  if (!release || isBare(release)) throw missingId(asked)
  return release
}

/** What is left of an id whose letters got lost: `#` alone. */
function isBare(id: string): boolean {
  return /^[\s#]*$/.test(id)
}

function missingId({ line }: Asked): ExitError {
  const quoted = line.replace(/#\w+/g, id => `'${id}'`)
  return new ExitError(exitCodes.usage, compatTexts.missingId(quoted, line.replaceAll('#', '')))
}

/** The value of an option that is to be given once; undefined when it is absent or has none. */
export function optionIn(words: Words, name: string): string | undefined {
  return words.options.findLast(o => o.name === name)?.values.at(-1)
}

/** Plain words behind those a verb knows of are too many. */
export function noMoreThan(words: Words, count: number, { line }: Asked): void {
  if (words.positional.length > count) throw new ExitError(exitCodes.usage, compatTexts.tooManyWords(line))
}

/** Ids as a command takes them: split at blanks and commas, as many as were written. */
export function idsOf(values: readonly string[], asked: Asked): string[] {
  const ids = values.flatMap(value => value.split(/[\s,;]+/)).filter(id => id !== '')
  if (ids.length === 0 || ids.some(isBare)) throw missingId(asked)
  const odd = ids.find(id => !/^[\w.#:/-]{1,300}$/.test(id) || id.startsWith('/'))
  if (odd !== undefined) throw new ExitError(exitCodes.usage, compatTexts.badId(odd))
  return ids
}

const verdicts: Readonly<Record<string, boolean>> = { ok: true, yes: true, nok: false, no: false, notok: false }

/** `ok`, `nok`, `yes` or `no` among the plain words, and the others. */
export function verdictIn(positional: readonly string[]): { isOk: boolean | undefined; others: readonly string[] } {
  const found = positional.map(plainWord).filter(word => Object.hasOwn(verdicts, word))
  const others = positional.filter(word => !Object.hasOwn(verdicts, plainWord(word)))
  return { isOk: found[0] === undefined ? undefined : verdicts[found[0]], others }
}

/** `Check_OK` and `check-ok` are one. */
export function plainWord(word: string): string {
  return word.toLowerCase().replace(/[-_/]/g, '')
}
