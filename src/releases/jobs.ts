// The jobs of the releases room: hearing comments, running the commands of a delivery, finding what was missed. A doer.

import type { Actor } from '../accounts/index.ts'
import { refuse } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import type { ForgeComment, ForgeEvent, ForgeUser, IssueKey, Ports } from '../ports/index.ts'
import { type Delivery, knownDeliveries, readDelivery } from './delivery-store.ts'
import { type FactsDeps, lookUp } from './facts.ts'
import { parseCommands } from './parse.ts'
import type { PlanDeps } from './plans/deps.ts'
import { loadRelease, openReleases, releaseOfIssue } from './store.ts'
import { type PreparedCommand, receive, submit } from './submit.ts'
import { texts } from './texts.ts'

export interface JobDeps extends FactsDeps, PlanDeps {
  readonly ports: Pick<Ports, 'forge' | 'cveSource' | 'repoHost'>
  readonly log: Log
  /** Who a user of the forge is to us. */
  readonly actorOf: (user: ForgeUser) => Promise<Actor>
}

/** Takes in something that happened at the forge: a hint, stored with its order in one transaction. */
export async function hear(deps: JobDeps, event: ForgeEvent): Promise<void> {
  if (event.kind !== 'comment') return
  const release = await releaseOfIssue(deps.db, event.issue)
  if (release) await takeComment(deps, release, event.issue, event.comment)
}

/** Looks at the issues of open releases for comments whose hint was missed. The same code as a hint. */
export async function sweep(deps: JobDeps): Promise<void> {
  for (const id of await openReleases(deps.db)) {
    const release = await loadRelease(deps.db, id)
    if (!release?.issue) continue
    const known = await knownDeliveries(deps.db, id)
    const comments = await deps.ports.forge.listComments(release.issue)
    for (const comment of comments) {
      if (!known.has(externalId(deps, release.issue, comment.id))) await takeComment(deps, id, release.issue, comment)
    }
  }
}

async function takeComment(deps: JobDeps, release: string, issue: IssueKey, comment: ForgeComment): Promise<void> {
  const self = await deps.ports.forge.self()
  if (comment.author.id === self.id || parseCommands(comment.body).length === 0) return
  const actor = await deps.actorOf(comment.author)
  await receive(deps, {
    externalId: externalId(deps, issue, comment.id),
    release,
    channel: 'forge',
    actor,
    text: comment.body,
    source: { ...issue, comment: comment.id },
    at: deps.clock.now(),
  })
}

function externalId(deps: JobDeps, issue: IssueKey, comment: string): string {
  return `${deps.policy.forge.name}:${issue.repository}#${issue.id}/${comment}`
}

/** Runs the commands of a delivery. A comment is read again first: what it says now counts, a deleted one never acts. */
export async function runCommands(deps: JobDeps, id: number): Promise<void> {
  const delivery = await readDelivery(deps.db, { id })
  if (!delivery || delivery.decidedAt) return
  const release = await loadRelease(deps.db, delivery.release)
  if (!release) throw new Error(`no release ${delivery.release}`)
  const text = await presentText(deps, delivery)
  const commands = parseCommands(text)
  const prepared: PreparedCommand[] = []
  for (const command of commands) prepared.push(await lookUp(deps, release, command))
  try {
    await submit(deps, delivery, prepared)
  } catch (error) {
    deps.log.error({ delivery: id, release: release.id, err: error }, 'a command broke')
    const failed = refuse('internal', texts.commandBroke())
    await submit(
      deps,
      delivery,
      prepared.map(p => ({ ...p, failed })),
    )
  }
}

async function presentText(deps: JobDeps, delivery: Delivery): Promise<string> {
  if (!delivery.source) return delivery.text
  const comments = await deps.ports.forge.listComments(delivery.source)
  return comments.find(c => c.id === delivery.source?.comment)?.body ?? ''
}
