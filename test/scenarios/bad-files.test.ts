// What is wrong with files people put down: the run waits with a sentence, nothing was published, and mending helps.

import { copyFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { slipway } from '../kit/cli.ts'
import { build, cutInHalf, dropBadCves, dropCves } from './goods.ts'
import { type House, openHouse } from './kit.ts'
import { botComments, createRelease, ended, issueShows, order, say, stands, viewOf } from './people.ts'
import { trees } from './seen.ts'

const BRANCH = 'Toy-1.0'
const listed = [{ cve: 'CVE-2026-10001', issue: 'I3NQ1A', sourcePackage: 'pier' }]
let house: House

beforeAll(async () => {
  house = await openHouse({ branches: [BRANCH] })
})
afterAll(() => house.close())

function show(...argv: readonly string[]) {
  return slipway(argv, { env: { SLIPWAY_URL: house.url } })
}

/** The sentence stands where people look: in the run, in the release, on the issue and in the terminal. */
async function isTold(id: string, finding: { code: string; said: string }): Promise<void> {
  const view = await viewOf(house, id)
  const findings = view.run?.steps.flatMap(s => s.findings.filter(f => f.blocking)) ?? []
  expect(findings).toMatchObject([{ code: finding.code, message: { en: finding.said }, blocking: true }])
  expect(view.findings).toMatchObject([{ code: finding.code }])
  await expect.poll(async () => (await botComments(house, id)).join('\n'), { timeout: 20_000 }).toContain(finding.said)
  expect((await show('release', 'show', id)).out.replace(/\s+/g, ' ')).toContain(finding.code)
  expect((await show('run', 'show', view.run?.id ?? '')).out.replaceAll(/[\s│]+/g, '')).toContain(
    finding.said.replaceAll(/\s+/g, ''),
  )
}

describe('a list of CVEs', () => {
  test.each([
    [
      'without columns',
      { without: 'issue所属仓库' },
      'The CVE list cannot be used: Toy-1.0_updateinfo.xlsx lacks the columns: issue所属仓库; it has: cve编号, issue编号, score, version, abi是否变化.',
    ],
    [
      'in the wrong sheet',
      { sheet: 'Sheet1' },
      'The CVE list cannot be used: Toy-1.0_updateinfo.xlsx has no sheet named cve_list; its sheets: Sheet1.',
    ],
  ])('%s holds the release in draft until it is mended', async (_, wrong, said) => {
    await dropBadCves(house, BRANCH, listed, wrong)
    const id = await createRelease(house, BRANCH, { date: '20261102', emergency: true })
    expect(await say(house, 'mary', id, '/start-update')).toContain('**Accepted**')
    const view = await ended(house, id, 'collect', 'blocked')
    expect(view).toMatchObject({ stage: 'draft', items: [] })
    expect(view.waitingFor.en).toBe('"Collect the scope" found 1 problem; mend it, then /start-update tries again')
    await isTold(id, { code: 'cve-list', said })

    await dropCves(house, BRANCH, listed)
    expect(await say(house, 'mary', id, '/start-update')).toContain('**Accepted**: "Collect the scope" is tried again')
    expect(await stands(house, id, 'scoping')).toMatchObject({ items: [{ cve: 'CVE-2026-10001' }], findings: [] })
  })
})

test('an RPM cut in half stops the self-check before the test repository, and the whole one passes', async () => {
  const files = await build(house, BRANCH, { name: 'pier', version: '1.1' })
  const rpm = files.find(file => file.endsWith('.x86_64.rpm')) ?? ''
  const aside = join(house.dir, 'whole.rpm')
  await copyFile(rpm, aside)
  await cutInHalf(rpm)
  await dropCves(house, BRANCH, listed)
  const id = await createRelease(house, BRANCH, { date: '20261123' })
  const before = await trees(house, BRANCH, ['update_20261125'])
  await order(house, 'mary', id, '/start-update')
  await stands(house, id, 'scoping')
  await order(house, 'sami', id, '/cve-ok')
  await order(house, 'devi', id, '/bugfix-ok')

  const view = await ended(house, id, 'self-check', 'blocked')
  expect(view).toMatchObject({ stage: 'verifying', repositories: [] })
  expect(view.run?.steps.map(s => [s.name, s.state])).toEqual([
    ['collect-packages', 'done'],
    ['dependency-check', 'done'],
    ['version-check', 'done'],
    ['upgrade-path', 'done'],
    ['test-repository', 'waiting'],
    ['install-check', 'waiting'],
    ['report-problems', 'done'],
    ['update-diff', 'done'],
  ])
  expect(await trees(house, BRANCH, ['update_20261125'])).toEqual(before)
  await isTold(id, {
    code: 'truncated-rpm',
    said: 'pier-1.1-1.x86_64.rpm is cut off or damaged: its digests do not match',
  })
  await issueShows(house, id, { body: expect.stringContaining('pier-1.1-1.x86_64.rpm') })
  expect(await say(house, 'devi', id, '/check-status')).toContain(
    '**Refused**: The self-check still has findings: pier-1.1-1.x86_64.rpm',
  )

  await rename(aside, rpm)
  expect(await say(house, 'devi', id, '/get-requires')).toContain('**Accepted**')
  expect(await stands(house, id, 'testing')).toMatchObject({ findings: [] })
})
