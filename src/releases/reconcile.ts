// Brings the release issue in line with the release: computes what it should show, compares, sends the difference.
// A doer. The issue is never read for rules.

import type { ForgeIssue, IssueState, Ports } from '../ports/index.ts'
import { answerTo, droppedNotice, noticeOf, notYetSaid } from './answers.ts'
import { bringArchive } from './archive.ts'
import { markAnswered, unanswered } from './delivery-store.ts'
import { issueBlocks, labelsOf, mergeBody, titleOf } from './issue-view.ts'
import type { Release } from './model.ts'
import { branchOf } from './policy.ts'
import type { QueryDeps } from './queries.ts'
import { issueFacts, readReviewers } from './queries.ts'
import { reviewCall } from './review.ts'
import { loadRelease, saveIssue } from './store.ts'

export interface ReconcileDeps extends QueryDeps {
  readonly ports: Pick<Ports, 'forge'>
}

/** Called again with nothing changed it sends nothing. */
export async function reconcile(deps: ReconcileDeps, id: string): Promise<void> {
  const release = await loadRelease(deps.db, id)
  if (!release) return
  const issue = await ensureIssue(deps, release)
  await showIssue(deps, release, issue)
  await showComments(deps, release, issue)
  await bringArchive(deps, release)
}

type Key = { repository: string; id: string }

async function ensureIssue(deps: ReconcileDeps, release: Release): Promise<Key> {
  if (release.issue) return release.issue
  const body = mergeBody('', issueBlocks(await issueFacts(deps, release)))
  const issue = await deps.ports.forge.ensureIssue({
    repository: deps.policy.forge.repository,
    title: titleOf(release),
    body,
  })
  await saveIssue(deps.db, release.id, issue)
  return issue
}

async function showIssue(deps: ReconcileDeps, release: Release, key: Key): Promise<void> {
  const { forge } = deps.ports
  const { change, add, remove } = await differenceOf(deps, release, await forge.readIssue(key))
  if (Object.keys(change).length > 0) await forge.editIssue(key, change)
  if (add.length > 0 || remove.length > 0) await forge.changeLabels(key, { add, remove })
}

/** What has to be sent for the issue to show the release; nothing for an issue that is not there. */
async function differenceOf(deps: ReconcileDeps, release: Release, seen: ForgeIssue | undefined) {
  if (!seen) return { change: {}, add: [], remove: [] }
  const body = mergeBody(seen.body, issueBlocks(await issueFacts(deps, release)))
  const state = stateOf(release, seen.state)
  const { wanted, unwanted } = labelsOf(release)
  return {
    change: {
      ...(body === seen.body ? {} : { body }),
      ...(state === seen.state ? {} : { state }),
    },
    add: wanted.filter(label => !seen.labels.includes(label)),
    remove: unwanted.filter(label => seen.labels.includes(label)),
  }
}

/** The state the issue is to have. What a forge knows one word for, or people refine, stays as it is. */
function stateOf({ stage, dropped }: Release, seen: IssueState): IssueState {
  if (dropped) return seen === 'closed' ? seen : 'rejected'
  if (stage === 'released') return 'closed'
  return seen === 'progressing' ? seen : 'open'
}

/** Whether the issue shows the release as it is. Only looks. */
export async function isShown(deps: ReconcileDeps, release: Release): Promise<boolean> {
  if (!release.issue) return false
  const { change, add, remove } = await differenceOf(deps, release, await deps.ports.forge.readIssue(release.issue))
  const isSilent = (await unanswered(deps.db, release.id)).length === 0
  return isSilent && Object.keys(change).length + add.length + remove.length === 0
}

/** Answers what people said, and tells when a run waits for them. */
async function showComments(deps: ReconcileDeps, release: Release, key: Key): Promise<void> {
  const { policy, ports } = deps
  const waiting = await unanswered(deps.db, release.id)
  const policies = branchOf(policy, release.branch)?.gates ?? {}
  const notice = noticeOf(release, { language: policy.language, publicUrl: policy.publicUrl, policies })
  const answers = waiting.map(delivery => answerTo(delivery, policy.language))
  const call = reviewCall(release, await readReviewers(deps, release), policy.language)
  const said = [...answers, notice, call, droppedNotice(release, policy.language)]
  const wanted = said.filter(comment => comment !== undefined)
  if (wanted.length > 0) {
    const self = await ports.forge.self()
    const comments = await ports.forge.listComments(key)
    const before = comments.filter(c => c.author.id === self.id).map(c => c.body)
    for (const { body } of notYetSaid(wanted, before)) await ports.forge.addComment(key, body)
  }
  await markAnswered(
    deps.db,
    waiting.map(d => d.id),
    deps.clock.now(),
  )
}
