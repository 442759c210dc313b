// What the plan matrix needs to know of a plan: a world to run it in, and how that world is looked at.

import type { Db } from '../../src/db/index.ts'
import type { Plan } from '../../src/flow/index.ts'
import type { Json } from '../../src/lib/json.ts'
import type { Ports } from '../../src/ports/index.ts'

/** A folder and a database: everything a plan may change lies in them. */
export interface World {
  readonly dir: string
  readonly databaseUrl: string
}

/** The plans and ports over an opened world, as the product makes them. */
export interface Machinery {
  readonly db: Db
  readonly ports: Ports
  readonly plans: readonly Plan[]
  close(): Promise<void>
}

export interface Scenario {
  readonly name: string
  readonly plan: string
  readonly input: Json
  /** Makes the world the plan starts from, once; every case gets a copy of it. `run` plays another plan first. */
  prepare(world: World, run: (plan: string) => Promise<void>): Promise<void>
  open(world: World): Promise<Machinery>
  /** The world as people and other systems see it, without what is named as ignored. */
  snapshot(world: World): Promise<Json>
}
