import { expect, test } from 'vitest'
import { preferredLanguage } from './index.ts'

test.each([
  [['zh-CN', 'en'], 'zh'],
  [['de-DE', 'en-GB', 'zh'], 'en'],
  [['', 'zh-Hant-TW'], 'zh'],
  [['fr'], 'zh'],
])('preferredLanguage(%j) is %s', (wanted, expected) => {
  expect(preferredLanguage(wanted)).toBe(expected)
})
