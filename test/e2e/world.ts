// A whole Slipway in this process, on a port of its own: one person with every role, a CVE list to fetch, and no build at
// all, so that the self-check has something to find. On one branch rows are accepted by themselves, on one by a person.

import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { stringify } from 'yaml'
import { createPerson, createToken } from '../../src/accounts/index.ts'
import { type App, startApp } from '../../src/app.ts'
import { silentLog } from '../../src/lib/log.ts'
import { createPrograms } from '../../src/lib/programs.ts'
import { writeSheet } from '../../src/lib/xlsx.ts'
import type { ReleaseView } from '../../src/releases/index.ts'
import { testDatabase } from '../kit/database.ts'
import { buildRpms } from '../kit/rpms.ts'

const branch = 'Toy-24.03-LTS'
export const acceptingBranch = 'Toy-26.09'
/** Here there is a build, which wants what nobody has. */
export const buildingBranch = 'Toy-28.03'
export const cve = 'CVE-2026-10001'

export interface World {
  readonly url: string
  /** Of `mary`, who may do everything. */
  readonly token: string
  /** Of `paul`, who tests. */
  readonly testerToken: string
  createRelease(date: string, on?: string): Promise<ReleaseView>
  readRelease(id: string): Promise<ReleaseView>
  /** Puts the spec of a package at the forge. */
  putSpec(name: string, content: string): Promise<void>
  /** Says a command by the API, as somebody elsewhere would. */
  command(release: string, text: string): Promise<void>
  close(): Promise<void>
}

export async function startWorld(): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), 'slipway-e2e-'))
  const database = await testDatabase()
  let app: App | undefined
  const close = async () => {
    await app?.close()
    await database.drop()
    await rm(dataDir, { recursive: true, force: true, maxRetries: 10 })
  }
  try {
    await buildPier(dataDir)
    await dropCves(join(dataDir, 'cve'))
    const configFile = join(dataDir, 'slipway.yaml')
    await writeFile(configFile, stringify(config))
    const databaseUrl = database.url
    app = await startApp({ dataDir, configFile, databaseUrl, host: '127.0.0.1', port: 0, log: silentLog })
    const { url } = app
    const tokenOf = async (name: string) => {
      const { account } = await createPerson(database.db, { name, forgeLogins: [name] })
      return (await createToken(database.db, { account, note: 'test' })).token
    }
    const token = await tokenOf('mary')
    const ask = async <T>(path: string, body?: object) => await askJson<T>(`${url}/api/v1${path}`, token, body)
    return {
      url,
      token,
      testerToken: await tokenOf('paul'),
      createRelease: (date, on = branch) => ask('/releases', { branch: on, date, freezeDate: date }),
      readRelease: id => ask(`/releases/${id}`),
      async putSpec(name, content) {
        const body = { path: `${name}.spec`, branch, content }
        await askJson(`${url}/forge/api/repos/toy/${name}/files`, token, body)
      },
      command: async (release, text) => void (await ask(`/releases/${release}/commands`, { text })),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

const branchConfig = {
  arches: ['x86_64'],
  projects: { standard: 'Toy' },
  roles: { 'version-manager': ['mary'], developer: ['mary'], security: ['mary'], tester: ['paul'] },
}

const config = {
  language: 'en',
  forge: { adapter: 'local', repository: 'toy/release-management', specs: { owner: 'toy' } },
  branches: [
    { name: branch, ...branchConfig },
    { name: acceptingBranch, ...branchConfig, accept: 'by-version-manager' },
    { name: buildingBranch, ...branchConfig, projects: { standard: 'Toy-built' } },
  ],
  advisories: { product: 'Toy', prefix: 'Toy-SA' },
}

async function buildPier(dataDir: string): Promise<void> {
  const programs = createPrograms({ recordDir: join(dataDir, 'run', 'world'), log: silentLog })
  const specs = [{ name: 'pier', arch: 'noarch', lines: ['Requires: mast'] }]
  for (const file of await buildRpms({ programs, dir: join(dataDir, 'built'), specs })) {
    const folder = join(dataDir, 'builds/Toy-built/pier', file.endsWith('.src.rpm') ? 'source' : 'x86_64')
    await mkdir(folder, { recursive: true })
    await copyFile(file, join(folder, basename(file)))
  }
}

async function dropCves(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const rows = [
    ['cve编号', 'issue编号', 'issue所属仓库', 'score', 'version', 'abi是否变化'],
    [cve, 'I3NQ1A', 'pier', 7.5, '1.1', '否'],
  ]
  for (const name of [branch, acceptingBranch, buildingBranch]) {
    await writeFile(join(folder, `${name}_updateinfo.xlsx`), await writeSheet('cve_list', rows))
  }
  const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H'
  const facts = {
    cve,
    summary: 'pier lets anybody on board',
    description: 'A flaw was found in pier before 1.1.',
    cvss: { version: '3.1', vector, score: 7.5 },
    published: '2026-11-01',
  }
  await writeFile(join(folder, `${cve}.json`), JSON.stringify(facts))
}

async function askJson<T>(url: string, token: string, body: object | undefined): Promise<T> {
  const answer = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as T
}
