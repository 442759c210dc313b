// The whole workflow in one table: stage, label, gates, plans, next. Sources: the pictures 流程设计majun.png and
// issue评论流程图.png and the label column of seed 001 §2.4.2.

import type { Role } from '../accounts/index.ts'
import { type Text, text } from '../lib/text.ts'
import type { StageName } from './view.ts'

export type GateName = 'start' | 'cve' | 'bugfix' | 'launch' | 'status' | 'test' | 'check' | 'cvrf'
export type PlanName = 'collect' | 'self-check' | 'hand-over' | 'publish' | 'announce'

/** How many of a gate's roles must sign: any one, all of them, or n. */
export type Policy = 'any' | 'all' | number

export interface Gate {
  readonly title: Text
  readonly roles: readonly Role[]
  readonly command: string
  readonly policy: Policy
  /** Opened by Slipway itself when the plan before it found nothing. */
  readonly bySystem?: boolean
  /** Asked only on branches whose policies name it; elsewhere it is open by itself. */
  readonly onDemand?: boolean
}

/** A part waits for its gates, then runs its plan, if it has one. */
export interface Part {
  readonly gates: readonly GateName[]
  readonly plan: PlanName | null
}

export interface Stage {
  readonly title: Text
  /** The label the release issue carries; earlier ones are removed. */
  readonly label: string | null
  readonly parts: readonly Part[]
  readonly next: StageName | null
}

export const gates = {
  start: { title: text('启动', 'Start'), roles: ['version-manager'], command: '/start-update', policy: 'any' },
  cve: { title: text('CVE 范围确认', 'CVE scope'), roles: ['security'], command: '/cve-ok', policy: 'any' },
  bugfix: {
    title: text('bugfix 范围确认', 'Bugfix scope'),
    roles: ['developer'],
    command: '/bugfix-ok',
    policy: 'any',
  },
  launch: {
    title: text('版本启动', 'Launch'),
    roles: ['version-manager'],
    command: '/launch',
    policy: 'any',
    onDemand: true,
  },
  status: {
    title: text('自验状态', 'Self-check status'),
    roles: ['developer'],
    command: '/check-status',
    policy: 'any',
    bySystem: true,
  },
  test: { title: text('测试通过', 'Tests passed'), roles: ['tester'], command: '/test-ok', policy: 'any' },
  check: {
    title: text('发布评审', 'Release review'),
    roles: ['tc', 'release', 'qa', 'security'],
    command: '/check-ok',
    policy: 'any',
  },
  cvrf: { title: text('安全公告确认', 'Advisory review'), roles: ['security'], command: '/cvrf-ok', policy: 'any' },
} as const satisfies Record<GateName, Gate>

const stages = {
  draft: {
    title: text('草稿', 'Draft'),
    label: null,
    parts: [{ gates: ['start'], plan: 'collect' }],
    next: 'scoping',
  },
  scoping: {
    title: text('确定范围', 'Scoping'),
    label: 'update-check-pkg',
    parts: [
      { gates: ['cve', 'bugfix'], plan: null },
      { gates: ['launch'], plan: null },
    ],
    next: 'verifying',
  },
  verifying: {
    title: text('开发自验', 'Verifying'),
    label: 'update-check-requires',
    parts: [
      { gates: [], plan: 'self-check' },
      { gates: ['status'], plan: 'hand-over' },
    ],
    next: 'testing',
  },
  testing: {
    title: text('测试', 'Testing'),
    label: 'update-check-requires',
    parts: [{ gates: ['test'], plan: null }],
    next: 'reviewing',
  },
  reviewing: {
    title: text('发布评审', 'Reviewing'),
    label: 'update-release-check',
    parts: [{ gates: ['check'], plan: null }],
    next: 'publishing',
  },
  publishing: {
    title: text('发布软件包', 'Publishing'),
    label: 'update-release',
    parts: [{ gates: [], plan: 'publish' }],
    next: 'announcing',
  },
  announcing: {
    title: text('发布公告', 'Announcing'),
    label: 'update-release',
    parts: [{ gates: ['cvrf'], plan: 'announce' }],
    next: 'released',
  },
  released: { title: text('已发布', 'Released'), label: 'update-release', parts: [], next: null },
} as const satisfies Record<StageName, Stage>

export const stageNames = Object.keys(stages) as readonly StageName[]

export const planTitles = {
  collect: text('获取发布范围', 'Collect the scope'),
  'self-check': text('开发自验', 'Self-check'),
  'hand-over': text('转测', 'Hand over to test'),
  publish: text('发布软件包', 'Publish packages'),
  announce: text('发布安全公告', 'Publish advisories'),
} as const satisfies Record<PlanName, Text>

/** What a run is called. */
export function titleOfRun(plan: PlanName | 'undo'): Text {
  return plan === 'undo' ? text('回退', 'Roll back') : planTitles[plan]
}

export function stageAt(name: StageName): Stage {
  return stages[name]
}

export function partAt(at: { stage: StageName; part: number }): Part | undefined {
  return stageAt(at.stage).parts[at.part]
}

/** Every part in the order of the workflow. */
export const positions: readonly { stage: StageName; part: number }[] = stageNames.flatMap(stage =>
  stageAt(stage).parts.length === 0 ? [{ stage, part: 0 }] : stageAt(stage).parts.map((_, part) => ({ stage, part })),
)

export function orderOf(at: { stage: StageName; part: number }): number {
  return positions.findIndex(p => p.stage === at.stage && p.part === at.part)
}

/** The one of two parts that comes first in the workflow. */
export function earlier<At extends { stage: StageName; part: number }>(one: At, other: At): At {
  return orderOf(one) <= orderOf(other) ? one : other
}

/** The part after this one; undefined after the last. */
export function following(at: { stage: StageName; part: number }): { stage: StageName; part: number } | undefined {
  return positions[orderOf(at) + 1]
}

/** This part when it has gates that are asked, else the nearest earlier one that has. */
export function nearestGate(
  at: { stage: StageName; part: number },
  isAsked: (gate: GateName) => boolean,
): { stage: StageName; part: number } {
  for (let i = orderOf(at); i > 0; i--) {
    const candidate = positions[i]
    if (candidate && partAt(candidate)?.gates.some(isAsked)) return candidate
  }
  return { stage: 'draft', part: 0 }
}

/** Gates at a part and after it. */
export function gatesFrom(at: { stage: StageName; part: number }): GateName[] {
  return positions.slice(orderOf(at)).flatMap(p => [...(partAt(p)?.gates ?? [])])
}
