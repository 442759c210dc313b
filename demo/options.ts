// What the demonstration can be told on its command line, with defaults; says what is wrong in one sentence.

import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { isCivilDate } from '../src/lib/clock.ts'
import type { Language } from '../src/lib/text.ts'
import { mondayOf, repositoryFolder } from './scenario.ts'

export interface Options {
  /** Undefined: a fresh directory, removed when all went well. */
  readonly data: string | undefined
  /** Undefined: any free port. */
  readonly port: number | undefined
  /** Leave the server running. */
  readonly keep: boolean
  /** A distribution built before; undefined: built, or taken from the cache. */
  readonly builds: string | undefined
  readonly serverCommand: readonly string[]
  /** Address of a server that somebody else started and may restart; undefined: start one. */
  readonly url: string | undefined
  /** How far to go: only look whether anything is in the way, lay everything out and write the configuration, or play. */
  readonly until: 'look' | 'prepare' | 'end'
  readonly language: Language
  /** The newest of the three Mondays, YYYYMMDD. */
  readonly monday: string | undefined
  /** File for paths and hashes of everything published, less times: two plays over the same RPMs give the same. */
  readonly record: string | undefined
  /** File for the numbers of steps that went well or not. */
  readonly summary: string | undefined
}

export const defaultData = join(repositoryFolder, 'data', 'demo')

export const usage = `usage: demo/play.ts [options]
  --data DIR            data directory (default data/demo; with --ci a fresh one)
  --port N              port of the server (default 8080; with --ci any free one)
  --ci                  fresh data directory, any free port, stop at the end
  --keep                leave the server running (the default without --ci)
  --stop                stop the server at the end
  --builds DIR          take the RPMs of this distribution, built before
  --monday YYYYMMDD     date of the newest of the three releases (default: this week's Monday)
  --lang en|zh          language of what is printed
  --summary FILE        write the numbers of steps that passed and failed
  --record FILE         write paths and hashes of all that is published, less times
  --server-command CMD  program and arguments that run slipway, separated by blanks
  --look                only say whether anything stands in the way
  --prepare             lay out data directory and configuration, start nothing
  --no-start --url URL  play on the server of the data directory that runs there`

export function readOptions(args: readonly string[]): Options | { readonly wrong: string } {
  let values: ReturnType<typeof parse>
  try {
    values = parse(args)
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) }
  }
  const ci = values.ci ?? false
  const port = values.port === undefined ? (ci ? undefined : 8080) : Number(values.port)
  const language = values.lang ?? 'en'
  const monday = values.monday
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536))
    return { wrong: '--port takes a number from 1 to 65535' }
  if (language !== 'en' && language !== 'zh') return { wrong: '--lang takes en or zh' }
  if (monday !== undefined && !(isCivilDate(monday) && mondayOf(monday) === monday)) {
    return { wrong: '--monday takes the date of a Monday as YYYYMMDD' }
  }
  if ((values['no-start'] ?? false) !== (values.url !== undefined)) return { wrong: '--no-start and --url go together' }
  if (values.url !== undefined && values.data === undefined)
    return { wrong: '--no-start needs the --data of that server' }
  if (values.keep && values.stop) return { wrong: '--keep and --stop exclude each other' }
  const data = values.data ?? (ci ? undefined : defaultData)
  return {
    data: data && resolve(data),
    port,
    keep: values.keep ?? (!ci && !values.stop),
    builds: values.builds && resolve(values.builds),
    serverCommand: values['server-command']?.split(/\s+/) ?? [
      process.execPath,
      join(repositoryFolder, 'dist', 'cli', 'main.js'),
    ],
    url: values.url,
    until: values.look ? 'look' : values.prepare ? 'prepare' : 'end',
    language,
    monday,
    record: values.record && resolve(values.record),
    summary: values.summary && resolve(values.summary),
  }
}

function parse(args: readonly string[]) {
  const string = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  return parseArgs({
    args: [...args],
    options: {
      data: string,
      port: string,
      ci: flag,
      keep: flag,
      stop: flag,
      builds: string,
      monday: string,
      lang: string,
      record: string,
      summary: string,
      'server-command': string,
      look: flag,
      prepare: flag,
      'no-start': flag,
      url: string,
    },
  }).values
}
