// What a verb is given of the world: where to write, who is asking in which language. Never reads the environment.

import { createColors } from 'picocolors'
import type { Language, Text } from '../lib/text.ts'

export type Environment = Readonly<Record<string, string | undefined>>

export interface Streams {
  out(text: string): void
  err(text: string): void
  /** Whether stdout is a terminal that a person looks at. */
  readonly isTerminal: boolean
  /** Columns of the terminal. */
  readonly width: number
}

export interface Terminal {
  readonly streams: Streams
  readonly language: Language
  readonly colours: ReturnType<typeof createColors>
  /** Fires when the person wants to stop (Ctrl-C). From the first call on, that no longer ends the program by itself. */
  stop(): AbortSignal
  /** A sentence in the person's language. */
  say(text: Text): string
}

/** Settings that hold for every verb; the environment stands in where an option is absent. */
export interface GlobalOptions {
  readonly url?: string
  readonly tokenFile?: string
  readonly json?: boolean
  readonly lang?: Language
}

export function createTerminal(given: {
  streams: Streams
  env: Environment
  language: Language
  stop: () => AbortSignal
}): Terminal {
  const { streams, env, language, stop } = given
  const colours = createColors(streams.isTerminal && !env.NO_COLOR && env.TERM !== 'dumb')
  return { streams, language, colours, stop, say: text => text[language] }
}

/** The language of the locale; `lang` is what was asked for on the command line. */
export function languageFor(env: Environment, lang: string | undefined): Language {
  const locale = lang ?? (env.LC_ALL || env.LC_MESSAGES || env.LANG || '')
  return /^zh(?![a-z])/i.test(locale) ? 'zh' : 'en'
}

/** Text of others, fit to be shown: nothing in it can command the terminal. */
export function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '')
}

/** JSON for programs, safe to look at: what could command the terminal is escaped. */
export function toJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    /[\u007f-\u009f]/g,
    c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
