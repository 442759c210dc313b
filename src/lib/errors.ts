// The three kinds of failure: a refusal (a value with a sentence), an ExternalError, and everything else, which is a bug.

import type { Text } from './text.ts'

/** A request that is not carried out, with the reason said to the person. Nothing has changed. */
export interface Refusal {
  readonly refused: true
  /** Stable machine-readable kind, kebab-case, e.g. `wrong-role`; the last part of the problem+json `type`. */
  readonly code: string
  readonly because: Text
}

export function refuse(code: string, because: Text): Refusal {
  return { refused: true, code, because }
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && (value as { refused?: unknown }).refused === true
}

/** Carries a refusal out of code that has no other way to return it; the HTTP and CLI doors turn it back into one. */
export class RefusedError extends Error {
  override name = 'RefusedError'
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.because.en)
    this.refusal = refusal
  }
}

/** A system outside of Slipway failed. Only retryable ones are tried again. Made by adapters and lib alone. */
export class ExternalError extends Error {
  override name = 'ExternalError'
  readonly system: string
  readonly operation: string
  readonly status: number | undefined
  readonly retryable: boolean
  constructor(
    facts: { system: string; operation: string; message: string; status?: number; retryable: boolean },
    options?: { cause?: unknown },
  ) {
    super(`${facts.system}: ${facts.operation}: ${facts.message}`, options)
    this.system = facts.system
    this.operation = facts.operation
    this.status = facts.status
    this.retryable = facts.retryable
  }
}

/** Whether a system has answered that it will not: no such thing, not allowed. Asking again would not help. */
export function isDenied(error: unknown): error is ExternalError {
  return error instanceof ExternalError && !error.retryable
}
