import { expect, test } from 'vitest'
import { issueId, MOST_ISSUES } from './issue-id.ts'

test('ids look like those of Gitee and are always the same for a number', () => {
  expect([1, 2, 3, 1000, MOST_ISSUES].map(issueId)).toMatchInlineSnapshot(`
    [
      "IO8S6H",
      "INACWW",
      "IAYXNB",
      "IG2ZQF",
      "I0K7G2",
    ]
  `)
})

test('no two numbers have the same id', () => {
  const seen = new Set<string>()
  const step = 211
  for (let number = 1; number <= MOST_ISSUES; number += step) seen.add(issueId(number))
  for (let number = 2; number <= 100_000; number += 1) if (number % step !== 1) seen.add(issueId(number))
  const sparse = Math.ceil(MOST_ISSUES / step)
  const dense = 99_999 - Math.floor((100_000 - 1) / step)
  expect(seen.size).toBe(sparse + dense)
  for (const id of seen) if (!/^I[0-9A-Z]{5}$/.test(id)) throw new Error(id)
})

test('other numbers are refused', () => {
  for (const number of [0, -1, 1.5, MOST_ISSUES + 1, Number.NaN])
    expect(() => issueId(number)).toThrow('no issue number')
})
