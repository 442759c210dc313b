// The order of the stages, for the progress shown in lists; which one a release is in comes with it.

import type { StageName } from './types.ts'

export const stageNames = [
  'draft',
  'scoping',
  'verifying',
  'testing',
  'reviewing',
  'publishing',
  'announcing',
  'released',
] as const satisfies readonly StageName[]

export function isStageName(value: unknown): value is StageName {
  return stageNames.some(name => name === value)
}
