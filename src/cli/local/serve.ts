// `slipway serve`: runs the server on this machine until it is told to stop, and lets it finish what it is doing.

import { resolve } from 'node:path'
import type { AppSettings } from '../../app.ts'
import { RefusedError } from '../../lib/errors.ts'
import { createLog } from '../../lib/log.ts'
import type { Text } from '../../lib/text.ts'
import { ExitError, exitCodes } from '../exit.ts'
import type { Session } from '../session.ts'
import { toJson } from '../terminal.ts'
import { texts } from '../texts.ts'
import { databaseFailure, dataDirOf } from './database.ts'

export interface ServeOptions {
  readonly data?: string
  readonly port?: string
  readonly host?: string
  readonly config?: string
}

/** Starts the server; tests hand in another. */
export type Start = (settings: AppSettings) => Promise<{ readonly url: string; close(): Promise<void> }>

export async function serve(session: Session, options: ServeOptions, start: Start = startWhole): Promise<void> {
  const { env, terminal, json } = session
  const { streams, say } = terminal
  const dataDir = dataDirOf(env, options)
  const host = options.host ?? (env.SLIPWAY_HOST || '127.0.0.1')
  const port = portOf(options.port ?? (env.SLIPWAY_PORT || '8080'))
  const configFile = options.config ?? (env.SLIPWAY_CONFIG || undefined)
  const stop = terminal.stop()
  let tellLost: (reason: string) => void = () => undefined
  const lost = new Promise<string>(resolve => {
    tellLost = resolve
  })
  const app = await start({
    dataDir,
    port,
    host,
    configFile: configFile && resolve(configFile),
    databaseUrl: env.DATABASE_URL || undefined,
    log: createLog(env.SLIPWAY_LOG_LEVEL || 'info'),
    onLost: reason => tellLost(reason),
  }).catch(error => {
    throw new ExitError(exitCodes.failed, startFailure(error, host, port))
  })
  streams.out(json ? `${toJson({ url: app.url, dataDir })}\n` : `${say(texts.serving(app.url, dataDir))}\n`)

  const reason = await Promise.race([lost, stopped(stop)])
  if (reason === undefined) streams.err(`${say(texts.stopping())}\n`)
  await app.close()
  if (reason !== undefined) throw new ExitError(exitCodes.failed, texts.lost(reason))
  streams.err(`${say(texts.stopped())}\n`)
}

/** The app is loaded once the settings are known to be right. */
async function startWhole(settings: AppSettings): ReturnType<Start> {
  const { startApp } = await import('../../app.ts')
  return startApp(settings)
}

/** What a person can mend is told in a sentence; anything else is a bug and goes on as it is. */
function startFailure(error: unknown, host: string, port: number): Text {
  if (error instanceof RefusedError) return error.refusal.because
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return texts.portTaken(host, port)
  if (code === 'EACCES' && port < 1024) return texts.portForbidden(host, port)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return texts.badHost(host)
  const said = databaseFailure(error)
  if (said) return said
  throw error
}

function portOf(given: string): number {
  if (!/^\d{1,5}$/.test(given) || Number(given) > 65_535)
    throw new ExitError(exitCodes.usage, texts.usage.badPort(given))
  return Number(given)
}

function stopped(stop: AbortSignal): Promise<undefined> {
  if (stop.aborted) return Promise.resolve(undefined)
  return new Promise(resolve => {
    stop.addEventListener('abort', () => resolve(undefined), { once: true })
  })
}
