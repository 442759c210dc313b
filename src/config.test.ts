// The example of the configuration is complete and right, and a wrong one is refused with what is wrong.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadConfig } from './config.ts'

const example = fileURLToPath(new URL('../config/example.yaml', import.meta.url))
let dir = ''

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'slipway-config-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

async function load(yaml: string) {
  const file = join(dir, 'config.yaml')
  await writeFile(file, yaml)
  return await loadConfig(file, dir)
}

test('the example loads, and every key it names counts', async () => {
  const config = await loadConfig(example, '/data')
  const [branch] = config.branches
  expect(config).toMatchObject({ publicUrl: 'http://127.0.0.1:8080', language: 'zh', forge: { bot: 'slipway-bot' } })
  expect(branch).toMatchObject({
    name: 'openEuler-24.03-LTS',
    timezone: 'Asia/Shanghai',
    gates: { check: 'any', onePersonManyRoles: 'once' },
  })
  expect(config.waiverDays).toBe(90)
  expect(config.archive).toEqual({ sources: 'https://gitee.com/src-openeuler/$package' })
  expect(Object.keys(branch?.roles ?? {})).toEqual([
    'version-manager',
    'developer',
    'security',
    'tester',
    'tc',
    'release',
    'qa',
  ])
  expect(branch?.planning).toMatchObject({ maintained: true, weekly: true, workdays: ['20270214', '20270220'] })
  expect(branch?.planning.holidays).toHaveLength(8)
  expect(config.folders.builds).toBe(fileURLToPath(new URL('../data/builds', import.meta.url)))
})

test('the baseline of the example, taken in, is found beside the file', async () => {
  const yaml = (await readFile(example, 'utf8')).replace('# baseline: /srv/old', 'baseline: old')
  const config = await load(yaml)
  expect(config.branches[0]?.baseline).toBe(join(dir, 'old/openEuler-24.03-LTS'))
})

test('the acceptance of the example, taken in, counts', async () => {
  const yaml = (await readFile(example, 'utf8')).replace('# accept: by', 'accept: by')
  expect((await load(yaml)).branches[0]?.accept).toBe('by-version-manager')
})

test.each([
  ['', 'automatic'],
  ['accept: automatic', 'automatic'],
  ['accept: by-version-manager', 'by-consent'],
  ['accept: by-version-manager, supply: automatic', 'automatic'],
  ['supply: by-consent', 'by-consent'],
])('missing packages of a branch with {%s} come along %s', async (words, supply) => {
  const more = words === '' ? '' : `, ${words}`
  const yaml = `branches: [{name: A, arches: [x86_64], projects: {standard: P}${more}}]`
  expect((await load(yaml)).branches[0]?.supply).toBe(supply)
})

test('without a file there are no branches, and folders lie in the data directory', async () => {
  const config = await loadConfig(undefined, '/data')
  expect(config.branches).toEqual([])
  expect(config.folders.repositories).toBe('/data/repositories')
})

test('what a branch does not say of its calendar it has from the whole file', async () => {
  const config = await load(`
holidays: [2026-12-25, { from: 20261001, to: 2026-10-03 }]
workdays: ['2026-12-27']
branches:
  - { name: D-1, arches: [x86_64], projects: { standard: D } }
  - { name: D-2, arches: [x86_64], projects: { standard: D }, weekly: true, maintained: false, holidays: [] }
`)
  const workdays = ['20261227']
  expect(config.branches.map(b => b.planning)).toEqual([
    { maintained: true, weekly: false, holidays: ['20261225', '20261001', '20261002', '20261003'], workdays },
    { maintained: false, weekly: true, holidays: [], workdays },
  ])
})

const branch = 'branches: [{name: D-1, arches: [x86_64], projects: {standard: D}'

test.each([
  ['an unknown key', 'branches: []\nbranchs: []', 'branchs'],
  ['an unknown role', `${branch}, roles: {chef: [x]}}]`, 'unknown role chef'],
  ['a team that is none', `${branch}, roles: {qa: ['team:a/b/c']}}]`, 'write team:a/b/c as'],
  ['a branch named twice', `${branch}}, {name: D-1, arches: [x86_64], projects: {standard: D}}]`, 'D-1'],
  ['an upgrade to a branch there is not', `${branch}, upgradesTo: [D-2]}]`, 'the branch D-2 is not configured'],
  [
    'an upgrade that leads back',
    `${branch}, upgradesTo: [D-2]}, {name: D-2, arches: [x86_64], projects: {standard: D}, upgradesTo: [D-1]}]`,
    'branches/D-2/upgradesTo: the upgrade path leads back to D-2 itself',
  ],
  ['an upgrade policy there is not', `${branch}, upgradePath: hope}]`, '/upgradePath'],
  ['an acceptance there is not', `${branch}, accept: by-nobody}]`, '/accept'],
  ['gates that are not said right', `${branch}, gates: {ownItems: any}}]`, '/gates/ownItems'],
  ['a base that is no address', `${branch}, base: [{id: os, family: standard, url: /srv/os}]}]`, '/base/0/url'],
  ['a time zone that is none', `${branch}, timezone: Mars/Base}]`, 'Mars/Base'],
  [
    'a branch name with a path in it',
    'branches: [{name: ../x, arches: [x86_64], projects: {standard: D}}]',
    '/branches/0/name',
  ],
  [
    'a branch named twice',
    `${branch}}, {name: d-1, arches: [x86_64], projects: {standard: D}}]`,
    'the branch d-1 stands there more than once',
  ],
  ['a branch at the address of the test trees', `${branch.replace('D-1', 'test')}}]`, 'belongs to the test'],
  ['a holiday that is no day', `holidays: [2026-02-30]\n${branch}}]`, 'holidays: 20260230 is not a day'],
  ['a holiday of a branch that is no day', `${branch}, holidays: [20261301]}]`, 'branches/D-1/holidays: 20261301'],
  ['holidays that are words', `holidays: [Christmas]\n${branch}}]`, '/holidays/0'],
  ['a range that goes back', `holidays: [{from: 20261003, to: 20261001}]\n${branch}}]`, '20261003 to 20261001 must'],
  ['a range of years', `holidays: [{from: 20261003, to: 20291001}]\n${branch}}]`, 'at most 400 days'],
  ['a day both worked and not', `holidays: [20261003]\nworkdays: [20261003]\n${branch}}]`, '20261003 is a holiday and'],
  ['a way to start that is none', `${branch}, start: maybe}]`, '/branches/0/start'],
  ['an archive outside of its repository', 'branches: []\narchive: {directory: ../lists}', '/archive/directory'],
  ['a missing key', 'branches: [{name: D-1}]', '/branches/0'],
  ['YAML that is none', 'branches: [', 'wrong'],
  ['two keys of one name', 'branches: []\nbranches: []', 'wrong'],
])('%s is refused and named', async (_, yaml, named) => {
  await expect(load(yaml)).rejects.toThrow(named)
})

const vendor = 'branches: []\nforge: {adapter: gitee, repository: o/r, tokenFile: token'

test('a real forge has its secrets from files beside the configuration', async () => {
  await writeFile(join(dir, 'token'), ' s3cret\n')
  await writeFile(join(dir, 'hook'), 'another\r\n')
  const { forge } = await load(`${vendor}, hookSecretFile: ./hook, enterprise: e, repositories: [src-openeuler]}`)
  expect(forge).toEqual({
    name: 'gitee',
    url: 'https://gitee.com/api/v5',
    repository: 'o/r',
    bot: undefined,
    enterprise: 'e',
    repositories: ['src-openeuler'],
    token: 's3cret',
    hookSecret: 'another',
  })
  const gitcode = vendor.replace('gitee', 'gitcode')
  expect((await load(`${gitcode}, url: https://atomgit.example/api/v5}`)).forge).toMatchObject({
    name: 'gitcode',
    url: 'https://atomgit.example/api/v5',
    repositories: ['o/r'],
    hookSecret: undefined,
  })
})

test.each([
  ['no token', 'forge: {adapter: gitee, repository: o/r}', 'forge/tokenFile: gitee needs a file'],
  ['a token in the file itself', 'forge: {adapter: gitee, repository: o/r, token: x}', '/forge'],
  ['an address that holds a secret', `${vendor}, url: 'https://x:y@gitee.com'}`, '/forge/url'],
  ['a secret file that is not there', `${vendor}, hookSecretFile: none}`, 'none cannot be read (ENOENT)'],
  ['a secret file that is empty', `${vendor}, hookSecretFile: empty}`, 'one line of visible ASCII'],
  ['an owner alone without an enterprise', `${vendor}, repositories: [o]}`, 'write o as owner/name'],
  ['an enterprise of GitCode', `${vendor.replace('gitee', 'gitcode')}, enterprise: e}`, 'by enterprise'],
  ['a token for the built-in forge', 'forge: {adapter: local, repository: o/r, tokenFile: t}', 'forge/tokenFile: the'],
  ['an unknown forge', 'forge: {adapter: bitkeeper, repository: o/r}', '/forge/adapter'],
])('a forge with %s is refused', async (_, yaml, named) => {
  await writeFile(join(dir, 'token'), 't')
  await writeFile(join(dir, 'empty'), '\n')
  await expect(load(yaml.includes('branches') ? yaml : `branches: []\n${yaml}`)).rejects.toThrow(named)
})

test('a file that is not there is refused by its name', async () => {
  await expect(loadConfig(join(dir, 'none.yaml'), dir)).rejects.toThrow('none.yaml')
})
