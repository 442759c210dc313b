// Which day gets the weekly release: holidays, working weekends, missed Mondays, time zones and clocks that jump.

import { expect, test } from 'vitest'
import { addDays } from '../lib/clock.ts'
import { dueRelease, nextRelease, type Planning, weekOf } from './calendar.ts'

const weekly: Planning = { maintained: true, weekly: true, holidays: [], workdays: [] }

type Over = Partial<Planning> & { timezone?: string; lastDates?: readonly string[] }

function table({ timezone = 'Asia/Shanghai', lastDates = [], ...over }: Over = {}) {
  return { planning: { ...weekly, ...over }, timezone, lastDates }
}

function due(at: string, over: Over = {}): string | undefined {
  return dueRelease(table(over), new Date(at))
}

test('Monday, as the branch counts it', () => {
  // 2026-11-22 is a Sunday.
  expect(due('2026-11-22T15:59:59Z')).toBeUndefined()
  expect(due('2026-11-22T16:00:00Z')).toBe('20261123')
  expect(due('2026-11-22T23:30:00Z')).toBe('20261123')
  expect(due('2026-11-22T23:30:00Z', { timezone: 'UTC' })).toBeUndefined()
  expect(due('2026-11-23T23:30:00Z', { timezone: 'America/Los_Angeles' })).toBe('20261123')
})

test('not where nobody wants it', () => {
  expect(due('2026-11-23T01:00:00Z', { weekly: false })).toBeUndefined()
  expect(due('2026-11-23T01:00:00Z', { maintained: false })).toBeUndefined()
  expect(nextRelease(table({ weekly: false }), new Date('2026-11-23T01:00:00Z'))).toBeUndefined()
})

test('once a week, whoever made it, and whether or not it was deleted since', () => {
  for (const made of ['20261123', '20261124', '20261127', '20261129']) {
    expect(due('2026-11-23T01:00:00Z', { lastDates: [made] })).toBeUndefined()
  }
  expect(due('2026-11-23T01:00:00Z', { lastDates: ['20261116', '20261122', '20261130'] })).toBe('20261123')
})

test('a Monday that was missed is made up until Friday, then the week is skipped', () => {
  const days = ['24', '25', '26', '27', '28', '29'].map(day => due(`2026-11-${day}T01:00:00Z`))
  expect(days).toEqual(['20261124', '20261125', '20261126', '20261127', undefined, undefined])
  expect(due('2026-11-30T01:00:00Z')).toBe('20261130')
})

test('a holiday on Monday puts it off to the next day that is worked', () => {
  // The National Day of China: the first seven days of October, a Thursday to a Wednesday.
  const holidays = Array.from({ length: 7 }, (_, day) => addDays('20261001', day))
  const days = [5, 6, 7, 8, 9].map(day => due(`2026-10-0${day}T01:00:00Z`, { holidays }))
  expect(days).toEqual([undefined, undefined, undefined, '20261008', '20261009'])
})

test('a weekend is not worked unless it makes up for a holiday', () => {
  const holidays = Array.from({ length: 5 }, (_, day) => addDays('20261123', day))
  expect(due('2026-11-28T01:00:00Z', { holidays })).toBeUndefined()
  expect(due('2026-11-28T01:00:00Z', { holidays, workdays: ['20261128', '20261129'] })).toBe('20261128')
  expect(due('2026-11-29T01:00:00Z', { holidays, workdays: ['20261128', '20261129'] })).toBeUndefined()
  // A worked Saturday is no second chance for a week that had a working day before.
  expect(due('2026-11-28T01:00:00Z', { workdays: ['20261128'] })).toBeUndefined()
})

test('every week has exactly one, also when clocks are put back or forward', () => {
  for (const timezone of ['Europe/Berlin', 'America/Sao_Paulo', 'Pacific/Apia']) {
    const lastDates: string[] = []
    for (let hour = 0; hour < 24 * 7 * 7; hour += 3) {
      const now = new Date(Date.UTC(2018, 8, 25) + hour * 3_600_000)
      const date = dueRelease({ planning: weekly, timezone, lastDates }, now)
      if (date) lastDates.push(date)
    }
    const weeks = lastDates.map(weekOf)
    expect(new Set(weeks).size).toBe(weeks.length)
    // The first days of the time looked at may belong to the week before it.
    expect(lastDates.slice(1)).toEqual(weeks.slice(1))
    expect(weeks.length).toBeGreaterThanOrEqual(7)
  }
})

test('a clock that jumps makes no second release of a week', () => {
  const lastDates = ['20261124']
  expect(due('2026-11-23T01:00:00Z', { lastDates })).toBeUndefined()
  expect(due('2026-11-25T01:00:00Z', { lastDates })).toBeUndefined()
  expect(due('2026-11-20T01:00:00Z', { lastDates: ['20261116', ...lastDates] })).toBeUndefined()
  expect(due('2026-12-01T01:00:00Z', { lastDates })).toBe('20261201')
})

test('the next date is told', () => {
  const next = (at: string, over: Over = {}) => nextRelease(table(over), new Date(at))
  expect(next('2026-11-22T01:00:00Z')).toBe('20261123')
  expect(next('2026-11-23T01:00:00Z')).toBe('20261123')
  expect(next('2026-11-23T01:00:00Z', { lastDates: ['20261123'] })).toBe('20261130')
  expect(next('2026-11-28T01:00:00Z', { holidays: ['20261130'] })).toBe('20261201')
  const never = Array.from({ length: 500 }, (_, day) => addDays('20261123', day))
  expect(next('2026-11-23T01:00:00Z', { holidays: never })).toBeUndefined()
})
