// Milestones of the test team in the database, for distributions without radiaTest. Runs no tests.

import type { Db, LocalMilestoneRow } from '../../db/index.ts'
import type { Clock } from '../../lib/clock.ts'
import type { MilestoneRequest, TestPlatform } from '../../ports/index.ts'
import { listMilestones, saveMilestone, withdrawMilestone } from './store.ts'

export interface LocalMilestone extends MilestoneRequest {
  readonly status: 'open' | 'withdrawn'
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface LocalTestPlatform extends TestPlatform {
  /** All milestones, newest first. */
  listMilestones(): Promise<readonly LocalMilestone[]>
}

/** Creating a milestone again brings it to the new request and opens it if it was withdrawn. */
export function createLocalTestPlatform({ db, clock }: { readonly db: Db; readonly clock: Clock }): LocalTestPlatform {
  return {
    async readMilestone(name) {
      const row = (await listMilestones(db)).find(r => r.name === name && r.status === 'open')
      return row && requestOf(row)
    },

    async createMilestone(request) {
      const now = clock.now()
      await saveMilestone(db, {
        name: request.name,
        product: request.product,
        version: request.version,
        packages: [...request.packages],
        base_update_url: request.baseUpdateUrl,
        epol_update_url: request.epolUpdateUrl ?? null,
        status: 'open',
        created_at: now,
        updated_at: now,
      })
      return { name: request.name }
    },

    withdrawMilestone: name => withdrawMilestone(db, name, clock.now()),

    async listMilestones() {
      const rows = await listMilestones(db)
      return rows.map(row => ({
        ...requestOf(row),
        status: row.status,
        createdAt: row.created_at,
        updatedAt: row.updated_at,
      }))
    },
  }
}

function requestOf(row: LocalMilestoneRow): MilestoneRequest {
  return {
    name: row.name,
    product: row.product,
    version: row.version,
    packages: row.packages,
    baseUpdateUrl: row.base_update_url,
    ...(row.epol_update_url === null ? {} : { epolUpdateUrl: row.epol_update_url }),
  }
}
