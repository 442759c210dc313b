// Draws the moments at which the server of a demonstration is killed, from the steps of a play that nobody disturbed.
// Pure: the same seed and steps give the same moments.

import type { RecordedStep } from '../../demo/record.ts'

export interface KillMoment extends RecordedStep {
  /** At the step's beginning, at its end, or while a program that it runs is alive. */
  readonly when: 'begun' | 'ended' | 'child-alive'
}

/** The step of publishing that runs createrepo_c. */
export const PUBLISHING = { plan: 'publish', step: 'publish-packages' } as const

/** Three moments in the order of the play, each in another step; in one of them a child process of publishing runs. */
export function drawMoments(seed: number, steps: readonly RecordedStep[]): readonly KillMoment[] {
  const random = randomFrom(seed)
  const draw = <T>(from: readonly T[]): T => {
    const drawn = from[Math.floor(random() * from.length)]
    if (drawn === undefined) throw new Error('there is nothing to draw from')
    return drawn
  }
  const child = draw(
    steps.filter(s => s.kind === 'forward' && s.plan === PUBLISHING.plan && s.step === PUBLISHING.step),
  )
  const moments: KillMoment[] = [{ ...child, when: 'child-alive' }]
  while (moments.length < 3) {
    const drawn = draw(steps.filter(s => moments.every(m => m.kind !== s.kind || m.step !== s.step)))
    moments.push({ ...drawn, when: draw(['begun', 'ended']) })
  }
  const at = (m: RecordedStep) => steps.findIndex(s => s.release === m.release && s.run === m.run && s.step === m.step)
  return moments.sort((a, b) => at(a) - at(b))
}

/** Mulberry32: numbers in [0, 1). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
