// Says a command on a release issue as one of the people and follows what becomes of it: the bot's answer and each step
// of the run, until the release is where the story wants it.

import { setTimeout as sleep } from 'node:timers/promises'
import type { ReleaseView, RunView, StepView } from '../../src/releases/view.ts'
import { people } from '../scenario.ts'
import { expect, type Play } from './play.ts'

/** A run is under way when nothing is decided about it yet. */
const underWay: readonly RunView['state'][] = ['queued', 'running', 'unwinding']

/** For an answer: long enough for a server that dies with the comment, starts anew, and looks for what it missed. */
const PATIENCE_MS = 120_000

export interface Goal {
  /** `fresh` is the newest run if it began after the command was said. */
  reached(view: ReleaseView, fresh: RunView | undefined): boolean
  /** What is waited for, for the message when it does not come. */
  readonly what: string
  /** The self-check is meant to find something. */
  readonly mayBlock?: boolean
  readonly deadlineMs?: number
}

type Stepping = Pick<Play, 'api' | 'report' | 'tokens' | 'shown'>

/** Posts the comment and follows the release to the goal. */
export async function command(
  play: Stepping,
  release: ReleaseView,
  who: keyof typeof people,
  body: string,
  goal: Goal,
): Promise<ReleaseView> {
  expect(release.issue !== null, `${release.id} has no release issue`)
  const known = new Set(release.runs.map(run => run.id))
  const mine = await play.api.comment(play.tokens[who], release.issue, people[who].login, body)
  const deadline = Date.now() + (goal.deadlineMs ?? 240_000)
  for (;;) {
    const view = await play.api.readRelease(release.id)
    showSteps(play, view, known)
    const fresh = view.run && !known.has(view.run.id) ? view.run : undefined
    if (!isUnderWay(view) && goal.reached(view, fresh)) return view
    const ended =
      fresh && ['failed', 'stuck', ...(goal.mayBlock ? [] : ['blocked'])].includes(fresh.state) ? fresh : undefined
    if (ended || Date.now() > deadline) {
      const answer = await answerTo(play, release, mine.id)
      throw new Error(
        [
          `${body} by ${people[who].login}: expected ${goal.what}, but ${release.id} is in the stage ${view.stage}: ${play.report.say(view.waitingFor)}`,
          ...(ended ? describeEnd(play, ended) : []),
          ...(answer ? [`answered: ${answer}`] : []),
        ].join('\n'),
      )
    }
    await sleep(300)
  }
}

/** What the bot answered to a comment; undefined while it has not. Its notices on runs are no answers. */
async function answerTo(play: Stepping, release: ReleaseView, comment: string): Promise<string | undefined> {
  expect(release.issue !== null, `${release.id} has no release issue`)
  const all = await play.api.comments(play.tokens.versionManager, release.issue)
  const at = all.findIndex(c => c.id === comment)
  return all.slice(at + 1).find(c => c.body.startsWith('<!-- slipway:answer:'))?.body
}

/** Says a command that must be refused, and returns the reason given on the issue. */
export async function refused(
  play: Stepping,
  release: ReleaseView,
  who: keyof typeof people,
  body: string,
): Promise<string> {
  expect(release.issue !== null, `${release.id} has no release issue`)
  const mine = await play.api.comment(play.tokens[who], release.issue, people[who].login, body)
  for (const until = Date.now() + PATIENCE_MS; ; await sleep(300)) {
    const answer = await answerTo(play, release, mine.id)
    if (answer) {
      const after = await play.api.readRelease(release.id)
      expect(after.stage === release.stage, `${body} should change nothing, but the stage is now ${after.stage}`)
      return answer
    }
    expect(Date.now() < until, `${body} by ${people[who].login} was not answered`)
  }
}

function isUnderWay(view: ReleaseView): boolean {
  return view.run !== null && underWay.includes(view.run.state)
}

/** Prints the steps that ended since the last look, once each. */
function showSteps(play: Stepping, view: ReleaseView, known: ReadonlySet<string>): void {
  for (const run of [...view.runs].reverse()) {
    if (known.has(run.id)) continue
    for (const step of [...run.steps].sort((a, b) => (a.endedAt ?? '').localeCompare(b.endedAt ?? ''))) {
      const key = `${run.id} ${step.name} ${step.state}`
      if (!hasEnded(run, step) || play.shown.has(key)) continue
      play.shown.add(key)
      const found = step.findings.filter(finding => finding.blocking).length
      const state = found > 0 && step.state === 'done' ? `found ${found}` : step.state
      play.report.note(
        `${tookSeconds(run, step)}  ${play.report.say(run.title)}: ${play.report.say(step.title)} (${state})`,
      )
    }
  }
}

/** A step of an undo run was done before it began: its end is that it was taken back, corrected or kept. */
function hasEnded(run: RunView, step: StepView): boolean {
  const ends: readonly StepView['state'][] =
    run.kind === 'undo' ? ['undone', 'corrected', 'kept', 'failed'] : ['done', 'undone', 'corrected', 'kept', 'failed']
  return ends.includes(step.state)
}

/** Its times are those of going forward. */
function tookSeconds(run: RunView, step: StepView): string {
  if (run.kind === 'undo' || step.startedAt === null || step.endedAt === null) return '       '
  return `${((Date.parse(step.endedAt) - Date.parse(step.startedAt)) / 1000).toFixed(1).padStart(5)} s`
}

function describeEnd(play: Stepping, run: RunView): readonly string[] {
  const say = play.report.say
  return [
    `run ${run.id} (${run.plan}) is ${run.state}${run.reason ? `: ${say(run.reason)}` : ''}`,
    ...run.steps
      .filter(step => step.note)
      .map(step => `step ${step.name} is ${step.state}: ${step.note ? say(step.note) : ''}`),
    ...run.steps.flatMap(step => step.findings.map(finding => `found ${finding.code}: ${say(finding.message)}`)),
  ]
}
