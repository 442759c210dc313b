// The boundaries of all steps of a played story, in its order, and the moments a seed draws from them. Pure.

/** A run as it stands in the database, its steps in order. */
export interface SeenRun {
  readonly id: string
  readonly plan: string
  readonly kind: 'forward' | 'undo'
  readonly state: string
  /** Runs an undo run takes back, newest first. */
  readonly targets: readonly string[]
  readonly steps: readonly { readonly name: string; readonly state: string }[]
}

/** A step begins or ends to act, or to be taken back. */
export interface Boundary {
  /** Of the run, in the order of their creation, from 1. */
  readonly run: number
  readonly plan: string
  readonly step: string
  readonly direction: 'forward' | 'back'
  readonly edge: 'begins' | 'ends'
}

export interface Moment {
  /** Place of its boundary in the story, from 0. */
  readonly at: number
  readonly boundary: Boundary
  /** The server is to be killed while the n-th program that publishes runs in this step; undefined: at the boundary. */
  readonly program: number | undefined
}

const acting = ['prepared', 'running', 'polling']
const takenBack = ['undone', 'corrected', 'kept']

/** Every boundary passed so far. One story told twice passes the same ones in the same order. */
export function passedBoundaries(runs: readonly SeenRun[]): Boundary[] {
  return runs.flatMap((run, index) => {
    const of = { run: index + 1, plan: run.plan }
    if (run.kind === 'forward') return run.steps.flatMap(step => edges({ ...of, step: step.name }, forward(step.state)))
    const targets = run.targets.flatMap(id => runs.find(r => r.id === id) ?? [])
    return targets.flatMap(target =>
      target.steps.toReversed().flatMap(step => edges({ ...of, step: step.name }, back(step.state))),
    )
  })
}

type Passed = Pick<Boundary, 'direction'> & { readonly begun: boolean; readonly ended: boolean }

function forward(state: string): Passed {
  const begun = state !== 'waiting'
  return { direction: 'forward', begun, ended: begun && !acting.includes(state) }
}

function back(state: string): Passed {
  const ended = takenBack.includes(state)
  return { direction: 'back', begun: ended || state === 'undoing', ended }
}

function edges(of: Pick<Boundary, 'run' | 'plan' | 'step'>, { direction, begun, ended }: Passed): Boundary[] {
  return [
    ...(begun ? [{ ...of, direction, edge: 'begins' as const }] : []),
    ...(ended ? [{ ...of, direction, edge: 'ends' as const }] : []),
  ]
}

/** Whether a step makes the metadata of the published repositories, with programs. */
export function publishes({ step, direction }: Boundary): boolean {
  return direction === 'forward' && ['publish-packages', 'updateinfo'].includes(step)
}

/**
 * Three moments in the order of the story, each in a step of another name, one of them in a program that publishes.
 * The last run is left out: a moment that is missed is made up for at a later boundary.
 */
export function drawMoments(boundaries: readonly Boundary[], seed: number): Moment[] {
  const random = randomFrom(seed)
  const last = boundaries.at(-1)?.run
  const all = boundaries.map((boundary, at) => ({ at, boundary })).filter(m => m.boundary.run !== last)
  const programs = all.filter(m => publishes(m.boundary) && m.boundary.edge === 'begins')
  // Half of them: later ones are left for when it is missed.
  const inProgram = pick(programs.slice(0, Math.ceil(programs.length / 2)), random)
  const drawn: Moment[] = [{ ...inProgram, program: 1 + Math.floor(random() * 3) }]
  while (drawn.length < 3) {
    const steps = drawn.map(m => m.boundary.step)
    const free = all.filter(m => !steps.includes(m.boundary.step))
    drawn.push({ ...pick(free, random), program: undefined })
  }
  return drawn.sort((a, b) => a.at - b.at)
}

function pick<T>(from: readonly T[], random: () => number): T {
  const chosen = from[Math.floor(random() * from.length)]
  if (chosen === undefined) throw new Error('there is nothing to draw from')
  return chosen
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function describeBoundary({ run, plan, step, direction, edge }: Boundary): string {
  return `${step} ${edge}${direction === 'back' ? ' to be taken back' : ''} (run ${run}, ${plan})`
}
