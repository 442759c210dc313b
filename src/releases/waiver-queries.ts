// The waivers of a branch with their history, for everybody. A door.

import type { Db } from '../db/index.ts'
import type { Clock } from '../lib/clock.ts'
import { type Refusal, refuse } from '../lib/errors.ts'
import { branchOf, type ReleasesPolicy } from './policy.ts'
import { texts } from './texts.ts'
import { listWaiverRows, type Row } from './waiver-store.ts'
import type { WaiverPage, WaiverView } from './waiver-view.ts'

export interface WantedWaivers {
  readonly branch: string
  /** Only those that hold now. */
  readonly holding?: boolean | undefined
  /** `next` of the page before. */
  readonly cursor?: string | undefined
  readonly limit: number
}

export async function listWaivers(
  deps: { readonly db: Db; readonly clock: Clock; readonly policy: ReleasesPolicy },
  { branch, holding, cursor, limit }: WantedWaivers,
): Promise<WaiverPage | Refusal> {
  if (!branchOf(deps.policy, branch)) return refuse('unknown-branch', texts.unknownBranch(branch))
  const now = deps.clock.now()
  const before = cursor === undefined ? undefined : Number(cursor)
  const rows = await listWaiverRows(deps.db, {
    branch,
    before,
    limit: limit + 1,
    ...(holding ? { holdingAt: now } : {}),
  })
  const page = rows.slice(0, limit)
  return { items: page.map(row => waiverView(row, now)), next: rows.length > limit ? String(page.at(-1)?.id) : null }
}

function waiverView(row: Row, now: Date): WaiverView {
  const { id, branch, code, subject, because, until, owner, role, release } = row
  return {
    ...{ id, branch, code, subject, because, until, owner, role, release },
    wording: row.wording,
    at: row.at.toISOString(),
    state: row.ended_at ? 'ended' : row.expires_at > now ? 'holds' : 'expired',
    ended: row.ended_at && {
      by: row.ended_by ?? '',
      at: row.ended_at.toISOString(),
      release: row.ended_release ?? '',
    },
  }
}
