// Row types of the schema `flow`, written by hand beside its migrations and compared with the live catalogue by a test.

import type { ColumnType, Generated } from 'kysely'
import type { Json } from '../../lib/json.ts'
import type { Text } from '../../lib/text.ts'

/** Written as JSON text, read as a value. */
type Jsonb<T> = ColumnType<T, string, string>

export type RunState =
  | 'queued'
  | 'running'
  | 'done'
  | 'blocked'
  | 'unwinding'
  | 'failed'
  | 'cancelled'
  | 'undone'
  | 'stuck'

export type StepState =
  | 'waiting'
  | 'prepared'
  | 'running'
  | 'polling'
  | 'done'
  | 'failed'
  | 'undoing'
  | 'undone'
  | 'corrected'
  | 'kept'

export interface FlowRunRow {
  id: string
  /** Order of creation. */
  seq: Generated<number>
  plan: string
  kind: 'forward' | 'undo'
  /** What the run is about, e.g. `release/<id>`; the key of its queue and of notifications. */
  subject: string
  input: Jsonb<Json>
  /** Names of the steps in order, fixed when the run is created. */
  steps: string[]
  /** Runs an undo run takes back, newest first. */
  targets: string[]
  state: RunState
  reason: Jsonb<Text | null> | null
  cancel_requested: Generated<boolean>
  created_at: Generated<Date>
  started_at: Date | null
  ended_at: Date | null
}

export interface FlowStepRow {
  run: string
  position: number
  name: string
  state: StepState
  intent: Jsonb<Json> | null
  handle: Jsonb<Json> | null
  /** Whether start has returned; a handle may itself be null. */
  handled: Generated<boolean>
  findings: Jsonb<Json> | null
  attempts: Generated<number>
  started_at: Date | null
  ended_at: Date | null
  note: Jsonb<Text | null> | null
}

export interface FlowLogRow {
  id: Generated<number>
  run: string
  step: string | null
  at: Generated<Date>
  level: 'info' | 'warn' | 'error'
  message: Jsonb<Text>
}

export interface FlowTables {
  'flow.run': FlowRunRow
  'flow.step': FlowStepRow
  'flow.log': FlowLogRow
}
