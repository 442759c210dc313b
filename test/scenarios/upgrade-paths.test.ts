// Versions that go down, within a branch and from branch to branch, as the people of a release see it through the API.

import { copyFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Finding } from '../../src/flow/index.ts'
import type { ReleaseView } from '../../src/http/index.ts'
import { buildRpms, type TinySpec } from '../kit/rpms.ts'
import { build, dropCves, layBase } from './goods.ts'
import { ARCH, type House, openHouse, projectOf } from './kit.ts'
import { createRelease, ended, goTo, order, stands, viewOf } from './people.ts'

const [OLD, LTS, SP1] = ['Toy-0.9', 'Toy-1.0', 'Toy-1.0-SP1'] as const
let house: House

beforeAll(async () => {
  house = await openHouse({
    branches: [OLD, LTS, SP1],
    withBase: [OLD, LTS, SP1],
    branchConfig: {
      [OLD]: { upgradesTo: [LTS], upgradePath: 'warn', dist: 'toy09' },
      [LTS]: { upgradesTo: [SP1] },
    },
  })
  await layBase(house, OLD, [{ name: 'pier', version: '0.9', release: '1.toy09' }])
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
afterAll(() => house.close())

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
  return view.runs.find(r => r.plan === 'self-check')?.steps.flatMap(s => s.findings) ?? []
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

describe('from branch to branch', () => {
  test('a branch that only warns goes on, and says what is higher than the next one has', async () => {
    const view = await checked(OLD, { name: 'pier', version: '1.1', release: '1.toy09' }, 'done')
    expect(findings(view)).toMatchObject([
      { code: 'upgrade-path', subject: 'pier-1.1-1.toy09.x86_64 (Toy-1.0)', blocking: false },
    ])
  })

  test('an update higher than what the next service pack offers waits until that is on its way there', async () => {
    const view = await checked(LTS, { name: 'pier', version: '1.2', release: '1.toy10' }, 'blocked')
    expect(findings(view)).toMatchObject([
      {
        code: 'upgrade-path',
        subject: 'pier-1.2-1.toy10.x86_64 (Toy-1.0-SP1)',
        message: {
          zh: 'pier-1.2-1.toy10.x86_64 高于 Toy-1.0-SP1 提供的 pier-1.0-3.toy10sp1.x86_64（来自 base），升级到 Toy-1.0-SP1 的用户得不到更新的版本',
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
