// The checker of the rooms: names each planted breach, is silent over a sound house, never blind, and our own house is sound.

import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkRooms } from '../../scripts/rooms/check.ts'
import { NAMED_KINDS } from '../../scripts/rooms/plan.ts'
import { formatViolation, RULES, type RuleName } from '../../scripts/rooms/violations.ts'
import { BREACHES } from './breaches.ts'
import { withTree } from './plant.ts'
import { SOUND_HOUSE } from './sound-house.ts'

describe('a planted breach is named', () => {
  test.each(BREACHES)('$rule: $name', async ({ tree, rule, file }) => {
    const { violations } = await withTree(tree, root => checkRooms(root, 1))
    expect(violations.map(v => `${v.rule} ${v.file}`)).toEqual([`${rule} ${file}`])
  })

  test('every rule has one', () => {
    const planted = new Set<RuleName>(BREACHES.map(b => b.rule))
    expect([...planted].sort()).toEqual(Object.keys(RULES).sort())
  })
})

test('every file said to be a doer or a door is there', () => {
  expect(Object.keys(NAMED_KINDS).filter(path => !existsSync(path))).toEqual([])
})

test('a house in which each file does what it may is sound', async () => {
  const { violations, modules } = await withTree(SOUND_HOUSE, root => checkRooms(root, 1))
  expect(violations).toEqual([])
  expect(modules).toBe(Object.keys(SOUND_HOUSE).length)
})

test('a breach is told with its line', async () => {
  const tree = { 'src/lib/a.ts': '// A comment.\n\nexport const at = () =>\n  new Date()\n' }
  const { violations } = await withTree(tree, root => checkRooms(root, 1))
  expect(violations.map(v => v.line)).toEqual([4])
})

describe('a blind checker fails', () => {
  test('over nothing', async () => {
    await expect(withTree({}, root => checkRooms(root, 1))).rejects.toThrow('saw 0 modules')
  })

  test('over fewer modules than expected', async () => {
    const tree = { 'src/lib/a.ts': 'export const a = 1\n' }
    await expect(withTree(tree, root => checkRooms(root, 2))).rejects.toThrow('at least 2 are expected')
  })
})

test('our own house is sound', async () => {
  const { violations } = await checkRooms(process.cwd(), 30)
  expect(violations.map(formatViolation)).toEqual([])
})
