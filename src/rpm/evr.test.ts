import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareEvr, parseEvr, rpmvercmp } from './evr.ts'

// The pairs of rpm's own tests/rpmvercmp.at, and the caret's from its manual on versions. Each is tried both ways.
const LOWER_THEN_HIGHER = `
  1.0 2.0 | 2.0 2.0.1 | 2.0.1 2.0.1a | 5.5p1 5.5p2 | 5.5p1 5.5p10 | 10xyz 10.1xyz | xyz10 xyz10.1 | xyz.4 8 | xyz.4 2
  5.5p2 5.6p1 | 5.6p1 6.5p1 | 6.0 6.0.rc1 | 10a1 10b2 | 10a2 10b2 | 1.0a 1.0aa | 10.0001 10.0039 | 4.999.9 5.0
  20101121 20101122 | 1.0~rc1 1.0 | 1.0~rc1 1.0~rc2 | 1.0~rc1~git123 1.0~rc1 | 1b.fc17 1.fc17 | 1.fc17 1g.fc17
  1.0 1.0^ | 1.0^git1 1.0^git2 | 1.0^git1 1.01 | 1.0^20160101 1.0.1 | 1.0^20160101^git1 1.0.1
  1.0^20160101 1.0^20160101^git1 | 1.0~rc1 1.0~rc1^git1 | 1.0^git1~pre 1.0^git1 | 1.0~rc1^git1 1.0
`

const EQUAL = `
  1.0 1.0 | 2.0.1a 2.0.1a | 5.5p10 5.5p10 | xyz.4 xyz.4 | 10.0001 10.1 | 2.0 2_0 | a+ a_ | +a _a | +_ _+ | + _
  1.0~rc1 1.0~rc1 | 1.0~rc1~git123 1.0~rc1~git123 | 1.0^ 1.0^ | 1.0^git1~pre 1.0^git1~pre | 1.1.α 1.1.β | 1.1.α 1.1.αα
`

function pairs(table: string): [string, string][] {
  const cells = table.split(/[|\n]/).map(c => c.trim())
  return cells.filter(Boolean).map(c => c.split(' ') as [string, string])
}

describe('rpmvercmp', () => {
  test.each(pairs(LOWER_THEN_HIGHER))('%s is lower than %s', (lower, higher) => {
    expect([rpmvercmp(lower, higher), rpmvercmp(higher, lower)]).toEqual([-1, 1])
  })

  test.each(pairs(EQUAL))('%s equals %s', (a, b) => {
    expect([rpmvercmp(a, b), rpmvercmp(b, a)]).toEqual([0, 0])
  })

  const version = fc.string({ unit: fc.constantFrom(...'019aZ.~^_+'), maxLength: 10 })

  test('turning the question round turns the answer round', () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(rpmvercmp(a, b) + rpmvercmp(b, a)).toBe(0)
      }),
    )
  })

  test('what is appended decides alone: a tilde lowers, a caret raises', () => {
    fc.assert(
      fc.property(version, v => {
        expect([rpmvercmp(`${v}~x`, v), rpmvercmp(`${v}^x`, v)]).toEqual([-1, 1])
      }),
    )
  })

  test('numbers of any length are compared as numbers', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 40n), fc.bigInt(0n, 10n ** 40n), (a, b) => {
        expect(rpmvercmp(`1.0${a}`, `1.${b}`)).toBe(a < b ? -1 : a > b ? 1 : 0)
      }),
    )
  })
})

describe('compareEvr', () => {
  const evr = (written: string) => parseEvr(written) ?? expect.fail(written)

  test.each([
    ['1:1.0-1', '2.0-1', 1],
    ['1.0-2', '1.0-10', -1],
    ['0:1.0-1', '1.0-1', 0],
    ['1.0~rc1-9', '1.0-1', -1],
  ] as const)('%s against %s is %i', (a, b, order) => {
    expect(compareEvr(evr(a), evr(b))).toBe(order)
  })

  test.each(['', 'a b', '1:2:3', '1-2-3', ':1-1'])('%j is no EVR', written => {
    expect(parseEvr(written)).toBeUndefined()
  })
})
