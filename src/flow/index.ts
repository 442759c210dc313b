// The front door of durable execution.

export type { RunState, StepState } from '../db/index.ts'
export { endAbandoned } from './broken.ts'
export { defaultSettings, type Engine, type FlowSettings, type Point } from './engine.ts'
export { createFlow, type Flow, type FlowDeps, type JobHandler } from './flow.ts'
export {
  type AnyStep,
  type Finding,
  type Irreversible,
  type Plan,
  plan,
  type Step,
  type StepContext,
  step,
} from './plan.ts'
export { enqueueJob, type JobOrder, startRun, startUndo } from './queue.ts'
export {
  announce,
  dropWaiting,
  forgetWorkflows,
  holdRuns,
  listRuns,
  type Run,
  readLog,
  readRun,
  readSteps,
  requestCancel,
  type StepRow,
  unfinishedRuns,
} from './store.ts'
