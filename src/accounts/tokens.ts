// Bearer tokens: `slw_` and 32 random bytes. Only the SHA-256 of one is ever stored.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const TOKEN = /^slw_[A-Za-z0-9_-]{43}$/

/** A new token; it is shown once and cannot be read back. */
export function makeToken(): string {
  return `slw_${randomBytes(32).toString('base64url')}`
}

export function isToken(value: string): boolean {
  return TOKEN.test(value)
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Compares two hashes in constant time. */
export function hashesMatch(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}
