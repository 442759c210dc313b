// Gives commands to a release: sends them, tells what became of each, and waits for what they began when asked to.

import type { CommandOutcome, RunView } from '../../http/index.ts'
import { entry, lines, type Text } from '../../lib/text.ts'
import type { Client } from '../client.ts'
import { type ExitCode, ExitError, exitCodes } from '../exit.ts'
import type { Session } from '../session.ts'
import { wordOf } from '../state-texts.ts'
import { plain, type Terminal, toJson } from '../terminal.ts'
import { texts } from '../texts.ts'
import { followRelease, waiting } from './follow.ts'
import { findRelease, releasePath } from './release-name.ts'
import { runProgress } from './release-show.ts'

export interface CommandOptions {
  /** Idempotency key. */
  readonly key?: string
  /** Login of the person it is done for. */
  readonly onBehalfOf?: string
  readonly dryRun?: boolean
  readonly wait?: boolean
  /** Seconds to wait at most. */
  readonly timeout?: number
}

/** What became of commands; codes of the refused ones decide how the program ends. */
export type Outcomes = readonly CommandOutcome[]

export async function giveCommands(session: Session, name: string, given: CommandOptions & { text: string }) {
  const server = session.client()
  const { id } = await findRelease(server, name)
  await giveTo(session, { server, id }, given)
}

/** The same for a release whose id is known. Ends as refused when any command was, as failed when a run was not done. */
export async function giveTo(
  session: Session,
  at: { server: Client; id: string },
  given: CommandOptions & { text: string },
): Promise<void> {
  const { terminal, json } = session
  const outcomes = await sendCommands(at, given)
  if (!json) terminal.streams.out(outcomes.map(o => outcomeLines(terminal, o)).join(''))
  if (given.dryRun && !json) terminal.streams.err(`${terminal.say(texts.dryRun())}\n`)
  const waits = given.wait === true && given.dryRun !== true
  const runs = waits ? await waitForRuns(session, at, { outcomes, timeout: given.timeout }) : undefined
  if (json) {
    const document = { outcomes, ...(given.dryRun && { dryRun: true }), ...(runs && { runs }) }
    terminal.streams.out(`${toJson(document, 2)}\n`)
  }
  const code = codeOf(outcomes)
  if (code !== exitCodes.ok) throw new ExitError(code)
  const failure = failureOf(runs ?? [])
  if (failure) throw new ExitError(exitCodes.failed, failure)
}

export async function sendCommands(
  { server, id }: { server: Client; id: string },
  { text, key, onBehalfOf, dryRun }: CommandOptions & { text: string },
): Promise<Outcomes> {
  const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key }
  const body = { text, ...(onBehalfOf !== undefined && { onBehalfOf }), ...(dryRun && { dryRun }) }
  return await server
    .post<{ outcomes: Outcomes }>(`${releasePath(id)}/commands`, body, headers)
    .then(answer => answer.content.outcomes, refusedOutcomes)
}

interface Answer {
  readonly run: RunView
  readonly noted: boolean
}

/** Waits until every run that commands have started has ended, telling of them on stderr. */
export async function waitForRuns(
  { terminal }: Session,
  { server, id }: { server: Client; id: string },
  wanted: { outcomes: Outcomes; timeout: number | undefined },
): Promise<readonly RunView[]> {
  const ids = [...new Set(wanted.outcomes.flatMap(o => o.run ?? []))]
  if (ids.length === 0) return []
  const { stop, isOver } = waiting(terminal, wanted.timeout)
  let runs: readonly RunView[] = []
  const shown = new Set<string>()

  async function look(): Promise<boolean> {
    const asked = ids.map(run => server.get<Answer>(`/api/v1/runs/${encodeURIComponent(run)}`))
    const answers = await Promise.all(asked)
    runs = answers.map(a => a.run)
    for (const line of runs.flatMap(run => runProgress(terminal, run) ?? [])) {
      if (!shown.has(line)) terminal.streams.err(`${terminal.colours.dim(line)}\n`)
      shown.add(line)
    }
    // What comes next may be decided only when the release has moved on.
    return answers.every(a => a.noted)
  }

  if (await followRelease({ server, id, stop, look })) {
    for (const run of runs.filter(r => r.state === 'done')) {
      terminal.streams.err(`${plain(terminal.say(run.title))}  ${terminal.say(wordOf('run', run.state))}\n`)
    }
    return runs
  }
  const because = isOver() ? texts.timedOut(wanted.timeout ?? 0) : texts.waitsNoMore()
  throw new ExitError(exitCodes.failed, because, { outcomes: wanted.outcomes, runs, text: because })
}

/** What went wrong with runs that have ended, if anything did. */
export function failureOf(runs: readonly RunView[]): Text | undefined {
  const failed = runs.filter(run => run.state !== 'done')
  if (failed.length === 0) return undefined
  return lines(
    failed.flatMap(run => [
      texts.runNotDone(run.title, run.state),
      ...(run.reason ? [run.reason] : []),
      ...run.steps.flatMap(step => step.findings.filter(f => f.blocking).map(f => entry(f.message))),
    ]),
  )
}

/** How the program ends by what became of its commands: refused, failed by a bug, or for want of a system outside. */
export function codeOf(outcomes: Outcomes): ExitCode {
  const refusals = outcomes.filter(o => !o.accepted).map(o => o.code)
  if (refusals.length === 0) return exitCodes.ok
  if (refusals.some(code => code !== 'lookup-failed' && code !== 'internal')) return exitCodes.refused
  return refusals.includes('internal') ? exitCodes.failed : exitCodes.remoteDown
}

/** Each word that begins with a slash begins a command, but the one that is previewed; the first may leave it out. */
export function commandText(words: readonly string[]): string {
  const text = words.join(' ').replace(/(?<!(?:^|\/|\s)preview[ \t]*)[ \t]+(?=\/[a-z])/gi, '\n')
  return text.startsWith('/') ? text : `/${text}`
}

export function outcomeLines({ colours, say }: Terminal, outcome: CommandOutcome): string {
  const mark = outcome.accepted ? colours.green('✓') : colours.red('✗')
  const run = outcome.run === null ? '' : `  ${colours.dim(outcome.run)}`
  return `${mark} ${colours.bold(plain(`/${outcome.command.replace(/^\//, '')}`))}  ${plain(say(outcome.message))}${run}\n`
}

/** A server that refused every command still says what became of each. */
function refusedOutcomes(error: unknown): Outcomes {
  const document = error instanceof ExitError ? (error.document as { outcomes?: Outcomes } | undefined) : undefined
  if (!document?.outcomes) throw error
  return document.outcomes
}
