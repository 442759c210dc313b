// Reads one call of a compatible program: which verb, with which words, and what it comes to. Pure.

import { ExitError, exitCodes } from '../exit.ts'
import { plainWord, type Spelling, type Verb, type Wanted } from './spelling.ts'
import { compatTexts } from './texts.ts'
import { readWords, type Words } from './words.ts'

/** Functions of the seed's picture that are no commands: Slipway does what they did by itself. */
const functions = ['createcomment', 'createcomment()', 'createissue', 'createissue()']

export function readCall(spelling: Spelling, argv: readonly string[]): { wanted: Wanted; words: Words } {
  const { verb, rest } = verbIn(spelling, argv)
  const words = readWords(rest, verb.options)
  return { words, wanted: verb.read(words, { line: `${spelling.name} ${verb.example}` }) }
}

function verbIn(spelling: Spelling, argv: readonly string[]): { verb: Verb; rest: readonly string[] } {
  const [only] = spelling.verbs
  if (only?.name === '') return { verb: only, rest: argv }
  const word = plainWord(argv[0] ?? '')
  const verb = spelling.verbs.find(v => [v.name, ...(v.aliases ?? [])].some(name => plainWord(name) === word))
  if (verb) return { verb, rest: argv.slice(1) }
  if (functions.includes(word)) throw new ExitError(exitCodes.usage, compatTexts.doneByItself())
  const names = spelling.verbs.map(v => v.name)
  throw new ExitError(exitCodes.usage, compatTexts.unknownVerb(spelling.name, names))
}
