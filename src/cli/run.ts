// Runs one call of the program to its exit code. Every failure is said here, once, in the person's language.

import { CommanderError } from 'commander'
import { ExternalError, RefusedError } from '../lib/errors.ts'
import { sameInBoth, type Text } from '../lib/text.ts'
import { type ExitCode, ExitError, exitCodes } from './exit.ts'
import { createProgram } from './program.ts'
import { openSession } from './session.ts'
import { spellingOf } from './spellings.ts'
import {
  createTerminal,
  type Environment,
  type GlobalOptions,
  languageFor,
  plain,
  type Streams,
  type Terminal,
  toJson,
} from './terminal.ts'
import { texts } from './texts.ts'

export interface Call {
  /** The name or path it was called by; default slipway. */
  readonly program?: string | undefined
  /** Without the names of node and of the program. */
  readonly argv: readonly string[]
  readonly env: Environment
  readonly streams: Streams
  readonly version: string
  /** Called by verbs that end when the person wants to stop. */
  stop(): AbortSignal
}

export async function run({
  program: calledBy = 'slipway',
  argv,
  env,
  streams,
  version,
  stop,
}: Call): Promise<ExitCode> {
  const lang = askedLanguage(argv)
  const terminal = createTerminal({ streams, env, language: languageFor(env, lang), stop })
  try {
    if (lang !== undefined && lang !== 'zh' && lang !== 'en')
      throw new ExitError(exitCodes.usage, texts.usage.badLanguage(lang))
    const open = (options: GlobalOptions) => openSession({ terminal, env, options, version })
    const spelling = spellingOf(calledBy)
    if (spelling) {
      const { runSpelling } = await import('./compat/carry-out.ts')
      await runSpelling({ spelling, terminal, version, open }, argv)
      return exitCodes.ok
    }
    const program = createProgram(terminal, version, open)
    await program.parseAsync(argv, { from: 'user' })
    return exitCodes.ok
  } catch (error) {
    return end(error, terminal, argv)
  }
}

/** `--lang` is wanted before the options are read: the help is in that language. */
function askedLanguage(argv: readonly string[]): string | undefined {
  const at = argv.findIndex(word => word === '--lang' || word.startsWith('--lang='))
  if (at < 0) return undefined
  return argv[at] === '--lang' ? argv[at + 1] : argv[at]?.slice('--lang='.length)
}

function end(error: unknown, terminal: Terminal, argv: readonly string[]): ExitCode {
  if (error instanceof CommanderError) return endOfUsage(error, terminal, argv)
  const { code, text, document } = failureOf(error)
  const isForPrograms = argv.some(word => /^--?json$/.test(word))
  if (isForPrograms && (document ?? text) !== undefined) {
    terminal.streams.err(`${toJson(document ?? { exitCode: code, text }, 2)}\n`)
  } else if (text) tell(terminal, text)
  return code
}

function failureOf(error: unknown): { code: ExitCode; text?: Text | undefined; document?: unknown } {
  if (error instanceof ExitError) return error
  if (error instanceof RefusedError) {
    const { code, because } = error.refusal
    return { code: code.startsWith('unknown-') ? exitCodes.notFound : exitCodes.refused, text: because }
  }
  if (error instanceof ExternalError) return { code: exitCodes.failed, text: sameInBoth(error.message) }
  const said = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { code: exitCodes.failed, text: texts.bug(said) }
}

type Usage = Exclude<keyof typeof texts.usage, 'unknownRoles'>

const usageOfCode: Readonly<Record<string, (what: string) => Text>> = {
  'commander.unknownOption': texts.usage.unknownOption,
  'commander.unknownCommand': texts.usage.unknownCommand,
  'commander.missingArgument': texts.usage.missingArgument,
  'commander.optionMissingArgument': texts.usage.optionMissingArgument,
  'commander.missingMandatoryOptionValue': texts.usage.missingOption,
  'commander.excessArguments': texts.usage.excessArguments,
} satisfies Record<string, (typeof texts.usage)[Usage]>

function endOfUsage(error: CommanderError, terminal: Terminal, argv: readonly string[]): ExitCode {
  if (error.exitCode === 0) return exitCodes.ok
  // A noun alone: commander has shown its help.
  if (error.code === 'commander.help') return exitCodes.usage
  const what = /'([^']*)'/.exec(error.message)?.[1] ?? ''
  const suggestion = /\(Did you mean (.+)\?\)/.exec(error.message)?.[1]
  const sentence = usageOfCode[error.code] ?? texts.usage.other
  tell(terminal, sentence(usageOfCode[error.code] ? `${what}${suggestion ? ` (${suggestion}?)` : ''}` : error.message))
  // The shell has taken an id with an unquoted # away.
  if (error.code === 'commander.missingArgument' && /^(id|text|words)$/.test(what))
    tell(terminal, texts.usage.quoteIds())
  const nouns = argv.filter(word => /^[a-z]+$/.test(word)).slice(0, 1)
  tell(terminal, texts.usage.seeHelp(['slipway', ...nouns].join(' ')))
  return exitCodes.usage
}

function tell({ streams, colours, say }: Terminal, sentence: Text): void {
  streams.err(`${colours.red(plain(say(sentence)))}\n`)
}
