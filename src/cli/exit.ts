// How a verb ends: exit codes, and which failure gives which.

import type { Text } from '../lib/text.ts'

export const exitCodes = { ok: 0, failed: 1, usage: 2, refused: 3, notFound: 4, remoteDown: 5 } as const

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

/** The exit code of an answer that is not a success. */
export function exitCodeOf(status: number): ExitCode {
  if (status === 404) return exitCodes.notFound
  if (status === 502 || status === 503 || status === 504) return exitCodes.remoteDown
  return status >= 400 && status < 500 ? exitCodes.refused : exitCodes.failed
}
