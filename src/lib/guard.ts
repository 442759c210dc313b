// The guard for names and paths that people or other systems gave us: what passes can never leave its folder.

import { isAbsolute, join, relative, resolve } from 'node:path'

const SEGMENT = /^[A-Za-z0-9_][A-Za-z0-9._+:~^@%-]*$/

/** Whether a string can be one path segment: no separator, no leading dot or dash, no control character, ≤ 200 characters. */
export function isSafeSegment(segment: string): boolean {
  return segment.length <= 200 && SEGMENT.test(segment) && !segment.includes('..')
}

/** Joins segments below a root; throws when a segment is unsafe or the result would leave the root. */
export function safeJoin(root: string, ...segments: readonly string[]): string {
  for (const segment of segments.flatMap(s => s.split('/'))) {
    if (!isSafeSegment(segment)) throw new Error(`unsafe path segment: ${JSON.stringify(segment.slice(0, 80))}`)
  }
  const path = resolve(join(root, ...segments))
  const inside = relative(resolve(root), path)
  if (inside.startsWith('..') || isAbsolute(inside)) throw new Error('path leaves its root')
  return path
}
