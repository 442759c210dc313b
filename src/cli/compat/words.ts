// Reads a command line as the old tools take it: single-dash long options or double, several ids after one option, in
// any order. Pure. What is unknown or lacks its value is a usage failure; values are never said back.

import { ExitError, exitCodes } from '../exit.ts'
import { texts } from '../texts.ts'

/** How many words an option takes: none, one, or one and more up to the next option. */
export type Arity = 'flag' | 'one' | 'many'

export interface Words {
  readonly positional: readonly string[]
  /** In the order they were written, by their plain name (`-releaseid`, `--release_id` → `releaseid`). */
  readonly options: readonly { readonly name: string; readonly values: readonly string[] }[]
}

/** Options of every program: those of slipway, and those that stand for the old tools' credentials. */
export const commonOptions = {
  giteeid: 'one',
  url: 'one',
  tokenfile: 'one',
  lang: 'one',
  json: 'flag',
  dryrun: 'flag',
  wait: 'flag',
  nowait: 'flag',
  timeout: 'one',
  help: 'flag',
  h: 'flag',
  version: 'flag',
} as const satisfies Record<string, Arity>

/** Accepted and not used: the identity is that of Slipway's own token. Most of their values are secrets. */
export const unusedOptions: readonly string[] = [
  'token',
  'ak',
  'sk',
  'useremail',
  'email',
  'jenkinsuser',
  'jenkinskey',
  'jenkkinskey',
  'publishuser',
  'publishkey',
]

/** Options whose missing value the verbs answer themselves, with the form to type. */
const answeredByVerbs: readonly string[] = ['releaseid', 'timestamp']

export function readWords(argv: readonly string[], own: Readonly<Record<string, Arity>>): Words {
  const arities: Readonly<Record<string, Arity>> = { ...commonOptions, ...own }
  const positional: string[] = []
  const options: { name: string; values: string[] }[] = []
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? ''
    const [, written, attached] = /^--?([A-Za-z][\w-]*)(?:=([\s\S]*))?$/.exec(word) ?? []
    if (written === undefined) {
      positional.push(word)
      continue
    }
    const name = plainName(written)
    const isUnused = unusedOptions.includes(name)
    const arity = isUnused ? 'one' : Object.hasOwn(arities, name) ? arities[name] : undefined
    if (arity === undefined) throw new ExitError(exitCodes.usage, texts.usage.unknownOption(withoutValue(word)))
    const values = attached === undefined ? [] : [attached]
    const takes = (next: string | undefined) =>
      next !== undefined && (!isOption(next) || (isUnused && !isKnown(next, arities)))
    while (arity !== 'flag' && (arity === 'many' || values.length === 0) && takes(argv[at + 1])) {
      at += 1
      values.push(argv[at] ?? '')
    }
    // A login that is missing must not become nobody's: the call would be the token's own.
    if (arity === 'one' && !values[0] && !isUnused && !answeredByVerbs.includes(name)) {
      throw new ExitError(exitCodes.usage, texts.usage.optionMissingArgument(withoutValue(word)))
    }
    options.push({ name, values })
  }
  return { positional, options }
}

/** `-addcve`, `--add-cve` and `--add_cve` are one. */
function plainName(written: string): string {
  const name = written.toLowerCase().replace(/[-_]/g, '')
  return name === 'onbehalfof' ? 'giteeid' : name
}

function withoutValue(word: string): string {
  return word.replace(/=[\s\S]*$/, '')
}

function isOption(word: string): boolean {
  return /^--?[A-Za-z]/.test(word)
}

function isKnown(word: string, arities: Readonly<Record<string, Arity>>): boolean {
  const name = plainName(word.replace(/^-+/, '').replace(/=[\s\S]*$/, ''))
  return unusedOptions.includes(name) || Object.hasOwn(arities, name)
}
