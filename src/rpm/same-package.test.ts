import { describe, expect, test } from 'vitest'
import type { Nevra } from './nevra.ts'
import { newestIn, packagesByName } from './same-package.ts'

function pack(arch: string, version = '1', name = 'pier'): { nevra: Nevra } {
  return { nevra: { name, epoch: 0, version, release: '1', arch } }
}

describe('a package stays the same', () => {
  test.each([
    ['x86_64', 'x86_64', true],
    ['x86_64', 'noarch', true],
    ['noarch', 'x86_64', true],
    ['x86_64', 'i686', false],
    ['src', 'noarch', false],
    ['noarch', 'src', false],
    ['src', 'nosrc', true],
  ])('from %s to %s: %s', (from, to, is) => {
    const had = packagesByName([pack(from)])
    expect(newestIn(had, pack(to).nevra) !== undefined).toBe(is)
    expect(newestIn(had, pack(to, '1', 'other').nevra)).toBeUndefined()
  })
})

test('the newest that users have, and of equals that of the same architecture', () => {
  const had = [pack('noarch', '2'), pack('x86_64', '2'), pack('i686', '9'), pack('x86_64', '1'), pack('src', '9')]
  const newest = (arch: string) => newestIn(packagesByName(had), pack(arch).nevra)
  expect([newest('x86_64'), newest('noarch'), newest('src')]).toEqual([had[1], had[2], had[4]])
})
