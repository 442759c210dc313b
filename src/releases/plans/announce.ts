// Plan `announce`: numbers, then updateinfo in the repositories, then the documents. What is withdrawn later stays
// readable, marked; its numbers are not used again.

import {
  type AnnouncementIntent,
  lintAdvisory,
  prepareAnnouncement,
  publishDocuments,
  updateRecords,
  withdrawDocuments,
} from '../../advisories/index.ts'
import { type Plan, plan, readSteps, step } from '../../flow/index.ts'
import { isRefusal, RefusedError } from '../../lib/errors.ts'
import type { ObjectStore } from '../../ports/index.ts'
import { applyChange, type ChangeIntent, prepareChange, undoChange } from '../../repos/index.ts'
import type { UpdateRecord } from '../../rpm/updateinfo.ts'
import { draftsOf } from '../drafts.ts'
import type { BranchPolicy, Family } from '../policy.ts'
import type { PlanInput } from '../submit.ts'
import { releaseTree } from '../trees.ts'
import { type FindingJson, findingJson, type PlanDeps } from './deps.ts'
import { subjectOf } from './subject.ts'

/** Lists are shared by all branches: whoever writes them does so alone. */
const ADVISORY_DOCUMENTS = 'advisories'

type Linted = { findings: FindingJson[] }

export function announcePlan(deps: PlanDeps): Plan {
  const takeBack = async (c: { input: PlanInput; ports: { objectStore: ObjectStore } }, intent: AnnouncementIntent) => {
    await withdrawDocuments(
      { db: deps.db, clock: deps.clock, objectStore: c.ports.objectStore },
      { release: c.input.release, intent },
    )
  }
  return plan('announce', [
    step<PlanInput, 'objectStore', AnnouncementIntent, Linted>({
      name: 'take-numbers',
      uses: ['objectStore'],
      writes: () => ADVISORY_DOCUMENTS,
      async prepare(c) {
        const { release } = await subjectOf(deps, c.input)
        const drafts = await draftsOf(deps, release)
        return await prepareAnnouncement(deps, { release: release.id, branch: release.branch, run: c.run, drafts })
      },
      async start(c, intent) {
        const { branch } = await subjectOf(deps, c.input)
        return { findings: lint(intent, branch) }
      },
      findings: handle => handle.findings,
      undo: takeBack,
    }),
    step<PlanInput, 'repoHost', ChangeIntent, number>({
      name: 'updateinfo',
      uses: ['repoHost'],
      writes: input => releaseTree(input.branch),
      async prepare(c) {
        const { branch } = await subjectOf(deps, c.input)
        const records = recordsOf(await announcementOf(deps, c.run), branch.arches)
        const change = { kind: 'records' as const, release: c.input.release, records }
        const reader = { db: deps.db, repoHost: c.ports.repoHost, clock: deps.clock }
        const intent = await prepareChange(reader, { tree: releaseTree(branch.name), change })
        if (isRefusal(intent)) throw new RefusedError(intent)
        return intent
      },
      start: async (c, intent) => (await applyChange({ ...deps, repoHost: c.ports.repoHost }, intent, c)).version,
      undo: async (c, intent) => {
        await undoChange({ ...deps, repoHost: c.ports.repoHost }, intent, c)
      },
    }),
    step<PlanInput, 'objectStore', AnnouncementIntent, number>({
      name: 'documents',
      uses: ['objectStore'],
      writes: () => ADVISORY_DOCUMENTS,
      prepare: async c => await announcementOf(deps, c.run),
      start: async (c, intent) =>
        (await publishDocuments({ db: deps.db, objectStore: c.ports.objectStore }, intent)).documents.length,
      undo: takeBack,
    }),
  ])
}

/** What reads wrong in the advisories, for people to see. */
function lint(intent: AnnouncementIntent, { arches, projects }: BranchPolicy): FindingJson[] {
  const families = Object.keys(projects) as Family[]
  return intent.advisories.flatMap(advisory => {
    const records = arches.flatMap(arch => families.flatMap(family => updateRecords(advisory, { arch, family })))
    return lintAdvisory(advisory, records).map(message =>
      findingJson({ code: 'advisory-lint', subject: advisory.id, message, blocking: false }),
    )
  })
}

/** What `take-numbers` of the same run has fixed. */
async function announcementOf(deps: PlanDeps, run: string): Promise<AnnouncementIntent> {
  const taken = (await readSteps(deps.db, [run])).find(s => s.name === 'take-numbers')
  if (!taken?.intent) throw new Error(`the run ${run} has taken no numbers`)
  return taken.intent as unknown as AnnouncementIntent
}

/** One record per advisory with the packages of every architecture; each repository lists those it has. */
function recordsOf(intent: AnnouncementIntent, arches: readonly string[]): UpdateRecord[] {
  return intent.advisories.flatMap(advisory => {
    const perArch = arches.flatMap(arch => updateRecords(advisory, { arch }))
    const [first] = perArch
    if (!first) return []
    const packages = new Map(perArch.flatMap(r => r.packages.map(p => [`${p.file} ${p.sha256}`, p] as const)))
    return { ...first, packages: [...packages.values()] }
  })
}
