import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { objectStoreContract } from '../../../test/contracts/object-store.ts'
import { createLocalObjectStore } from './object-store.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'objects-'))
})
afterEach(() => rm(folder, { recursive: true }))

objectStoreContract('directory', async () => createLocalObjectStore({ directory: join(folder, 'new') }))

test.each(['../x', 'a/../../x', '/etc/passwd', '.hidden', 'a//b', '', 'a\0b', 'a/'])(
  'the key %j never leaves',
  async key => {
    const store = createLocalObjectStore({ directory: join(folder, 'root') })
    await expect(store.put(key, new Uint8Array(), 'text/plain')).rejects.toThrow('unsafe')
    expect(await store.get(key)).toBeUndefined()
    expect(await store.head(key)).toBeUndefined()
    expect(await readdir(folder)).toEqual([])
  },
)

test('links out of the root are neither read nor listed, folders are no objects', async () => {
  const root = join(folder, 'root')
  await mkdir(join(root, 'sub'), { recursive: true })
  await writeFile(join(folder, 'secret'), 's')
  await symlink('../secret', join(root, 'out'))
  await symlink('..', join(root, 'up'))
  const store = createLocalObjectStore({ directory: root })
  await expect(store.get('out')).rejects.toThrow('leads out')
  expect(await store.list('')).toEqual([])
  await expect(store.list('up/')).rejects.toThrow('leads out')
  expect(await store.list('../')).toEqual([])
  expect(await store.get('sub')).toBeUndefined()
})

test('a key under another key is refused by name', async () => {
  const store = createLocalObjectStore({ directory: folder })
  await store.put('a', new Uint8Array([1]), 'text/plain')
  await expect(store.put('a/b', new Uint8Array(), 'text/plain')).rejects.toThrow('folder of another')
  await store.put('c/d', new Uint8Array(), 'text/plain')
  await expect(store.put('c', new Uint8Array(), 'text/plain')).rejects.toThrow('folder of another')
})

test('an unfinished write of a killed server is not listed', async () => {
  const store = createLocalObjectStore({ directory: folder })
  await writeFile(join(folder, '.0f3c.part'), 'half')
  expect(await store.list('')).toEqual([])
})
