// Puts the house together: database, ports, rooms, flow and server, and takes it apart again in the reverse order.

import { createServer as createProbe } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyRequest } from 'fastify'
import { actorOfAccount, actorOfForgeUser, refreshTeams } from './accounts/index.ts'
import { localForgeRoutes } from './adapters/local/index.ts'
import { type Adapters, createPorts } from './adapters/registry.ts'
import { type BranchConfig, type Config, loadConfig } from './config.ts'
import { answers } from './db/connect.ts'
import { type Listener, listen } from './db/listen.ts'
import { migrate } from './db/migrate.ts'
import { type OpenDatabase, openDatabase } from './db/open.ts'
import { takeServeLock } from './db/serve-lock.ts'
import { accountsDoor, locateRepo, releasesDoor } from './doors.ts'
import { createFlow, defaultSettings, type Flow, type FlowSettings, type Point, unfinishedRuns } from './flow/index.ts'
import { createServer, hookRoutes, identify } from './http/index.ts'
import { systemClock } from './lib/clock.ts'
import { RefusedError, refuse } from './lib/errors.ts'
import type { Json } from './lib/json.ts'
import type { Log } from './lib/log.ts'
import { endOrphans } from './lib/process-groups.ts'
import { createPrograms } from './lib/programs.ts'
import type { ForgeEvent, IssueKey } from './ports/index.ts'
import {
  adoptBaselines,
  adoptIssue,
  hear,
  type JobDeps,
  keepHouse,
  look,
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
    // Asked for now, so that no web hook has to wait for it.
    built.adapters.ports.forge.self().catch(err => log.warn({ err }, 'the forge does not say who we are'))
    refreshTeams(built.jobs).catch(err => log.warn({ err }, 'the teams could not be read'))
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
  readonly adapters: Adapters
  readonly policy: ReleasesPolicy
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
  const programs = createPrograms({ recordDir: join(dataDir, 'run', 'programs'), log })
  let jobs: JobDeps | undefined
  const adapters = createPorts({
    ...config,
    db,
    clock,
    log,
    programs,
    publicUrl,
    hear: async (event: ForgeEvent) => jobs && (await hear(jobs, event)),
  })
  const { ports } = adapters
  const plansDeps: PlanDeps = {
    db,
    clock,
    policy,
    settings: config.advisories,
    programs,
    poolDir: join(dataDir, 'pool'),
    workDir: join(dataDir, 'work'),
    // People of the built-in forge are Slipway's own accounts.
    actorOf: user =>
      config.forge.name === 'local'
        ? actorOfAccount(db, Number(user.id))
        : actorOfForgeUser(db, config.forge.name, user),
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
      look: async (payload: Json) => await look(deps, (payload as { release: string }).release),
      sweep: async () => await sweep(deps),
      'plan-releases': async () => await planReleases(deps),
      'plan-release': async payload => await planRelease(deps, payload as { branch: string; date: string }),
      adopt: async (payload: Json) => await adoptIssue(deps, payload as unknown as IssueKey),
      teams: async () => await refreshTeams(deps),
      housekeeping: async () => await keepHouse(deps),
    },
    schedules: [
      // A vendor counts our calls: most of what happens there comes by web hook.
      { name: 'sweep', cron: config.forge.name === 'local' ? '*/30 * * * * *' : '0 */2 * * * *', job: 'sweep' },
      { name: 'plan-releases', cron: '0 */10 * * * *', job: 'plan-releases' },
      { name: 'teams', cron: '0 7 * * * *', job: 'teams' },
      { name: 'housekeeping', cron: '0 30 3 * * *', job: 'housekeeping' },
    ],
  })
  return { jobs: deps, adapters, policy, flow }
}

function policyOf(config: Config, publicUrl: string): ReleasesPolicy {
  return {
    publicUrl,
    language: config.language,
    forge: {
      name: config.forge.name,
      repository: config.forge.repository,
      problems: config.forge.problems,
      specs: config.forge.specs,
    },
    archive: config.archive,
    waiverDays: config.waiverDays,
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
      supply: b.supply,
      testers: b.mail?.testers ?? [],
      planning: b.planning,
      upgradesTo: b.upgradesTo,
      upgradePath: b.upgradePath,
      dist: b.dist,
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

async function buildServer({ config, database, built, listener, log, publicUrl }: ServerMaterials) {
  const { db } = database
  const { jobs, adapters, policy } = built
  const { ports, localForge, hooks } = adapters
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
  const delivered = { hooks, hear: (event: ForgeEvent) => hear(jobs, event), clock: jobs.clock, log }
  await server.register(hookRoutes(delivered), { prefix: '/hooks' })
  const whoWrites = async (request: FastifyRequest) => {
    await identify(request, accounts)
    const actor = request.caller?.actor
    // A comment acts as its author: a token that may do less than its account must not write one.
    if (actor?.limits) throw new RefusedError(refuse('limited-token', releaseTexts.limitedToken()))
    return actor && { id: String(actor.account), login: actor.name }
  }
  if (localForge) {
    const own = [config.forge.repository, ...(config.archive?.repository ? [config.archive.repository] : [])]
    await server.register(localForgeRoutes({ forge: localForge, authenticate: whoWrites, own }), { prefix: '/forge' })
  }
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
