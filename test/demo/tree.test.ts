import { cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { baseRepository, buildDistribution } from '../../demo/build.ts'
import type { Answer } from '../../demo/http.ts'
import { repositoryFolder } from '../../demo/scenario.ts'
import { compareTrees, walkTree, withoutTimes } from '../../demo/tree.ts'

let folder: string
const roots = { repositories: ['/'], lists: ['/pkglist'] }

/** A directory as a server shows it. */
const http = {
  async ask(path: string): Promise<Answer> {
    const bytes = await readFile(join(folder, path)).catch(() => undefined)
    return bytes ? { status: 200, bytes } : { status: 404, bytes: new Uint8Array() }
  },
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-tree-'))
  const built = await buildDistribution({ out: join(repositoryFolder, '.cache', 'demo') })
  await cp(join(built.folder, baseRepository('standard', 'x86_64')), folder, {
    recursive: true,
    preserveTimestamps: true,
  })
})

afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }))

describe('walking a tree', () => {
  it('finds the metadata, every RPM, and that a list is absent', async () => {
    const state = await walkTree(http, roots)
    const rpms = (await readdir(folder)).filter(name => name.endsWith('.rpm'))
    expect(rpms.length).toBeGreaterThan(5)
    for (const rpm of rpms) expect(state.has(`/${rpm}`)).toBe(true)
    expect([...state.keys()].filter(path => path.includes('repodata/')).length).toBeGreaterThan(3)
    expect(state.get('/pkglist')).toBe('absent')
  })

  it('is the same after the metadata were made again at another time, and tells what is new', async () => {
    const before = await walkTree(http, roots)
    await execa('createrepo_c', ['--quiet', '--workers=1', '--revision=7', folder])
    expect(compareTrees(before, await walkTree(http, roots))).toEqual([])
    await writeFile(join(folder, 'pkglist'), 'harbor\n')
    expect(compareTrees(before, await walkTree(http, roots))).toEqual(['appeared: /pkglist'])
    await rm(join(folder, 'pkglist'))
  })

  it('stops at a file that is not what its list says', async () => {
    const rpm = (await readdir(folder)).find(name => name.startsWith('harbor-doc')) ?? ''
    await truncate(join(folder, rpm), 100)
    await expect(walkTree(http, roots)).rejects.toThrow(`/${rpm} has the SHA-256`)
    await rm(join(folder, rpm))
    await expect(walkTree(http, roots)).rejects.toThrow(`/${rpm} is listed but not there`)
  })

  it('takes times out of repomd.xml, and nothing else', () => {
    const repomd = '<repomd><revision>12</revision><data><timestamp>34</timestamp><size>56</size></data></repomd>'
    expect(withoutTimes(repomd)).toBe('<repomd><revision/><data><timestamp/><size>56</size></data></repomd>')
  })
})
