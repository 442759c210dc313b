// Small trees that each break one rule of the house. Data only.

import { dirname, relative } from 'node:path'
import type { RuleName } from '../../scripts/rooms/violations.ts'
import type { Tree } from './plant.ts'
import { PORTS } from './sound-house.ts'

export interface Breach {
  readonly name: string
  readonly rule: RuleName
  /** The file that must be named. */
  readonly file: string
  readonly tree: Tree
}

const VALUE = 'export const value = 1\n'
const TYPE = 'export type Thing = { readonly id: string }\n'
const uses = (from: string) => `import { value } from '${from}'\nexport const twice = value * 2\n`
const knows = (from: string) => `import type { Thing } from '${from}'\nexport const id = (t: Thing) => t.id\n`

/** One file that does something alone. */
function alone(name: string, rule: RuleName, file: string, content: string): Breach {
  return { name, rule, file, tree: { [file]: content } }
}

/** A file that imports a value (or a type) of another. */
function edge(name: string, rule: RuleName, file: string, to: string, how = uses): Breach {
  const content = how(relative(dirname(file), to).replace(/^(?!\.)/, './'))
  return { name, rule, file, tree: { [file]: content, [to]: how === uses ? VALUE : TYPE } }
}

const nameForge = "import type { Forge } from '../ports/index.ts'\nexport const url = (f: Forge) => f.url()\n"

export const BREACHES: readonly Breach[] = [
  alone('a room that is not in the plan', 'unknown-room', 'src/utilities/x.ts', VALUE),
  alone('a loose file in src', 'unknown-room', 'src/extra.ts', VALUE),
  edge('lib knows rpm', 'who-imports-whom', 'src/lib/a.ts', 'src/rpm/b.ts'),
  edge('lib knows a type of rpm', 'who-imports-whom', 'src/lib/a.ts', 'src/rpm/b.ts', knows),
  edge('rpm knows ports', 'who-imports-whom', 'src/rpm/a.ts', 'src/ports/b.ts'),
  edge('ports use a value of rpm', 'types-only', 'src/ports/a.ts', 'src/rpm/b.ts'),
  edge('an adapter knows db', 'who-imports-whom', 'src/adapters/gitee/index.ts', 'src/db/index.ts'),
  edge('an adapter knows a domain room', 'who-imports-whom', 'src/adapters/local/index.ts', 'src/repos/index.ts'),
  edge('an adapter knows another', 'adapters-apart', 'src/adapters/gitee/index.ts', 'src/adapters/local/index.ts'),
  edge(
    'an adapter knows its kin past the door',
    'adapters-apart',
    'src/adapters/gitcode/index.ts',
    'src/adapters/gitee/forge.ts',
  ),
  edge('an adapter knows the registry', 'adapters-apart', 'src/adapters/gitee/index.ts', 'src/adapters/registry.ts'),
  edge('the registry uses the database', 'types-only', 'src/adapters/registry.ts', 'src/db/index.ts'),
  edge('the demo uses releases', 'types-only', 'demo/a.ts', 'src/releases/view.ts'),
  edge('the demo knows types of a room', 'front-door', 'demo/a.ts', 'src/releases/model.ts', knows),
  edge('the registry enters by the window', 'front-door', 'src/adapters/registry.ts', 'src/adapters/gitee/calls.ts'),
  edge('db knows flow', 'who-imports-whom', 'src/db/a.ts', 'src/flow/index.ts'),
  edge('flow uses a value of ports', 'types-only', 'src/flow/a.ts', 'src/ports/b.ts'),
  edge('flow knows a domain room', 'who-imports-whom', 'src/flow/a.ts', 'src/releases/index.ts'),
  edge('repos knows releases', 'who-imports-whom', 'src/repos/a.ts', 'src/releases/index.ts'),
  edge(
    'accounts knows the type of a later room',
    'who-imports-whom',
    'src/accounts/a.ts',
    'src/notify/index.ts',
    knows,
  ),
  edge('a domain room knows an adapter', 'who-imports-whom', 'src/releases/a.ts', 'src/adapters/local/index.ts'),
  edge('a domain room knows http', 'who-imports-whom', 'src/releases/a.ts', 'src/http/b.ts'),
  edge('releases enters repos by the window', 'front-door', 'src/releases/submit.ts', 'src/repos/layout.ts'),
  edge('a type through the window', 'front-door', 'src/releases/a.ts', 'src/repos/layout.ts', knows),
  edge('a domain room enters flow by the window', 'front-door', 'src/releases/jobs.ts', 'src/flow/queue.ts'),
  edge('http knows db', 'who-imports-whom', 'src/http/a.ts', 'src/db/index.ts'),
  edge('http knows an adapter', 'who-imports-whom', 'src/http/a.ts', 'src/adapters/registry.ts'),
  edge('a CLI command uses http', 'types-only', 'src/cli/commands/a.ts', 'src/http/b.ts'),
  edge('a CLI command knows releases', 'who-imports-whom', 'src/cli/commands/a.ts', 'src/releases/index.ts'),
  edge('a local verb knows flow', 'who-imports-whom', 'src/cli/local/a.ts', 'src/flow/index.ts'),
  edge('local verbs loaded at once', 'late-local', 'src/cli/main.ts', 'src/cli/local/serve.ts'),
  edge('web knows the server', 'who-imports-whom', 'web/src/a.ts', 'src/releases/index.ts'),
  edge('world knows a port', 'who-imports-whom', 'world/gitee.ts', 'src/ports/forge.ts', knows),
  edge('the demo knows the database', 'who-imports-whom', 'demo/a.ts', 'src/db/index.ts'),
  edge('the app knows the demo', 'who-imports-whom', 'src/app.ts', 'demo/a.ts'),
  edge('the app enters a room by the window', 'front-door', 'src/app.ts', 'src/releases/store.ts'),
  edge('product code stands on a test', 'test-import', 'src/lib/a.ts', 'src/lib/b.test.ts'),
  alone('an import that leads nowhere', 'missing-import', 'src/lib/a.ts', uses('./gone.ts')),
  {
    name: 'two files that need each other',
    rule: 'no-cycles',
    file: 'src/rpm/a.ts',
    tree: {
      'src/rpm/a.ts': uses('./b.ts'),
      'src/rpm/b.ts': "import { twice } from './a.ts'\nexport const value: number = twice\n",
    },
  },
  {
    name: 'a cycle of types',
    rule: 'no-cycles',
    file: 'src/rpm/a.ts',
    tree: {
      'src/rpm/a.ts': "import type { B } from './b.ts'\nexport type A = { b: B }\n",
      'src/rpm/b.ts': "import type { A } from './a.ts'\nexport type B = { a?: A }\n",
    },
  },
  alone(
    'execa in a room',
    'package-home',
    'src/repos/trees.ts',
    "import { execa } from 'execa'\nexport const run = () => execa('ls')\n",
  ),
  alone(
    'a child process in an adapter',
    'package-home',
    'src/adapters/gitee/index.ts',
    "import { spawn } from 'node:child_process'\nexport const run = () => spawn('ls')\n",
  ),
  alone(
    'undici in an adapter',
    'package-home',
    'src/adapters/gitee/index.ts',
    "import { request } from 'undici'\nexport const get = () => request('http://x')\n",
  ),
  alone(
    'kysely in a door',
    'package-home',
    'src/releases/submit.ts',
    "import { sql } from 'kysely'\nexport const one = sql`1`\n",
  ),
  alone(
    'pg in http',
    'package-home',
    'src/http/a.ts',
    "import { Pool } from 'pg'\nexport const pool = () => new Pool()\n",
  ),
  alone(
    'DBOS in releases',
    'package-home',
    'src/releases/jobs.ts',
    "import { DBOS } from '@dbos-inc/dbos-sdk'\nexport const d = DBOS\n",
  ),
  alone('DBOS loaded late', 'package-home', 'src/app.ts', "export const d = () => import('@dbos-inc/dbos-sdk')\n"),
  alone('the environment in config', 'ability-home', 'src/config.ts', 'export const home = process.env.HOME\n'),
  alone(
    'the environment by import',
    'ability-home',
    'src/lib/a.ts',
    "import { env } from 'node:process'\nexport const home = env.HOME\n",
  ),
  alone(
    'fetch in an adapter',
    'ability-home',
    'src/adapters/gitee/index.ts',
    "export const get = () => fetch('http://x')\n",
  ),
  alone('fetch handed on', 'ability-home', 'src/app.ts', 'export const f = globalThis.fetch\n'),
  alone('the date in a doer', 'ability-home', 'src/releases/jobs.ts', 'export const at = () => new Date()\n'),
  alone('Date.now in a store', 'ability-home', 'src/releases/store.ts', 'export const at = () => Date.now()\n'),
  alone(
    'a query in a door',
    'ability-home',
    'src/releases/queries.ts',
    "export const all = (db: { selectFrom(t: string): unknown }) => db.selectFrom('release')\n",
  ),
  {
    name: 'a door names a port',
    rule: 'door-kind',
    file: 'src/releases/submit.ts',
    tree: { ...PORTS, 'src/releases/submit.ts': nameForge },
  },
  {
    name: 'a store names a port',
    rule: 'store-kind',
    file: 'src/releases/store.ts',
    tree: { ...PORTS, 'src/releases/store.ts': nameForge },
  },
  {
    name: 'a pure file names a port',
    rule: 'pure-kind',
    file: 'src/releases/decide.ts',
    tree: { ...PORTS, 'src/releases/decide.ts': nameForge },
  },
  edge('a door knows programs', 'door-kind', 'src/repos/queries.ts', 'src/lib/programs.ts', knows),
  alone(
    'a door reads files',
    'door-kind',
    'src/repos/queries.ts',
    "import { readFileSync } from 'node:fs'\nexport const read = readFileSync\n",
  ),
  {
    name: 'a store starts a run',
    rule: 'store-kind',
    file: 'src/releases/store.ts',
    tree: {
      'src/flow/index.ts': 'export const startRun = 1\nexport const listRuns = 1\n',
      'src/releases/store.ts':
        "import { listRuns, startRun } from '../flow/index.ts'\nexport const run = [startRun, listRuns]\n",
    },
  },
  edge('a store calls a doer', 'store-kind', 'src/releases/store.ts', 'src/releases/jobs.ts'),
  alone('a pure file waits', 'pure-kind', 'src/releases/decide.ts', 'export async function decide() {}\n'),
  alone(
    'a pure file reads files',
    'pure-kind',
    'src/releases/decide.ts',
    "import { readFileSync } from 'node:fs'\nexport const read = readFileSync\n",
  ),
  edge('a pure file knows the database', 'pure-kind', 'src/releases/decide.ts', 'src/db/index.ts', knows),
  edge('a pure file loads', 'pure-kind', 'src/releases/decide.ts', 'src/releases/store.ts'),
  edge('a pure file knows a door', 'pure-kind', 'src/releases/decide.ts', 'src/releases/submit.ts'),
  edge('a pure file runs flow', 'pure-kind', 'src/releases/decide.ts', 'src/flow/plan.ts'),
  edge('a pure file logs', 'pure-kind', 'src/releases/decide.ts', 'src/lib/log.ts'),
  {
    name: 'a pure file knows a clock',
    rule: 'pure-kind',
    file: 'src/releases/decide.ts',
    tree: {
      'src/lib/clock.ts': 'export interface Clock { now(): Date }\n',
      'src/releases/decide.ts':
        "import type { Clock } from '../lib/clock.ts'\nexport const at = (c: Clock) => c.now()\n",
    },
  },
]
