// The one pure door of the rules: may this person do this now, and what changes if so. State, actor, time and facts
// come in as arguments; nothing is read or written here.

import type { Role } from '../accounts/index.ts'
import { isRefusal, type Refusal, refuse } from '../lib/errors.ts'
import { lines, listed, type Text } from '../lib/text.ts'
import { advance, apply, isStuck } from './advance.ts'
import { type Command, type CommandName, commandAt, commandNames, findCommand, itemStages } from './commands.ts'
import { answerExplain, answerStatus } from './explain.ts'
import { activeRun, type Change, type Release } from './model.ts'
import type { ParsedCommand } from './parse.ts'
import { planTexts } from './plan-texts.ts'
import { previewBy } from './preview-rule.ts'
import { acceptItems, refuseItems } from './rules-accept.ts'
import { dropPlan, goBack, withdraw } from './rules-back.ts'
import { leaveItems, returnItems } from './rules-leave.ts'
import { answerHelp } from './rules-read.ts'
import { addItems, deleteItems, giveFeedback } from './rules-scope.ts'
import { launch, selfCheckAgain, signGate, startUpdate, withdrawGate } from './rules-sign.ts'
import { checkStatus } from './rules-status.ts'
import { unwaiveFindings, waiveFindings } from './rules-waive.ts'
import type { Asking, Decision, Rule } from './ruling.ts'
import type { People } from './setting.ts'
import { spellingOf, usageAs } from './spelling.ts'
import { planTitles, stageAt } from './stages.ts'
import { texts } from './texts.ts'
import { checkVersions } from './version-check.ts'
import type { CommandOutcome } from './view.ts'

const rules = {
  'start-update': startUpdate,
  add: addItems,
  delete: deleteItems,
  accept: acceptItems,
  refuse: refuseItems,
  'no-release': leaveItems,
  release: returnItems,
  feedback: giveFeedback,
  'cve-ok': signGate,
  'cve-not-ok': withdrawGate,
  'bugfix-ok': signGate,
  'bugfix-not-ok': withdrawGate,
  launch,
  'launch-not-ok': withdrawGate,
  'check-status': checkStatus,
  'check-versions': checkVersions,
  'get-requires': selfCheckAgain,
  waive: waiveFindings,
  unwaive: unwaiveFindings,
  'test-ok': signGate,
  'test-not-ok': withdrawGate,
  'check-ok': signGate,
  'check-not-ok': withdrawGate,
  'cvrf-ok': signGate,
  'cvrf-not-ok': withdrawGate,
  rollback: goBack,
  withdraw,
  drop: dropPlan,
  status: answerStatus,
  explain: answerExplain,
  preview: previewBy((release, command, asking) => decide(release, command, asking)),
  help: answerHelp,
} as const satisfies Record<CommandName, Rule>

/** Decides one command of one person on one release. */
export function decide(release: Release, command: ParsedCommand, asking: Asking): Decision | Refusal {
  const name = findCommand(command.name)
  if (!name) return refuse('unknown-command', texts.unknownCommand(command.name, nearest(command.name)))
  const barred = mayRun(release, name, asking.roles, { people: asking.setting?.people, spelled: spellingOf(command) })
  if (barred) return barred
  const tail = unexpected(commandAt(name), command)
  if (tail) return tail
  const ruling = rules[name](release, { ...command, name }, asking)
  if (isRefusal(ruling)) return ruling
  const moved = ruling.changes.reduce((state, change) => apply(state, change, asking), release)
  const follow = advance(moved, asking.policies, ruling.retry ?? false)
  return { changes: [...ruling.changes, ...follow], message: lines([ruling.message, ...follow.map(sayFollow)]) }
}

/** What a person is told of a command: that it was refused, or what it did and the run it started. */
export function outcomeOf(
  { line }: ParsedCommand,
  decision: Decision | Refusal,
  run: string | null = null,
): CommandOutcome {
  return isRefusal(decision)
    ? { command: line, accepted: false, code: decision.code, message: decision.because, run: null }
    : { command: line, accepted: true, code: null, message: decision.message, run }
}

/**
 * Words behind a command that takes none: `/test-ok 还不行` must not sign, and `/withdraw CVE-2026-1` must not withdraw
 * everything. People may be mentioned.
 */
function unexpected({ usage }: Command, typed: ParsedCommand): Refusal | undefined {
  const own = usageAs(usage, typed)
  const words = typed.args.filter(word => !/^@[\w.-]+$/.test(word))
  const [, only] = /^\/\S+ \[([a-z]+)\]$/.exec(usage) ?? []
  if (only !== undefined) {
    const isKnown = words.length === 0 || (words.length === 1 && words[0]?.toLowerCase() === only)
    return isKnown ? undefined : refuse('wrong-usage', texts.wrongUsage(own))
  }
  if (/[\s]/.test(usage.trim()) || words.length === 0) return undefined
  return refuse('wrong-usage', words.some(w => w.startsWith('/')) ? texts.oneALine(own) : texts.takesNone(own))
}

/** Why a command may not be given now by someone with these roles; undefined when it may. Buttons ask this too. */
export function mayRun(
  release: Release,
  name: CommandName,
  roles: readonly Role[],
  { people, spelled = name }: { readonly people?: People | undefined; readonly spelled?: string } = {},
): Refusal | undefined {
  const command = commandAt(name)
  if (release.dropped && command.roles.length > 0) return refuse('deleted', planTexts.isDropped(release.dropped))
  const wanted = rolesFor(name, command, release)
  if (wanted.length > 0 && !wanted.some(role => roles.includes(role))) {
    return refuse('wrong-role', texts.wrongRole(spelled, wanted, people))
  }
  if (!command.stages.includes(release.stage)) {
    if (name === 'drop') return refuse('wrong-stage', planTexts.begunAlready())
    if (command.stages === itemStages && release.stage !== 'draft')
      return refuse('wrong-stage', texts.publishedAlready())
    if (name.endsWith('-not-ok') && isPublished(release)) {
      return refuse('wrong-stage', texts.takeBackPublished(stageAt(release.stage).title))
    }
    const titles = command.stages.map(s => stageAt(s).title)
    return refuse('wrong-stage', texts.wrongStage(spelled, stageAt(release.stage).title, listed(titles)))
  }
  if (isStuck(release) && command.whenStuck !== 'accept') return refuse('stuck', texts.stuck())
  const running = activeRun(release)
  if (!running || command.whileRunning === 'accept') return undefined
  if (running.plan === 'undo') return refuse('busy', texts.undoRunning())
  if (command.whileRunning === 'refuse') return refuse('busy', texts.running(planTitles[running.plan]))
  return undefined
}

/** Once something is published, the security committee may take it back too. */
export function rolesFor(name: CommandName, command: Command, release: Pick<Release, 'stage'>): readonly Role[] {
  return name === 'rollback' && isPublished(release) ? [...command.roles, 'security'] : command.roles
}

function isPublished({ stage }: Pick<Release, 'stage'>): boolean {
  return stage === 'announcing' || stage === 'released'
}

function sayFollow(change: Change): Text {
  if (change.kind === 'move' && change.to.stage === 'scoping') return planTexts.baselineFixed()
  if (change.kind === 'move') return texts.entered(stageAt(change.to.stage).title)
  if (change.kind === 'start-plan') return texts.planStarts(planTitles[change.plan])
  throw new Error(`advance does not ${change.kind}`)
}

/** The command that differs from a mistyped one by the fewest letters, when that is at most two. */
function nearest(word: string): string | undefined {
  const spellings = commandNames.flatMap(n => [n, ...commandAt(n).aliases])
  const ranked = spellings.map(s => ({ s, d: distance(word, s) })).sort((a, b) => a.d - b.d)
  return ranked[0] && ranked[0].d <= 2 ? ranked[0].s : undefined
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
