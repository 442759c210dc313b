// Structured logs: one line per decision and per outside call, a static message and fields. Never a secret.

import { pino } from 'pino'

export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
  child(fields: object): Log
}

export function createLog(level: string): Log {
  return pino({ level, redact: ['token', 'password', 'authorization', '*.token', '*.password', '*.authorization'] })
}

export const silentLog: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => silentLog,
}
