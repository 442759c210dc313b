// Three releases of one branch, withdrawn in every order: users always have what stood before Slipway and what the
// standing releases ship, not a file more or less, whatever two of them share or one took from another.

import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createClient } from '../../demo/client.ts'
import { type ReachableFile, reachableFiles } from '../../src/repos/index.ts'
import { openOwnRepository, readMetadataText, sha256OfFile } from '../../src/repos/metadata-files.ts'
import { parseUpdateinfo } from '../../src/rpm/updateinfo.ts'
import type { TinySpec } from '../kit/rpms.ts'
import { build, dropCves, layBaseline } from './goods.ts'
import { ARCH, type House, openHouse } from './kit.ts'
import { createRelease, goTo, order, stands, viewOf } from './people.ts'
import { updateRepository } from './seen.ts'

const BRANCH = 'Toy-1.0'
let house: House
let baseline: readonly string[]

beforeAll(async () => {
  house = await openHouse({
    branches: [BRANCH],
    layBaselines: async world => {
      const files = await layBaseline(world, BRANCH, [{ name: 'dock', arch: 'noarch' }, { name: 'pier' }])
      baseline = await placed(files)
    },
  })
})
afterAll(() => house.close())

interface Shipped {
  readonly id: string
  /** Paths in the tree with the sum of the file. */
  readonly files: readonly string[]
}

/** Where files stand in the tree, with their sums. */
async function placed(files: readonly string[]): Promise<string[]> {
  const lines = files.map(async file => {
    const folder = file.endsWith('.src.rpm') ? 'source' : ARCH
    return `update/${folder}/Packages/${basename(file)} ${await sha256OfFile(file)}`
  })
  return Promise.all(lines)
}

/** Publishes a release of these packages, each with a CVE. */
async function publish(order: { date: string; emergency?: boolean }, specs: readonly TinySpec[]): Promise<Shipped> {
  const files: string[] = []
  for (const spec of specs) files.push(...(await placed(await build(house, BRANCH, spec))))
  const day = `${order.date.slice(4)}${order.emergency ? 1 : 0}`
  const listed = specs.map(({ name }, i) => ({
    cve: `CVE-2026-${day}${i}`,
    issue: `I${day}${'ABC'[i]}`,
    sourcePackage: name,
  }))
  await dropCves(house, BRANCH, listed)
  const id = await createRelease(house, BRANCH, order)
  await goTo(house, id, 'released')
  return { id, files }
}

async function withdraw({ id }: Shipped): Promise<void> {
  await order(house, 'sami', id, '/withdraw')
  expect(await stands(house, id, 'reviewing')).toMatchObject({ withdrawn: true })
}

function treeNow(): Promise<readonly ReachableFile[]> {
  return reachableFiles(join(house.dir, 'repositories', 'trees', 'release', BRANCH, 'current'))
}

/** Advisories in the metadata that users' dnf reads. */
async function listedAdvisories(): Promise<string[]> {
  const repository = await openOwnRepository(
    join(house.dir, 'repositories', 'trees', 'release', BRANCH, 'current', 'update', ARCH),
  )
  if (!repository.has('updateinfo')) return []
  return parseUpdateinfo(await readMetadataText(repository, 'updateinfo')).map(record => record.id)
}

/** Users have what stood before Slipway and what these releases ship, and their advisories. */
async function isUnionOf(standing: readonly Shipped[]): Promise<void> {
  const packages = (await treeNow()).filter(f => f.path.endsWith('.rpm')).map(f => `${f.path} ${f.sha256}`)
  expect(packages.sort()).toEqual([...new Set([...baseline, ...standing.flatMap(r => r.files)])].sort())
  const advisories: (string | null)[] = []
  for (const { id } of standing) {
    const published = (await viewOf(house, id)).advisories.filter(a => a.state === 'published')
    expect(published.length).toBeGreaterThan(0)
    advisories.push(...published.map(a => a.id))
  }
  expect((await listedAdvisories()).sort()).toEqual(advisories.sort())
}

// The tests below are one story, told in this order.
let before: readonly ReachableFile[]
let a: Shipped
let b: Shipped
let emergency: Shipped

test('a weekly release, the next one, and an emergency release beside it', async () => {
  before = await treeNow()
  await isUnionOf([])
  // All ship the same rope; the second puts a newer pier in place of the first one's.
  const rope: TinySpec = { name: 'rope', arch: 'noarch' }
  const dock: TinySpec = { name: 'dock', arch: 'noarch', version: '1.1' }
  a = await publish({ date: '20261109' }, [dock, { name: 'pier', version: '1.1' }, rope])
  b = await publish({ date: '20261116' }, [{ name: 'pier', version: '1.2' }, rope])
  emergency = await publish({ date: '20261116', emergency: true }, [{ name: 'buoy', arch: 'noarch' }, rope])
  expect(emergency.id).toBe(`${BRANCH}_update20261116b`)
  await isUnionOf([a, b, emergency])
})

test('the first withdrawn: the second installs and its advisory is listed', async () => {
  await withdraw(a)
  await isUnionOf([b, emergency])
  const user = createClient({
    folder: join(house.dir, 'users', 'late'),
    arch: ARCH,
    base: [],
    updates: [{ id: 'update', url: `${house.url}${updateRepository(BRANCH)}` }],
    wasAway: async () => false,
  })
  await user.install(['dock', 'pier', 'rope', 'buoy'])
  const installed = (await user.installed()).map(p => `${p.name}-${p.version}`).sort()
  expect(installed).toEqual(['buoy-1.0', 'dock-1.0', 'pier-1.2', 'rope-1.0'])
})

test('the second withdrawn beside the first, which was published again; then the emergency release', async () => {
  await goTo(house, a.id, 'released')
  await isUnionOf([a, b, emergency])
  await withdraw(b)
  await isUnionOf([a, emergency])
  await withdraw(emergency)
  await isUnionOf([a])
})

test('all of them withdrawn, users have what they had before Slipway', async () => {
  await withdraw(a)
  await isUnionOf([])
  expect(await treeNow()).toEqual(before)
})
