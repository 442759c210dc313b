// The house plan as data: which room may import which, through which doors, and where an ability may be used.
// docs/architecture.md says why; this table is what the machine holds us to. Never looks at files itself.

/** Domain rooms in order: each may use those before it through their `index.ts`. */
export const DOMAIN_ROOMS = ['accounts', 'catalogue', 'repos', 'advisories', 'releases', 'watchers', 'notify'] as const

/** How a room may be imported: all of it, its types alone, through its front door, or types through its front door. */
export type Access = 'all' | 'types' | 'door' | 'door-types'

type Imports = Readonly<Record<string, Access>>

const DOMAIN_DOORS: Imports = Object.fromEntries(DOMAIN_ROOMS.map(room => [room, 'door']))
const GROUND: Imports = { flow: 'door', db: 'door', ports: 'types', rpm: 'all', lib: 'all' }
const EVERYTHING: Imports = {
  ...DOMAIN_DOORS,
  adapters: 'door',
  config: 'all',
  db: 'all',
  flow: 'all',
  http: 'all',
  lib: 'all',
  ports: 'all',
  rpm: 'all',
}

/** Room → the other rooms it may import. What is not named is forbidden; within a room everything is allowed. */
export const MAY_IMPORT: Readonly<Record<string, Imports>> = {
  lib: {},
  rpm: { lib: 'all' },
  ports: { rpm: 'types', lib: 'types' },
  adapters: { ports: 'all', rpm: 'all', lib: 'all' },
  // Files directly in adapters/: the list of adapters, which hands the database to the local ones.
  'adapters/registry': { ports: 'all', rpm: 'all', lib: 'all', db: 'door-types' },
  'adapters/local': { ports: 'all', rpm: 'all', lib: 'all', db: 'door' },
  db: { lib: 'all' },
  flow: { db: 'door', ports: 'types', lib: 'all' },
  ...Object.fromEntries(DOMAIN_ROOMS.map((room, at) => [room, { ...GROUND, ...doorsOf(DOMAIN_ROOMS.slice(0, at)) }])),
  http: { ...DOMAIN_DOORS, ports: 'types', flow: 'door', lib: 'all' },
  'cli/commands': { http: 'types', lib: 'all', cli: 'all' },
  // db: a verb on the server's own machine opens the database for its own time (design: local commands).
  'cli/local': { ...DOMAIN_DOORS, app: 'all', config: 'all', db: 'all', rpm: 'all', lib: 'all', cli: 'all' },
  // The programs that older tools were called by, over the same verbs.
  'cli/compat': { 'cli/commands': 'all', http: 'types', lib: 'all', cli: 'all' },
  cli: { 'cli/commands': 'all', 'cli/compat': 'all', 'cli/local': 'all', http: 'types', lib: 'all' },
  config: EVERYTHING,
  app: EVERYTHING,
  main: { ...EVERYTHING, app: 'all' },
  web: {},
  world: {},
  // It plays over HTTP alone; the shape of a release is a type.
  demo: { world: 'all', http: 'types', releases: 'door-types', rpm: 'all', lib: 'all' },
}

/** Rooms outside of the product: they may look at everything. */
export const FREE_ROOMS = ['test', 'scripts', 'bench', 'deploy', 'root'] as const

/** Files of a room that count as its front door, beside `index.ts`. */
export const MORE_DOORS: Readonly<Record<string, readonly string[]>> = {
  // What a plan is (types, `step`, `plan`) is needed where plans are written, apart from running them.
  flow: ['plan.ts'],
  adapters: ['registry.ts'],
  // The shapes of API, pages and command line: types alone.
  releases: ['view.ts'],
}

/** Adapters made of another's parts, which they enter by its `index.ts`: the vendors' APIs are of one family. */
export const ADAPTER_KIN: Readonly<Record<string, string>> = { gitcode: 'gitee' }

/** Files of domain rooms whose name does not say that they are doers or doors, and what they do. All others are pure. */
export const NAMED_KINDS: Readonly<Record<string, { kind: 'doer' | 'door'; because: string }>> = {
  'src/repos/pool.ts': { kind: 'doer', because: 'keeps the RPMs of the build service in a directory' },
  'src/repos/trees.ts': { kind: 'doer', because: 'publishes and withdraws releases in trees' },
  'src/repos/tree-publish.ts': { kind: 'doer', because: 'makes, checks, seals and points at one version' },
  'src/repos/tree-files.ts': { kind: 'doer', because: 'writes the files of a version, with createrepo_c' },
  'src/repos/tree-carry.ts': { kind: 'doer', because: 'links what earlier versions referred to' },
  'src/repos/tree-check.ts': { kind: 'doer', because: 'reads a version back from disk' },
  'src/repos/metadata-files.ts': { kind: 'doer', because: 'reads metadata documents whole' },
  'src/repos/metadata-source.ts': { kind: 'doer', because: 'reads metadata from directories and over HTTP' },
  'src/repos/open-repository.ts': { kind: 'doer', because: 'opens compressed metadata, with programs where needed' },
  'src/repos/load-pool.ts': { kind: 'doer', because: 'reads the metadata of repositories into a pool' },
  'src/repos/closure-check.ts': { kind: 'doer', because: 'reads repositories and puts questions to the solver' },
  'src/repos/dependency-check.ts': { kind: 'doer', because: 'reads repositories for the check of an update' },
  'src/repos/supply.ts': { kind: 'doer', because: 'reads what is built and tries it on top of an update' },
  'src/repos/supply-rebuilt.ts': { kind: 'doer', because: 'reads the checksums that repositories tell' },
  'src/repos/held-packages.ts': { kind: 'doer', because: 'reads what repositories and trees hold' },
  'src/repos/package-diffs.ts': { kind: 'doer', because: 'reads the headers of packages from repositories' },
  'src/repos/reachable.ts': { kind: 'doer', because: 'walks a published tree' },
  'src/repos/baseline.ts': { kind: 'doer', because: 'takes over what lay in a tree before Slipway' },
  'src/repos/checks.ts': { kind: 'doer', because: 'installs packages by dnf into empty roots' },
  'src/repos/dnf.ts': { kind: 'doer', because: 'the one way to call dnf' },
  'src/advisories/announce.ts': { kind: 'doer', because: 'announces and withdraws advisories' },
  'src/advisories/facts.ts': { kind: 'doer', because: 'brings the facts of CVEs from their source' },
  'src/advisories/publication.ts': { kind: 'doer', because: 'puts documents into the object store' },
  'src/releases/archive.ts': { kind: 'doer', because: 'commits the update list of a release through the forge' },
  'src/releases/shipped.ts': { kind: 'door', because: 'answers which package, tag and release belong together' },
  'src/releases/facts.ts': { kind: 'doer', because: 'looks up outside what a command needs' },
  'src/releases/issues.ts': { kind: 'doer', because: 'finds at the forge what people name' },
  'src/releases/find.ts': { kind: 'door', because: 'finds the release that a name means' },
  'src/releases/preview.ts': { kind: 'doer', because: 'looks up what a command would need to be decided' },
  'src/releases/statuses.ts': { kind: 'doer', because: 'asks the forge how the issues of a release stand' },
  'src/releases/versions.ts': { kind: 'doer', because: 'reads specs at the forge and builds at the build service' },
  'src/releases/built-versions.ts': { kind: 'doer', because: 'reads headers of builds at the build service' },
  'src/releases/rpmspec.ts': { kind: 'doer', because: 'asks rpmspec what our own reader could not know' },
  'src/releases/version-queries.ts': { kind: 'door', because: 'reads the scope with what is known of its versions' },
  'src/releases/problems.ts': { kind: 'doer', because: 'opens and closes the issues of what a self-check found' },
  'src/releases/needs.ts': { kind: 'doer', because: 'finds who needs what would go' },
  'src/releases/slo-queries.ts': { kind: 'door', because: 'reads clocks, facts and releases together' },
  'src/releases/drafts.ts': { kind: 'door', because: 'reads packages and drafts together for queries and plans' },
  'src/releases/explanations.ts': { kind: 'door', because: 'reads what keeps a release where it is' },
  'src/releases/waiver-queries.ts': { kind: 'door', because: 'reads the waivers of a branch with their history' },
  'src/releases/diff-queries.ts': { kind: 'door', because: 'reads what packages change with their release' },
  'src/releases/run-queries.ts': { kind: 'door', because: 'reads runs with their steps and log' },
  'src/releases/creation.ts': { kind: 'door', because: 'creates a release in one transaction' },
  'src/releases/orders.ts': { kind: 'door', because: 'puts what follows into the queues' },
  'src/releases/planning.ts': { kind: 'door', because: 'creates the releases of many branches' },
  'src/releases/baselines.ts': { kind: 'doer', because: 'takes over what was published before' },
  'src/releases/adopt.ts': { kind: 'doer', because: 'makes an issue opened by hand the release of its title' },
  'src/releases/issue-facts.ts': { kind: 'door', because: 'reads what the issue and its status comment show' },
  'src/releases/trouble.ts': { kind: 'doer', because: 'notes when a system asked for a release does not answer' },
  'src/releases/housekeeping.ts': { kind: 'doer', because: 'clears folders of trees, pool and work' },
}

/** A package or built-in module and the only files that may import its values (types are free). */
export const PACKAGE_HOMES: readonly { what: RegExp; where: readonly RegExp[]; because: string }[] = [
  {
    what: /^(node:)?child_process$|^execa$/,
    where: [/^src\/lib\/programs[^/]*\.ts$/, /^src\/lib\/programs\//, /^src\/db\/postgres\//],
    because: 'child processes are started by lib/programs and the database launcher alone',
  },
  {
    what: /^undici$/,
    where: [/^src\/lib\/http-client\.ts$/],
    because: 'calls to the outside go through lib/http-client',
  },
  {
    what: /^(kysely|pg|pg-copy-streams)(\/|$)/,
    where: [/^src\/db\//, /^src\/flow\//, /(^|\/)store\.ts$/, /-store\.ts$/],
    because: 'SQL stands in store files, db and flow alone',
  },
  {
    what: /^@dbos-inc\//,
    where: [/^src\/flow\//],
    because: 'DBOS stands behind flow, nothing else knows it',
  },
]

/** Something a file does that only a few places may do. */
export type Ability = 'env' | 'fetch' | 'now' | 'sql'

export const ABILITY_HOMES: Readonly<Record<Ability, { where: readonly RegExp[]; because: string }>> = {
  env: {
    where: [/^src\/main\.ts$/, /^src\/cli\/main\.ts$/],
    because: 'the environment is read in main.ts and cli/main.ts alone; pass the value in',
  },
  fetch: {
    where: [/^src\/lib\/http-client\.ts$/],
    because: 'calls to the outside go through lib/http-client',
  },
  now: {
    where: [/^src\/lib\/clock\.ts$/],
    because:
      'time comes in through lib/clock, so that rules and tests can fix it; measure a span with performance.now()',
  },
  sql: {
    where: [/^src\/db\//, /^src\/flow\//, /(^|\/)store\.ts$/, /-store\.ts$/],
    because: 'SQL stands in store files, db and flow alone',
  },
}

/** lib files that touch the outside or the clock: not for pure files. */
export const IMPURE_LIB = /^src\/lib\/(http-client|programs[^/]*|log)(\.ts|\/)/

/** Functions of flow that order work; its other functions read and write rows, as a store may. */
export const FLOW_ORDERS = /^(start|enqueue|request|create|\*)/

/** The room a file belongs to, by its path from the project's root; undefined: no room of the plan. */
export function roomOf(path: string): string | undefined {
  const [top = '', second = '', third = ''] = path.split('/')
  if (top !== 'src') return path.includes('/') ? known(top) : 'root'
  // doors.ts is a part of app.ts: the rooms as the HTTP server asks for them.
  if (second === 'doors.ts') return 'app'
  if (second.endsWith('.ts')) return known(second.replace(/(\.test)?\.ts$/, ''))
  if (second === 'adapters') return adapterRoom(third)
  if (second === 'cli') return known(`cli/${third}`) ?? (third.endsWith('.ts') ? 'cli' : undefined)
  return known(second)
}

function adapterRoom(name: string): string {
  if (name.endsWith('.ts')) return 'adapters/registry'
  return name === 'local' ? 'adapters/local' : 'adapters'
}

export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path)
}

function known(room: string): string | undefined {
  return room in MAY_IMPORT || (FREE_ROOMS as readonly string[]).includes(room) ? room : undefined
}

function doorsOf(rooms: readonly string[]): Imports {
  return Object.fromEntries(rooms.map(room => [room, 'door']))
}
