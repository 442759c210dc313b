// Fits the rooms to what the HTTP server asks for. Forwards and waits, decides nothing.

import { type Actor, actFor, authenticate, readLog, rolesOf, rolesOfLogin } from './accounts/index.ts'
import { listAdvisories, readAdvisory } from './advisories/index.ts'
import type { Db } from './db/index.ts'
import type { AccountsDoor, Caller, CommandOrder, LocateRepo, ReleasesDoor, Subscribe } from './http/index.ts'
import { isRefusal, type Refusal, RefusedError, refuse } from './lib/errors.ts'
import type { RepoHost } from './ports/index.ts'
import {
  createForAll,
  createRelease,
  findRelease,
  importRelease,
  type JobDeps,
  listBranches,
  listReleases,
  listRunViews,
  listWaivers,
  moduleAnswers,
  packagesOfRelease,
  previewCommands,
  type ReleasesPolicy,
  readComment,
  readDelivery,
  readExplanation,
  readHistory,
  readReleaseDiff,
  readReleaseView,
  readRunView,
  readSlo,
  readTag,
  readTimeline,
  readVersionTable,
  receive,
  releasesOfPackage,
  releaseTexts,
  usersCheck,
} from './releases/index.ts'

/** How long a caller waits for a command to be decided before being told that it goes on. */
const DECISION_PATIENCE_MS = 30_000

export function releasesDoor(deps: JobDeps, subscribe: Subscribe): ReleasesDoor {
  const view = (id: string, reader: Actor | undefined) => readReleaseView(deps, id, reader)

  async function submitCommands(order: CommandOrder, by: Caller) {
    const actor = await actingFor(deps, order, by)
    if (isRefusal(actor)) return actor
    // A key names a request about one release: the same one for another release must not be answered with this one's.
    const key = order.delivery ?? globalThis.crypto.randomUUID()
    const externalId = `${by.channel}:${by.actor.account}:${order.release}:${key}`
    const { release, text } = order
    const at = deps.clock.now()
    await receive(deps, { externalId, release, actor, channel: by.channel, text, source: null, at })
    return await decided(deps, subscribe, { order, externalId })
  }

  return {
    async createRelease(order, by) {
      const created = await createRelease(deps, order, by)
      if (isRefusal(created)) return created
      const release = await view(created.id, by.actor)
      if (!release) throw new Error(`the release ${created.id} vanished`)
      return { release, created: created.created }
    },
    createForAll: async (order, by) => await createForAll(deps, order, by),
    async deleteRelease(release, because, by) {
      // One line: what follows it would be a command of its own.
      const text = `/drop ${because.replace(/\s+/g, ' ')}`
      const outcomes = await submitCommands({ release, text }, by)
      if (isRefusal(outcomes)) return outcomes
      const [outcome] = outcomes
      if (!outcome?.accepted) return refuse(outcome?.code ?? 'no-command', outcome?.message ?? releaseTexts.noCommand())
      const deleted = await view(release, by.actor)
      if (!deleted) throw new Error(`the release ${release} vanished`)
      return deleted
    },
    async importRelease(order, by) {
      const imported = await importRelease(deps, order, by)
      if (isRefusal(imported)) return imported
      const release = await view(imported.id, by.actor)
      if (!release) throw new Error(`the release ${imported.id} vanished`)
      return { release, created: imported.created }
    },
    listReleases: async wanted => await listReleases(deps, wanted),
    findRelease: async name => await findRelease(deps, name),
    readRelease: view,
    explain: async id => await readExplanation(deps, id),
    submitCommands,
    async previewCommands(order, by) {
      const actor = await actingFor(deps, order, by)
      if (isRefusal(actor)) return actor
      const outcomes = await previewCommands(deps, { release: order.release, text: order.text, actor })
      return outcomes ?? refuse('unknown-release', releaseTexts.unknownRelease(order.release))
    },
    readDiff: async (id, wanted) => await readReleaseDiff(deps, id, wanted),
    readTimeline: async (release, wanted) =>
      (await view(release, undefined)) ? await readTimeline(deps, release, wanted) : undefined,
    readItemHistory: async (release, wanted) => await readHistory(deps, release, wanted),
    readVersions: async release => await readVersionTable(deps, release),
    readSlo: async wanted => await readSlo(deps, wanted),
    advisoriesOf: async release => (await view(release, undefined))?.advisories,
    listRuns: async wanted => await listRunViews(deps, wanted),
    readRun: async id => await readRunView(deps, id),
    listAdvisories: async wanted => await listAdvisories(deps.db, wanted),
    readAdvisory: async id => await readAdvisory(deps.db, id),
    listBranches: async () => await listBranches(deps),
    listWaivers: async wanted => await listWaivers(deps, wanted),
    async moduleAnswers(release) {
      const found = await view(release, undefined)
      return found && moduleAnswers(found)
    },
    async usersCheck(release, { user, comment }) {
      const found = await view(release, undefined)
      if (!found) return undefined
      const { policy } = deps
      const roles = await rolesOfLogin(deps.db, policy.roles, { forge: policy.forge.name, login: user }, found.branch)
      return usersCheck(found, comment, roles) ?? null
    },
    async parseComment({ comment, release }) {
      if (release === undefined) return readComment(comment)
      const found = await view(release, undefined)
      if (!found) return refuse('unknown-release', releaseTexts.unknownRelease(release))
      return readComment(comment, { issue: found.issue?.id ?? '$releaseIssueID', timestamp: found.directory })
    },
    releasesOfPackage: async (name, wanted) => await releasesOfPackage(deps.db, name, wanted),
    packagesOfRelease: async (id, wanted) => await packagesOfRelease(deps.db, id, wanted),
    readTag: async (tag, wanted) => await readTag(deps.db, tag, wanted),
  }
}

/** Who gives an order: the caller, for themselves or for the person they name. */
async function actingFor(deps: JobDeps, order: CommandOrder, by: Caller): Promise<Actor | Refusal> {
  const release = await readReleaseView(deps, order.release, by.actor)
  if (!release) return refuse('unknown-release', releaseTexts.unknownRelease(order.release))
  if (order.onBehalfOf === undefined) return by.actor
  return await actFor(deps.db, by.actor, { login: order.onBehalfOf, branch: release.branch })
}

/** Waits until a delivery is decided: told by the database, and looked at again now and then. */
async function decided(deps: JobDeps, subscribe: Subscribe, what: { order: CommandOrder; externalId: string }) {
  const deadline = performance.now() + DECISION_PATIENCE_MS
  for (;;) {
    let wake: () => void = () => undefined
    const changed = new Promise<void>(resolve => {
      wake = resolve
    })
    const unsubscribe = subscribe(`release/${what.order.release}`, wake)
    const timer = setTimeout(wake, 200)
    try {
      const delivery = await readDelivery(deps.db, { externalId: what.externalId })
      if (delivery?.outcomes) return delivery.outcomes
      if (performance.now() > deadline) throw new RefusedError(refuse('busy', releaseTexts.stillDeciding()))
      await changed
    } finally {
      clearTimeout(timer)
      unsubscribe()
    }
  }
}

export function accountsDoor(db: Db, policy: ReleasesPolicy): AccountsDoor {
  return {
    authenticate: bearer => authenticate(db, bearer),
    async rolesByBranch(actor) {
      const entries = policy.branches.map(async b => [b.name, await rolesOf(db, policy.roles, actor, b.name)] as const)
      return Object.fromEntries(await Promise.all(entries))
    },
    readLog: wanted => readLog(db, wanted),
  }
}

/** Where a path below /repo/ lies: `test/<branch>/…` in a test tree, `<branch>/…` in a release tree. */
export function locateRepo(repoHost: RepoHost, policy: ReleasesPolicy): LocateRepo {
  const branches = policy.branches.map(b => b.name)
  return async path => {
    const [first, second] = path
    if (first === undefined) return { kind: 'folder', names: [...branches, 'test'] }
    if (first === 'test' && second === undefined) return { kind: 'folder', names: branches }
    const [tree, branch, inside] =
      first === 'test' ? (['test', second ?? '', path.slice(2)] as const) : (['release', first, path.slice(1)] as const)
    if (!branches.includes(branch)) return undefined
    const key = `${tree}/${branch}`
    const head = await repoHost.head(key)
    if (head !== undefined) return { kind: 'tree', root: repoHost.versionPath(key, head), inside }
    // Nothing was published yet: the branch has an empty page, and there is nothing below it.
    return inside.length === 0 ? { kind: 'folder', names: [] } : undefined
  }
}
