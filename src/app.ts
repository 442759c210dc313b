// Puts the house together: database, ports, rooms, flow and server, and takes it apart again in the reverse order.

import { createServer as createProbe } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyRequest } from 'fastify'
import { actorOfAccount } from './accounts/index.ts'
import { localForgeRoutes } from './adapters/local/index.ts'
import { createPorts } from './adapters/registry.ts'
import { type BranchConfig, type Config, loadConfig } from './config.ts'
import { answers } from './db/connect.ts'
import { type Listener, listen } from './db/listen.ts'
import { migrate } from './db/migrate.ts'
import { type OpenDatabase, openDatabase } from './db/open.ts'
import { takeServeLock } from './db/serve-lock.ts'
import { accountsDoor, locateRepo, releasesDoor } from './doors.ts'
import { createFlow, defaultSettings, type Flow, type FlowSettings, type Point, unfinishedRuns } from './flow/index.ts'
import { createServer, identify } from './http/index.ts'
import { systemClock } from './lib/clock.ts'
import { RefusedError, refuse } from './lib/errors.ts'
import type { Json } from './lib/json.ts'
import type { Log } from './lib/log.ts'
import { endOrphans } from './lib/process-groups.ts'
import { createPrograms } from './lib/programs.ts'
import type { ForgeEvent, IssueKey, Ports } from './ports/index.ts'
import {
  adoptBaselines,
  adoptIssue,
  hear,
  type JobDeps,
  keepHouse,
  neededByOthers,
  type PlanDeps,
  planRelease,
  planReleases,
  type ReleasesPolicy,
  reconcile,
  releasePlans,
  releaseTexts,
  runCommands,
  submitCarried,
  submitRunEnded,
  sweep,
} from './releases/index.ts'

export interface AppSettings {
  readonly dataDir: string
  readonly port: number
  readonly host: string
  readonly configFile?: string | undefined
  readonly databaseUrl?: string | undefined
  readonly log: Log
  /** Called when the process can no longer serve and must end. */
  readonly onLost?: (reason: string) => void
  /** For tests: stops the world at a step, and polls faster. */
  readonly flow?: Partial<FlowSettings> & { readonly probe?: (point: Point) => void | Promise<void> }
}

export interface App {
  readonly url: string
  close(): Promise<void>
}

/** Starts everything; throws RefusedError with a clear sentence when the port or the data directory is taken. */
export async function startApp(settings: AppSettings): Promise<App> {
  const { dataDir, host, log } = settings
  const config = await loadConfig(settings.configFile, dataDir)
  const port = settings.port || (await freePort(host))
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  const closing: (() => Promise<void>)[] = []
  const close = async () => {
    for (const stop of closing.splice(0).reverse()) await stop()
  }
  try {
    const database = await open(settings, closing)
    const built = await buildRooms({ settings, config, database, publicUrl: config.publicUrl ?? url })
    const listener = listen(database.url, log)
    closing.push(() => listener.close())
    const server = await buildServer({ config, database, built, listener, log, publicUrl: config.publicUrl ?? url })
    await adoptBaselines(built.jobs)
    await server.listen({ port, host })
    closing.push(() => server.close())
    const unfinished = await unfinishedRuns(database.db)
    log.info({ runs: unfinished.map(r => r.id) }, 'taking up unfinished runs')
    await built.flow.launch()
    closing.push(() => built.flow.close())
    return { url, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function open(settings: AppSettings, closing: (() => Promise<void>)[]): Promise<OpenDatabase> {
  const { dataDir, databaseUrl, log } = settings
  const recordDir = join(dataDir, 'run', 'programs')
  const lost = (reason: string) => settings.onLost?.(reason)
  const database = await openDatabase({
    dataDir,
    databaseUrl,
    log,
    onLost: () => lost('the database server has ended'),
  })
  closing.push(() => database.close())
  const lock = await takeServeLock(database.url, {
    pid: process.pid,
    onLost: () => lost('the lock of this data directory is lost'),
  })
  closing.push(() => lock.release())
  // Only the holder of the lock may end what a dead server left behind.
  await endOrphans({ recordDir, log })
  await migrate(database.db)
  return database
}

interface Built {
  readonly jobs: JobDeps
  readonly ports: Ports
  readonly policy: ReleasesPolicy
  readonly localForge: ReturnType<typeof createPorts>['localForge']
  readonly flow: Flow
}

interface Materials {
  readonly settings: AppSettings
  readonly config: Config
  readonly database: OpenDatabase
  readonly publicUrl: string
}

async function buildRooms({ settings, config, database, publicUrl }: Materials): Promise<Built> {
  const { dataDir, log } = settings
  const { db } = database
  const clock = systemClock
  const policy = policyOf(config, publicUrl)
  let jobs: JobDeps | undefined
  const { ports, localForge } = createPorts({
    ...config,
    db,
    clock,
    log,
    publicUrl,
    bot: config.forge.bot,
    hear: async (event: ForgeEvent) => jobs && (await hear(jobs, event)),
  })
  const plansDeps: PlanDeps = {
    db,
    clock,
    policy,
    settings: config.advisories,
    programs: createPrograms({ recordDir: join(dataDir, 'run', 'programs'), log }),
    poolDir: join(dataDir, 'pool'),
    workDir: join(dataDir, 'work'),
    actorOf: user => actorOfAccount(db, Number(user.id)),
  }
  const plans = new Map(Object.entries(releasePlans(plansDeps)))
  const deps: JobDeps = {
    ...plansDeps,
    plans,
    ports,
    log,
    neededByOthers: release => neededByOthers(plansDeps, release),
  }
  jobs = deps
  const { probe = () => undefined, ...flowSettings } = settings.flow ?? {}
  const flow = createFlow({
    engine: { db, ports, plans, clock, log, probe, settings: { ...defaultSettings, ...flowSettings } },
    databaseUrl: database.url,
    executor: 'slipway',
    jobs: {
      command: async payload => await runCommands(deps, (payload as { delivery: number }).delivery),
      'run-ended': async payload => await submitRunEnded(deps, (payload as { run: string }).run),
      reconcile: async (payload: Json) => await reconcile(deps, (payload as { release: string }).release),
      carry: async payload => await submitCarried(deps, (payload as { release: string }).release),
      sweep: async () => await sweep(deps),
      'plan-releases': async () => await planReleases(deps),
      'plan-release': async payload => await planRelease(deps, payload as { branch: string; date: string }),
      adopt: async (payload: Json) => await adoptIssue(deps, payload as unknown as IssueKey),
      housekeeping: async () => await keepHouse(deps),
    },
    schedules: [
      { name: 'sweep', cron: '*/30 * * * * *', job: 'sweep' },
      { name: 'plan-releases', cron: '0 */10 * * * *', job: 'plan-releases' },
      { name: 'housekeeping', cron: '0 30 3 * * *', job: 'housekeeping' },
    ],
  })
  return { jobs: deps, ports, policy, localForge, flow }
}

function policyOf(config: Config, publicUrl: string): ReleasesPolicy {
  return {
    publicUrl,
    language: config.language,
    forge: { name: 'local', repository: config.forge.repository, problems: config.forge.problems },
    archive: config.archive,
    roles: { branches: Object.fromEntries(config.branches.map(b => [b.name, b.roles ?? {}])) },
    branches: config.branches.map(b => ({
      name: b.name,
      timezone: b.timezone ?? 'Asia/Shanghai',
      arches: b.arches,
      projects: b.projects,
      base: b.base ?? [],
      baseline: b.baseline,
      ...gatesOf(b),
      ...(b.accept ? { accept: b.accept } : {}),
      testers: b.mail?.testers ?? [],
      planning: b.planning,
    })),
  }
}

function gatesOf({ gates: { ownItems, ...own } = {}, start }: BranchConfig) {
  // A branch that starts by button asks for one more gate.
  const gates = { ...own, ...(start === 'by-button' ? { launch: 'any' as const } : {}) }
  return ownItems ? { gates, ownItems } : { gates }
}

interface ServerMaterials {
  readonly config: Config
  readonly database: OpenDatabase
  readonly built: Built
  readonly listener: Listener
  readonly log: Log
  readonly publicUrl: string
}

async function buildServer({ database, built, listener, log, publicUrl }: ServerMaterials) {
  const { db } = database
  const { jobs, ports, policy, localForge } = built
  const accounts = accountsDoor(db, policy)
  const server = createServer({
    releases: releasesDoor(jobs, listener.subscribe),
    accounts,
    objects: ports.objectStore,
    locateRepo: locateRepo(ports.repoHost, policy),
    subscribe: listener.subscribe,
    readiness: async () => ({ database: await answers(db), flow: built.flow.isRunning() }),
    log,
    // Beside the built program; of use to one run from its sources too.
    webDir: fileURLToPath(new URL('../dist/ui', import.meta.url)),
    publicUrl,
  })
  // People of the built-in forge are Slipway's own accounts.
  const whoWrites = async (request: FastifyRequest) => {
    await identify(request, accounts)
    const actor = request.caller?.actor
    // A comment acts as its author: a token that may do less than its account must not write one.
    if (actor?.limits) throw new RefusedError(refuse('limited-token', releaseTexts.limitedToken()))
    return actor && { id: String(actor.account), login: actor.name }
  }
  await server.register(localForgeRoutes({ forge: localForge, authenticate: whoWrites }), { prefix: '/forge' })
  return server
}

async function freePort(host: string): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createProbe()
    probe.once('error', reject)
    probe.listen(0, host, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
