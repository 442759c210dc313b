// The generic matrix: breaks a plan at every step, before and after its effect, by SIGKILL and by failure, unwinds it,
// repeats every undo, and compares the world with the expected or the original one.

import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isDeepStrictEqual, promisify } from 'node:util'
import { DBOS } from '@dbos-inc/dbos-sdk'
import pg from 'pg'
import type { Json } from '../../src/lib/json.ts'
import { compiled } from '../kit/compiled.ts'
import type { Fault } from './child.ts'
import type { Scenario, World } from './scenario.ts'

const execute = promisify(execFile)

export interface Difference {
  /** What was done to the plan. */
  readonly case: string
  readonly wanted: Json
  readonly got: Json
}

interface Ended {
  readonly state: string
  readonly killed: boolean
}

/** Runs the whole matrix of one scenario; the cases in which the world is not as it should be. */
export async function runMatrix(
  module: string,
  template: string,
  only?: RegExp,
): Promise<{ cases: number; differences: Difference[] }> {
  const { scenario } = (await import(module)) as { scenario: Scenario }
  const base = await newWorld(template, 'template')
  const worlds: World[] = [base]
  try {
    await DBOS.migrate(base.databaseUrl)
    await scenario.prepare(base, async plan => {
      const ended = await start(module, base, 'run', { plan, run: `before-${plan}` })
      if (ended.state !== 'done') throw new Error(`${plan}, played before ${scenario.plan}, ended ${ended.state}`)
    })
    const steps = await stepsOf(scenario, base)
    const original = await scenario.snapshot(base)
    const copy = async () => {
      const world = await copyOf(base)
      worlds.push(world)
      return world
    }
    const undisturbed = await copy()
    await start(module, undisturbed, 'run', own(scenario))
    const expected = await scenario.snapshot(undisturbed)
    if (isDeepStrictEqual(original, expected)) throw new Error(`${scenario.name}: the plan changes nothing`)
    const all: { name: string; run: () => Promise<Difference[]> }[] = [
      ...steps.flatMap(step =>
        (['before-start', 'after-start'] as const).flatMap(phase => [
          named(crashed, { scenario, module, world: copy, wanted: expected, step, phase }),
          named(failed, { scenario, module, world: copy, wanted: original, step, phase }),
        ]),
      ),
      ...steps.map(step =>
        named(undoCrashed, { scenario, module, world: copy, wanted: original, step, phase: 'after-undo' }),
      ),
      named(undoneTwice, { scenario, module, world: copy, wanted: original, step: 'all', phase: 'after-undo' }),
    ]
    const cases = all.filter(c => !only || only.test(c.name))
    const differences: Difference[] = []
    const queue = [...cases]
    const worker = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) differences.push(...(await next.run()))
    }
    await Promise.all([worker(), worker()])
    return { cases: cases.length, differences }
  } finally {
    for (const world of worlds.reverse()) await dropWorld(world)
  }
}

interface Case {
  readonly scenario: Scenario
  readonly module: string
  readonly world: () => Promise<World>
  readonly wanted: Json
  readonly step: string
  readonly phase: Fault['phase']
}

type CaseKind = (c: Case, name: string) => Promise<Difference[]>

function named(kind: CaseKind, c: Case): { name: string; run: () => Promise<Difference[]> } {
  const name = `${c.step}: ${kind.name} ${c.phase}`
  return { name, run: () => kind(c, name) }
}

/** Killed at a step, then resumed by a new process: the world is the expected one. */
async function crashed(c: Case, name: string): Promise<Difference[]> {
  const world = await c.world()
  const first = await start(c.module, world, 'run', own(c.scenario), { step: c.step, phase: c.phase, action: 'crash' })
  if (!first.killed) return [{ case: `${name}: was not killed`, wanted: 'killed', got: first.state }]
  const second = await start(c.module, world, 'run', own(c.scenario))
  return await compare(c, world, name, { state: second.state, wanted: ['done', 'blocked'] })
}

/** Failed at a step: everything is unwound and the world is the original one. */
async function failed(c: Case, name: string): Promise<Difference[]> {
  const world = await c.world()
  const ended = await start(c.module, world, 'run', own(c.scenario), { step: c.step, phase: c.phase, action: 'fail' })
  return await compare(c, world, name, { state: ended.state, wanted: ['failed'] })
}

/** Killed between a step's undo and its record, then resumed: the undo runs twice, the world is the original one. */
async function undoCrashed(c: Case, name: string): Promise<Difference[]> {
  const world = await c.world()
  await start(c.module, world, 'run', own(c.scenario))
  const first = await start(c.module, world, 'undo', own(c.scenario), { step: c.step, phase: c.phase, action: 'crash' })
  if (!first.killed) return [{ case: `${name}: was not killed`, wanted: 'killed', got: first.state }]
  const second = await start(c.module, world, 'undo', own(c.scenario))
  return await compare(c, world, name, { state: second.state, wanted: ['done'] })
}

/** Undone, and every undo called once more by a second undo run over the same rows. */
async function undoneTwice(c: Case, name: string): Promise<Difference[]> {
  const world = await c.world()
  await start(c.module, world, 'run', own(c.scenario))
  await start(c.module, world, 'undo', own(c.scenario))
  const once = await compare(c, world, `${name}: once`, { state: 'done', wanted: ['done'] })
  await query(world.databaseUrl, `update flow.step set state = 'done' where run = 'matrix-run'`)
  const second = await start(c.module, world, 'undo-again', own(c.scenario))
  return [...once, ...(await compare(c, world, `${name}: again`, { state: second.state, wanted: ['done'] }))]
}

async function compare(
  c: Case,
  world: World,
  name: string,
  ended: { state: string; wanted: string[] },
): Promise<Difference[]> {
  const found: Difference[] = []
  if (!ended.wanted.includes(ended.state))
    found.push({ case: `${name}: state of the run`, wanted: ended.wanted, got: ended.state })
  const got = await c.scenario.snapshot(world)
  if (!isDeepStrictEqual(got, c.wanted)) found.push({ case: name, wanted: c.wanted, got })
  return found
}

interface Played {
  readonly plan: string
  readonly run: string
}

function own(scenario: Scenario): Played {
  return { plan: scenario.plan, run: 'matrix-run' }
}

async function start(module: string, world: World, action: string, played: Played, fault?: Fault): Promise<Ended> {
  const { pathname, search } = new URL(module)
  const inProject = pathname.slice(new URL('../..', import.meta.url).pathname.length)
  const scenario = pathToFileURL(await compiled(inProject)).href + search
  const words = [scenario, world.dir, world.databaseUrl, action, played.plan, played.run]
  const args = [await compiled('test/plans/child.ts'), ...words, ...(fault ? [JSON.stringify(fault)] : [])]
  try {
    const { stdout } = await execute(process.execPath, args, { timeout: 90_000, maxBuffer: 1 << 24 })
    const last = stdout.trim().split('\n').at(-1) ?? ''
    return { state: (JSON.parse(last) as { state: string }).state, killed: false }
  } catch (error) {
    const { signal, stderr } = error as { signal?: string; stderr?: string }
    if (signal === 'SIGKILL' && fault?.action === 'crash') return { state: 'killed', killed: true }
    throw new Error(`${played.plan} ${action} ${JSON.stringify(fault ?? {})}: ${stderr ?? String(error)}`, {
      cause: error,
    })
  }
}

async function stepsOf(scenario: Scenario, world: World): Promise<string[]> {
  const machinery = await scenario.open(world)
  const plan = machinery.plans.find(p => p.name === scenario.plan)
  await machinery.close()
  if (!plan) throw new Error(`no plan ${scenario.plan}`)
  return plan.steps.map(s => s.name)
}

async function newWorld(template: string, from: string): Promise<World> {
  const dir = await mkdtemp(join(tmpdir(), 'slipway-matrix-'))
  const databaseUrl = await copyDatabase(template, new URL(template).pathname.slice(1) || from)
  return { dir, databaseUrl }
}

async function copyOf(world: World): Promise<World> {
  const dir = await mkdtemp(join(tmpdir(), 'slipway-matrix-'))
  await mkdir(dir, { recursive: true })
  await cp(world.dir, dir, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true })
  const databaseUrl = await copyDatabase(world.databaseUrl, new URL(world.databaseUrl).pathname.slice(1))
  return { dir, databaseUrl }
}

async function copyDatabase(near: string, from: string): Promise<string> {
  const name = `matrix_${randomBytes(6).toString('hex')}`
  await query(near, `create database ${name} template ${from}`, 'postgres')
  return withDatabase(near, name)
}

async function dropWorld(world: World): Promise<void> {
  await rm(world.dir, { recursive: true, force: true, maxRetries: 10 })
  const name = new URL(world.databaseUrl).pathname.slice(1)
  await query(world.databaseUrl, `drop database if exists ${name} with (force)`, 'postgres')
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

async function query(url: string, statement: string, database?: string): Promise<void> {
  const client = new pg.Client({ connectionString: database ? withDatabase(url, database) : url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
