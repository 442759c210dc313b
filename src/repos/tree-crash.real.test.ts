// A change broken off at each of its steps, then begun again, undone, or overtaken by another change.

import { readdir, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openTrees, placed, pooled, TREE, type Trees } from '../../test/kit/trees.ts'
import { isRefusal } from '../lib/errors.ts'
import type { RepoHost } from '../ports/index.ts'
import { highestRevision, normalisedRepomds, reachableFiles } from './reachable.ts'
import type { TreeChange } from './tree-change.ts'
import type { ChangeIntent, TreeWriter } from './tree-publish.ts'
import { applyChange, prepareChange, undoChange } from './trees.ts'

let trees: Trees
let intent: ChangeIntent
let attempts = 0

beforeEach(async () => {
  trees = await openTrees()
  await applyChange(trees, await prepared({ kind: 'add', release: 'A', ...placed(await pooled(trees, [NANO])) }), by())
  intent = await prepared({ kind: 'add', release: 'B', ...placed(await pooled(trees, [{ name: 'vim' }])) })
})
afterEach(async () => {
  await trees.drop()
})

const NANO = { name: 'nano' }
const by = () => ({ attempt: `run/step.${++attempts}`, run: 'run' })

async function prepared(change: TreeChange): Promise<ChangeIntent> {
  const made = await prepareChange(trees, { tree: TREE, change })
  return isRefusal(made) ? expect.fail(made.because.en) : made
}

const broken = new Error('the power went')

function fail(): never {
  throw broken
}

/** The same writer with one thing that does not come back. */
const BREAKS: Readonly<Record<string, (w: TreeWriter) => TreeWriter>> = {
  'before the workspace': w => withHost(w, { workspace: fail }),
  'inside createrepo_c': w => ({
    ...w,
    programs: {
      ...w.programs,
      async run(program, args, options) {
        await w.programs.run(program, args, options)
        return fail()
      },
    },
  }),
  'before sealing': w => withHost(w, { seal: fail }),
  'after sealing': w => withHost(w, { pointAt: fail }),
  'after pointing': w =>
    withHost(w, {
      async pointAt(tree, version) {
        await w.repoHost.pointAt(tree, version)
        fail()
      },
    }),
}

function withHost(writer: TreeWriter, change: Partial<RepoHost>): TreeWriter {
  return { ...writer, repoHost: { ...writer.repoHost, ...change } }
}

async function offered(version: number): Promise<unknown> {
  const path = trees.repoHost.versionPath(TREE, version)
  return [await reachableFiles(path), await normalisedRepomds(path)]
}

async function published(): Promise<{ version: number; vim: boolean; nano: boolean }> {
  const version = (await trees.repoHost.head(TREE)) ?? expect.fail()
  const packages = join(trees.repoHost.versionPath(TREE, version), 'update/x86_64')
  const reachable = (await reachableFiles(packages)).map(f => f.path)
  return { version, vim: reachable.some(p => p.includes('vim')), nano: reachable.some(p => p.includes('nano')) }
}

describe.each(Object.keys(BREAKS))('broken off %s', name => {
  beforeEach(async () => {
    const writer = (BREAKS[name] ?? expect.fail())(trees)
    await expect(applyChange(writer, intent, by())).rejects.toBe(broken)
  })

  test('a repetition comes to the same end', async () => {
    expect(await applyChange(trees, intent, by())).toEqual({ version: 2 })
    expect(await published()).toEqual({ version: 2, vim: true, nano: true })
    expect(await highestRevision(trees.repoHost.versionPath(TREE, 2))).toBe(intent.revision)
    expect(await applyChange(trees, intent, by())).toEqual({ version: 2 })
  })

  test('its undo restores what was there', async () => {
    const { version } = await undoChange(trees, intent, by())
    expect(await published()).toEqual({ version, vim: false, nano: true })
    expect(await offered(version)).toEqual(await offered(1))
    expect(await undoChange(trees, intent, by())).toEqual({ version, unchanged: true })
  })

  test('another change that came first is kept', async () => {
    const revision = await highestRevision(trees.repoHost.versionPath(TREE, (await published()).version))
    const other = await prepared({ kind: 'remove', release: 'A' })
    const { version } = await applyChange(trees, other, by())
    expect(other.revision).toBeGreaterThan(revision)
    const late = await applyChange(trees, intent, by())
    expect(late.version).toBeGreaterThan(version)
    expect(await published()).toEqual({ version: late.version, vim: true, nano: false })
    expect(await applyChange(trees, intent, by())).toEqual(late)
  })
})

test('a version sealed but damaged is not published: the change goes on under the next number', async () => {
  const writer = (BREAKS['after sealing'] ?? expect.fail())(trees)
  await expect(applyChange(writer, intent, by())).rejects.toBe(broken)
  const path = trees.repoHost.versionPath(TREE, 2)
  await writeFile(join(path, 'update/pkglist'), '')
  expect(await applyChange(trees, intent, by())).toEqual({ version: 3 })
  expect(await published()).toEqual({ version: 3, vim: true, nano: true })
})

test('an applied change finds its pointer again after the host was set back', async () => {
  await applyChange(trees, intent, by())
  await trees.repoHost.pointAt(TREE, 1)
  expect(await applyChange(trees, intent, by())).toEqual({ version: 2 })
  expect(await trees.repoHost.head(TREE)).toBe(2)
})

test('nothing is left of broken attempts once they are pruned', async () => {
  const writer = (BREAKS['before sealing'] ?? expect.fail())(trees)
  await expect(applyChange(writer, intent, by())).rejects.toBe(broken)
  const work = join(trees.dir, 'host/trees', TREE, 'work')
  const [left] = await readdir(work)
  await utimes(join(work, left ?? expect.fail()), 0, 0)
  await applyChange(trees, intent, by())
  await trees.repoHost.prune(TREE, 1)
  expect(await readdir(work)).toEqual([])
  await expect(stat(trees.repoHost.versionPath(TREE, 1))).rejects.toThrow('ENOENT')
  const next = await prepared({ kind: 'remove', release: 'A' })
  expect(await applyChange(trees, next, by())).toEqual({ version: 3 })
})
