// `slipway release …`: list, show, create, timeline, advisories.

import type { AdvisoryView, Page, ReleaseSummary, ReleaseView, TimelineEntry } from '../../http/index.ts'
import { ExitError, exitCodes } from '../exit.ts'
import type { Session } from '../session.ts'
import { type Paging, tellMore } from '../show.ts'
import { toJson } from '../terminal.ts'
import { texts } from '../texts.ts'
import { advisoryTable } from './advisory.ts'
import { findRelease, releasePath } from './release-name.ts'
import { importedLines, releasePage, releaseTable, timelineLine } from './release-show.ts'

export async function listReleases(
  { client, terminal, json }: Session,
  wanted: Paging & { branch?: string; stage?: string; deleted?: boolean },
): Promise<void> {
  const page = await client().get<Page<ReleaseSummary>>('/api/v1/releases', wanted)
  const { streams, say } = terminal
  if (json) return streams.out(`${toJson(page, 2)}\n`)
  if (page.items.length === 0) return streams.err(`${say(texts.noReleases())}\n`)
  streams.out(`${releaseTable(terminal, page.items)}\n`)
  tellMore(terminal, page.next)
}

export async function showRelease({ client, terminal, json }: Session, name: string): Promise<void> {
  const server = client()
  const { id } = await findRelease(server, name)
  const release = await server.get<ReleaseView>(releasePath(id))
  terminal.streams.out(json ? `${toJson(release, 2)}\n` : releasePage(terminal, release))
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

export async function showTimeline(
  { client, terminal, json }: Session,
  name: string,
  wanted: { after?: number; limit?: number },
): Promise<void> {
  const server = client()
  const { id } = await findRelease(server, name)
  const answer = await server.get<{ items: readonly TimelineEntry[] }>(`${releasePath(id)}/timeline`, wanted)
  const { streams, say } = terminal
  if (json) return streams.out(`${toJson(answer, 2)}\n`)
  if (answer.items.length === 0) return streams.err(`${say(texts.nothingYet())}\n`)
  for (const entry of answer.items) streams.out(`${timelineLine(terminal, entry)}\n`)
}

export async function listReleaseAdvisories({ client, terminal, json }: Session, name: string): Promise<void> {
  const server = client()
  const { id } = await findRelease(server, name)
  const answer = await server.get<{ items: readonly AdvisoryView[] }>(`${releasePath(id)}/advisories`)
  const { streams, say } = terminal
  if (json) return streams.out(`${toJson(answer, 2)}\n`)
  if (answer.items.length === 0) return streams.err(`${say(texts.noAdvisories())}\n`)
  streams.out(`${advisoryTable(terminal, answer.items)}\n`)
}
