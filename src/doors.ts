// Fits the rooms to what the HTTP server asks for. Forwards and waits, decides nothing.

import { type Actor, authenticate, readLog, rolesOf } from './accounts/index.ts'
import { listAdvisories, readAdvisory } from './advisories/index.ts'
import type { Db } from './db/index.ts'
import type { AccountsDoor, CommandOrder, LocateRepo, ReleasesDoor, Subscribe } from './http/index.ts'
import { isRefusal, RefusedError, refuse } from './lib/errors.ts'
import type { RepoHost } from './ports/index.ts'
import {
  createRelease,
  importRelease,
  type JobDeps,
  listReleases,
  listRunViews,
  type ReleasesPolicy,
  readDelivery,
  readReleaseView,
  readRunView,
  readTimeline,
  receive,
  releaseTexts,
} from './releases/index.ts'

/** How long a caller waits for a command to be decided before being told that it goes on. */
const DECISION_PATIENCE_MS = 30_000

export function releasesDoor(deps: JobDeps, subscribe: Subscribe): ReleasesDoor {
  const view = (id: string, reader: Actor | undefined) => readReleaseView(deps, id, reader)
  return {
    async createRelease(order, by) {
      const created = await createRelease(deps, order, by)
      if (isRefusal(created)) return created
      const release = await view(created.id, by.actor)
      if (!release) throw new Error(`the release ${created.id} vanished`)
      return { release, created: created.created }
    },
    async importRelease(order, by) {
      const imported = await importRelease(deps, order, by)
      if (isRefusal(imported)) return imported
      const release = await view(imported.id, by.actor)
      if (!release) throw new Error(`the release ${imported.id} vanished`)
      return { release, created: imported.created }
    },
    listReleases: async wanted => await listReleases(deps, wanted),
    readRelease: view,
    async submitCommands(order, by) {
      if (!(await view(order.release, by.actor)))
        return refuse('unknown-release', releaseTexts.unknownRelease(order.release))
      // A key names a request about one release: the same one for another release must not be answered with this one's.
      const key = order.delivery ?? globalThis.crypto.randomUUID()
      const externalId = `${by.channel}:${by.actor.account}:${order.release}:${key}`
      await receive(deps, {
        externalId,
        release: order.release,
        ...by,
        text: order.text,
        source: null,
        at: deps.clock.now(),
      })
      return await decided(deps, subscribe, { order, externalId })
    },
    readTimeline: async (release, wanted) =>
      (await view(release, undefined)) ? await readTimeline(deps, release, wanted) : undefined,
    advisoriesOf: async release => (await view(release, undefined))?.advisories,
    listRuns: async wanted => await listRunViews(deps, wanted),
    readRun: async id => await readRunView(deps, id),
    listAdvisories: async wanted => await listAdvisories(deps.db, { ...wanted, limit: 200 }),
    readAdvisory: async id => await readAdvisory(deps.db, id),
    listBranches: async () => deps.policy.branches.map(({ name, timezone }) => ({ name, timezone })),
  }
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
