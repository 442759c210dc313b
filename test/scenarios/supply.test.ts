// Packages that an update needs and the build service has: entered by the self-check itself, or named for consent.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ItemChangeView, ReleaseView } from '../../src/releases/view.ts'
import { build, dropCves, layBase } from './goods.ts'
import { ARCH, type House, openHouse, projectOf } from './kit.ts'
import { botComments, createRelease, ended, goTo, issueOf, order, stands, viewOf } from './people.ts'
import { trees } from './seen.ts'

const BRANCHES = { automatic: 'Auto-1.0', consent: 'Consent-1.0', extras: 'Extras-1.0' }
const EXTRAS = `${BRANCHES.extras}:Epol`
let house: House

beforeAll(async () => {
  house = await openHouse({
    branches: Object.values(BRANCHES),
    withBase: Object.values(BRANCHES),
    branchConfig: {
      [BRANCHES.consent]: { supply: 'by-consent' },
      [BRANCHES.extras]: { projects: { standard: projectOf(BRANCHES.extras), EPOL: projectOf(EXTRAS) } },
    },
  })
})
afterAll(() => house.close())

/** Users have a boat that only the old dock holds. What a new boat needs is built too, and something nobody needs. */
async function prepare(branch: string): Promise<string> {
  await layBase(house, branch, [
    { name: 'dock', lines: ['Provides: mooring = 1'] },
    { name: 'boat', lines: ['Requires: mooring = 1'] },
  ])
  await build(house, branch, { name: 'dock', version: '2.0', lines: ['Provides: mooring = 2'] })
  await build(house, branch, { name: 'boat', version: '1.1', lines: ['Requires: mooring = 2', 'Requires: oars'] })
  await build(house, branch, { name: 'oars', arch: 'noarch' })
  await build(house, branch, { name: 'raft' })
  return await scoped(branch, '20261123', 'dock')
}

async function scoped(branch: string, date: string, sourcePackage: string): Promise<string> {
  await dropCves(house, branch, [{ cve: 'CVE-2026-10001', issue: 'I3NQ1A', sourcePackage }])
  const id = await createRelease(house, branch, { date })
  await goTo(house, id, 'scoping')
  return id
}

async function confirm(id: string): Promise<void> {
  await order(house, 'sami', id, '/cve-ok')
  await order(house, 'devi', id, '/bugfix-ok')
}

const findingsOf = ({ runs }: ReleaseView) =>
  runs.find(r => r.plan === 'self-check')?.steps.flatMap(s => (s.name === 'version-check' ? [] : s.findings)) ?? []
const requires = ({ items }: ReleaseView) =>
  items.filter(i => i.kind === 'requires').map(({ repository, source, addedBy }) => [repository, source, addedBy])
const log = async (action: string) => (await house.log()).filter(line => line.action === action)

async function inTest(branch: string): Promise<string[]> {
  const paths = [...(await trees(house, branch, ['update_20261125'])).keys()]
  const here = paths.filter(path => path.startsWith('/repo/test/') && path.includes(`/${ARCH}/Packages/`))
  return here.map(path => path.split('/').at(-1) ?? '').sort()
}

const WHY = {
  zh: '依赖检查补充：boat-1.0-1.x86_64 需要 mooring = 1，但只有 dock-2.0-1.x86_64',
  en: 'Supplied by the dependency check: boat-1.0-1.x86_64 needs mooring = 1, but there is only dock-2.0-1.x86_64',
}

describe('where the branch lets the self-check take packages along', () => {
  const branch = BRANCHES.automatic
  let id: string

  test('what would break comes along with what it needs, and nothing else; the check goes on', async () => {
    id = await prepare(branch)
    await confirm(id)
    const view = await stands(house, id, 'testing')
    expect(requires(view)).toEqual([
      ['boat', 'check', 'slipway'],
      ['oars', 'check', 'slipway'],
    ])
    expect(findingsOf(view).map(f => [f.code, f.subject, f.blocking])).toEqual([
      ['supplied', 'boat', false],
      ['supplied', 'oars', false],
    ])
    expect(await inTest(branch)).toEqual(['boat-1.1-1.x86_64.rpm', 'dock-2.0-1.x86_64.rpm', 'oars-1.0-1.noarch.rpm'])
    // The check that entered the rows saw them: nothing is stale.
    expect(view.gates.find(g => g.name === 'status')).toMatchObject({ state: 'open', signOffs: [{ role: 'system' }] })
  })

  test('the log, the table on the issue and a comment say what came and who needs it', async () => {
    expect((await log('supply')).map(line => line.message)).toEqual(
      ['boat 1.1-1', 'oars 1.0-1'].map(named => ({
        zh: `已将构建工程 ${projectOf(branch)} 中的 ${named} 补充进 requires：${WHY.zh.replace('依赖检查补充：', '')}`,
        en: `${named} from build project ${projectOf(branch)} was entered in requires: ${WHY.en.replace('Supplied by the dependency check: ', '')}`,
      })),
    )
    const { body } = await issueOf(house, id)
    expect(body).toContain(`|boat|${WHY.en}|`)
    expect(body).toContain(`|oars|${WHY.en}|`)
    const said = (await botComments(house, id)).filter(c => c.includes('Entered in requires by the dependency check'))
    expect(said.filter(c => c.includes(`boat: ${WHY.en}`) && c.includes(`oars: ${WHY.en}`))).toHaveLength(1)
  })

  test('what a person deletes does not come back by itself, and the finding says so', async () => {
    await order(house, 'devi', id, '/delete requires oars')
    await order(house, 'devi', id, '/get-requires')
    const stopped = await ended(house, id, 'self-check', 'blocked')
    expect(requires(stopped).map(([name]) => name)).toEqual(['boat'])
    expect(
      findingsOf(stopped)
        .filter(f => f.blocking)
        .map(f => [f.subject, f.message]),
    ).toEqual([
      [
        'boat-1.1-1.x86_64 (x86_64)',
        {
          zh: `更新之后 boat-1.1-1.x86_64 在 x86_64 上不可安装：boat-1.1-1.x86_64 需要 oars，没有软件包提供。补充构建工程 ${projectOf(branch)} 中的 oars 1.0-1 即可解决，但有人已将其移出本版本或尚未接纳，不会自动补充：/add requires oars，已在清单中的用 /release 或 /accept`,
          en: `with this update boat-1.1-1.x86_64 cannot be installed on x86_64: boat-1.1-1.x86_64 needs oars, which nothing provides. oars 1.0-1 from build project ${projectOf(branch)} would mend it, but a person has taken it out of this release or not accepted it yet, so it does not come along by itself: /add requires oars, or /release or /accept where its row is there`,
        },
      ],
    ])
  })

  test('/rollback takes out what came along', async () => {
    await order(house, 'mary', id, '/rollback')
    const back = await stands(house, id, 'scoping')
    expect(requires(back)).toEqual([])
    expect(back.packageCounts).toMatchObject({ source: 0 })
    expect((await log('undo-supply')).map(line => line.message)).toEqual([
      {
        zh: '自验回退，已将自动补充的 boat 从 requires 移除',
        en: 'With the self-check, what it had entered was taken out of requires: boat',
      },
    ])
    const path = `/api/v1/releases/${id}/items/requires/boat/history`
    const { items: changes } = await house.get<{ items: readonly ItemChangeView[] }>(path)
    expect(changes.map(c => [c.action, c.by, c.after?.title ?? null])).toEqual([
      ['add', 'slipway', WHY.en],
      ['undo', 'slipway', null],
    ])
  })
})

test('where the branch asks for consent the packages are named, and adding them opens the gate', async () => {
  const branch = BRANCHES.consent
  const id = await prepare(branch)
  await confirm(id)
  const stopped = await ended(house, id, 'self-check', 'blocked')
  expect(requires(stopped)).toEqual([])
  expect(findingsOf(stopped).map(f => f.message)).toEqual([
    {
      zh: `更新之后 boat-1.0-1.x86_64 在 x86_64 上不可安装：boat-1.0-1.x86_64 需要 mooring = 1，但只有 dock-2.0-1.x86_64。补充构建工程 ${projectOf(branch)} 中的 boat 1.1-1、oars 1.0-1 即可解决：/add requires boat oars`,
      en: `with this update boat-1.0-1.x86_64 cannot be installed on x86_64: boat-1.0-1.x86_64 needs mooring = 1, but there is only dock-2.0-1.x86_64. boat 1.1-1, oars 1.0-1 from build project ${projectOf(branch)} would mend it: /add requires boat oars`,
    },
  ])
  expect(findingsOf(stopped)[0]?.data).toEqual({
    ...{ arch: ARCH, family: 'standard', remedy: 'available' },
    packages: ['boat', 'oars'],
    said: 'boat-1.0-1.x86_64 needs mooring = 1, but there is only dock-2.0-1.x86_64',
  })
  await order(house, 'devi', id, '/add requires boat oars')
  await order(house, 'devi', id, '/get-requires')
  expect(requires(await stands(house, id, 'testing'))).toEqual([
    ['boat', 'hand', 'devi'],
    ['oars', 'hand', 'devi'],
  ])
})

test('a standard package gets nothing from the extras, which users need not have; an extra one does', async () => {
  const branch = BRANCHES.extras
  await layBase(house, branch, [{ name: 'dock' }])
  await build(house, branch, { name: 'dock', version: '2.0', lines: ['Requires: winch'] })
  await build(house, EXTRAS, { name: 'winch' })
  await build(house, EXTRAS, { name: 'buoy', lines: ['Requires: bell'] })
  await build(house, EXTRAS, { name: 'bell' })
  const id = await scoped(branch, '20261123', 'dock')
  await order(house, 'devi', id, '/add requires buoy')
  await confirm(id)
  const stopped = await ended(house, id, 'self-check', 'blocked')
  expect(
    findingsOf(stopped)
      .filter(f => f.blocking)
      .map(f => f.message),
  ).toEqual([
    {
      zh: '更新之后 dock-2.0-1.x86_64 在 x86_64（standard）上不可安装：dock-2.0-1.x86_64 需要 winch，没有软件包提供。构建服务中没有能解决它的软件包',
      en: 'with this update dock-2.0-1.x86_64 cannot be installed on x86_64 (standard): dock-2.0-1.x86_64 needs winch, which nothing provides. No package of the build service would mend it',
    },
  ])
  expect(requires(await viewOf(house, id)).map(([name]) => name)).toEqual(['buoy', 'bell'])
})
