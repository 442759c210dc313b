// The faults 1 to 31 of the list that issue 4 names (commands, identity, web hooks), and 44, 45, 47 and 49 to 54 (packages and metadata): each has a test that bears its
// number, written `§3b 12: …`, or `§3b 12, 13: …` where one shows several.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const WANTED = [...numbers(1, 31), 44, 45, 47, ...numbers(49, 54)]
const NAME = /(?:test|describe|\))\(\s*['`]§3b ([\d, ]+): /g

test('every fault of the list has a test that bears its number', () => {
  const files = ['src', 'test'].flatMap(room =>
    readdirSync(room, { recursive: true, encoding: 'utf8' }).map(file => join(room, file)),
  )
  const named = files
    .filter(file => file.endsWith('.test.ts'))
    .flatMap(file => [...readFileSync(file, 'utf8').matchAll(NAME)])
    .flatMap(([, list = '']) => list.split(', ').map(Number))
  expect(WANTED.filter(n => !named.includes(n))).toEqual([])
})

function numbers(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, n) => first + n)
}
