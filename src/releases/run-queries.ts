// Runs as people and programs read them, with their steps and log. A door.

import { atOneMoment, type Db } from '../db/index.ts'
import { listRuns, readRun, readLog as readRunLog, readSteps } from '../flow/index.ts'
import { runViews } from './run-view.ts'
import { isNoted, subjectOf } from './store.ts'
import type { RunLogLine, RunView } from './view.ts'

/** The newest runs, of one release or of all; those that undo others come with the steps they take back. */
export async function readRunViews(
  db: Db,
  wanted: { release?: string | undefined; limit: number },
): Promise<RunView[]> {
  const filter = { ...(wanted.release ? { subject: subjectOf(wanted.release) } : {}), limit: wanted.limit }
  const runs = await listRuns(db, filter)
  const ids = runs.flatMap(r => [r.id, ...r.targets])
  return runViews(runs, await readSteps(db, ids))
}

export async function listRunViews(
  deps: { readonly db: Db },
  wanted: { release?: string | undefined; limit: number },
): Promise<RunView[]> {
  return await atOneMoment(deps.db, db => readRunViews(db, wanted))
}

export async function readRunView(
  deps: { readonly db: Db },
  id: string,
): Promise<{ run: RunView; noted: boolean; log: RunLogLine[] } | undefined> {
  return await atOneMoment(deps.db, async db => {
    const run = await readRun(db, id)
    if (!run) return undefined
    const [view] = runViews([run], await readSteps(db, [id, ...run.targets]))
    const log = await readRunLog(db, id, 0, 1000)
    if (!view) return undefined
    return {
      run: view,
      noted: view.endedAt !== null && (await isNoted(db, id)),
      log: log.map(l => ({ id: l.id, at: l.at.toISOString(), step: l.step, level: l.level, message: l.message })),
    }
  })
}
