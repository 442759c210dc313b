// A small house in which every kind of file does what it may, close to what is forbidden. Data only.

import type { Tree } from './plant.ts'

export const PORTS: Tree = {
  'src/ports/index.ts':
    "import type { Forge } from './forge.ts'\nexport interface Ports { readonly forge: Forge }\nexport type * from './forge.ts'\n",
  'src/ports/forge.ts':
    'export interface Forge { url(): string }\nexport interface ForgeUser { readonly login: string }\n',
}

/** A house in which every kind of file does what it may. */
export const SOUND_HOUSE: Tree = {
  ...PORTS,
  'src/main.ts': "import { app } from './app.ts'\napp(process.env.HOME ?? '')\n",
  'src/app.ts':
    "import { forge } from './adapters/registry.ts'\nimport { doors } from './doors.ts'\nimport { submit } from './releases/index.ts'\nexport const app = (name: string) => [submit(name), forge, doors]\n",
  'src/doors.ts': "import { submit } from './releases/index.ts'\nexport const doors = { submit }\n",
  'src/lib/clock.ts':
    'export interface Clock { now(): Date }\nexport const systemClock: Clock = { now: () => new Date() }\nexport const year = (d: string) => new Date(d).getUTCFullYear()\n',
  'src/lib/http-client.ts':
    "import { request } from 'undici'\nexport const call = (f: typeof fetch = fetch) => [f, request]\n",
  'src/lib/programs.ts': "import { execa } from 'execa'\nexport const run = execa\n",
  'src/db/index.ts': "import type { Kysely } from 'kysely'\nexport type Db = Kysely<unknown>\n",
  'src/flow/plan.ts': 'export type Finding = { readonly code: string }\nexport const step = 1\n',
  'src/flow/index.ts': 'export const enqueue = 1\nexport const listRuns = 1\n',
  'src/adapters/registry.ts':
    "import type { Db } from '../db/index.ts'\nexport type Needs = { db: Db }\nexport { forge } from './gitee/index.ts'\n",
  'src/adapters/gitee/index.ts':
    "import type { Forge } from '../../ports/index.ts'\nexport const forge = (fetch: (u: string) => string): Forge => ({ url: () => fetch('x') })\n",
  'src/repos/index.ts': "export { layout } from './layout.ts'\n",
  'src/repos/layout.ts':
    "import { join } from 'node:path'\nexport const layout = (name: string) => join('repo', name)\n",
  'src/releases/index.ts': "export { submit } from './submit.ts'\nexport { publish } from './plans/publish.ts'\n",
  'src/releases/decide.ts':
    "import type { Finding } from '../flow/plan.ts'\nimport { year } from '../lib/clock.ts'\nimport type { ForgeUser } from '../ports/index.ts'\nimport { layout } from '../repos/index.ts'\nexport const decide = (f: Finding, u: ForgeUser) => layout(f.code + u.login + year('2026'))\n",
  'src/releases/store.ts':
    "import { sql } from 'kysely'\nimport type { Db } from '../db/index.ts'\nimport { listRuns } from '../flow/index.ts'\nexport const load = (db: Db) => [db, listRuns, sql`select 1`]\n",
  'src/releases/submit.ts':
    "import { enqueue } from '../flow/index.ts'\nimport { decide } from './decide.ts'\nimport { load } from './store.ts'\nexport const submit = (name: string) => [name, decide, load, enqueue]\n",
  'src/releases/plans/publish.ts':
    "import { step } from '../../flow/plan.ts'\nimport { run } from '../../lib/programs.ts'\nimport type { Forge } from '../../ports/index.ts'\nexport const publish = async (f: Forge) => [f.url(), run, step]\n",
  'src/releases/decide.test.ts':
    "import { sql } from 'kysely'\nimport { decide } from './decide.ts'\nexport const t = [decide, sql, new Date(), process.env.HOME]\n",
  'src/cli/main.ts':
    "import { list } from './commands/list.ts'\nexport const cli = [list, process.env.SLIPWAY_URL, () => import('./local/serve.ts')]\n",
  'src/cli/commands/list.ts':
    "import type { Release } from '../../http/types.ts'\nexport const list = (r: Release) => r.id\n",
  'src/cli/local/serve.ts': "import { app } from '../../app.ts'\nexport const serve = app\n",
  'src/http/types.ts': 'export type Release = { readonly id: string }\n',
  'test/story.test.ts': "import { load } from '../src/releases/store.ts'\nexport const t = [load, fetch]\n",
  'demo/play.ts': "export const play = () => fetch('http://x')\n",
}
