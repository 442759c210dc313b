// What a plan and its steps are: declared effects, each with its undo. No domain words here.

import type { Json } from '../lib/json.ts'
import type { Text } from '../lib/text.ts'
import type { Ports } from '../ports/index.ts'

/** Something a check found. A check that finds something has succeeded; blocking findings end the run `blocked`. */
export type Finding = {
  /** Stable kind, kebab-case, e.g. `unmet-requirement`. */
  readonly code: string
  /** What it is about, e.g. a NEVRA or a file name. */
  readonly subject: string
  readonly message: Text
  readonly blocking: boolean
  readonly data?: Json
}

export interface StepContext<In, K extends keyof Ports> {
  readonly run: string
  /** Stable over retries and resumption: `<run>/<step>`. Effects are keyed by it. */
  readonly key: string
  /** A name no other attempt has: `<key>.<attempt>`, safe as one path segment. */
  readonly attempt: string
  readonly input: In
  readonly ports: Pick<Ports, K>
  /** Fires when the run is cancelled or its deadline passes. */
  readonly signal: AbortSignal
  /** Writes a line of progress that people see while the step runs. */
  progress(message: Text): Promise<void>
}

/** Says why an effect cannot be taken back, and sends a correction where there is one. Idempotent like an undo. */
export interface Irreversible<C, I, H> {
  readonly because: Text
  readonly correct?: (c: C, intent: I, handle: H | undefined) => Promise<void>
}

export interface Step<In, K extends keyof Ports, I extends Json, H extends Json> {
  readonly name: string
  /** What sentences call it; by its name when it has none. */
  readonly title?: Text
  /** Key of the repository tree it writes: prepare, start and undo then run alone on that key. */
  writes?(input: In): string
  /** The context holds exactly these ports. */
  readonly uses: readonly K[]
  /** Reads what undo will need and fixes times and numbers; recorded before start; changes nothing outside. */
  prepare?(c: StepContext<In, K>): Promise<I>
  /** Acts. Safe to call twice with the same key: looks before it acts, "already done" is success. */
  start(c: StepContext<In, K>, intent: I): Promise<H>
  poll?(c: StepContext<In, K>, handle: H): Promise<'pending' | 'done'>
  /** What the step found, read from its handle (after poll, if there is one). */
  findings?(handle: H): readonly Finding[]
  /** Left out while an earlier step of the run has blocking findings: the run then ends `blocked`. */
  readonly needsClean?: boolean
  readonly undo:
    | ((c: StepContext<In, K>, intent: I, handle: H | undefined) => Promise<void>)
    | Irreversible<StepContext<In, K>, I, H>
}

/** A step with its types forgotten: what a plan holds and the runner drives. */
export interface AnyStep {
  readonly name: string
  readonly title?: Text
  writes?(input: Json): string
  readonly uses: readonly (keyof Ports)[]
  prepare?(c: StepContext<Json, keyof Ports>): Promise<Json>
  start(c: StepContext<Json, keyof Ports>, intent: Json): Promise<Json>
  poll?(c: StepContext<Json, keyof Ports>, handle: Json): Promise<'pending' | 'done'>
  findings?(handle: Json): readonly Finding[]
  readonly needsClean?: boolean
  readonly undo:
    | ((c: StepContext<Json, keyof Ports>, intent: Json, handle: Json | undefined) => Promise<void>)
    | Irreversible<StepContext<Json, keyof Ports>, Json, Json>
}

export interface Plan {
  readonly name: string
  readonly steps: readonly AnyStep[]
}

/** Declares a step: the compiler checks that it uses only the ports it names. */
export function step<In extends Json, K extends keyof Ports, I extends Json, H extends Json>(
  declared: Step<In, K, I, H>,
): AnyStep {
  return declared as unknown as AnyStep
}

export function plan(name: string, steps: readonly AnyStep[]): Plan {
  const names = new Set(steps.map(s => s.name))
  if (names.size !== steps.length) throw new Error(`plan ${name}: two steps have the same name`)
  return { name, steps }
}
