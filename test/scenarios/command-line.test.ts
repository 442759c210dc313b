// A release from its creation to its withdrawal by the command line alone, in the spellings of the older tools, some of
// it by a CI job that acts for people.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createToken, ensureService, grantOnBehalf, grantRoles } from '../../src/accounts/index.ts'
import { slipway } from '../kit/cli.ts'
import { build, dropCves } from './goods.ts'
import { FORGE, type House, openHouse, type Person } from './kit.ts'
import { botComments, calm, everythingAbout, openIssue, stands, viewOf } from './people.ts'

const BRANCH = 'Toy-1.0'
const OTHER = 'Toy-2.0'
let house: House
/** Tokens of a service that may act for people, and of one that may not though it has every role. */
let tokens: Record<'ci' | 'drone', string>
let id: string
let issue: string
let directory: string

beforeAll(async () => {
  house = await openHouse({ branches: [BRANCH, OTHER] })
  await build(house, BRANCH, { name: 'pier' })
  await dropCves(house, BRANCH, [{ cve: 'CVE-2026-10001', issue: 'I3NQ1A', sourcePackage: 'pier' }])
  tokens = { ci: await service('ci'), drone: await service('drone') }
})
afterAll(() => house.close())

async function service(name: string): Promise<string> {
  const { account } = await ensureService(house.db, { name })
  if (name === 'ci') await grantOnBehalf(house.db, { account, branches: [BRANCH] })
  else await grantRoles(house.db, { account, roles: ['version-manager', 'security', 'developer'] })
  return (await createToken(house.db, { account, note: 'scenario' })).token
}

/** Types a line; `ISSUE` and `DIRECTORY` stand for those of the release. */
async function type(as: Person | 'ci' | 'drone', line: string) {
  const [program = '', ...argv] = line.replaceAll('ISSUE', issue).replaceAll('DIRECTORY', directory).split(' ')
  const SLIPWAY_TOKEN = as === 'ci' || as === 'drone' ? tokens[as] : house.tokens[as]
  return await slipway(argv, { program, env: { SLIPWAY_URL: house.url, SLIPWAY_TOKEN } })
}

async function leavesAllAsItIs(act: () => Promise<void>): Promise<void> {
  await calm(house)
  const before = await everythingAbout(house, id)
  await act()
  await calm(house)
  expect(await everythingAbout(house, id)).toEqual(before)
}

test('javcra creates the releases of all branches, once', async () => {
  const { code, out } = await type('mary', 'javcra create --token hush')
  expect(code).toBe(0)
  id = /^Created (Toy-1\.0_update\d{8})$/m.exec(out)?.[1] ?? ''
  expect(out.match(/^Created Toy-\d/gm)).toHaveLength(2)
  expect((await type('mary', 'javcra create')).out.match(/exists already/g)).toHaveLength(2)
  await expect.poll(async () => (await viewOf(house, id)).issue?.id).toBeTruthy()
  const view = await viewOf(house, id)
  issue = view.issue?.id ?? ''
  directory = view.directory
})

describe('a release is named', () => {
  test.each(['ISSUE', '#ISSUE', `${FORGE}#ISSUE`, 'release-management#ISSUE'])('by its issue: %s', async name => {
    const { code, out } = await type('gast', `slipway release show ${name} --json`)
    expect([code, JSON.parse(out).id]).toEqual([0, id])
  })

  test('by its title', async () => {
    const title = (await house.get<{ title: string }>(`/forge/api/repos/${FORGE}/issues/${issue}`)).title
    const env = { SLIPWAY_URL: house.url }
    for (const name of [title, title.replace('-', ' '), id]) {
      expect((await slipway(['release', 'show', name, '--json'], { env })).out).toContain(`"id": "${id}"`)
    }
  })

  test('by what means several, and is not guessed', async () => {
    const { code, err } = await type('mary', 'auto-release check_install_and_selfbuid DIRECTORY')
    expect([code, err]).toEqual([3, expect.stringContaining(`${id}, ${id.replace(BRANCH, OTHER)}`)])
    expect((await type('mary', 'slipway release show I9NONE')).code).toBe(4)
    expect((await type('mary', 'slipway release show other/repo#ISSUE')).code).toBe(4)
  })
})

describe('a service acts for a person', () => {
  test('who has the role, and both are in the log and in the answer', async () => {
    const { code, out, err } = await type('ci', 'javcra start #ISSUE --giteeid mary --token hush --ak hush')
    expect([code, out]).toEqual([0, '[INFO] start update successfully.\n'])
    expect(err).not.toContain('hush')
    await stands(house, id, 'scoping')
    expect((await type('ci', 'oe-art check -releaseid #ISSUE -type cve ok -giteeid sami')).code).toBe(0)
    const gate = (await viewOf(house, id)).gates.find(g => g.name === 'cve')
    expect(gate?.signOffs).toMatchObject([{ by: 'sami', role: 'security' }])
    const entry = (await house.log()).find(l => l.action === 'cve-ok')
    expect(entry).toMatchObject({ actor: 'ci', onBehalfOf: 'sami', role: 'security', channel: 'cli' })
    await expect
      .poll(() => botComments(house, id))
      .toContainEqual(expect.stringContaining('@sami (by ci)\n- `/cve-ok`'))
    expect((await type('gast', 'slipway release timeline ISSUE')).out).toContain('sami / ci (security)')
  })

  test.each<[string, 'ci' | 'drone' | Person, string, string]>([
    ['a service without the grant', 'drone', '-giteeid sami', 'may not act for sami'],
    ['a person for another', 'mary', '-giteeid sami', 'may not act for sami'],
    ['for nobody known', 'ci', '-giteeid stranger', 'Nobody is known by the login stranger'],
    ['for one without the role', 'ci', '-giteeid gast', '/cve-not-ok is for the security committee'],
    ['a service for itself', 'ci', '-giteeid ci', '/cve-not-ok is for the security committee'],
  ])('but not %s', async (_, as, whom, said) => {
    await leavesAllAsItIs(async () => {
      const { code, out, err } = await type(as, `oe-art check -releaseid ISSUE -type cve nok ${whom}`)
      expect([code, out + err]).toEqual([3, expect.stringContaining(said)])
    })
  })

  test('nor on a branch it was not granted', async () => {
    const other = id.replace(BRANCH, OTHER)
    const { code, err } = await type('ci', `auto-release start ${other} -giteeid mary`)
    expect([code, err]).toEqual([3, expect.stringContaining('may not act for mary')])
  })

  test('and a person may say who they are', async () => {
    const added = await openIssue(house, 'pier', 'pier is wet')
    expect((await type('devi', `oe-art modify -releaseid #ISSUE -addbug #${added} -giteeid devi`)).code).toBe(0)
    expect((await type('devi', `auto-release delete ISSUE -bugfix ${added}`)).code).toBe(0)
    expect((await house.log()).findLast(l => l.action === 'add')).toMatchObject({ actor: 'devi', onBehalfOf: null })
  })
})

test('a dry run tells what would happen, one command after the other, and does nothing', async () => {
  await leavesAllAsItIs(async () => {
    const first = await type('devi', 'slipway release command ISSUE /bugfix-ok --dry-run')
    expect(first).toMatchObject({
      code: 0,
      out: expect.stringContaining('Signed'),
      err: expect.stringContaining('dry'),
    })
    expect(first.out).toContain('"Self-check" starts')
    const both = await type('devi', 'slipway release command ISSUE /bugfix-ok /bugfix-ok --dry-run --json')
    expect(JSON.parse(both.out).outcomes).toMatchObject([{ accepted: true }, { accepted: false }])
    expect((await type('tess', 'auto-release check-release ISSUE --dry-run')).code).toBe(3)
    const forDevi = await type('ci', 'oe-art check -releaseid ISSUE -type bug ok -giteeid devi --dry-run')
    expect(forDevi).toMatchObject({ code: 0, out: first.out })
  })
})

test('it goes on to the users, each step waited for', async () => {
  expect((await type('mary', 'javcra check ISSUE --type cve_bugfix')).out).toContain('not OK')
  const selfCheck = await type('ci', 'oe-art check -releaseid #ISSUE -type bug ok -giteeid devi --wait --timeout 90')
  expect(selfCheck.code, selfCheck.err).toBe(0)
  expect((await type('mary', 'javcra check ISSUE --type cve_bugfix')).out).toContain(
    'successfuly operate cve and bugfix',
  )
  expect((await type('gast', 'auto-release get_install_build ISSUE')).code).toBe(0)
  await stands(house, id, 'testing')

  const early = await type('rick', 'javcra release ISSUE --type checkok --giteeid rick')
  expect(early).toMatchObject({ code: 3, out: '[ERROR] test not OK, please check.\n' })
  const found = await openIssue(house, 'pier', 'pier creaks')
  expect((await type('tess', `oe-art modify -releaseid ISSUE -addtest ${found} -giteeid tess`)).code).toBe(0)
  expect((await type('tess', 'auto-release check-release ISSUE')).code).toBe(3)
  expect((await type('tess', `oe-art modify -releaseid ISSUE -deltest ${found} -giteeid tess`)).code).toBe(0)
  expect((await type('tess', 'auto-release check-release ISSUE')).code).toBe(0)
  await stands(house, id, 'reviewing')

  await leavesAllAsItIs(async () => {
    const wrong = await type('rick', 'auto-release release-update-pkg ISSUE update_20200101 auto-release')
    expect(wrong).toMatchObject({ code: 3, err: expect.stringContaining(directory) })
  })
  const published = await type('rick', 'auto-release release-update-pkg ISSUE DIRECTORY auto-release --wait')
  expect(published.code, published.err).toBe(0)
  await stands(house, id, 'announcing')
  expect(await type('sami', 'javcra release ISSUE --type cvrfok --giteeid sami')).toMatchObject({
    code: 0,
    out: 'successful announcement\n',
  })
  await stands(house, id, 'released')
  expect((await type('sami', 'slipway release advisories ISSUE')).out).toContain('Toy-SA-')
})

test('and is hauled back', async () => {
  const { code, out, err } = await type('mary', 'slipway release withdraw ISSUE --wait --json')
  expect(code, err).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ outcomes: [{ accepted: true }], runs: [{ state: 'done' }] })
  expect(await stands(house, id, 'reviewing')).toMatchObject({ withdrawn: true })
})
