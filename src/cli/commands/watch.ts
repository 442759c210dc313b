// `slipway release watch`: tells what happens to a release until it is where it shall be, or the person has seen enough.

import type { ReleaseView } from '../../http/index.ts'
import { ExitError, exitCodes } from '../exit.ts'
import type { Session } from '../session.ts'
import { toJson } from '../terminal.ts'
import { texts } from '../texts.ts'
import { followRelease, waiting } from './follow.ts'
import { findRelease, releasePath } from './release-name.ts'
import { progressLine, timelineLine } from './release-show.ts'

/** Ends with 0 at the stage asked for or when stopped, with 1 when that took too long or the release is stuck. */
export async function watchRelease(
  { client, terminal, json }: Session,
  name: string,
  wanted: { until?: string; timeout?: number },
): Promise<void> {
  const { streams } = terminal
  const server = client()
  const { id } = await findRelease(server, name)
  const { stop, isOver } = waiting(terminal, wanted.timeout)
  let shown = ''

  /** Tells what has changed, and whether that is what was waited for. */
  async function look(): Promise<boolean> {
    const release = await server.get<ReleaseView>(releasePath(id))
    const line = progressLine(terminal, release)
    if (line !== shown) streams.out(json ? `${toJson({ release })}\n` : `${line}\n`)
    shown = line
    if (wanted.until === undefined) return false
    if (release.stuck) throw new ExitError(exitCodes.failed, texts.isStuck())
    return release.stage === wanted.until
  }

  const isReached = await followRelease({
    server,
    id,
    stop,
    look,
    onEntry: entry => streams.out(json ? `${toJson({ entry })}\n` : `${timelineLine(terminal, entry)}\n`),
  })
  if (!isReached && isOver()) throw new ExitError(exitCodes.failed, texts.timedOut(wanted.timeout ?? 0))
}
