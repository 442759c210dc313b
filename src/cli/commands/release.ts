// `slipway release …`: list, show, create, command, timeline.

import type { CommandOutcome, Page, ReleaseSummary, ReleaseView, TimelineEntry } from '../../http/index.ts'
import { ExitError, exitCodes } from '../exit.ts'
import type { Session } from '../session.ts'
import { plain, type Terminal, toJson } from '../terminal.ts'
import { texts } from '../texts.ts'
import { importedLines, releasePage, releaseTable, timelineLine } from './release-show.ts'

export async function listReleases(
  { client, terminal, json }: Session,
  wanted: { branch?: string; stage?: string; limit?: number; cursor?: string },
): Promise<void> {
  const page = await client().get<Page<ReleaseSummary>>('/api/v1/releases', wanted)
  const { streams, say } = terminal
  if (json) return streams.out(`${toJson(page, 2)}\n`)
  if (page.items.length === 0) return streams.err(`${say(texts.noReleases())}\n`)
  streams.out(`${releaseTable(terminal, page.items)}\n`)
  if (page.next !== null) streams.err(`${say(texts.more(page.next))}\n`)
}

export async function showRelease({ client, terminal, json }: Session, id: string): Promise<void> {
  const release = await client().get<ReleaseView>(releasePath(id))
  terminal.streams.out(json ? `${toJson(release, 2)}\n` : releasePage(terminal, release))
}

interface Outcomes {
  readonly outcomes: readonly CommandOutcome[]
}

/** Named by branch and date, or by its title. */
export interface ReleaseOptions {
  readonly branch?: string
  readonly title?: string
  readonly directory?: string
  readonly date?: string
  readonly suffix?: string
  readonly freezeDate?: string
  readonly emergency?: boolean
}

export async function createRelease({ client, terminal, json }: Session, order: ReleaseOptions): Promise<void> {
  const { branch, title, directory, date, suffix, freezeDate, emergency } = order
  if (branch === undefined && title === undefined) throw new ExitError(exitCodes.usage, texts.usage.branchOrTitle())
  const body = { branch, title, directory, date, suffix, freezeDate, emergency }
  const { status, content } = await client().post<ReleaseView>('/api/v1/releases', body)
  const { streams, say } = terminal
  if (json) return streams.out(`${toJson(content, 2)}\n`)
  const what = status === 201 ? texts.created(content.id) : texts.existed(content.id)
  streams.out(`${say(what)}\n\n${releasePage(terminal, content)}`)
}

/** Takes over a release begun under the old tool and says what did not come along. */
export async function importRelease(
  { client, terminal, json }: Session,
  issue: string,
  { repository }: { readonly repository?: string },
): Promise<void> {
  const { status, content } = await client().post<ReleaseView>('/api/v1/releases/import', { issue, repository })
  const { streams, say } = terminal
  if (json) return streams.out(`${toJson(content, 2)}\n`)
  const what = status === 201 ? texts.importedAs(content.id) : texts.importedBefore(content.id)
  streams.out(
    `${[say(what), importedLines(terminal, content), releasePage(terminal, content)].filter(Boolean).join('\n\n')}`,
  )
}

/** Prints what became of each command; ends as refused when any of them was. */
export async function giveCommands(
  { client, terminal, json }: Session,
  id: string,
  given: { words: readonly string[]; key?: string },
): Promise<void> {
  const headers: Record<string, string> = given.key === undefined ? {} : { 'idempotency-key': given.key }
  const body = { text: commandText(given.words) }
  const { outcomes } = await client()
    .post<Outcomes>(`${releasePath(id)}/commands`, body, headers)
    .then(answer => answer.content, refusedOutcomes)
  if (json) terminal.streams.out(`${toJson({ outcomes }, 2)}\n`)
  else terminal.streams.out(outcomes.map(o => outcomeLines(terminal, o)).join(''))
  if (outcomes.some(o => !o.accepted)) throw new ExitError(exitCodes.refused)
}

export async function showTimeline(
  { client, terminal, json }: Session,
  id: string,
  wanted: { after?: number; limit?: number },
): Promise<void> {
  const answer = await client().get<{ items: readonly TimelineEntry[] }>(`${releasePath(id)}/timeline`, wanted)
  const { streams, say } = terminal
  if (json) return streams.out(`${toJson(answer, 2)}\n`)
  if (answer.items.length === 0) return streams.err(`${say(texts.nothingYet())}\n`)
  for (const entry of answer.items) streams.out(`${timelineLine(terminal, entry)}\n`)
}

export function releasePath(id: string): string {
  return `/api/v1/releases/${encodeURIComponent(id)}`
}

/** Each word that begins with a slash begins a command; the first may leave its slash out. */
function commandText(words: readonly string[]): string {
  const text = words.join(' ').replace(/[ \t]+(?=\/[a-z])/g, '\n')
  return text.startsWith('/') ? text : `/${text}`
}

/** A server that refused every command still says what became of each. */
function refusedOutcomes(error: unknown): Outcomes {
  const document = error instanceof ExitError ? (error.document as Partial<Outcomes> | undefined) : undefined
  if (!document?.outcomes) throw error
  return { outcomes: document.outcomes }
}

function outcomeLines({ colours, say }: Terminal, outcome: CommandOutcome): string {
  const mark = outcome.accepted ? colours.green('✓') : colours.red('✗')
  const run = outcome.run === null ? '' : `  ${colours.dim(outcome.run)}`
  return `${mark} ${colours.bold(plain(`/${outcome.command.replace(/^\//, '')}`))}  ${plain(say(outcome.message))}${run}\n`
}
