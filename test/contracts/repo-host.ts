// What every repository host must do, wherever the trees are.

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { RepoHost } from '../../src/ports/index.ts'

const tree = 'release/openEuler-24.03-LTS'

/** `open` gives a host without trees. */
export function repoHostContract(name: string, open: () => Promise<RepoHost>): void {
  describe(`repository host: ${name}`, () => {
    async function sealed(host: RepoHost, version: number, content: string, at = tree): Promise<string> {
      const workspace = await host.workspace(at, 'run/step')
      await mkdir(join(workspace, 'x86_64/repodata'), { recursive: true })
      await writeFile(join(workspace, 'x86_64/repodata/repomd.xml'), content)
      await host.seal(at, version, workspace)
      return workspace
    }

    function read(host: RepoHost, version: number, at = tree): Promise<string> {
      return readFile(join(host.versionPath(at, version), 'x86_64/repodata/repomd.xml'), 'utf8')
    }

    test('a tree begins without a head and gets one', async () => {
      const host = await open()
      expect(await host.head(tree)).toBeUndefined()
      await sealed(host, 1, 'one')
      expect(await host.head(tree)).toBeUndefined()
      await host.pointAt(tree, 1)
      expect(await host.head(tree)).toBe(1)
      expect(await read(host, 1)).toBe('one')
    })

    test('each workspace is another empty directory, also for the same key at the same time', async () => {
      const host = await open()
      const workspaces = await Promise.all(Array.from({ length: 5 }, () => host.workspace(tree, 'run/step')))
      expect(new Set(workspaces).size).toBe(5)
      for (const workspace of workspaces) expect(await readdir(workspace)).toEqual([])
    })

    test('a sealed version stays as it is: a second seal drops its workspace', async () => {
      const host = await open()
      await sealed(host, 1, 'one')
      const second = await sealed(host, 1, 'another')
      expect(await read(host, 1)).toBe('one')
      await expect(readdir(second)).rejects.toThrow('ENOENT')
      await host.seal(tree, 1, second)
    })

    test('the pointer goes forward, back and nowhere that is not sealed', async () => {
      const host = await open()
      for (const version of [1, 2, 10]) await sealed(host, version, `${version}`)
      for (const version of [1, 10, 10, 2]) {
        await host.pointAt(tree, version)
        expect(await host.head(tree)).toBe(version)
      }
      await expect(host.pointAt(tree, 3)).rejects.toThrow()
      expect(await host.head(tree)).toBe(2)
    })

    test('pruning keeps the newest and the one pointed at', async () => {
      const host = await open()
      for (let version = 1; version <= 12; version++) await sealed(host, version, `${version}`)
      await host.pointAt(tree, 3)
      await host.prune(tree, 2)
      for (const kept of [3, 11, 12]) expect(await read(host, kept)).toBe(`${kept}`)
      for (const gone of [1, 2, 4, 9, 10]) await expect(read(host, gone)).rejects.toThrow('ENOENT')
      await host.prune(tree, 2)
      await host.prune('test/never-there', 1)
    })

    test('trees know nothing of each other', async () => {
      const host = await open()
      const other = 'test/openEuler-24.03-LTS'
      await sealed(host, 1, 'released')
      await sealed(host, 1, 'tested', other)
      await host.pointAt(other, 1)
      expect(await host.head(tree)).toBeUndefined()
      expect([await read(host, 1), await read(host, 1, other)]).toEqual(['released', 'tested'])
    })
  })
}
