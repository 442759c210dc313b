import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, civilDate, dashedDay, isCivilDate, startOfDay } from './clock.ts'

describe('the civil date of an instant', () => {
  test.each([
    ['2026-03-01T23:30:00Z', 'UTC', '20260301'],
    // Sunday in London is Monday in Shanghai.
    ['2026-03-01T23:30:00Z', 'Asia/Shanghai', '20260302'],
    ['2026-03-01T15:59:59Z', 'Asia/Shanghai', '20260301'],
    ['2026-03-01T16:00:00Z', 'Asia/Shanghai', '20260302'],
    ['2026-12-31T16:00:00Z', 'Asia/Shanghai', '20270101'],
    ['2026-03-01T03:00:00Z', 'America/New_York', '20260228'],
    // Clocks go forward at 07:00 UTC on this day.
    ['2026-03-09T03:59:59Z', 'America/New_York', '20260308'],
    ['2026-03-09T04:00:00Z', 'America/New_York', '20260309'],
  ])('%s in %s is %s', (instant, timezone, date) => {
    expect(civilDate(new Date(instant), timezone)).toBe(date)
  })

  test('is a day of the calendar, wherever', () => {
    const timezones = fc.constantFrom('UTC', 'Asia/Shanghai', 'America/St_Johns', 'Pacific/Kiritimati')
    fc.assert(
      fc.property(instants, timezones, (instant, timezone) => {
        expect(isCivilDate(civilDate(instant, timezone))).toBe(true)
      }),
    )
  })
})

const instants = fc.date({ min: new Date('1970-01-02'), max: new Date('9998-12-31'), noInvalidDate: true })

describe('adding days', () => {
  test.each([
    ['20260228', 1, '20260301'],
    ['20240228', 1, '20240229'],
    ['20261231', 1, '20270101'],
    ['20260301', -1, '20260228'],
  ])('%s and %i is %s', (date, days, sum) => {
    expect(addDays(date, days)).toBe(sum)
  })

  test('and taking them away again gives the same day', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 20_000 }), (instant, days) => {
        const date = civilDate(instant, 'UTC')
        fc.pre(Number(date.slice(0, 4)) + days / 365 < 9_998)
        expect(addDays(addDays(date, days), -days)).toBe(date)
      }),
    )
  })
})

test.each(['20260229', '20261301', '20260100', '2026-03-01', '202603', '', '２０２６0301'])(
  '%j is no civil date',
  date => {
    expect(isCivilDate(date)).toBe(false)
  },
)

test('a civil date is told with dashes', () => {
  expect(dashedDay('20261201')).toBe('2026-12-01')
})

describe('the beginning of a day', () => {
  test.each([
    ['20261202', 'Asia/Shanghai', '2026-12-01T16:00:00.000Z'],
    ['20261202', 'UTC', '2026-12-02T00:00:00.000Z'],
    ['20260308', 'America/New_York', '2026-03-08T05:00:00.000Z'],
    // Clocks went forward the night before.
    ['20260309', 'America/New_York', '2026-03-09T04:00:00.000Z'],
    ['20261101', 'America/New_York', '2026-11-01T04:00:00.000Z'],
    ['20261102', 'America/New_York', '2026-11-02T05:00:00.000Z'],
  ])('%s in %s is %s', (date, timezone, instant) => {
    expect(startOfDay(date, timezone).toISOString()).toBe(instant)
  })
})
