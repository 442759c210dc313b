// Updates that would leave something open, as the people of a release see it through the API.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Finding } from '../../src/flow/index.ts'
import type { TinySpec } from '../kit/rpms.ts'
import { build, dropCves, layBase } from './goods.ts'
import { type House, openHouse } from './kit.ts'
import { createRelease, ended, goTo, order, stands } from './people.ts'

const BRANCH = 'Toy-1.0'
let house: House

beforeAll(async () => {
  house = await openHouse({ branches: [BRANCH], withBase: [BRANCH] })
  await layBase(house, BRANCH, [
    { name: 'dock', lines: ['Provides: mooring = 1'], subpackages: [sub('%{version}-%{release}')] },
    { name: 'boat', lines: ['Requires: mooring = 1'] },
  ])
})
afterAll(() => house.close())

/** A sub-package that wants its main package in exactly this version. */
function sub(version: string) {
  return { name: 'lamps', lines: [`Requires: dock = ${version}`] }
}

/** Runs the self-check of an update that holds one package. */
async function check(suffix: string, spec: TinySpec, state: 'blocked' | 'done'): Promise<readonly Finding[]> {
  await build(house, BRANCH, spec)
  await dropCves(house, BRANCH, [{ cve: 'CVE-2026-10001', issue: 'I3NQ1A', sourcePackage: spec.name }])
  const id = await createRelease(house, BRANCH, { date: '20261123', suffix })
  await goTo(house, id, 'scoping')
  await order(house, 'sami', id, '/cve-ok')
  await order(house, 'devi', id, '/bugfix-ok')
  const view = await (state === 'done' ? stands(house, id, 'testing') : ended(house, id, 'self-check', state))
  expect(view.stage).toBe(state === 'done' ? 'testing' : 'verifying')
  const run = view.runs.find(r => r.plan === 'self-check')
  expect(run?.state).toBe(state)
  return run?.steps.flatMap(s => (s.name === 'version-check' ? [] : s.findings)) ?? []
}

describe('an update', () => {
  test('that drops what a base package needs is stopped, and says which package needs what', async () => {
    const spec = { name: 'dock', version: '2.0', subpackages: [sub('%{version}-%{release}')] }
    expect(await check('b', spec, 'blocked')).toEqual([
      {
        code: 'unmet-requirement',
        subject: 'boat-1.0-1.x86_64 (x86_64)',
        message: {
          zh: '更新之后 boat-1.0-1.x86_64 在 x86_64 上不可安装：boat-1.0-1.x86_64 需要 mooring = 1，没有软件包提供。构建服务中没有能解决它的软件包',
          en: 'with this update boat-1.0-1.x86_64 cannot be installed on x86_64: boat-1.0-1.x86_64 needs mooring = 1, which nothing provides. No package of the build service would mend it',
        },
        blocking: true,
        data: {
          ...{ arch: 'x86_64', family: 'standard', remedy: 'nothing', packages: [] },
          said: 'boat-1.0-1.x86_64 needs mooring = 1, which nothing provides',
        },
      },
    ])
  })

  test('whose sub-package wants exactly its own version passes: the older pair is not meant', async () => {
    const lines = ['Provides: mooring = 1']
    const spec = { name: 'dock', version: '1.1', lines, subpackages: [sub('%{version}-%{release}')] }
    expect(await check('c', spec, 'done')).toEqual([])
  })

  test('whose sub-package was left behind is stopped', async () => {
    const spec = { name: 'dock', version: '1.2', lines: ['Provides: mooring = 1'] }
    expect(await check('d', spec, 'blocked')).toMatchObject([
      { code: 'unmet-requirement', subject: 'dock-lamps-1.0-1.x86_64 (x86_64)', blocking: true },
    ])
  })

  test('with if and unless in a requirement passes where they hold, and is stopped where not', async () => {
    const lines = ['Requires: (boat if dock)', 'Requires: ((boat unless raft) or dock)']
    expect(await check('e', { name: 'oar', arch: 'noarch', lines }, 'done')).toEqual([])
    const paddle = { name: 'paddle', arch: 'noarch', lines: ['Requires: dock', 'Requires: (nowhere if dock)'] }
    const [found] = await check('f', paddle, 'blocked')
    expect(found?.message.en).toContain(
      'paddle-1.0-1.noarch needs dock, provided by dock-1.0-1.x86_64; ' +
        'paddle-1.0-1.noarch needs (nowhere if dock), which nothing provides',
    )
  })
})
