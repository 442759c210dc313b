// Looks at the runs of a server in its database: woken at each change, and readable while the server is frozen.

import pg from 'pg'
import { connectLocal } from '../../src/db/open.ts'
import { silentLog } from '../../src/lib/log.ts'
import type { SeenRun } from './boundaries.ts'

export interface RunWatch {
  runs(): Promise<SeenRun[]>
  /** Returns at the next change, or after a moment without one. */
  changed(): Promise<void>
  close(): Promise<void>
}

const QUIET_MS = 200

/** The server must be ready: its database is not started here. */
export async function watchRuns(data: string): Promise<RunWatch> {
  const database = await connectLocal({ dataDir: data, log: silentLog })
  const { url } = database
  await database.close()
  const client = new pg.Client({ connectionString: url })
  // It goes with the server.
  client.on('error', () => undefined)
  let isNews = false
  let wake: () => void = () => undefined
  client.on('notification', () => {
    isNews = true
    wake()
  })
  await client.connect()
  await client.query('listen slipway')
  return {
    async runs() {
      const { rows } = await client.query<SeenRun>(`
        select r.id, r.plan, r.kind, r.state, r.targets, coalesce(
          (select json_agg(json_build_object('name', s.name, 'state', s.state) order by s.position)
           from flow.step s where s.run = r.id), '[]') as steps
        from flow.run r order by r.seq`)
      return rows
    },
    async changed() {
      if (!isNews) {
        await new Promise<void>(resolve => {
          wake = resolve
          setTimeout(resolve, QUIET_MS)
        })
      }
      isNews = false
    },
    close: async () => void (await client.end().catch(() => undefined)),
  }
}
