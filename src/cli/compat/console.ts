// The console texts of javcra, word for word, mistakes included: what called it reads them. Pure.

import type { ConsolePart } from './spelling.ts'

/** How a call of javcra ended. */
export interface Ending {
  /** Code of the refusal or failure; undefined when the command was accepted. */
  readonly problem?: string
  readonly stage?: string
  /** The run it started: over, or not waited for. */
  readonly run?: 'done' | 'failed'
  /** Families of packages that are published now. */
  readonly families?: readonly string[]
}

export const consoleTexts = {
  badParameters: 'Parameter validation failed',
  noPersonnel: '[ERROR] Failed to get the list of personnel permissions',
  notStarted: '[ERROR] not allowed operation, please start release issue first.',
  noPermission: '[ERROR] The current user does not have relevant operation permissions',
} as const

const forbidden = ['wrong-role', 'not-on-behalf', 'no-such-person', 'ambiguous-person', 'unauthenticated']
const unread = ['unknown-release', 'ambiguous-release', 'unreachable']

/** The lines of a call, as the old tool printed them on stdout. */
export function consoleLines(said: ConsolePart, ending: Ending): readonly string[] {
  const { problem } = ending
  if (problem !== undefined && unread.includes(problem)) return [consoleTexts.noPersonnel]
  if (problem !== undefined && forbidden.includes(problem)) return [consoleTexts.noPermission]
  if (problem === 'wrong-stage' && ending.stage === 'draft' && said.part !== 'start') return [consoleTexts.notStarted]
  const isOk = problem === undefined && ending.run !== 'failed'
  if (said.part === 'start') return [isOk ? '[INFO] start update successfully.' : '[ERROR] failed to start update.']
  if (said.part === 'modify') return modifyLines(said, isOk)
  return said.part === 'check' ? checkLines(said.type, ending, isOk) : releaseLines(said.type, ending, isOk)
}

function modifyLines({ action, ids, block }: ConsolePart & { part: 'modify' }, isOk: boolean): readonly string[] {
  if (isOk) {
    const done = `[INFO] ${action} ${ids} in ${block} successfully.`
    return block === 'remain' ? ['update remain issues successfully.', done] : [done]
  }
  const failed = `[ERROR] failed to ${action} ${ids} in ${block}.`
  const why = 'failed to update remain issues, please check whether the issue exist in cve and bugfix part.'
  return block === 'remain' ? [why, failed] : [failed]
}

function checkLines(
  type: (ConsolePart & { part: 'check' })['type'],
  { problem, run }: Ending,
  isOk: boolean,
): readonly string[] {
  if (type === 'cve_bugfix') {
    return [
      isOk
        ? '[INFO] successfuly operate cve and bugfix in check part.'
        : '[ERROR] cve list or bugfix list not OK, please check.',
    ]
  }
  if (type === 'requires') {
    return [isOk ? '[INFO] successfully get requires.' : '[ERROR] failed to get requires.']
  }
  if (type === 'test') {
    return [isOk ? '[INFO] successfully operate test in check part.' : '[ERROR] failed to operate test in check part.']
  }
  if (problem !== undefined) {
    const isOpen = /-open$|^needs-/.test(problem)
    return [
      because(
        type,
        isOpen
          ? 'the status of the issue is not all completed, please complete first'
          : 'failed to update status in check part.',
      ),
    ]
  }
  const sent = run === 'failed' ? '[ERROR] failed to send repo info.' : '[INFO] successfully to send repo info.'
  return [
    '[INFO] successfully update status in check part.',
    '[INFO] All issues are completed, the next step is sending repo to test platform.',
    ...(run === undefined ? [] : [sent]),
  ]
}

function releaseLines(type: 'checkok' | 'cvrfok', ending: Ending, isOk: boolean): readonly string[] {
  if (ending.problem === 'wrong-stage') return ['[ERROR] test not OK, please check.']
  if (type === 'cvrfok') {
    if (!isOk) return [because(type, 'failed to publish announcement')]
    return ending.run === 'done' ? ['successful announcement'] : []
  }
  const families = (ending.families ?? []).map(family => family.toLowerCase())
  if (!isOk) return ['[ERROR] failed to create release standard rpm jenkins res']
  return ending.run === 'done' ? families.map(f => `[INFO] successfully create release ${f} rpm jenkins res`) : []
}

function because(type: string, reason: string): string {
  return `during the operation ${type}, a failure occurred, and the cause of the error was ${reason}`
}
