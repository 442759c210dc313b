// How a verb ends: exit codes, and which failure gives which.

import type { Text } from '../lib/text.ts'

export const exitCodes = { ok: 0, failed: 1, usage: 2, refused: 3, notFound: 4, remoteDown: 5, bug: 70 } as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** Ends the program with a sentence on stderr. */
export class ExitError extends Error {
  override name = 'ExitError'
  readonly code: ExitCode
  /** Absent when everything was said already. */
  readonly text: Text | undefined
  /** What the server answered, for `--json`. */
  readonly document: unknown
  constructor(code: ExitCode, text?: Text, document?: unknown) {
    super(text?.en ?? '')
    this.code = code
    this.text = text
    this.document = document
  }
}

/** Kind of the problem a server answered with (`unknown-release`); undefined when it was none of its. */
export function problemOf({ document }: ExitError): string | undefined {
  const { type } = (document ?? {}) as { type?: unknown }
  return typeof type === 'string' ? type.split('/').at(-1) : undefined
}

/** The exit code of an answer that is not a success. Some kinds of problem say that a system outside was the reason. */
export function exitCodeOf(status: number, problem?: string): ExitCode {
  if (problem === 'lookup-failed' || problem === 'external-system') return exitCodes.remoteDown
  if (status === 404) return exitCodes.notFound
  if (status === 502 || status === 503 || status === 504) return exitCodes.remoteDown
  return status >= 400 && status < 500 ? exitCodes.refused : exitCodes.failed
}
