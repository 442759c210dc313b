// The faults 1 to 31 of the list that issue 4 names (commands, identity, web hooks): each has a test that bears its
// number, written `§3b 12: …`, or `§3b 12, 13: …` where one shows several.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const LAST = 31
const NAME = /(?:test|describe|\))\(\s*['`]§3b ([\d, ]+): /g

test('every fault of the list has a test that bears its number', () => {
  const files = ['src', 'test'].flatMap(room =>
    readdirSync(room, { recursive: true, encoding: 'utf8' }).map(file => join(room, file)),
  )
  const named = files
    .filter(file => file.endsWith('.test.ts'))
    .flatMap(file => [...readFileSync(file, 'utf8').matchAll(NAME)])
    .flatMap(([, list = '']) => list.split(', ').map(Number))
  const wanted = Array.from({ length: LAST }, (_, n) => n + 1)
  expect(wanted.filter(n => !named.includes(n))).toEqual([])
})
