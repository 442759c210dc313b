// Versions that go down, within a branch and from branch to branch, as the people of a release see it through the API.

import { copyFile, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Finding } from '../../src/flow/index.ts'
import type { ReleaseDiff, ReleaseView } from '../../src/http/index.ts'
import { slipway } from '../kit/cli.ts'
import { buildRpms, type TinySpec } from '../kit/rpms.ts'
import { build, dropCves, layBase } from './goods.ts'
import { ARCH, type House, openHouse, projectOf } from './kit.ts'
import { botComments, createRelease, ended, goTo, order, stands, viewOf } from './people.ts'

const [OLD, LTS, SP1] = ['Toy-0.9', 'Toy-1.0', 'Toy-1.0-SP1'] as const
let house: House
let mirror: Server
let mirrored = ''

beforeAll(async () => {
  // The base of one branch lies behind a web server.
  mirror = createServer(async (request, response) => {
    const bytes = await readFile(join(mirrored, decodeURI(request.url ?? ''))).catch(() => undefined)
    response.writeHead(bytes ? 200 : 404).end(bytes)
  })
  await new Promise<void>(resolve => mirror.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(mirror.address() as AddressInfo).port}/$arch`
  house = await openHouse({
    branches: [OLD, LTS, SP1],
    withBase: [LTS, SP1],
    branchConfig: {
      [OLD]: {
        base: [{ id: 'mirror', family: 'standard', url }],
        upgradesTo: [LTS],
        upgradePath: 'warn',
        dist: 'toy09',
      },
      [LTS]: { upgradesTo: [SP1] },
    },
  })
  mirrored = join(house.dir, 'base', OLD)
  const lines = ['Provides: libpier.so.1()(64bit)', 'Requires(post): /bin/sh']
  const subpackages = [{ name: 'lamp' }, { name: 'rail' }]
  await layBase(house, OLD, [
    { name: 'pier', version: '0.9', release: '1.toy09', lines, subpackages },
    { name: 'sh', lines: ['Provides: /bin/sh'] },
  ])
  await rm(join(mirrored, ARCH, `pier-rail-0.9-1.toy09.${ARCH}.rpm`))
  await layBase(house, LTS, [
    { name: 'pier', version: '1.0', release: '2.toy10' },
    { name: 'boat', version: '3.0', arch: 'noarch' },
    { name: 'rope', version: '1.0' },
  ])
  await layBase(house, SP1, [
    { name: 'pier', version: '1.0', release: '3.toy10sp1' },
    { name: 'boat', version: '2.0' },
  ])
})
afterAll(async () => {
  await house.close()
  await new Promise(resolve => mirror.close(resolve))
})

let releases = 0

/** A release of one package, as far as scoping. */
async function scoped(branch: string, spec: TinySpec): Promise<string> {
  await build(house, branch, spec)
  const cve = `CVE-2026-1000${++releases}`
  await dropCves(house, branch, [{ cve, issue: `I3NQ${releases}A`, sourcePackage: spec.name }])
  const id = await createRelease(house, branch, { date: '20261123', suffix: `r${releases}` })
  await goTo(house, id, 'scoping')
  return id
}

/** Runs the self-check of an update that holds one package. */
async function checked(branch: string, spec: TinySpec, state: 'blocked' | 'done'): Promise<ReleaseView> {
  const id = await scoped(branch, spec)
  await order(house, 'sami', id, '/cve-ok')
  await order(house, 'devi', id, '/bugfix-ok')
  return await (state === 'done' ? stands(house, id, 'testing') : ended(house, id, 'self-check', state))
}

function findings(view: ReleaseView): readonly Finding[] {
  return (
    view.runs.find(r => r.plan === 'self-check')?.steps.flatMap(s => (s.name === 'version-check' ? [] : s.findings)) ??
    []
  )
}

describe('an update', () => {
  test('§3b 45: lower than what users have of its branch is stopped before the test repository', async () => {
    const view = await checked(LTS, { name: 'pier', version: '1.0', release: '1.toy10' }, 'blocked')
    expect(findings(view)).toEqual([
      {
        code: 'lower-version',
        subject: 'pier-1.0-1.toy10.x86_64',
        message: {
          zh: 'pier-1.0-1.toy10.x86_64 低于用户已有的 pier-1.0-2.toy10.x86_64（来自 base），已安装的系统不会更新到它',
          en: 'pier-1.0-1.toy10.x86_64 is lower than pier-1.0-2.toy10.x86_64, which users have from base: no installed system would update to it',
        },
        blocking: true,
        data: { had: { epoch: 0, version: '1.0', release: '2.toy10' } },
      },
    ])
    expect(view).toMatchObject({ stage: 'verifying', repositories: [] })
    const explained = await house.get<object>(`/api/v1/releases/${view.id}/explanation`)
    expect(JSON.stringify(explained)).toContain('build it in a higher version or release')
  })

  test('of a version that users have in other bytes is stopped', async () => {
    const view = await checked(LTS, { name: 'rope', version: '1.0', content: 'another' }, 'blocked')
    expect(findings(view)).toMatchObject([{ code: 'different-content', subject: 'rope-1.0-1.x86_64', blocking: true }])
  })

  test('§3b 47: with a package of another machine, or of another branch, is stopped and both are named', async () => {
    const id = await scoped(OLD, { name: 'pier', version: '1.0', release: '1.toy10' })
    const [other] = await buildRpms({
      programs: house.programs,
      dir: join(house.dir, 'other-machine'),
      specs: [{ name: 'oar', release: '1.toy09', arch: 'aarch64' }],
    })
    const place = join(house.dir, 'builds', projectOf(OLD), 'pier', ARCH)
    if (other) await copyFile(other, join(place, basename(other)))
    await order(house, 'sami', id, '/cve-ok')
    await order(house, 'devi', id, '/bugfix-ok')
    const found = findings(await ended(house, id, 'self-check', 'blocked'))
    expect(found.map(f => [f.code, f.subject, f.blocking])).toEqual([
      ['wrong-arch', 'oar-1.0-1.toy09.aarch64.rpm', true],
      ['wrong-dist', 'pier-1.0-1.toy10.x86_64', true],
      ['wrong-dist', 'pier-1.0-1.toy10.src', true],
    ])
    expect(found[0]?.message.en).toBe(
      'oar-1.0-1.toy09.aarch64 lies among the builds for x86_64, where it does not belong',
    )
  })
})

const newPier: TinySpec = {
  name: 'pier',
  version: '1.1',
  release: '1.toy09',
  lines: [
    'Provides: libpier.so.2()(64bit)',
    'Requires: sh',
    '%post',
    'echo welcome',
    '%changelog',
    '* Fri Nov 20 2026 Ann <ann@example> - 1.1-1',
    '- Take the new soname',
  ],
  subpackages: [{ name: 'lamp' }, { name: 'rail' }, { name: 'bell' }],
}
let warned = ''

describe('from branch to branch', () => {
  test('a branch that only warns goes on, and says what is higher than the next one has', async () => {
    const view = await checked(OLD, newPier, 'done')
    expect(findings(view)).toMatchObject([
      { code: 'upgrade-path', subject: 'pier-1.1-1.toy09.x86_64 (Toy-1.0)', blocking: false },
    ])
    warned = view.id
    await expect
      .poll(async () => (await botComments(house, warned)).join('\n'), { timeout: 30_000 })
      .toMatch(
        /About upgrade paths[\s\S]*pier-1\.1-1\.toy09[\s\S]*What the update changes: 4 packages, 1 new, 1 with sonames gone/,
      )
  })

  test('an update higher than what the next service pack offers waits until that is on its way there', async () => {
    const view = await checked(LTS, { name: 'pier', version: '1.2', release: '1.toy10' }, 'blocked')
    expect(findings(view)).toMatchObject([
      {
        code: 'upgrade-path',
        subject: 'pier-1.2-1.toy10.x86_64 (Toy-1.0-SP1)',
        message: {
          zh: 'pier-1.2-1.toy10.x86_64 高于 Toy-1.0-SP1 提供的 pier-1.0-3.toy10sp1.x86_64（来自 base），升级到 Toy-1.0-SP1 后仍保留旧分支的包',
          en: 'pier-1.2-1.toy10.x86_64 is higher than pier-1.0-3.toy10sp1.x86_64, which Toy-1.0-SP1 offers from base: who upgrades to Toy-1.0-SP1 gets nothing newer',
        },
        blocking: true,
      },
    ])
    const next = await checked(SP1, { name: 'pier', version: '1.2', release: '1.toy10sp1' }, 'done')
    expect(findings(next)).toEqual([])
    await order(house, 'devi', view.id, '/get-requires')
    const again = findings(await stands(house, view.id, 'testing'))
    expect(again).toMatchObject([{ code: 'upgrade-path', blocking: false }])
    expect(again[0]?.message.en).toContain(`pier-1.2-1.toy10sp1.x86_64 is on its way in ${next.id}`)
  })

  test('an update of the service pack lower than what users of the branch before it have is stopped', async () => {
    const view = await checked(SP1, { name: 'boat', version: '2.5' }, 'blocked')
    expect(findings(view)).toMatchObject([
      { code: 'upgrade-path', subject: 'boat-2.5-1.x86_64 (Toy-1.0)', blocking: true },
    ])
    expect(findings(view)[0]?.message.en).toContain('is lower than boat-3.0-1.noarch, which users of Toy-1.0 have')
  })
})

test('§3b 45: what became lower only after its self-check is not published, and says why', async () => {
  const late = await checked(LTS, { name: 'rope', version: '1.1' }, 'done')
  const early = await checked(LTS, { name: 'rope', version: '1.2' }, 'done')
  for (const { id } of [late, early]) await goTo(house, id, 'reviewing')
  await goTo(house, early.id, 'announcing')
  await order(house, 'rick', late.id, '/check-ok')
  const view = await ended(house, late.id, 'publish', 'failed')
  expect(view.run?.reason?.en).toContain('Higher versions were published after the self-check: rope-1.1-1.')
  const offered = await house.call(`/repo/${LTS}/update/${ARCH}/Packages/`)
  expect(offered.text).not.toContain('rope-1.1-1')
  expect(await viewOf(house, late.id)).toMatchObject({ stage: 'publishing' })
})

describe('what the packages of a release change', () => {
  const diffOf = (id: string, query = '') => house.get<ReleaseDiff>(`/api/v1/releases/${id}/diff${query}`)

  test('is told package by package, against a base behind a web server', async () => {
    const diff = await diffOf(warned)
    expect(diff).toMatchObject({
      release: warned,
      run: expect.any(String),
      isStale: false,
      counts: { packages: 4, new: 1, lower: 0, sonamesGone: 1, notCompared: 1 },
      next: null,
    })
    expect(diff.items.map(p => [p.name, p.before, p.after, p.from])).toEqual([
      ['pier', '0.9-1.toy09', '1.1-1.toy09', 'mirror'],
      ['pier-bell', null, '1.1-1.toy09', null],
      ['pier-lamp', '0.9-1.toy09', '1.1-1.toy09', 'mirror'],
      ['pier-rail', '0.9-1.toy09', '1.1-1.toy09', 'mirror'],
    ])
    const [pier, bell, , rail] = diff.items
    expect(pier).toMatchObject({
      sourcePackage: 'pier',
      arches: [ARCH],
      archBefore: ARCH,
      because: null,
      sonamesGone: ['libpier.so.1()(64bit)'],
      dependencies: [
        { list: 'provides', name: 'libpier.so.1()(64bit)', after: null },
        { list: 'provides', name: 'libpier.so.2()(64bit)', before: null },
        { list: 'requires', name: 'sh', before: null, after: 'sh' },
      ],
      files: [{ path: '/usr/share/pier/content', change: 'content' }],
      fileCounts: { added: 0, removed: 0, changed: 1 },
      scriptlets: [{ section: 'post', before: null, after: expect.stringContaining('echo welcome') }],
      changelog: [{ author: 'Ann <ann@example> - 1.1-1', text: '- Take the new soname' }],
    })
    expect(pier?.fileBytesBefore).toBeGreaterThan(1000)
    expect(bell).toMatchObject({ before: null, because: null, dependencies: [], files: [] })
    // The web server has lost that file: it is said, and nothing failed for it.
    expect(rail?.because?.en).toContain('pier-rail-0.9-1.toy09.x86_64.rpm')
  })

  test('comes in pages, is told on the command line, and there is none of a release that was not checked', async () => {
    const first = await diffOf(warned, '?limit=3')
    expect(first.items).toHaveLength(3)
    const rest = await diffOf(warned, `?limit=3&cursor=${first.next}`)
    expect(rest.items.map(p => p.name)).toEqual(['pier-rail'])
    expect(rest.counts).toEqual(first.counts)
    const { code, out, err } = await slipway(['release', 'diff', warned, '--url', house.url])
    expect(code).toBe(0)
    expect(out).toContain('pier.x86_64  0.9-1.toy09 → 1.1-1.toy09\n  no longer provides libpier.so.1()(64bit): ')
    expect(out).toContain('pier-bell.x86_64  1.1-1.toy09 (new)\n')
    expect(err).toContain('Packages compared: 4. New: 1.')
    const fresh = await createRelease(house, OLD, { date: '20261123', suffix: 'unchecked' })
    expect(await diffOf(fresh)).toMatchObject({ run: null, items: [] })
    expect((await house.call('/api/v1/releases/none/diff')).status).toBe(404)
  })
})
