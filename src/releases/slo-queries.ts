// The SLO as people and programs read it: clocks of one release's rows, and attainment over time. A door.

import { knownFacts } from '../advisories/index.ts'
import { atOneMoment, type Db } from '../db/index.ts'
import type { Clock } from '../lib/clock.ts'
import { addDays, civilDate, isCivilDate } from '../lib/clock.ts'
import { type Refusal, refuse } from '../lib/errors.ts'
import { itemView } from './item-view.ts'
import type { Release } from './model.ts'
import { type BranchPolicy, branchOf, type ReleasesPolicy } from './policy.ts'
import { scopeTexts } from './scope-texts.ts'
import { type Clocks, type Reading, sloOf, sloReport } from './slo.ts'
import { releasedAt, type SloRow, sloRows } from './slo-store.ts'
import { texts } from './texts.ts'
import type { ItemView, SloReport } from './view.ts'

export interface SloDeps {
  readonly db: Db
  readonly clock: Clock
  readonly policy: ReleasesPolicy
}

export async function itemViews(deps: SloDeps, release: Release, branch: BranchPolicy): Promise<ItemView[]> {
  const clocks: Clocks = {
    now: deps.clock.now(),
    timezone: branch.timezone,
    published: await publications(
      deps.db,
      release.items.flatMap(i => i.cve ?? []),
    ),
    releasedAt: (await releasedAt(deps.db, [release.id])).get(release.id) ?? null,
  }
  return release.items.map(item => itemView(item, clocks))
}

/** When CVEs were published, as their source said. */
async function publications(db: Db, cves: readonly string[]): Promise<Map<string, string>> {
  const facts = await knownFacts(db, [...new Set(cves)])
  return new Map(facts.map(f => [f.cve, f.published]))
}

export interface WantedSlo {
  readonly branch?: string | undefined
  /** Civil days YYYYMMDD, both included; the last twelve weeks unless said. */
  readonly from?: string | undefined
  readonly to?: string | undefined
}

const USUAL_DAYS = 12 * 7 - 1
const MOST_DAYS = 3660

export async function readSlo(deps: SloDeps, wanted: WantedSlo): Promise<SloReport | Refusal> {
  const branches = deps.policy.branches.filter(b => wanted.branch === undefined || b.name === wanted.branch)
  const [first] = branches
  if (!first && wanted.branch !== undefined) return refuse('unknown-branch', texts.unknownBranch(wanted.branch))
  const to = wanted.to ?? civilDate(deps.clock.now(), first?.timezone ?? 'UTC')
  for (const day of [wanted.from, to]) {
    if (day !== undefined && !isCivilDate(day)) return refuse('bad-date', texts.badDate(day))
  }
  const from = wanted.from ?? addDays(to, -USUAL_DAYS)
  if (from > to) return refuse('bad-date', scopeTexts.badSpan(from, to))
  if (addDays(from, MOST_DAYS) < to) return refuse('bad-date', scopeTexts.longSpan())
  const readings = await atOneMoment(deps.db, async db => await readingsOf({ ...deps, db }, branches))
  return sloReport(readings, from, to)
}

async function readingsOf(deps: SloDeps, branches: readonly BranchPolicy[]): Promise<Reading[]> {
  const rows = await sloRows(
    deps.db,
    branches.map(b => b.name),
  )
  const out = await releasedAt(deps.db, [...new Set(rows.map(r => r.release))])
  const published = await publications(
    deps.db,
    rows.flatMap(r => r.item.cve ?? []),
  )
  const now = deps.clock.now()
  return rows.flatMap(row => reading(deps.policy, row, { now, published, releasedAt: out.get(row.release) ?? null }))
}

function reading(policy: ReleasesPolicy, row: SloRow, at: Omit<Clocks, 'timezone'>): Reading[] {
  const branch = branchOf(policy, row.branch)
  const { cve, issue, repository, score } = row.item
  if (!branch || cve === null) return []
  const slo = sloOf(row.item, { ...at, timezone: branch.timezone })
  const releasedOn = at.releasedAt && civilDate(at.releasedAt, branch.timezone)
  return [{ release: row.release, branch: row.branch, cve, issue, repository, score, ...slo, releasedOn }]
}
