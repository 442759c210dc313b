import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findInside, makeDirectory, writeOnce, writeWhole } from './files.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('a file is replaced whole and nothing is left beside it', async () => {
  const path = join(folder, 'a')
  await writeWhole(path, Buffer.from('one'))
  await writeWhole(path, Buffer.from('two'))
  expect(await readFile(path, 'utf8')).toBe('two')
  expect(await readdir(folder)).toEqual(['a'])
})

test('of many who write once, one wins and its bytes stay', async () => {
  const path = join(folder, 'a')
  const won = await Promise.all(Array.from({ length: 8 }, (_, n) => writeOnce(path, Buffer.from(`writer ${n}`))))
  expect(won.filter(Boolean)).toHaveLength(1)
  expect(await readFile(path, 'utf8')).toBe(`writer ${won.indexOf(true)}`)
  expect(await readdir(folder)).toEqual(['a'])
})

test('a failed write leaves nothing', async () => {
  await mkdir(join(folder, 'a', 'b'), { recursive: true })
  await expect(writeWhole(join(folder, 'a'), Buffer.from('x'))).rejects.toThrow()
  expect(await readdir(folder)).toEqual(['a'])
})

test('folders are made with their parents, and again', async () => {
  await makeDirectory(join(folder, 'a/b/c'))
  await makeDirectory(join(folder, 'a/b/c'))
  expect(await readdir(join(folder, 'a/b'))).toEqual(['c'])
})

test('what is found lies inside the root', async () => {
  await mkdir(join(folder, 'root/in'), { recursive: true })
  await writeFile(join(folder, 'secret'), 's')
  await writeFile(join(folder, 'root/in/file'), 'f')
  await symlink('in/file', join(folder, 'root/link'))
  await symlink('../secret', join(folder, 'root/out'))
  await symlink('nowhere', join(folder, 'root/dangling'))
  const root = join(folder, 'root')
  expect((await findInside(root, 'in', 'file'))?.stats.size).toBe(1)
  expect((await findInside(root, 'link'))?.path).toMatch(/root\/in\/file$/)
  expect(await findInside(root, 'dangling')).toBeUndefined()
  expect(await findInside(root, 'in/file/deeper')).toBeUndefined()
  await expect(findInside(root, 'out')).rejects.toThrow('leads out')
  await expect(findInside(root, '..', 'secret')).rejects.toThrow('unsafe')
})
