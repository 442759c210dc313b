// Runs whose workflow was given up by DBOS: a bug, or a person with DBOS's own tools. Nobody drives them any more, so
// they are ended as stuck, for a person to look at.

import type { Db } from '../db/index.ts'
import type { Clock } from '../lib/clock.ts'
import { enqueueRunEnded } from './queue.ts'
import { abandonedRuns, addLog, lockRun, updateRun } from './store.ts'
import { texts } from './texts.ts'

/** Ends every run under way that nothing drives. The ids of those ended. */
export async function endAbandoned(db: Db, clock: Clock): Promise<string[]> {
  const ended: string[] = []
  for (const id of await abandonedRuns(db)) {
    await db.transaction().execute(async tx => {
      const run = await lockRun(tx, id)
      if (!run || run.ended_at) return
      const reason = texts.abandoned()
      await addLog(tx, run, { step: null, level: 'error', message: reason })
      await updateRun(tx, run, { state: 'stuck', reason, endedAt: clock.now() })
      await enqueueRunEnded(tx, run)
      ended.push(id)
    })
  }
  return ended
}
