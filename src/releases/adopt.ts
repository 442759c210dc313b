// Issues opened by hand in the release repository: one becomes the release when a person with the right comments
// /start-update (seed 001 §2.1, picture box 创建空白issue). A doer. Looked at again it does nothing twice.

import { type Actor, holdersOf, loginsOfHolders, rolesOf } from '../accounts/index.ts'
import type { Tx } from '../db/index.ts'
import { enqueueJob } from '../flow/index.ts'
import { isRefusal, type Refusal, refuse } from '../lib/errors.ts'
import type { ForgeComment, ForgeIssue, ForgeUser, IssueKey, Ports } from '../ports/index.ts'
import { answerComment, notYetSaid } from './answers.ts'
import { commandAt, findCommand } from './commands.ts'
import { createRelease } from './creation.ts'
import { outcomeOf } from './decide.ts'
import { settleDeliveries } from './delivery-store.ts'
import { readIssueBody } from './issue-read.ts'
import { isSettled } from './issue-status.ts'
import { issueTexts } from './issue-texts.ts'
import { nameRelease, parseTitle } from './naming.ts'
import { type ParsedCommand, parseCommands } from './parse.ts'
import { branchOf, externalIdOf, pageOf } from './policy.ts'
import { loadRelease, releaseOfIssue } from './store.ts'
import type { SubmitDeps } from './submit.ts'
import { texts } from './texts.ts'

export interface AdoptDeps extends SubmitDeps {
  readonly ports: Pick<Ports, 'forge'>
  /** Who a user of the forge is to us. */
  readonly actorOf: (user: ForgeUser) => Promise<Actor>
}

/** Orders a look at an issue that is no release's; the same cause again is a no-op. */
export async function orderAdoption(tx: Tx, issue: IssueKey, cause: string): Promise<void> {
  const { repository, id } = issue
  const key = `issue/${repository}#${id}`
  await enqueueJob(tx, {
    queue: 'reconcile',
    key,
    job: 'adopt',
    payload: { repository, id },
    id: `adopt/${repository}#${id}/${cause}`,
  })
}

/** The line of a comment that would start a release. */
export function startOf(comment: string): ParsedCommand | undefined {
  return parseCommands(comment).find(c => findCommand(c.name) === 'start-update')
}

/** The release an issue has become, and the comments to be heard as its own. */
export interface Adopted {
  readonly release: string
  readonly comments: readonly ForgeComment[]
}

/** In a closed issue what was said before is of another time, perhaps to the old tool: it is not answered. */
const FRESH_MS = 24 * 3600 * 1000

/** Looks at an issue for a /start-update that nobody answered: makes it the release, or answers why not. */
export async function adopt(deps: AdoptDeps, key: IssueKey): Promise<Adopted | undefined> {
  const { forge } = deps.ports
  const issue = await forge.readIssue(key)
  if (!issue) return undefined
  const comments = await forge.listComments(key)
  const release = await releaseOfIssue(deps.db, key)
  if (release) return { release, comments }
  const isClosed = isSettled(issue.state)
  const self = await forge.self()
  const said = comments.filter(c => c.author.id === self.id).map(c => c.body)
  for (const [i, comment] of comments.entries()) {
    const command = comment.author.id === self.id ? undefined : startOf(comment.body)
    if (!command || (isClosed && !isFresh(deps, comment))) continue
    const mark = `${key.repository}#${key.id}/${comment.id}`
    if (notYetSaid([answerComment(mark, { name: '' }, [], deps.policy.language)], said).length === 0) continue
    const began = isClosed
      ? refuse('issue-closed', issueTexts.closedIssue(issue.id))
      : await begin(deps, issue, { comment, earlier: comments.slice(0, i) })
    if (!isRefusal(began)) return { release: began, comments: comments.slice(i) }
    const refused = outcomeOf(command, began)
    await forge.addComment(
      key,
      answerComment(mark, { name: comment.author.login }, [refused], deps.policy.language).body,
    )
  }
  return undefined
}

function isFresh({ clock }: AdoptDeps, { createdAt }: ForgeComment): boolean {
  return clock.now().getTime() - createdAt.getTime() < FRESH_MS
}

async function begin(
  deps: AdoptDeps,
  issue: ForgeIssue,
  { comment, earlier }: { comment: ForgeComment; earlier: readonly ForgeComment[] },
): Promise<string | Refusal> {
  const branches = deps.policy.branches.map(b => b.name)
  const titled = parseTitle(issue.title, branches)
  if (isRefusal(titled)) return titled
  const actor = await deps.actorOf(comment.author)
  const roles = await rolesOf(deps.db, deps.policy.roles, actor, titled.branch)
  const wanted = commandAt('start-update').roles
  if (!wanted.some(role => roles.includes(role))) {
    const people = loginsOfHolders(await holdersOf(deps.db, deps.policy.roles, titled.branch))
    return refuse('wrong-role', texts.wrongRole('start-update', wanted, people))
  }
  const timezone = branchOf(deps.policy, titled.branch)?.timezone ?? ''
  const names = nameRelease(titled, timezone, deps.clock.now())
  if (isRefusal(names)) return names
  const taken = await otherIssue(deps, names.id)
  if (taken) return taken
  // Among people who open an issue the old way 代码冻结 in it names the directory (research §1.1).
  const freezeDate = readIssueBody(issue.body).codeFreeze
  const order = { ...titled, ...(freezeDate === null ? {} : { freezeDate }) }
  const unheard = await deliveriesOf(deps, issue, earlier)
  const created = await createRelease(
    deps,
    order,
    { actor, channel: 'forge' },
    {
      origin: 'issue',
      issue,
      message: issueTexts.broughtByIssue(names.id, issue.url),
      also: async tx => await settleDeliveries(tx, names.id, unheard, deps.clock.now()),
    },
  )
  if (isRefusal(created)) return created
  return created.created ? created.id : ((await otherIssue(deps, created.id)) ?? created.id)
}

async function otherIssue(deps: AdoptDeps, id: string): Promise<Refusal | undefined> {
  const release = await loadRelease(deps.db, id)
  if (!release) return undefined
  const page = pageOf(deps.policy.publicUrl, id)
  return refuse('conflict', issueTexts.otherIssue(id, release.issue?.url || page))
}

/** Commands written before an issue was a release: they are known, and never act. */
export async function deliveriesOf(
  deps: AdoptDeps,
  issue: IssueKey,
  comments: readonly ForgeComment[],
): Promise<{ externalId: string; actor: Actor; text: string }[]> {
  const self = await deps.ports.forge.self()
  const withCommands = comments.filter(c => c.author.id !== self.id && parseCommands(c.body).length > 0)
  return await Promise.all(
    withCommands.map(async c => ({
      externalId: externalIdOf(deps.policy, issue, c.id),
      actor: await deps.actorOf(c.author),
      text: c.body,
    })),
  )
}
