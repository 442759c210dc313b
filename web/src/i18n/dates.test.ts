import { describe, expect, test } from 'vitest'
import { civilDate, timeAgo, timeSpan } from './dates.ts'

describe('civilDate', () => {
  test('dashes eight digits and leaves the rest alone', () => {
    expect(civilDate('20261116')).toBe('2026-11-16')
    expect(civilDate('soon')).toBe('soon')
  })
})

describe('timeAgo', () => {
  const now = Date.parse('2026-11-16T10:00:00Z')
  test.each([
    ['2026-11-16T09:59:30Z', 'now', '现在'],
    ['2026-11-16T09:30:00Z', '30 minutes ago', '30分钟前'],
    ['2026-11-15T09:00:00Z', 'yesterday', '昨天'],
    ['2026-11-13T10:00:00Z', '3 days ago', '3天前'],
    ['2026-10-01T10:00:00Z', '46 days ago', '46天前'],
  ])('%s', (at, en, zh) => {
    expect(timeAgo(at, now, 'en')).toBe(en)
    expect(timeAgo(at, now, 'zh')).toBe(zh)
  })
})

describe('timeSpan', () => {
  test.each([
    [0, '0 s'],
    [4_400, '4 s'],
    [125_000, '2 min 5 s'],
    [3_600_000, '1 h'],
    [97_200_000, '1 d 3 h'],
  ])('%i ms', (milliseconds, expected) => {
    expect(timeSpan(milliseconds, 'en')).toBe(expected)
  })
})
