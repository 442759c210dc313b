// Rows are found by words and by how they stand.

import { expect, test } from 'vitest'
import type { ItemView } from '../../api/types.ts'
import { hasWords, isStanding, stands } from './scope-filter.ts'

const row: ItemView = {
  kind: 'cve',
  issue: 'I3NQ1A',
  title: 'pier lets anybody on board',
  url: '/issues/I3NQ1A',
  repository: 'pier',
  status: 'open',
  cve: 'CVE-2026-10001',
  score: 7.5,
  version: '1.1',
  abiChanged: false,
  addedBy: 'mary',
  addedAt: '2026-11-16T00:00:00Z',
  acceptance: 'pending',
  source: 'fetched',
  issueType: null,
  upstream: null,
  pull: null,
  left: null,
  carriedFrom: null,
  carriedTo: null,
  slo: { state: 'running', days: 14, due: '20261130', left: 9, from: 'published' },
}

test('a row stands as its acceptance says, unless it is a problem of the tests', () => {
  expect(stands(row, 'pending')).toBe(true)
  expect(stands(row, 'accepted')).toBe(false)
  expect(stands({ ...row, kind: 'test' }, 'pending')).toBe(false)
})

test('rows left behind and rows that are late are found whatever their acceptance', () => {
  expect(stands({ ...row, left: { by: 'mary', at: row.addedAt } }, 'left')).toBe(true)
  expect(stands(row, 'left')).toBe(false)
  const states = ['running', 'breached', 'met', 'missed', 'none'] as const
  const late = states.filter(state => stands({ ...row, slo: { ...row.slo, state } as ItemView['slo'] }, 'late'))
  expect(late).toEqual(['breached', 'missed'])
  expect(stands({ ...row, slo: null }, 'late')).toBe(false)
})

test('words are found in whatever names the row, in any case', () => {
  expect(['cve-2026', 'i3nq', 'anybody', 'mary'].every(words => hasWords(row, words))).toBe(true)
  expect(hasWords(row, 'buoy')).toBe(false)
})

test('only standings we know are taken from an address', () => {
  expect(isStanding('late')).toBe(true)
  expect(isStanding('gone')).toBe(false)
})
