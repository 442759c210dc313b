// The generic matrix: breaks a plan at every step, before and after its effect, by SIGKILL and by failure, unwinds it,
// repeats every undo, and compares the world with the expected or the original one.

import { isDeepStrictEqual } from 'node:util'
import { DBOS } from '@dbos-inc/dbos-sdk'
import type { Json } from '../../src/lib/json.ts'
import type { Fault, Task } from './child.ts'
import { createPlayers, type Ended, type Players } from './players.ts'
import type { Scenario, World } from './scenario.ts'
import { copyOf, dropWorld, newWorld, query } from './worlds.ts'

/** Cases wait for queues more than they work. */
const AT_ONCE = 4

export interface Difference {
  /** What was done to the plan. */
  readonly case: string
  readonly wanted: Json
  readonly got: Json
}

/** Runs the whole matrix of one scenario; the cases in which the world is not as it should be. */
export async function runMatrix(
  module: string,
  template: string,
  only?: RegExp,
): Promise<{ cases: number; differences: Difference[] }> {
  const { scenario } = (await import(module)) as { scenario: Scenario }
  const base = await newWorld(template)
  const worlds: World[] = [base]
  const players = createPlayers(module)
  try {
    await DBOS.migrate(base.databaseUrl)
    await scenario.prepare(base, async plan => {
      const ended = await players.play({ world: base, action: 'run', plan, run: `before-${plan}` })
      if (ended.state !== 'done') throw new Error(`${plan}, played before ${scenario.plan}, ended ${ended.state}`)
    })
    const steps = await stepsOf(scenario, base)
    const original = await scenario.snapshot(base)
    const copy = async (world: World) => {
      const copied = await copyOf(world)
      worlds.push(copied)
      return copied
    }
    const played = await copy(base)
    await players.play({ world: played, ...own(scenario) })
    const expected = await scenario.snapshot(played)
    if (isDeepStrictEqual(original, expected)) throw new Error(`${scenario.name}: the plan changes nothing`)
    const fresh = { scenario, players, world: () => copy(base) }
    const after = { scenario, players, world: () => copy(played), wanted: original, phase: 'after-undo' as const }
    const all: { name: string; run: () => Promise<Difference[]> }[] = [
      ...steps.flatMap(step =>
        (['before-start', 'after-start'] as const).flatMap(phase => [
          named(crashed, { ...fresh, wanted: expected, step, phase }),
          named(failed, { ...fresh, wanted: original, step, phase }),
        ]),
      ),
      ...steps.map(step => named(undoCrashed, { ...after, step })),
      named(undoneTwice, { ...after, step: 'all' }),
    ]
    const cases = all.filter(c => !only || only.test(c.name))
    const differences: Difference[] = []
    const queue = [...cases]
    const worker = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) differences.push(...(await next.run()))
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    return { cases: cases.length, differences }
  } finally {
    players.close()
    for (const world of worlds.reverse()) await dropWorld(world)
  }
}

interface Case {
  readonly scenario: Scenario
  readonly players: Players
  /** A copy of the world in which the case begins: before the plan, or where it has been played. */
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
  const first = await play(c, world, 'run', 'crash')
  if (!first.killed) return [{ case: `${name}: was not killed`, wanted: 'killed', got: first.state }]
  const second = await play(c, world, 'run')
  return await compare(c, world, name, { state: second.state, wanted: ['done', 'blocked'] })
}

/** Failed at a step: everything is unwound and the world is the original one. */
async function failed(c: Case, name: string): Promise<Difference[]> {
  const world = await c.world()
  const ended = await play(c, world, 'run', 'fail')
  return await compare(c, world, name, { state: ended.state, wanted: ['failed'] })
}

/** Killed between a step's undo and its record, then resumed: the undo runs twice, the world is the original one. */
async function undoCrashed(c: Case, name: string): Promise<Difference[]> {
  const world = await c.world()
  const first = await play(c, world, 'undo', 'crash')
  if (!first.killed) return [{ case: `${name}: was not killed`, wanted: 'killed', got: first.state }]
  const second = await play(c, world, 'undo')
  return await compare(c, world, name, { state: second.state, wanted: ['done'] })
}

/** Undone, and every undo called once more by a second undo run over the same rows. */
async function undoneTwice(c: Case, name: string): Promise<Difference[]> {
  const world = await c.world()
  await play(c, world, 'undo')
  const once = await compare(c, world, `${name}: once`, { state: 'done', wanted: ['done'] })
  await query(world.databaseUrl, `update flow.step set state = 'done' where run = 'matrix-run'`)
  const second = await play(c, world, 'undo-again')
  return [...once, ...(await compare(c, world, `${name}: again`, { state: second.state, wanted: ['done'] }))]
}

async function play(c: Case, world: World, action: Task['action'], fault?: Fault['action']): Promise<Ended> {
  const planted = fault ? { fault: { step: c.step, phase: c.phase, action: fault } } : {}
  return await c.players.play({ world, ...own(c.scenario), action, ...planted })
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

function own({ plan }: Scenario) {
  return { plan, run: 'matrix-run', action: 'run' as const }
}

async function stepsOf(scenario: Scenario, world: World): Promise<string[]> {
  const machinery = await scenario.open(world)
  const plan = machinery.plans.find(p => p.name === scenario.plan)
  await machinery.close()
  if (!plan) throw new Error(`no plan ${scenario.plan}`)
  return plan.steps.map(s => s.name)
}
