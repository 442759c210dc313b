// One call of the program: what was asked for in general, and the client it talks through.

import { readFileSync } from 'node:fs'
import { type Client, createClient } from './client.ts'
import { ExitError, exitCodes } from './exit.ts'
import type { Environment, GlobalOptions, Terminal } from './terminal.ts'
import { texts } from './texts.ts'

const DEFAULT_URL = 'http://127.0.0.1:8080'

export interface Session {
  readonly terminal: Terminal
  readonly env: Environment
  readonly json: boolean
  /** The client by options and environment; wrong settings are refused before anything is sent. */
  client(): Client
}

/** What a session is made of. The token comes from the environment or a file, never from the command line. */
export function openSession(given: {
  terminal: Terminal
  env: Environment
  options: GlobalOptions
  version: string
}): Session {
  const { terminal, env, options, version } = given
  const client = () =>
    createClient({ url: urlOf(env, options), token: tokenOf(env, options), language: terminal.language, version })
  return { terminal, env, json: options.json ?? false, client }
}

function urlOf(env: Environment, options: GlobalOptions): string {
  const given = options.url ?? (env.SLIPWAY_URL || DEFAULT_URL)
  if (!/^https?:\/\/[^/?#]/i.test(given) || !URL.canParse(given))
    throw new ExitError(exitCodes.usage, texts.usage.badUrl(given))
  return given.replace(/\/+$/, '')
}

function tokenOf(env: Environment, options: GlobalOptions): string | undefined {
  const file = options.tokenFile ?? (env.SLIPWAY_TOKEN ? undefined : env.SLIPWAY_TOKEN_FILE)
  if (!file) return env.SLIPWAY_TOKEN?.trim() || undefined
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw new ExitError(exitCodes.usage, texts.usage.tokenFile(file, (error as Error).message))
  }
}
