// What people and programs may read of releases: one query each, many faces. A door.

import { type Actor, type Holders, holdersOf, loginsOfHolders, readLog, rolesOf } from '../accounts/index.ts'
import { advisoriesOfRelease, draftView } from '../advisories/index.ts'
import { atOneMoment, type Db } from '../db/index.ts'
import type { Clock } from '../lib/clock.ts'
import { compareCodeUnits } from '../lib/natural-order.ts'
import { type Family, packagesOf, releaseDirectory, testDirectory } from '../repos/index.ts'
import { isSourceRpm } from '../rpm/nevra.ts'
import { isAsked, isOpen, isStuck, policyOf } from './advance.ts'
import { archiveView, wantedArchive } from './archive-files.ts'
import { readArchive } from './archive-store.ts'
import { commandAt } from './commands.ts'
import { mayRun, rolesFor } from './decide.ts'
import { type BuiltPackage, builtPackages, type DraftDeps, draftsOf } from './drafts.ts'
import { remainingFindings } from './issue-status.ts'
import { readFace } from './issue-store.ts'
import { readItemHistory } from './item-store.ts'
import { type ItemKey, type Position, packagesInScope, type Release, rowsThatCount } from './model.ts'
import { type BranchPolicy, branchOf, type ReleasesPolicy } from './policy.ts'
import { missingAt } from './quorum.ts'
import { offeredCommands, waitingFor } from './rules-read.ts'
import { readRunViews } from './run-queries.ts'
import { selfCheckView } from './self-check-view.ts'
import { itemViews } from './slo-queries.ts'
import { type Gate, type GateName, gates, orderOf, partAt, positions, stageAt, stageNames } from './stages.ts'
import { listReleaseIds, loadRelease, readTimes, subjectOf } from './store.ts'
import { releaseTree, testTree } from './trees.ts'
import { readTrouble, type Trouble } from './trouble-store.ts'
import { troubleTexts } from './trouble-texts.ts'
import type {
  GateView,
  ItemChangeView,
  ReleaseSummary,
  ReleaseView,
  RepositoryLink,
  StageView,
  TimelineEntry,
  TroubleView,
} from './view.ts'

export interface QueryDeps extends DraftDeps {
  readonly db: Db
  readonly clock: Clock
  readonly policy: ReleasesPolicy
}

const nobody: readonly [] = []
const RUNS_SHOWN = 50

export async function readReleaseView(
  deps: QueryDeps,
  id: string,
  asker: Actor | undefined,
): Promise<ReleaseView | undefined> {
  return await atOneMoment(deps.db, async db => await releaseView({ ...deps, db }, id, asker))
}

async function releaseView(deps: QueryDeps, id: string, asker: Actor | undefined): Promise<ReleaseView | undefined> {
  const release = await loadRelease(deps.db, id)
  const branch = release && branchOf(deps.policy, release.branch)
  if (!release || !branch) return undefined
  const built = await builtPackages(deps.db, id)
  const runs = await readRunViews(deps.db, { release: id, limit: RUNS_SHOWN })
  const holders = await holdersOf(deps.db, deps.policy.roles, branch.name)
  const people = loginsOfHolders(holders)
  const roles = asker ? await rolesOf(deps.db, deps.policy.roles, asker, branch.name) : nobody
  const published = await advisoriesOfRelease(deps.db, id)
  const announced = published.some(a => a.state === 'published')
  const drafts = announced ? [] : (await draftsOf(deps, release)).map(draftView)
  return {
    ...(await summaryOf(deps, release, branch, built)),
    stages: stageViews(release),
    gates: gateViews(release, branch, holders),
    scopeRevision: release.revision,
    items: await itemViews(deps, release, branch),
    problems: release.problems,
    findings: remainingFindings(release, deps.clock.now()),
    selfCheck: selfCheckView(release, deps.clock.now()),
    run: runs[0] ?? null,
    runs,
    repositories: await repositoriesOf(deps, release, built),
    packageCounts: packageCounts(built),
    advisories: [...drafts, ...published],
    archive: archiveView(wantedArchive(release, built, deps.policy), await readArchive(deps.db, id)),
    commands: offeredCommands(branch.gates).map(name => {
      const command = commandAt(name)
      const { usage, help } = command
      const barred = mayRun(release, name, roles, { people })
      return {
        name,
        usage,
        help,
        roles: [...rolesFor(name, command, release)],
        allowed: !barred,
        because: barred?.because ?? null,
      }
    }),
    imported: (await readFace(deps.db, id)).imported,
    trouble: troubleView(await readTrouble(deps.db, id)),
  }
}

function troubleView(trouble: Trouble | null): TroubleView | null {
  return trouble && { ...trouble, message: troubleTexts.waits(trouble.system, trouble.message) }
}

export interface WantedReleases {
  readonly branch?: string | undefined
  readonly stage?: string | undefined
  readonly deleted?: boolean | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

export interface ReleasePage {
  readonly items: ReleaseSummary[]
  readonly next: string | null
}

export async function listReleases(deps: QueryDeps, wanted: WantedReleases): Promise<ReleasePage> {
  return await atOneMoment(deps.db, async db => await releasePage({ ...deps, db }, wanted))
}

async function releasePage(deps: QueryDeps, wanted: WantedReleases): Promise<ReleasePage> {
  const [date = '', id = ''] = (wanted.cursor ?? '').split('~')
  const after = wanted.cursor ? { date, id } : undefined
  const page = await listReleaseIds(deps.db, {
    branch: wanted.branch,
    stage: wanted.stage,
    deleted: wanted.deleted,
    after,
    limit: wanted.limit + 1,
  })
  const items: ReleaseSummary[] = []
  for (const row of page.slice(0, wanted.limit)) {
    const release = await loadRelease(deps.db, row.id)
    const branch = release && branchOf(deps.policy, release.branch)
    if (release && branch) items.push(await summaryOf(deps, release, branch, await builtPackages(deps.db, row.id)))
  }
  const last = page.length > wanted.limit ? page[wanted.limit - 1] : undefined
  return { items, next: last ? `${last.date}~${last.id}` : null }
}

export async function readTimeline(
  deps: QueryDeps,
  id: string,
  page: { after?: number | undefined; limit: number },
): Promise<TimelineEntry[]> {
  const rows = await readLog(deps.db, { subject: subjectOf(id), after: page.after, limit: page.limit })
  return rows.map(({ id: entry, at, actor, role, channel, onBehalfOf, action, message, run }) => ({
    id: entry,
    at,
    actor,
    role,
    channel,
    onBehalfOf,
    action,
    message,
    run,
  }))
}

/** What became of the rows of a release, or of one of them; undefined when it is not there. */
export async function readHistory(
  deps: QueryDeps,
  id: string,
  wanted: { key?: ItemKey | undefined; after?: number | undefined; limit: number },
): Promise<ItemChangeView[] | undefined> {
  return (await loadRelease(deps.db, id)) && (await readItemHistory(deps.db, id, wanted))
}

async function summaryOf(
  deps: QueryDeps,
  release: Release,
  branch: BranchPolicy,
  built: readonly BuiltPackage[],
): Promise<ReleaseSummary> {
  const times = await readTimes(deps.db, release.id)
  const { id, date, freezeDate, suffix, directory, stage, withdrawn, issue } = release
  return {
    id,
    branch: branch.name,
    date,
    freezeDate,
    suffix,
    directory,
    stage,
    stageTitle: stageAt(stage).title,
    withdrawn,
    stuck: isStuck(release),
    deleted: release.dropped && { ...release.dropped, at: release.dropped.at.toISOString() },
    waitingFor: waitingFor(release, branch.gates, deps.clock.now()),
    counts: {
      cve: rowsThatCount(release.items).filter(i => i.kind === 'cve').length,
      bugfix: rowsThatCount(release.items).filter(i => i.kind === 'bugfix').length,
      sourcePackages: packageCounts(built).source || packagesInScope(release.items).length,
    },
    issue,
    createdAt: times.created_at.toISOString(),
    updatedAt: times.updated_at.toISOString(),
  }
}

export function stageViews(release: Release): StageView[] {
  const current = stageNames.indexOf(release.stage)
  return stageNames.map((name, i) => ({
    name,
    title: stageAt(name).title,
    state: i < current || (name === 'released' && i === current) ? 'done' : i === current ? 'current' : 'ahead',
  }))
}

export function gateViews(release: Release, branch: BranchPolicy, holders: Holders): GateView[] {
  return positions.flatMap(at =>
    gatesAsked(at, branch).map((name: GateName): GateView => {
      const { title, roles, command }: Gate = gates[name]
      const open = isOpen(release, name, branch.gates)
      const signOffs = release.signOffs.filter(s => s.gate === name)
      return {
        name,
        title,
        stage: at.stage,
        roles,
        command,
        policy: policyOf(name, branch.gates),
        state: open ? 'open' : orderOf(at) === orderOf(release) ? 'waiting' : 'ahead',
        signOffs: signOffs.map(s => ({ by: s.name, role: s.role, at: s.at.toISOString(), revision: s.revision })),
        missing: missingAt(release, name, { policies: branch.gates, holders }),
      }
    }),
  )
}

function gatesAsked(at: Position, branch: BranchPolicy): GateName[] {
  return (partAt(at)?.gates ?? []).filter(gate => isAsked(gate, branch.gates))
}

export function packageCounts(built: readonly BuiltPackage[]) {
  const binaries = (arch: string) => built.filter(b => b.arches.includes(arch)).length
  return {
    source: built.filter(b => isSourceRpm(b.rpm.nevra)).length,
    aarch64: binaries('aarch64'),
    x86_64: binaries('x86_64'),
  }
}

/** Addresses of the repositories this release is in now. */
export async function repositoriesOf(
  deps: QueryDeps,
  release: Release,
  built: readonly BuiltPackage[],
): Promise<RepositoryLink[]> {
  const places = new Map(
    built.flatMap(b => b.arches.map(arch => [`${b.family} ${arch}`, { family: b.family, arch }] as const)),
  )
  const sorted = [...places.values()].sort((a, b) => compareCodeUnits(`${b.family} ${a.arch}`, `${a.family} ${b.arch}`))
  const root = `${deps.policy.publicUrl}/repo`
  const stands = async (tree: string) => (await packagesOf(deps.db, tree, release.id)).length > 0
  const links: RepositoryLink[] = []
  if (await stands(testTree(release.branch))) {
    const url = (p: { family: Family; arch: string }) =>
      `${root}/test/${release.branch}/${testDirectory(release.directory, p.family, p.arch)}/`
    links.push(...sorted.map(p => ({ kind: 'test' as const, ...p, url: url(p) })))
  }
  if (await stands(releaseTree(release.branch))) {
    const url = (p: { family: Family; arch: string }) =>
      `${root}/${release.branch}/${releaseDirectory(p.family, p.arch)}/`
    links.push(...sorted.map(p => ({ kind: 'release' as const, ...p, url: url(p) })))
  }
  return links
}
