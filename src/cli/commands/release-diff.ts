// `slipway release diff`: what the packages of a release change against what users have.

import type { ReleaseDiff } from '../../http/index.ts'
import { diffLines } from '../diff-lines.ts'
import { diffTexts } from '../diff-texts.ts'
import type { Session } from '../session.ts'
import { type Paging, tellMore } from '../show.ts'
import { toJson } from '../terminal.ts'
import { findRelease, releasePath } from './release-name.ts'

export async function showReleaseDiff(
  { client, terminal, json }: Session,
  name: string,
  wanted: Paging,
): Promise<void> {
  const server = client()
  const { id } = await findRelease(server, name)
  const answer = await server.get<ReleaseDiff>(`${releasePath(id)}/diff`, wanted)
  const { streams, say } = terminal
  if (json) return streams.out(`${toJson(answer, 2)}\n`)
  if (answer.run === null) return streams.err(`${say(diffTexts.notYet())}\n`)
  for (const one of answer.items) for (const line of diffLines(terminal, one)) streams.out(`${line}\n`)
  if (answer.isStale) streams.err(`${say(diffTexts.stale())}\n`)
  streams.err(`${say(diffTexts.ofRelease(answer.counts))}\n`)
  tellMore(terminal, answer.next)
}
