import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareEvr, parseEvr } from '../evr.ts'
import { findText, internText, newStrings, textOf, viewOf } from './strings.ts'
import { newTriples } from './triples.ts'
import { compareVersions, internVersion } from './versions.ts'

test('a string has one id, however often it comes', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 300 }), texts => {
      const strings = newStrings()
      const ids = texts.map(t => internText(strings, t))
      expect(ids.map(id => textOf(strings, id))).toEqual(texts.map(t => Buffer.from(t).toString()))
      expect(strings.count).toBe(new Set(['', ...texts.map(t => Buffer.from(t).toString())]).size)
      expect(findText(strings, 'nobody said this')).toBeUndefined()
    }),
    { numRuns: 50 },
  )
})

test('versions lie as evr.ts has them', () => {
  const part = fc.string({ unit: fc.constantFrom(...'0019aaZ.~^_+'), minLength: 1, maxLength: 6 })
  const version = fc.tuple(fc.nat(2), part, part).map(([epoch, v, r]) => `${epoch}:${v}-${r}`)
  fc.assert(
    fc.property(version, version, (a, b) => {
      const strings = newStrings()
      const versions = newTriples()
      const [first, second] = [a, b].map(t =>
        internVersion(strings, versions, viewOf(Buffer.from(t)), 0, Buffer.byteLength(t)),
      )
      const [left, right] = [parseEvr(a) ?? expect.fail(a), parseEvr(b) ?? expect.fail(b)]
      expect(compareVersions(strings, versions, first ?? -1, second ?? -1)).toBe(compareEvr(left, right))
    }),
    { numRuns: 1000 },
  )
})
