// What is shown of a run that takes others back, while it goes, when it is done, and when it is stuck.

import { expect, test } from 'vitest'
import type { Run, StepRow } from '../flow/index.ts'
import { runViews } from './run-view.ts'

const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 4, 0, second))

function run(change: Partial<Run>): Run {
  return {
    id: 'run-1',
    seq: 1,
    plan: 'publish',
    kind: 'forward',
    subject: 'release/r',
    input: {},
    steps: [],
    targets: [],
    state: 'done',
    reason: null,
    cancel_requested: false,
    created_at: at(0),
    started_at: at(0),
    ended_at: at(9),
    ...change,
  }
}

function row(name: string, change: Partial<StepRow>): StepRow {
  return {
    run: 'run-1',
    position: 0,
    name,
    state: 'done',
    intent: null,
    handle: null,
    handled: true,
    findings: null,
    attempts: 2,
    started_at: at(1),
    ended_at: at(2),
    note: null,
    ...change,
  }
}

const undo = (change: Partial<Run>) =>
  run({
    id: 'run-2',
    plan: 'undo',
    kind: 'undo',
    targets: ['run-1'],
    created_at: at(20),
    started_at: at(20),
    ...change,
  })

const shown = (runs: readonly Run[], steps: readonly StepRow[]) =>
  runViews(runs, steps)[0]?.steps.map(s => [s.name, s.state, s.startedAt, s.endedAt] as const)

const iso = (second: number) => at(second).toISOString()

test('while it goes, steps not yet taken back wait, and the last one comes first', () => {
  const steps = [
    row('first', {}),
    row('second', { state: 'undoing', ended_at: at(5) }),
    row('third', { state: 'undone', ended_at: at(23) }),
    row('never', { state: 'waiting', started_at: null, ended_at: null }),
  ]
  expect(shown([undo({ state: 'running', ended_at: null })], steps)).toEqual([
    ['third', 'undone', iso(20), iso(23)],
    ['second', 'undoing', iso(23), null],
    ['first', 'waiting', null, null],
  ])
})

test('done, each step has the time its undo took; attempts of the way forward are not its own', () => {
  const steps = [
    row('first', { state: 'undone', ended_at: at(26) }),
    row('second', { state: 'kept', ended_at: at(23) }),
  ]
  const runs = [undo({ ended_at: at(27) })]
  expect(shown(runs, steps)).toEqual([
    ['second', 'kept', iso(20), iso(23)],
    ['first', 'undone', iso(23), iso(26)],
  ])
  expect(runViews(runs, steps)[0]?.steps.map(s => s.attempts)).toEqual([1, 1])
})

test('stuck, it shows where, and stays so when a later one goes on', () => {
  const stuck = undo({ state: 'stuck', ended_at: at(25) })
  const last = row('second', { state: 'undone', ended_at: at(23) })
  const expected = [
    ['second', 'undone', iso(20), iso(23)],
    ['first', 'failed', iso(23), iso(25)],
  ]
  expect(shown([stuck], [row('first', { state: 'undoing' }), last])).toEqual(expected)
  const gone = row('first', { state: 'undone', ended_at: at(45) })
  expect(shown([stuck], [gone, last])).toEqual(expected)
  const again = undo({ id: 'run-3', started_at: at(40), ended_at: at(46) })
  expect(shown([again], [gone, last])).toEqual([['first', 'undone', iso(40), iso(45)]])
})

test('a run that was taken back keeps the times of its own way', () => {
  const steps = [
    row('first', { state: 'undone', started_at: at(1), ended_at: at(26) }),
    row('second', { state: 'undone', started_at: at(4), ended_at: at(23) }),
  ]
  expect(shown([run({ state: 'undone' })], steps)).toEqual([
    ['first', 'undone', iso(1), iso(4)],
    ['second', 'undone', iso(4), iso(9)],
  ])
})
