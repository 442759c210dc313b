// The order of stages and of the parts of a scope; which stage a release is in comes with it.

import type { ItemView, StageName } from './types.ts'

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

export const itemKinds = ['cve', 'bugfix', 'requires', 'test'] as const satisfies readonly ItemView['kind'][]

export function isStageName(value: unknown): value is StageName {
  return stageNames.some(name => name === value)
}
