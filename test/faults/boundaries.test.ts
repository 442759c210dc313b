import { describe, expect, it } from 'vitest'
import { describeBoundary, drawMoments, passedBoundaries, type SeenRun } from './boundaries.ts'

function forward(id: string, plan: string, steps: Record<string, string>): SeenRun {
  const seen = Object.entries(steps).map(([name, state]) => ({ name, state }))
  return { id, plan, kind: 'forward', state: 'running', targets: [], steps: seen }
}

function undo(id: string, targets: readonly string[]): SeenRun {
  return { id, plan: 'undo', kind: 'undo', state: 'running', targets, steps: [] }
}

const told = (runs: readonly SeenRun[]) => passedBoundaries(runs).map(describeBoundary)

describe('the boundaries of a story', () => {
  it('are those of its steps, as far as they have come', () => {
    const collect = forward('r1', 'collect', { 'fetch-cves': 'done' })
    const check = forward('r2', 'self-check', { collect: 'done', check: 'polling', install: 'waiting' })
    expect(told([collect, check])).toEqual([
      'fetch-cves begins (run 1, collect)',
      'fetch-cves ends (run 1, collect)',
      'collect begins (run 2, self-check)',
      'collect ends (run 2, self-check)',
      'check begins (run 2, self-check)',
    ])
  })

  it('go on with what is taken back, in reverse, and leave out what never began', () => {
    const publish = (a: string, b: string) => forward('r1', 'publish', { a, b, c: 'waiting' })
    const before = told([publish('done', 'done')])
    expect(told([publish('done', 'undoing'), undo('r2', ['r1'])])).toEqual([
      ...before,
      'b begins to be taken back (run 2, undo)',
    ])
    expect(told([publish('kept', 'undone'), undo('r2', ['r1'])])).toEqual([
      ...before,
      'b begins to be taken back (run 2, undo)',
      'b ends to be taken back (run 2, undo)',
      'a begins to be taken back (run 2, undo)',
      'a ends to be taken back (run 2, undo)',
    ])
  })
})

describe('the moments a seed draws', () => {
  const steps = { 'publish-packages': 'done', 'archive-list': 'done', updateinfo: 'done', documents: 'done' }
  const story = passedBoundaries([
    forward('r1', 'publish', steps),
    forward('r2', 'publish', steps),
    forward('r3', 'last', { mail: 'done' }),
  ])

  it('are three in different steps, one of them in a program that publishes', () => {
    for (let seed = 0; seed < 300; seed++) {
      const moments = drawMoments(story, seed)
      expect(new Set(moments.map(m => m.boundary.step)).size).toBe(3)
      expect(moments.map(m => m.at)).toEqual(moments.map(m => m.at).sort((a, b) => a - b))
      expect(moments.every(m => story[m.at] === m.boundary && m.boundary.run < 3)).toBe(true)
      const inPrograms = moments.filter(m => m.program !== undefined)
      expect(inPrograms.map(m => m.boundary.edge)).toEqual(['begins'])
      expect(['publish-packages', 'updateinfo']).toContain(inPrograms[0]?.boundary.step)
    }
  })

  it('are the same for the same seed, and differ between seeds', () => {
    expect(drawMoments(story, 7)).toEqual(drawMoments(story, 7))
    expect(
      new Set(Array.from({ length: 50 }, (_, seed) => JSON.stringify(drawMoments(story, seed)))).size,
    ).toBeGreaterThan(20)
  })
})
