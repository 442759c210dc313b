import { isAbsolute, relative } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSafeSegment, safeJoin } from './guard.ts'

const ROOT = '/srv/data'

// Strings near the edge: separators, dots, dashes and control characters next to plain names.
const pieces = fc.constantFrom('..', '.', '/', '\\', '-', '~', '%2e', '%2f', '\0', '\n', 'a', 'b1', ' ', '…', '@', '+')
const hostile = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.array(pieces).map(parts => parts.join('')),
)

describe('safeJoin', () => {
  test('never leaves its root, whatever it is given', () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 4 }), segments => {
        let path: string
        try {
          path = safeJoin(ROOT, ...segments)
        } catch {
          return
        }
        const inside = relative(ROOT, path)
        expect(inside.split('/')).not.toContain('..')
        expect(isAbsolute(inside)).toBe(false)
      }),
    )
  })

  test('joins plain names unchanged, at any depth', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_+-]{0,20}$/)
    fc.assert(
      fc.property(fc.array(name, { minLength: 1 }), names => {
        expect(safeJoin(ROOT, names.join('/'))).toBe(`${ROOT}/${names.join('/')}`)
        expect(safeJoin(ROOT, ...names)).toBe(`${ROOT}/${names.join('/')}`)
      }),
    )
  })

  test.each(['../etc/passwd', '/etc/passwd', 'a/../../b', 'a//b', '', '.', 'a/', '-rf', '.ssh', 'a\0b', 'a\nb', 'a\n'])(
    'refuses %j',
    segment => {
      expect(() => safeJoin(ROOT, segment)).toThrow('unsafe path segment')
    },
  )
})

test.each([
  'kernel-6.6.0-1.oe2403.x86_64.rpm',
  'libstdc++-devel-12.3.1-1.x86_64.rpm',
  'a~rc1^git2',
  'openEuler-24.03-LTS',
  'epoch-1:2.0-3.noarch.rpm',
])('%s is a safe segment', segment => {
  expect(isSafeSegment(segment)).toBe(true)
})

test('a segment has 200 characters at most', () => {
  expect(isSafeSegment('a'.repeat(200))).toBe(true)
  expect(isSafeSegment('a'.repeat(201))).toBe(false)
})
