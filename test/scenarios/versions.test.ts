// A build that is not what the spec says stops the self-check before the test repository; once it is made anew, that one
// package is looked at again, and the self-check passes (seed 000 §5 and its flow chart).

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ReleaseView, VersionTable } from '../../src/http/index.ts'
import { build, dropCves } from './goods.ts'
import { type House, openHouse } from './kit.ts'
import { botComments, createRelease, ended, goTo, issueShows, order, say, stands, viewOf } from './people.ts'

const BRANCH = 'Toy-1.0'
let house: House
let id: string

beforeAll(async () => {
  house = await openHouse({ branches: [BRANCH], specs: 'src-toy' })
  await build(house, BRANCH, { name: 'pier', version: '1.1' })
  await build(house, BRANCH, { name: 'mast', version: '3.0', epoch: 2 })
  await build(house, BRANCH, { name: 'buoy' })
  await putSpec('pier', '1.2')
  await putSpec('mast', '3.0', 'Epoch: 2\n')
  await dropCves(house, BRANCH, [
    { cve: 'CVE-2026-10001', issue: 'I3NQ1A', sourcePackage: 'pier' },
    { cve: 'CVE-2026-10002', issue: 'I3NQ1B', sourcePackage: 'mast' },
  ])
  id = await createRelease(house, BRANCH, { date: '20261123' })
  await goTo(house, id, 'scoping')
})
afterAll(() => house.close())

async function putSpec(name: string, version: string, more = ''): Promise<void> {
  const content = `Name: ${name}\nVersion: ${version}\nRelease: 1%{?dist}\n${more}Summary: ${name}\nLicense: x\n`
  const body = { path: `${name}.spec`, branch: BRANCH, content }
  await house.get(`/forge/api/repos/src-toy/${name}/files`, { as: 'devi', body })
}

async function versions(): Promise<VersionTable> {
  return await house.get<VersionTable>(`/api/v1/releases/${id}/versions`)
}

async function verdicts(): Promise<readonly string[]> {
  const { packages } = await versions()
  return packages.map(p => `${p.package} ${p.verdict}${p.isOutdated ? ', outdated' : ''}`)
}

async function steps(): Promise<Readonly<Record<string, ReleaseView['runs'][number]['steps'][number]['state']>>> {
  const run = (await viewOf(house, id)).runs.find(r => r.plan === 'self-check')
  return Object.fromEntries(run?.steps.map(s => [s.name, s.state]) ?? [])
}

test('/check-versions answers with a table, and its result stays', async () => {
  expect((await versions()).summary.en).toBe('Versions were not checked yet')
  const said = await say(house, 'devi', id, '/check-versions')
  expect(said).toContain('Versions: 1 of 2 packages agree')
  expect(said).toContain('|pier|1.2-1|standard x86_64|1.1-1|the build is older than the spec|')
  expect(said).not.toContain('|mast|')
  expect(await verdicts()).toEqual(['mast same', 'pier older'])
  const { packages } = await versions()
  expect(packages.map(p => p.builds[0]?.built)).toEqual(['2:3.0-1', '1.1-1'])
})

test('a preview says what would be kept, and keeps nothing', async () => {
  const before = await versions()
  const [told] = await order(house, 'devi', id, '/preview /check-versions')
  expect(told?.message.en).toContain('The versions of 2 packages are kept as just read')
  expect(await versions()).toEqual(before)
})

test('a package that is not in the scope is refused', async () => {
  const said = await say(house, 'devi', id, '/check-versions pier hull')
  expect(said).toContain('The scope has no package hull')
})

test('who changes the scope sees what was looked up before', async () => {
  await order(house, 'devi', id, '/add requires buoy')
  expect(await verdicts()).toEqual(['buoy null', 'mast same, outdated', 'pier older, outdated'])
  await say(house, 'devi', id, '/check-versions')
  expect(await verdicts()).toEqual(['buoy no-spec', 'mast same', 'pier older'])
})

test('an older build stops the self-check before the test repository, and the issue says so', async () => {
  await order(house, 'sami', id, '/cve-ok')
  await order(house, 'devi', id, '/bugfix-ok')
  const view = await ended(house, id, 'self-check', 'blocked')
  expect(view.stage).toBe('verifying')
  expect(view.findings.map(f => [f.code, f.subject, f.message.en])).toEqual([
    ['version-older', 'pier (x86_64)', 'the build 1.1-1 of pier is older than its spec, 1.2-1'],
  ])
  const found = view.run?.steps.find(s => s.name === 'version-check')?.findings ?? []
  expect(found.map(f => `${f.code} ${f.blocking}`)).toEqual(['version-older true', 'version-no-spec false'])
  const run = await steps()
  expect(run['dependency-check']).toBe('done')
  const tested = await house.call(`/repo/test/${BRANCH}/update_20261125/x86_64/repodata/repomd.xml`)
  expect(tested.status).toBe(404)
  await issueShows(house, id, { body: expect.stringContaining('pier 的构建 1.1-1 旧于 spec 的 1.2-1') })
  const status = async () => (await botComments(house, id)).find(body => body.startsWith('<!-- slipway:status -->'))
  await expect.poll(status).toContain('Not the same, or not known: buoy pier')
})

test('the build made anew, one package is looked at by itself, and the self-check passes', async () => {
  await build(house, BRANCH, { name: 'pier', version: '1.2' })
  // The other one changes too, and is not looked at.
  await putSpec('mast', '4.0', 'Epoch: 2\n')
  const said = await say(house, 'devi', id, '/check-versions pier')
  expect(said).toContain('Versions: spec and build agree for 1 package')
  expect(await verdicts()).toEqual(['buoy no-spec', 'mast same', 'pier same'])
  await putSpec('mast', '3.0', 'Epoch: 2\n')
  await order(house, 'devi', id, '/get-requires')
  await stands(house, id, 'testing')
  expect(await verdicts()).toEqual(['buoy no-spec', 'mast same', 'pier same'])
})

test('the log tells who looked, without the table', async () => {
  const entries = (await house.log()).filter(line => line.action === 'check-versions')
  expect(entries.map(e => e.message.en)).toEqual([
    'Versions: 1 of 2 packages agree',
    'Versions: 1 of 3 packages agree',
    'Versions: spec and build agree for 1 package',
  ])
})
