import { expect, test } from 'vitest'
import { closedIssues } from './closing-words.ts'

const repository = 'openeuler/kernel'
const host = 'https://github.com'
const closed = (body: string) => closedIssues(body, { repository, host }).map(i => `${i.repository}#${i.id}`)

test.each([
  ['Fixes #12', 'openeuler/kernel#12'],
  ['close #1 closes #2 closed #3 fix #4 fixes #5 fixed #6 resolve #7 resolves #8 resolved #9', 9],
  ['CLOSES: #10', 'openeuler/kernel#10'],
  ['closes owner/repo.name#3', 'owner/repo.name#3'],
  ['fixes https://github.com/octo-org/octo-repo/issues/100', 'octo-org/octo-repo#100'],
  ['Resolves #10, resolves #123, resolves octo-org/octo-repo#100', 3],
  ['fixes #1, fixes OpenEuler/Kernel#1', 'openeuler/kernel#1'],
  ['修复：fixes #7。', 'openeuler/kernel#7'],
])('%s', (body, expected) => {
  if (typeof expected === 'number') expect(closed(body)).toHaveLength(expected)
  else expect(closed(body)).toEqual([expected])
})

test.each([
  'see #12',
  'prefixes #1',
  'un-fixes #1',
  'fixes#1',
  'fixes #0',
  'fixes #1a',
  'fixes\n\n#1',
  'fixes http://evil.example/o/r/issues/1',
  'fixes https://github.com.evil.example/o/r/issues/1',
  '`fixes #1`',
  '```\nfixes #1\n```',
  '~~~\nfixes #1',
  '<!-- fixes #1 -->',
  '<!-- fixes #1',
])('%j closes nothing', body => {
  expect(closed(body)).toEqual([])
})

test('what stands after code and remarks counts, and what never ends is gone through once', () => {
  expect(closed('```\ncode\n```\n<!-- a -->fixes #1 `b` fixes #2')).toHaveLength(2)
  for (const piece of ['<!--', '```\n', '`', 'fixes ', 'close: ', 'a/', '~~~\n```\n']) {
    expect(closed(piece.repeat(65_536 / piece.length))).toEqual([])
  }
})
