// What the drivers share: the plans, the ports they may touch, and the settings of retrying and polling.

import type { Db } from '../db/index.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { Ports } from '../ports/index.ts'
import type { Plan } from './plan.ts'

/** A boundary inside a step at which a test may stop the world. The product passes none. */
export interface Point {
  readonly run: string
  readonly plan: string
  readonly step: string
  readonly phase: 'before-prepare' | 'before-start' | 'after-start' | 'before-undo' | 'after-undo'
}

export interface FlowSettings {
  /** Attempts of one effect before it counts as failed; only retryable external errors are tried again. */
  readonly attempts: number
  readonly retryDelayMs: number
  readonly pollIntervalMs: number
  readonly pollDeadlineMs: number
}

export const defaultSettings: FlowSettings = {
  attempts: 4,
  retryDelayMs: 1000,
  pollIntervalMs: 2000,
  pollDeadlineMs: 12 * 3600 * 1000,
}

export interface Engine {
  readonly db: Db
  readonly ports: Ports
  readonly plans: ReadonlyMap<string, Plan>
  readonly clock: Clock
  readonly log: Log
  readonly settings: FlowSettings
  readonly probe: (point: Point) => void | Promise<void>
}
