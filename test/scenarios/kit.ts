// The whole product in one process for a story: database, forge, repositories, people with tokens. A story acts as
// people do, over HTTP, and reads what people read.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { createPerson, createToken, grantRoles, type LogLine, type Role, readLog } from '../../src/accounts/index.ts'
import { type AppSettings, startApp } from '../../src/app.ts'
import type { Db } from '../../src/db/index.ts'
import { silentLog } from '../../src/lib/log.ts'
import { createPrograms, type Programs } from '../../src/lib/programs.ts'
import { testDatabase } from '../kit/database.ts'
import { type ForgeName, type ForgeWorld, openForge } from './forges.ts'

export { BOT, FORGE } from './forges.ts'

/** Who plays, and what each may do on every branch. */
const roles = {
  mary: ['version-manager'],
  devi: ['developer'],
  sami: ['security'],
  tess: ['tester'],
  rick: ['release'],
  gast: [],
} as const satisfies Record<string, readonly Role[]>

export type Person = keyof typeof roles

/** All stories are told on machines of this architecture. */
export const ARCH = 'x86_64'

/** The build project of a branch, which is also the folder of its builds. */
export function projectOf(branch: string): string {
  return `${branch}:builds`
}

export interface Call {
  readonly as?: Person
  /** Instead of a person's own. */
  readonly token?: string
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface Answer {
  readonly status: number
  readonly contentType: string
  readonly text: string
  /** The parsed text; undefined when it is no JSON. */
  readonly json: unknown
}

export interface House {
  readonly url: string
  readonly dir: string
  readonly db: Db
  readonly programs: Programs
  readonly tokens: Readonly<Record<Person, string>>
  /** Where the issues are, and people act. */
  readonly forge: ForgeWorld
  call(path: string, call?: Call): Promise<Answer>
  /** The JSON of an answer that must be a success. */
  get<T>(path: string, call?: Call): Promise<T>
  /** All that was ever logged, oldest first. */
  log(): Promise<readonly LogLine[]>
  close(): Promise<void>
}

export interface HouseSettings {
  readonly branches: readonly string[]
  /** Branches whose updates are checked against a base repository (see `layBase`). */
  readonly withBase?: readonly string[]
  readonly language?: 'zh' | 'en'
  /** Default: the one built in. */
  readonly forge?: ForgeName
  /** Owner of the repositories in which problems that self-checks find get an issue. */
  readonly problems?: string
  /** Owner of the repositories with the specs; without it versions are not checked. */
  readonly specs?: string
  /** Lays what was published before Slipway: a folder per branch below `dir`/baseline. */
  readonly layBaselines?: (world: { dir: string; programs: Programs }) => Promise<void>
  /** More of the configuration, for all and by branch. */
  readonly config?: object
  readonly branchConfig?: Readonly<Record<string, object>>
  readonly probe?: NonNullable<AppSettings['flow']>['probe']
}

/** Starts the product; one per test file. */
export async function openHouse(settings: HouseSettings): Promise<House> {
  const dir = await mkdtemp(join(tmpdir(), 'slipway-scenario-'))
  const database = await testDatabase()
  const configFile = join(dir, 'slipway.yaml')
  const forge = await openForge(settings.forge ?? 'local')
  const { problems, specs } = settings
  const owners = { ...(problems && { problems: { owner: problems } }), ...(specs && { specs: { owner: specs } }) }
  const connection = { ...(await forge.config(dir)), ...owners }
  await writeFile(configFile, stringify({ ...configOf(dir, settings), forge: connection }))
  for (const folder of ['builds', 'cve']) await mkdir(join(dir, folder), { recursive: true })
  const { probe } = settings
  const programs = createPrograms({ recordDir: join(dir, 'run', 'scenario'), log: silentLog })
  await settings.layBaselines?.({ dir, programs })
  const app = await startApp({
    dataDir: dir,
    port: 0,
    host: '127.0.0.1',
    configFile,
    databaseUrl: database.url,
    log: silentLog,
    flow: { pollIntervalMs: 50, retryDelayMs: 10, ...(probe ? { probe } : {}) },
  })
  const tokens = await makePeople(database.db)
  const call = (path: string, what: Call = {}) => ask(app.url, tokens, path, what)
  const house: House = {
    url: app.url,
    dir,
    db: database.db,
    forge,
    programs,
    tokens,
    call,
    async get<T>(path: string, what?: Call) {
      const answer = await call(path, what)
      if (answer.status > 299) throw new Error(`${path} answered ${answer.status}: ${answer.text}`)
      return answer.json as T
    },
    log: () => readLog(database.db, { after: 0, limit: 1000 }),
    async close() {
      await forge.close()
      await app.close()
      await database.drop()
      await rm(dir, { recursive: true, force: true, maxRetries: 10 })
    },
  }
  forge.connect(house)
  return house
}

function configOf(dir: string, settings: HouseSettings): object {
  const { branches, withBase = [], language = 'en', layBaselines, config = {}, branchConfig = {} } = settings
  return {
    language,
    branches: branches.map(name => ({
      name,
      arches: [ARCH],
      projects: { standard: projectOf(name) },
      base: withBase.includes(name)
        ? [{ id: 'base', family: 'standard', url: `file://${join(dir, 'base', name)}/$arch` }]
        : [],
      ...(layBaselines ? { baseline: join(dir, 'baseline', name) } : {}),
      mail: { testers: ['testers@example.org'] },
      ...branchConfig[name],
    })),
    ...config,
    advisories: { product: 'Toy', prefix: 'Toy-SA' },
  }
}

async function makePeople(db: Db): Promise<Record<Person, string>> {
  const made: Record<string, string> = {}
  for (const [name, granted] of Object.entries(roles)) {
    const { account } = await createPerson(db, { name, forgeLogins: [name] })
    await grantRoles(db, { account, roles: granted })
    made[name] = (await createToken(db, { account, note: 'scenario' })).token
  }
  return made as Record<Person, string>
}

async function ask(
  origin: string,
  tokens: Readonly<Record<Person, string>>,
  path: string,
  { as, token = as && tokens[as], method, body, headers = {} }: Call,
): Promise<Answer> {
  const answer = await fetch(`${origin}${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      'accept-language': 'en',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, contentType: answer.headers.get('content-type') ?? '', text, json: parsed(text) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
