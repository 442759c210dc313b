// How rows name issues, and which rows a word of a command means.

import { describe, expect, test } from 'vitest'
import { asWritten, hashed, rowName, rowsOf } from './issue-names.ts'

test('an id of the whole forge is its own name, a number is named with its repository', () => {
  expect([rowName('I3NQ1A', 'src-toy/pier'), rowName('12', 'src-toy/pier'), rowName('12', 'pier')]).toEqual([
    'I3NQ1A',
    'pier#12',
    'pier#12',
  ])
  expect([asWritten('I3NQ1A'), asWritten('pier#12'), hashed(['I3NQ1A', 'pier#12'])]).toEqual([
    '#I3NQ1A',
    'pier#12',
    '#I3NQ1A pier#12',
  ])
})

describe('the rows that words mean', () => {
  const rows = [
    { issue: 'pier#1', repository: 'pier' },
    { issue: 'dock#1', repository: 'dock' },
    { issue: 'dock#2', repository: 'dock' },
    { issue: 'I3NQ1A', repository: 'pier' },
    { issue: 'lib-x', repository: 'lib-x' },
  ]

  test.each([
    ['i3nq1a', 'I3NQ1A'],
    ['#I3NQ1A', 'I3NQ1A'],
    ['pier#I3NQ1A', 'I3NQ1A'],
    ['dock#1', 'dock#1'],
    ['src-toy/dock#1', 'dock#1'],
    ['https://forge.example/src-toy/dock/issues/1', 'dock#1'],
    ['#2', 'dock#2'],
    ['2', 'dock#2'],
    ['lib-x', 'lib-x'],
  ])('%s', (word, issue) => {
    expect(rowsOf(rows, [word])).toEqual(rows.filter(row => row.issue === issue))
  })

  test('one that means none, and one that means several, are refused by name', () => {
    expect(rowsOf(rows, ['2', 'dock#I3NQ1A', 'pier#2'])).toMatchObject({
      code: 'unknown-item',
      because: { en: 'Not in the list: dock#I3NQ1A pier#2' },
    })
    expect(rowsOf(rows, ['1'])).toMatchObject({
      code: 'ambiguous-issue',
      because: { en: expect.stringContaining('pier, dock') },
    })
  })
})
