// A server killed between a comment and its decision: the command is decided after the restart, once.

import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, createApi } from '../../demo/api.ts'
import { serverConfig } from '../../demo/config.ts'
import { createHttp } from '../../demo/http.ts'
import { configFile, freshData } from '../../demo/prepare.ts'
import { distribution, people, releases } from '../../demo/scenario.ts'
import { dropCves, workplaceIn } from '../../demo/workplace.ts'
import { createPerson, createToken } from '../../src/accounts/index.ts'
import { connectLocal } from '../../src/db/open.ts'
import { silentLog } from '../../src/lib/log.ts'
import type { ReleaseView } from '../../src/releases/view.ts'
import { until } from '../kit/until.ts'
import { quietPort, type SupervisedServer, superviseServer } from './supervised-server.ts'

type Who = 'versionManager' | 'security'

let folder: string
let server: SupervisedServer
let api: Api
let release: ReleaseView
const tokens: Record<Who, string> = { versionManager: '', security: '' }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-undecided-'))
  await chmod(folder, 0o755)
  const data = await freshData(join(folder, 'data'))
  const place = workplaceIn(data)
  await Promise.all([mkdir(place.builds), mkdir(place.cves)])
  server = superviseServer({ data, port: await quietPort() })
  await writeFile(configFile(data), serverConfig(place, server.url))
  await server.start()
  await makePeople(data)
  api = createApi(createHttp(server.url))
  const [vulnerability] = releases.b.vulnerabilities
  const { cve: title, description: body, sourcePackage } = vulnerability
  const issue = await api.openIssue(tokens.security, `src-openeuler/${sourcePackage}`, { title, body })
  await dropCves(place, distribution.branch, [{ vulnerability, issue }])
  const created = await api.createRelease(tokens.versionManager, { branch: distribution.branch, date: '20261116' })
  await until(async () => (await api.readRelease(created.id)).issue !== null, 60_000)
  release = await api.readRelease(created.id)
})

afterAll(async () => {
  await server?.kill()
  await rm(folder, { recursive: true, force: true, maxRetries: 10 })
})

async function makePeople(data: string): Promise<void> {
  const database = await connectLocal({ dataDir: data, log: silentLog })
  for (const who of ['versionManager', 'security'] as const) {
    const { login } = people[who]
    const { account } = await createPerson(database.db, { name: login, forgeLogins: [login] })
    tokens[who] = (await createToken(database.db, { account, note: 'test' })).token
  }
  await database.close()
}

async function session(): Promise<pg.Client> {
  const database = await connectLocal({ dataDir: server.data, log: silentLog })
  await database.close()
  const client = new pg.Client({ connectionString: database.url })
  // It goes with the server.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

async function count(query: string): Promise<number> {
  const client = await session()
  try {
    return Number((await client.query<{ n: string }>(`select count(*) as n from ${query}`)).rows[0]?.n)
  } finally {
    await client.end()
  }
}

/** Posts a command while something is held that keeps it from going on, and kills the server when it has come so far. */
async function killAt(c: { hold: string; who: Who; command: string; arrived: string }): Promise<void> {
  const holder = await session()
  await holder.query('begin')
  await holder.query(c.hold)
  const { login } = people[c.who]
  if (!release.issue) throw new Error('the release has no issue')
  const posted = api.comment(tokens[c.who], release.issue, login, c.command)
  await until(async () => (await count(c.arrived)) === 1, 60_000)
  await server.kill()
  await holder.end().catch(() => undefined)
  await server.start()
  await posted
}

/** How often a command stands on the issue, was delivered, was decided and was answered. */
async function traces(command: string): Promise<readonly number[]> {
  const delivered = `releases.delivery where text = '${command}'`
  await until(async () => (await count(`${delivered} and answered_at is not null`)) > 0, 90_000)
  return [
    await count(`local.comment where body = '${command}'`),
    await count(delivered),
    await count(`accounts.log where action = '${command.slice(1)}'`),
    await count(`local.comment c, ${delivered.replace(' where', ' d where')}
      and c.body like '%slipway:answer:' || d.id || ' %'`),
  ]
}

test('killed after the delivery is stored, while it is being decided', async () => {
  await killAt({
    // Deciding takes the whole row, storing a delivery only its key.
    hold: `select from releases.release where id = '${release.id}' for no key update`,
    who: 'versionManager',
    command: '/start-update',
    arrived: `releases.delivery d join dbos.workflow_status w on w.workflow_uuid = 'delivery/' || d.id
      where d.text = '/start-update' and d.decided_at is null and w.status = 'PENDING'`,
  })
  expect(await traces('/start-update')).toEqual([1, 1, 1, 1])
  expect(await count(`flow.run where plan = 'collect'`)).toBe(1)
  await until(async () => (await api.readRelease(release.id)).stage === 'scoping', 60_000)
})

test('killed after the comment is stored, before its delivery is', async () => {
  await killAt({
    hold: 'lock table releases.delivery in share mode',
    who: 'security',
    command: '/cve-ok',
    arrived: `local.comment where body = '/cve-ok'`,
  })
  expect(await traces('/cve-ok')).toEqual([1, 1, 1, 1])
  expect(await count(`releases.sign_off where gate = 'cve'`)).toBe(1)
})
