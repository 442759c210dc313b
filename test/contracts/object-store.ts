// What every object store must do, whoever keeps the objects.

import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { ObjectStore } from '../../src/ports/index.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const textOf = (found: Uint8Array | undefined) => found && new TextDecoder().decode(found)
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** `open` gives an empty store. */
export function objectStoreContract(name: string, open: () => Promise<ObjectStore>): void {
  describe(`object store: ${name}`, () => {
    test('what is put is got and described', async () => {
      const store = await open()
      const stored = { key: 'security/data/cvrf/2026/cvrf-A.xml', sizeBytes: 6, sha256: sha256('公告') }
      expect(await store.put(stored.key, bytes('公告'), 'application/xml')).toEqual(stored)
      expect(await store.head(stored.key)).toEqual(stored)
      expect(textOf(await store.get(stored.key))).toBe('公告')
    })

    test('a later put replaces, an equal one changes nothing, an empty object is an object', async () => {
      const store = await open()
      await store.put('index.txt', bytes('1'), 'text/plain')
      await store.put('index.txt', bytes('1'), 'text/plain')
      await store.put('index.txt', bytes('12'), 'text/plain')
      await store.put('empty', bytes(''), 'text/plain')
      expect(textOf(await store.get('index.txt'))).toBe('12')
      expect(await store.head('empty')).toEqual({ key: 'empty', sizeBytes: 0, sha256: sha256('') })
    })

    test('absent objects are undefined and may be deleted', async () => {
      const store = await open()
      expect(await store.get('a/b')).toBeUndefined()
      expect(await store.head('a/b')).toBeUndefined()
      await store.delete('a/b')
      await store.put('a/b', bytes('x'), 'text/plain')
      await store.delete('a/b')
      expect(await store.get('a/b')).toBeUndefined()
      expect(await store.list('')).toEqual([])
    })

    test('keys are listed by prefix and sorted', async () => {
      const store = await open()
      for (const key of ['b/2', 'b/10', 'a', 'b.txt', 'b/c/d', 'bb']) await store.put(key, bytes(key), 'text/plain')
      expect(await store.list('')).toEqual(['a', 'b.txt', 'b/10', 'b/2', 'b/c/d', 'bb'])
      expect(await store.list('b/')).toEqual(['b/10', 'b/2', 'b/c/d'])
      expect(await store.list('b')).toEqual(['b.txt', 'b/10', 'b/2', 'b/c/d', 'bb'])
      expect(await store.list('b/c')).toEqual(['b/c/d'])
      expect(await store.list('none/')).toEqual([])
    })

    test('concurrent puts of one key leave one of them whole', async () => {
      const store = await open()
      const versions = Array.from({ length: 10 }, (_, n) => String(n).repeat(100_000))
      await Promise.all(versions.map(version => store.put('k', bytes(version), 'text/plain')))
      expect(versions).toContain(textOf(await store.get('k')))
      expect(await store.list('')).toEqual(['k'])
    })
  })
}
