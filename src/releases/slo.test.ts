// The clock of a CVE: bands of scores, where it starts, civil days at their edges, and attainment over weeks.

import { describe, expect, test } from 'vitest'
import { type Clocked, type Clocks, mondayOf, type Reading, sloDays, sloOf, sloReport } from './slo.ts'

test.each([
  [10, 7],
  [9, 7],
  [8.96, 7],
  [8.9, 14],
  [7, 14],
  [6.95, 14],
  [6.94, 30],
  [6.9, 30],
  [0.1, 30],
  [0.05, 30],
  [0.04, null],
  [0, null],
  [-1, null],
  [10.1, null],
  [Number.NaN, null],
  [null, null],
])('a CVE of score %s may take %s days', (score, days) => {
  expect(sloDays(score)).toBe(days)
})

const row: Clocked = {
  cve: 'CVE-2026-1',
  score: 9.8,
  openedAt: '2026-11-02T20:00:00Z',
  addedAt: new Date('2026-11-09T01:00:00Z'),
  left: null,
  acceptance: 'accepted',
}
const clocks: Clocks = {
  now: new Date('2026-11-08T10:00:00Z'),
  timezone: 'Asia/Shanghai',
  published: new Map([['CVE-2026-1', '2026-11-01']]),
  releasedAt: null,
}

describe('the clock', () => {
  test('starts with the publication, else the issue, else the row', () => {
    expect(sloOf(row, clocks)).toEqual({ state: 'running', days: 7, due: '20261108', left: 0, from: 'published' })
    const unknown = { ...clocks, published: new Map([['CVE-2026-1', 'soon']]) }
    // 20:00 UTC is the next day in Shanghai.
    expect(sloOf(row, unknown)).toMatchObject({ due: '20261110', left: 2, from: 'issue' })
    expect(sloOf({ ...row, openedAt: null }, unknown)).toMatchObject({ due: '20261116', left: 8, from: 'added' })
    const instant = { ...clocks, published: new Map([['CVE-2026-1', '2026-11-01T23:30:00Z']]) }
    expect(sloOf(row, instant)).toMatchObject({ due: '20261109' })
  })

  test.each([
    ['2026-11-08T15:59:59Z', 'running', 0],
    ['2026-11-08T16:00:00Z', 'breached', -1],
    ['2026-11-18T16:00:00Z', 'breached', -11],
  ])('at %s is %s with %s days left: its day ends at midnight of the branch', (now, state, left) => {
    expect(sloOf(row, { ...clocks, now: new Date(now) })).toMatchObject({ state, left })
  })

  test.each([
    ['2026-11-08T15:59:59Z', 'met'],
    ['2026-11-08T16:00:00Z', 'missed'],
  ])('stops when the packages come out: at %s it is %s', (out, state) => {
    expect(sloOf(row, { ...clocks, releasedAt: new Date(out) })).toMatchObject({ state, left: null, due: '20261108' })
  })

  test('goes on for what is left or not accepted yet, and there is none for a refused row or without a score', () => {
    const out = { ...clocks, releasedAt: clocks.now }
    expect(sloOf({ ...row, left: {} }, out).state).toBe('running')
    expect(sloOf({ ...row, acceptance: 'pending' }, out).state).toBe('running')
    expect(sloOf({ ...row, acceptance: 'refused' }, out)).toMatchObject({ state: 'none', due: null, left: null })
    expect(sloOf({ ...row, score: 0 }, clocks)).toMatchObject({ state: 'none', days: null })
  })

  test('days do not depend on hours that clocks are put forward or back', () => {
    const zone = { ...clocks, timezone: 'Europe/Berlin', published: new Map([['CVE-2026-1', '2026-10-20']]) }
    expect(sloOf(row, { ...zone, now: new Date('2026-10-24T22:30:00Z') })).toMatchObject({ due: '20261027', left: 2 })
    expect(sloOf(row, { ...zone, now: new Date('2026-10-25T22:30:00Z') })).toMatchObject({ left: 2 })
    expect(sloOf(row, { ...zone, now: new Date('2026-10-25T23:30:00Z') })).toMatchObject({ left: 1 })
  })
})

describe('attainment', () => {
  const reading = (cve: string, more: Partial<Reading>): Reading => ({
    ...{ release: 'r', branch: 'b', issue: 'I1', repository: 'p', score: 9, from: 'published', days: 7 },
    ...{ state: 'running', due: '20261108', left: null, releasedOn: null },
    ...more,
    cve,
  })
  const readings = [
    reading('CVE-2026-1', { state: 'met', releasedOn: '20261102' }),
    reading('CVE-2026-2', { state: 'met', releasedOn: '20261108' }),
    reading('CVE-2026-3', { state: 'missed', due: '20261108', releasedOn: '20261120' }),
    reading('CVE-2026-4', { state: 'breached', due: '20261109', left: -3 }),
    reading('CVE-2026-5', { state: 'running', due: '20261130', left: 18 }),
    reading('CVE-2026-6', { state: 'none', due: null }),
    reading('CVE-2026-7', { state: 'met', releasedOn: '20261001' }),
  ]

  test('counts by weeks: what was met when it came out, what was missed on its last day', () => {
    const report = sloReport(readings, '20261104', '20261118')
    expect(report.weeks).toEqual([
      { week: '20261102', met: 1, missed: 1, attainment: 0.5 },
      { week: '20261109', met: 0, missed: 1, attainment: 0 },
      { week: '20261116', met: 0, missed: 0, attainment: null },
    ])
    expect(report).toMatchObject({ target: 0.9, met: 1, missed: 2, attainment: 1 / 3 })
  })

  test('names the clocks that run, the most urgent first', () => {
    expect(sloReport(readings, '20261104', '20261118').open.map(o => [o.cve, o.left])).toEqual([
      ['CVE-2026-4', -3],
      ['CVE-2026-5', 18],
    ])
  })

  test('a CVE that several releases of a branch list counts once, and is over when the first brings it out', () => {
    const twice = [
      reading('CVE-2026-1', { release: 'a', state: 'breached', left: -3 }),
      reading('CVE-2026-1', { release: 'b', state: 'breached', left: -3 }),
      reading('CVE-2026-1', { release: 'c', branch: 'other', state: 'breached', left: -3 }),
      reading('CVE-2026-2', { release: 'a', state: 'running', left: 2 }),
      reading('CVE-2026-2', { release: 'b', state: 'missed', releasedOn: '20261112' }),
      reading('CVE-2026-2', { release: 'c', state: 'met', releasedOn: '20261106' }),
    ]
    const report = sloReport(twice, '20261101', '20261118')
    expect(report).toMatchObject({ met: 1, missed: 2 })
    expect(report.open.map(o => o.release)).toEqual(['a', 'b', 'c'])
    expect(report.open.map(o => o.cve)).not.toContain('CVE-2026-2')
  })

  test('weeks begin on Monday, also over the end of a year', () => {
    expect(['20261108', '20261109', '20270101'].map(mondayOf)).toEqual(['20261102', '20261109', '20261228'])
  })
})
