// The compiler holds the keys equal; this holds the values: none empty, same placeholders, each in its own language.

import { expect, test } from 'vitest'
import { enUS } from './en-US.ts'
import { zhCN } from './zh-CN.ts'

type Tree = { readonly [key: string]: string | Tree }

function flatten(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flatten(value, `${prefix}${key}.`),
  )
}

const chinese = new Map(flatten(zhCN))
const english = new Map(flatten(enUS))
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1]).sort()

/** What the switch itself says is in the other language on purpose. */
const foreign = new Set(['app.otherLanguage', 'app.switchLanguage'])

test('both catalogues have the same keys', () => {
  expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort())
})

test.each([...chinese.keys()])('%s', key => {
  const zh = chinese.get(key) ?? ''
  const en = english.get(key) ?? ''
  expect(zh).not.toBe('')
  expect(en).not.toBe('')
  expect(placeholders(en)).toEqual(placeholders(zh))
  if (!foreign.has(key)) expect(en).not.toMatch(/[\u4e00-\u9fff]/)
})
