import { describe, expect, it } from 'vitest'
import type { RecordedStep } from '../../demo/record.ts'
import { drawMoments, PUBLISHING } from './kill-moments.ts'

const runs: readonly [string, RecordedStep['kind'], readonly string[]][] = [
  ['collect', 'forward', ['fetch-cves']],
  ['self-check', 'forward', ['collect-packages', 'dependency-check', 'test-repository', 'install-check']],
  ['publish', 'forward', [PUBLISHING.step, 'archive-list']],
  ['undo', 'undo', ['archive-list', PUBLISHING.step]],
]
const steps = runs.flatMap(([plan, kind, names], run) => names.map(step => ({ release: 'r1', run, plan, kind, step })))

describe('the moments of killing', () => {
  it('are three different steps in the order of the play, one of them with a child of publishing, for any seed', () => {
    for (let seed = 0; seed < 500; seed++) {
      const moments = drawMoments(seed, steps)
      expect(moments).toHaveLength(3)
      expect(new Set(moments.map(m => `${m.kind} ${m.step}`)).size).toBe(3)
      expect(moments.filter(m => m.when === 'child-alive').map(m => m.step)).toEqual([PUBLISHING.step])
      const places = moments.map(m => steps.findIndex(s => s.run === m.run && s.step === m.step))
      expect(places).toEqual([...places].sort((a, b) => a - b))
    }
  })

  it('are the same for the same seed, and others for another', () => {
    expect(drawMoments(7, steps)).toEqual(drawMoments(7, steps))
    const all = Array.from({ length: 20 }, (_, seed) => JSON.stringify(drawMoments(seed, steps)))
    expect(new Set(all).size).toBeGreaterThan(10)
  })
})
