// Brings the release issue in line with the release: computes what it should show, compares, sends the difference.
// A doer. The issue is never read for rules.

import { dropWaiting } from '../flow/index.ts'
import type { ForgeComment, ForgeIssue, IssueState, Ports } from '../ports/index.ts'
import { answerTo, type BotComment, droppedNotice, noticeOf, notYetSaid } from './answers.ts'
import { bringArchive } from './archive.ts'
import { isUndecided, markAnswered, unanswered } from './delivery-store.ts'
import { driftOf, isSameText, mergeBody, ourPart } from './issue-blocks.ts'
import { issueFacts } from './issue-facts.ts'
import { driftNote, importNote } from './issue-notes.ts'
import { type Face, readFace, saveShown, saveStatusComment } from './issue-store.ts'
import { issueBlocks, labelsOf, titleOf } from './issue-view.ts'
import type { Release } from './model.ts'
import { branchOf } from './policy.ts'
import type { QueryDeps } from './queries.ts'
import { reviewCall } from './review.ts'
import { statusComment } from './status-comment.ts'
import { loadRelease, saveIssue, subjectOf } from './store.ts'
import { suppliedNotices } from './supply-notice.ts'
import { noting } from './trouble.ts'

export interface ReconcileDeps extends QueryDeps {
  readonly ports: Pick<Ports, 'forge'>
}

type Key = { repository: string; id: string }
type Facts = Awaited<ReturnType<typeof issueFacts>>

/** What came in so lately is decided soon, and orders a look of its own then: one look does for a flood of comments. */
const SOON_MS = 10_000

/** Called again with nothing changed it sends nothing. */
export async function reconcile(deps: ReconcileDeps, id: string): Promise<void> {
  const lately = new Date(deps.clock.now().getTime() - SOON_MS)
  if (await isUndecided(deps.db, id, lately)) return
  await noting(deps, id, () => bringUpToDate(deps, id))
}

async function bringUpToDate(deps: ReconcileDeps, id: string): Promise<void> {
  // Read after this, the release is at least as new as what they were ordered for: one look does for all.
  await dropWaiting(deps.db, { queue: 'reconcile', key: subjectOf(id), ids: `reconcile/${id}/` })
  const release = await loadRelease(deps.db, id)
  if (!release) return
  const facts = await issueFacts(deps, release)
  const showing = { facts, key: await ensureIssue(deps, facts), face: await readFace(deps.db, id) }
  if (await showIssue(deps, showing)) {
    const own = await ownComments(deps, showing.key)
    await showStatus(deps, showing, own)
    await showComments(deps, showing, own)
  }
  await bringArchive(deps, release)
}

/** What a release shows, where, and what Slipway knows of its own writing there. */
interface Showing {
  readonly facts: Facts
  readonly key: Key
  readonly face: Face
}

async function ensureIssue(deps: ReconcileDeps, facts: Facts): Promise<Key> {
  const { release } = facts
  if (release.issue) return release.issue
  const body = mergeBody('', room => issueBlocks(facts, room))
  const issue = await deps.ports.forge.ensureIssue({
    repository: deps.policy.forge.repository,
    title: titleOf(release),
    body,
  })
  await saveIssue(deps.db, release.id, issue)
  return issue
}

/** False when the issue is not there. */
async function showIssue(deps: ReconcileDeps, { facts, key, face }: Showing): Promise<boolean> {
  const { forge } = deps.ports
  const { id } = facts.release
  // Read right before it is written: what somebody writes around our part meanwhile must not be lost.
  const seen = await forge.readIssue(key)
  if (!seen) return false
  const { change, add, remove } = differenceOf(facts, seen)
  const part = ourPart(change.body ?? seen.body) ?? ''
  if (change.body !== undefined) {
    const drift = driftOf(face.shown, seen.body)
    if (drift) await sayOnce(deps, key, await ownComments(deps, key), [driftNote(drift, deps.policy.language)])
    // Noted before it is written: what a killed server has written is not taken for the edit of a person.
    await saveShown(deps.db, id, [...face.shown.slice(-3), part])
  }
  if (Object.keys(change).length > 0) await forge.editIssue(key, change)
  const isNoted = face.shown.length === 1 && face.shown[0] === part
  if (!isNoted) await saveShown(deps.db, id, [part])
  if (add.length > 0 || remove.length > 0) await forge.changeLabels(key, { add, remove })
  return true
}

/** Slipway's own comments, oldest first: whose a comment is says its author, never its text. */
async function ownComments(deps: ReconcileDeps, key: Key): Promise<readonly ForgeComment[]> {
  const self = await deps.ports.forge.self()
  return (await deps.ports.forge.listComments(key)).filter(c => c.author.id === self.id)
}

/** What has to be sent for the issue to show the release. */
function differenceOf(
  facts: Facts,
  seen: ForgeIssue,
): { change: { body?: string; state?: IssueState }; add: string[]; remove: string[] } {
  const { release } = facts
  const body = mergeBody(seen.body, room => issueBlocks(facts, room))
  const state = stateOf(release, seen.state)
  const { wanted, unwanted } = labelsOf(release)
  return {
    change: {
      ...(isSameText(body, seen.body) ? {} : { body }),
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

/** Whether the issue shows the release as it is, given all its comments. Only looks. */
export async function isShown(
  deps: ReconcileDeps,
  release: Release,
  comments: readonly ForgeComment[],
): Promise<boolean> {
  if (!release.issue) return false
  const facts = await issueFacts(deps, release)
  const seen = await deps.ports.forge.readIssue(release.issue)
  if (!seen) return true
  const { change, add, remove } = differenceOf(facts, seen)
  const isSilent = (await unanswered(deps.db, release.id)).length === 0
  const { statusComment: id } = await readFace(deps.db, release.id)
  const status = comments.find(c => c.id === id)
  const isTold = status !== undefined && isSameText(status.body, statusComment(facts, deps.policy.language).body)
  return isSilent && isTold && Object.keys(change).length + add.length + remove.length === 0
}

/** Keeps the one comment that tells how the release stands; writes it anew where somebody deleted it. */
async function showStatus(
  deps: ReconcileDeps,
  { facts, key, face }: Showing,
  own: readonly ForgeComment[],
): Promise<void> {
  const { forge } = deps.ports
  const { mark, body } = statusComment(facts, deps.policy.language)
  const present = own.find(c => c.id === face.statusComment) ?? own.find(c => c.body.startsWith(mark))
  const { id } = present ?? (await forge.addComment(key, body))
  if (present && !isSameText(present.body, body)) await forge.editComment(key, present.id, body)
  if (id !== face.statusComment) await saveStatusComment(deps.db, facts.release.id, id)
}

/** Answers what people said, and tells when a run waits for them. */
async function showComments(
  deps: ReconcileDeps,
  { facts, key, face }: Showing,
  own: readonly ForgeComment[],
): Promise<void> {
  const { policy } = deps
  const { release } = facts
  const waiting = await unanswered(deps.db, release.id)
  const policies = branchOf(policy, release.branch)?.gates ?? {}
  const notice = noticeOf(release, { language: policy.language, publicUrl: policy.publicUrl, policies, at: facts.at })
  const answers = waiting.map(delivery => answerTo(delivery, policy.language))
  const taken = face.imported ? importNote(face.imported, policy.language) : undefined
  const call = reviewCall(release, facts.reviewers, policy.language)
  const supplied = suppliedNotices(release, policy.language)
  const said = [taken, ...answers, ...supplied, notice, call, droppedNotice(release, policy.language)]
  await sayOnce(
    deps,
    key,
    own,
    said.filter(comment => comment !== undefined),
  )
  await markAnswered(
    deps.db,
    waiting.map(d => d.id),
    deps.clock.now(),
  )
}

async function sayOnce(
  deps: ReconcileDeps,
  key: Key,
  own: readonly ForgeComment[],
  wanted: readonly BotComment[],
): Promise<void> {
  const said = own.map(c => c.body)
  for (const { body } of notYetSaid(wanted, said)) await deps.ports.forge.addComment(key, body)
}
