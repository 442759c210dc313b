// What a self-check finds gets an issue of its own; /check-status reads how issues stand; what is open holds the release.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build, dropCves, layBase } from './goods.ts'
import { type House, openHouse, type Person } from './kit.ts'
import { createRelease, ended, goTo, issueShows, openIssue, order, say, stands, viewOf } from './people.ts'

const BRANCH = 'Toy-1.0'
const TITLE = `[${BRANCH}] pier install failed 20261125`
let house: House
let id: string
let bug: string

/** Everything it requires is there, but two of it cannot be installed beside each other. */
const broken = { name: 'pier', version: '1.1', lines: ['Requires: mast', 'Requires: sail'] }
const mended = { name: 'pier', version: '1.2', lines: ['Requires: mast'] }

beforeAll(async () => {
  house = await openHouse({ branches: [BRANCH], withBase: [BRANCH], problems: 'src-toy' })
  await layBase(house, BRANCH, [{ name: 'mast' }, { name: 'sail', lines: ['Conflicts: mast'] }])
  await build(house, BRANCH, broken)
  await dropCves(house, BRANCH, [{ cve: 'CVE-2026-10001', issue: 'I3NQ1A', sourcePackage: 'pier' }])
  id = await createRelease(house, BRANCH, { date: '20261123' })
  await goTo(house, id, 'scoping')
  bug = await openIssue(house, 'pier', 'It leaks')
  await order(house, 'devi', id, `/add bugfix ${bug}`)
})
afterAll(() => house.close())

interface Issue {
  readonly id: string
  readonly title: string
  readonly body: string
  readonly state: string
}

/** Issues of the package's repository that are about it not installing. */
async function reported(): Promise<readonly Issue[]> {
  const issues = await house.get<readonly Issue[]>('/forge/api/repos/src-toy/pier/issues')
  return issues.filter(issue => issue.title === TITLE)
}

async function comment(as: Person, issue: string, body: string): Promise<void> {
  await house.get(`/forge/api/repos/src-toy/pier/issues/${issue}/comments`, { as, body: { body } })
}

async function put(as: Person, issue: string, state: string): Promise<void> {
  await house.get(`/forge/api/repos/src-toy/pier/issues/${issue}`, { as, method: 'PATCH', body: { state } })
}

function ask<T>(name: string): Promise<T> {
  return house.get<T>(`/api/v1/releases/${id}/${name}`)
}

const itemStatus = async (issue: string) => (await viewOf(house, id)).items.find(i => i.issue === issue)?.status

test('while the scope is decided, /check-status reads how its issues stand', async () => {
  await put('devi', bug, 'closed')
  expect(await itemStatus(bug)).toBe('open')
  const said = await say(house, 'devi', id, '/check-status')
  expect(said).toContain(`**Accepted**: Looked at 2 issues: 1 changed\n  - #${bug} (bugfix, pier): open → closed`)
  expect(said).toContain('Could not be read, the status stays: #I3NQ1A')
  expect(said).toContain('Overall: passed')
  expect(await itemStatus(bug)).toBe('closed')
  expect(await itemStatus('I3NQ1A')).toBe('closed')
  await issueShows(house, id, { body: expect.stringContaining(`|#${bug}: It leaks|pier|已完成|`) })
  expect(await say(house, 'devi', id, '/check-status')).toContain('Looked at 2 issues: nothing has changed')
  expect(await say(house, 'tess', id, '/check-status')).toContain('**Refused**: /check-status is for developers')
  expect(await ask('bugfix-list')).toEqual([{ issue_id: bug, repository: 'pier', status: 'closed' }])
})

describe('a package that cannot be installed', () => {
  let problem: string

  test('gets an issue in its repository, and the release issue names it', async () => {
    await order(house, 'sami', id, '/cve-ok')
    await order(house, 'devi', id, '/bugfix-ok')
    const view = await ended(house, id, 'self-check', 'blocked')
    const issues = await reported()
    expect(issues).toMatchObject([{ state: 'open' }])
    problem = issues[0]?.id ?? ''
    expect(issues[0]?.body).toContain('yum install pier-1.1-1.x86_64')
    expect(issues[0]?.body).toContain('mast')
    expect(view.problems).toMatchObject([{ kind: 'install', package: 'pier', issue: problem, status: 'open' }])
    await issueShows(house, id, { body: expect.stringContaining(`|#${problem}: ${TITLE}|pier|待办的|`) })
    expect(await ask('issue-state')).toEqual({
      install_build_issue: [{ [problem]: 'open' }],
      test_issue: [],
      overall_status: 'open',
    })
  })

  test('rolled back, its issue is rejected; found again, it is the same issue', async () => {
    await order(house, 'mary', id, '/rollback')
    const back = await stands(house, id, 'scoping')
    expect(back.problems).toEqual([])
    expect(await reported()).toMatchObject([{ id: problem, state: 'rejected' }])
    await order(house, 'sami', id, '/cve-ok')
    await order(house, 'devi', id, '/bugfix-ok')
    await ended(house, id, 'self-check', 'blocked')
    expect(await reported()).toMatchObject([{ id: problem, state: 'open' }])
  })

  test('holds the release, whatever its issue says; only some may call it a false alarm', async () => {
    expect(await say(house, 'devi', id, '/check-status')).toMatch(
      /\*\*Refused\*\*: The self-check still has findings: pier-1\.1-1\.x86_64 \(x86_64\)\./,
    )
    await comment('gast', problem, '误报')
    expect(await say(house, 'devi', id, '/check-status')).toContain(`self-build: #${problem} (src-toy/pier)`)
    await comment('tess', problem, '误报')
    const said = await say(house, 'devi', id, '/check-status')
    expect(said).toContain(`- #${problem} (installation, src-toy/pier): open, a false alarm`)
    expect(said).toContain('only a new self-check tells: /get-requires')
    expect(await viewOf(house, id)).toMatchObject({ stage: 'verifying', problems: [{ falseAlarm: true }] })
  })

  test('mended, a new self-check closes its issue and hands over', async () => {
    await build(house, BRANCH, mended)
    await order(house, 'devi', id, '/get-requires')
    const view = await stands(house, id, 'testing')
    expect(view).toMatchObject({ problems: [{ issue: problem, status: 'closed' }], findings: [] })
    expect(await reported()).toMatchObject([{ id: problem, state: 'closed' }])
    const comments = await house.get<readonly { body: string }[]>(
      `/forge/api/repos/src-toy/pier/issues/${problem}/comments`,
    )
    expect(comments.at(-1)?.body).toContain('does not find this any more')
    await issueShows(house, id, {
      body: expect.stringMatching(/\|#\w+: .*install failed 20261125（误报）\|pier\|已完成\|/),
    })
    expect(await ask('issue-state')).toMatchObject({ overall_status: 'closed' })
  })
})

test('a test problem holds /test-ok until it is closed', async () => {
  const found = await openIssue(house, 'pier', 'It still leaks')
  await order(house, 'tess', id, `/add test ${found}`)
  expect(await say(house, 'tess', id, '/test-ok')).toContain(`**Refused**: Test problems are still open: #${found}`)
  expect(await say(house, 'devi', id, '/check-status')).toContain(
    `Open test problems: #${found} (pier)\n  Overall: not`,
  )
  expect(await ask('issue-state')).toMatchObject({ test_issue: [{ [found]: 'open' }], overall_status: 'open' })
  await put('tess', found, 'closed')
  expect(await say(house, 'devi', id, '/check-status')).toContain(`- #${found} (test, pier): open → closed`)
  expect(await ask('issue-state')).toMatchObject({ overall_status: 'closed' })

  const second = await openIssue(house, 'pier', 'It leaks at night')
  await order(house, 'tess', id, `/add test ${second}`)
  await put('tess', second, 'closed')
  expect(await say(house, 'tess', id, '/test-ok')).toContain('**Accepted**')
  await stands(house, id, 'reviewing')
  expect(await itemStatus(second)).toBe('closed')
})

test('the module functions answer of the release', async () => {
  const repository = `${house.url}/repo/test/${BRANCH}/update_20261125/x86_64/`
  expect(await ask('cve-list')).toEqual([
    {
      CVE_id: 'CVE-2026-10001',
      score: 7.5,
      repository: 'pier',
      issue_id: 'I3NQ1A',
      status: 'closed',
      version: '1.1',
      abi_changed: 'FALSE',
    },
  ])
  expect(await ask('update-list')).toEqual({ pkglist: ['pier'] })
  expect(await ask('repo')).toEqual({ aarch64: null, x86: repository })
  expect(await ask('repo?view=table')).toEqual([{ repo_type: 'standard x86_64', url: repository }])
  expect(await ask('repo?view=architecture')).toEqual([{ architecture: 'x86_64', url: repository }])
  expect(await ask('branch')).toEqual({ branch: BRANCH })
  const check = (user: string) => ask(`users-check?user=${user}&comment=${encodeURIComponent('/check-status')}`)
  expect(await check('devi')).toEqual({ allowed: true })
  expect(await check('tess')).toMatchObject({ allowed: false, because: { en: '/check-status is for developers' } })
  expect(await check('nobody')).toMatchObject({ allowed: false })
  const { issue } = await viewOf(house, id)
  const body = { comment: '/check-ok', release: id }
  expect(await house.get('/api/v1/commands/parse', { as: 'rick', body })).toMatchObject({
    commands: [
      { command: `auto-release release-update-pkg ${issue?.id} update_20261125 auto-release` },
      { command: `upload-update-list ${issue?.id}` },
    ],
  })
})
