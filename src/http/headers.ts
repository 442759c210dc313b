// Response headers that hold on every answer: what browsers may do with it, and when it may be kept.

import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

// Ant Design writes its styles into the page, hence 'unsafe-inline' for styles alone.
const PAGES_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "img-src 'self' data:",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** For everything that is not our own page: shown, it may run and load nothing. */
const CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"

export function addSecurityHeaders(reply: FastifyReply): void {
  reply.headers({
    'content-security-policy': CONTENT_POLICY,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  })
}

/** Lets our own pages run their scripts. */
export function allowPages(reply: FastifyReply): void {
  reply.header('content-security-policy', PAGES_POLICY)
}

/** Gives a successful JSON answer an ETag, and answers 304 when the caller has these very bytes. */
export function addEntityTag(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  if (request.method !== 'GET' && request.method !== 'HEAD') return payload
  if (typeof payload !== 'string' || reply.statusCode !== 200) return payload
  const tag = `"${createHash('sha256').update(payload).digest('base64url').slice(0, 27)}"`
  reply.headers({ etag: tag, 'cache-control': 'private, no-cache', vary: 'Authorization, Cookie' })
  return isKnown(request, tag) ? notModified(reply) : payload
}

/** Whether If-None-Match names the tag. */
export function isKnown(request: FastifyRequest, tag: string): boolean {
  const known = (request.headers['if-none-match'] ?? '').split(',').map(t => t.trim().replace(/^W\//, ''))
  return known.includes(tag) || known.includes('*')
}

export function notModified(reply: FastifyReply): '' {
  reply.code(304).removeHeader('content-type').removeHeader('content-length')
  return ''
}
