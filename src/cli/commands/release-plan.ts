// `slipway release …` for plans: a release for every branch, deleting a plan, and why a release waits.

import type { Explanation, PlannedRelease, ReleaseView } from '../../http/index.ts'
import { ExitError, exitCodes } from '../exit.ts'
import type { Session } from '../session.ts'
import { plain, type Terminal, toJson } from '../terminal.ts'
import { texts } from '../texts.ts'
import type { ReleaseOptions } from './release.ts'
import { findRelease, releasePath } from './release-name.ts'

interface Planned {
  readonly items: readonly PlannedRelease[]
}

/** Prints what became of each branch; ends as refused when any of them was. */
export async function createForAll({ client, terminal, json }: Session, order: ReleaseOptions): Promise<void> {
  const { branch, title, directory, date, suffix, freezeDate, emergency } = order
  if (branch ?? title ?? directory) throw new ExitError(exitCodes.usage, texts.usage.allOrOne())
  const body = { all: true, date, suffix, freezeDate, emergency }
  const { items } = await client()
    .post<Planned>('/api/v1/releases', body)
    .then(answer => answer.content, refusedBranches)
  terminal.streams.out(json ? `${toJson({ items }, 2)}\n` : items.map(item => plannedLine(terminal, item)).join(''))
  if (items.some(item => item.id === null)) throw new ExitError(exitCodes.refused)
}

/** A server that refused every branch still says what became of each. */
function refusedBranches(error: unknown): Planned {
  const document = error instanceof ExitError ? (error.document as Partial<Planned> | undefined) : undefined
  if (!document?.items) throw error
  return { items: document.items }
}

function plannedLine({ colours, say }: Terminal, { branch, id, created, because }: PlannedRelease): string {
  if (id === null) return `${colours.red('✗')} ${colours.bold(plain(branch))}  ${because ? plain(say(because)) : ''}\n`
  return `${colours.green('✓')} ${colours.bold(plain(branch))}  ${say(created ? texts.created(id) : texts.existed(id))}\n`
}

export async function deleteRelease({ client, terminal, json }: Session, name: string, reason: string): Promise<void> {
  const server = client()
  const { id } = await findRelease(server, name)
  const release = await server.delete<ReleaseView>(releasePath(id), { reason })
  terminal.streams.out(json ? `${toJson(release, 2)}\n` : `${terminal.say(texts.deleted(release.id))}\n`)
}

export async function explainRelease({ client, terminal, json }: Session, name: string): Promise<void> {
  const server = client()
  const { id } = await findRelease(server, name)
  const explanation = await server.get<Explanation>(`${releasePath(id)}/explanation`)
  const { streams, say } = terminal
  if (json) return streams.out(`${toJson(explanation, 2)}\n`)
  const items = explanation.items.map(item => `- ${plain(say(item.text))}\n`)
  streams.out(`${plain(say(explanation.waitingFor))}\n`)
  streams.out(items.length > 0 ? items.join('') : `${say(texts.nothingHolds())}\n`)
}
