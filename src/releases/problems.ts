// Opens, reopens and closes the issues of source packages that a self-check found wanting, and takes that back. A doer.
// Everything looks before it acts: called again it does nothing more.

import type { Db } from '../db/index.ts'
import { isDenied } from '../lib/errors.ts'
import type { Language, Text } from '../lib/text.ts'
import type { Forge, ForgeIssue, IssueKey, IssueState } from '../ports/index.ts'
import { isSettled } from './issue-status.ts'
import type { FoundKind } from './model.ts'
import { type ProblemRecord, replaceProblems } from './problem-store.ts'
import { statusTexts } from './status-texts.ts'

/** What is fixed before the forge is touched. Type aliases: they are recorded as an intent. */
export type ProblemIntent = {
  readonly release: string
  readonly run: string
  readonly language: Language
  /** Address of the release's page. */
  readonly page: string
  /** ISO 8601. */
  readonly at: string
  /** No issue of this release is older. */
  readonly since: string
  readonly found: readonly FoundProblem[]
  /** Open issues of what is not found any more. */
  readonly settled: readonly SettledIssue[]
  /** The kinds that this self-check looked for: of others it says nothing. */
  readonly looked: readonly FoundKind[]
  /** The problems as they were noted before. */
  readonly former: readonly ProblemRecord[]
}

type IssueRef = { readonly repository: string; readonly id: string }
type SettledIssue = IssueRef & { readonly package: string; readonly state: IssueState }

export type FoundProblem = {
  readonly kind: FoundKind
  readonly package: string
  readonly repository: string
  readonly title: string
  readonly body: string
  /** The issue of this title as it was; null when there was none. */
  readonly before:
    | (IssueRef & { readonly url: string; readonly state: IssueState; readonly falseAlarm: boolean })
    | null
}

/** What the forge would not do about a package's issue. */
export interface Refused {
  readonly package: string
  readonly message: Text
}

type Acting = { readonly db: Db; readonly forge: Forge }

/** Kind of the issue at forges that have kinds. */
const ISSUE_TYPE = '缺陷'

/** Sees to the issues, then notes them; what the forge refused is told. */
export async function reportProblems({ db, forge }: Acting, intent: ProblemIntent): Promise<Refused[]> {
  const refused: Refused[] = []
  const records: ProblemRecord[] = []
  for (const found of intent.found) {
    const issue = await permitted(() => openIssue(forge, found))
    if ('failed' in issue) {
      refused.push({ package: found.package, message: statusTexts.notOpened(found.repository, issue.failed) })
    }
    records.push(recordOf(intent, found, 'failed' in issue ? null : issue.done))
  }
  for (const issue of intent.settled) {
    refused.push(...(await refusalOf(issue, () => closeIssue(forge, intent, issue))))
  }
  await replaceProblems(db, intent.release, [...records, ...noLongerFound(intent)])
  return refused
}

/**
 * Undo: issues opened are rejected, reopened and closed ones are as they were; the notes too. What the forge refuses is
 * told: an issue that cannot be put back is no reason to hold the release.
 */
export async function takeBackProblems({ db, forge }: Acting, intent: ProblemIntent): Promise<Refused[]> {
  const refused: Refused[] = []
  for (const found of intent.found) {
    refused.push(...(await refusalOf(found, () => takeBackFound(forge, intent, found))))
  }
  for (const issue of intent.settled) {
    refused.push(...(await refusalOf(issue, () => takeBackSettled(forge, intent, issue))))
  }
  await replaceProblems(db, intent.release, intent.former)
  return refused
}

async function takeBackFound(forge: Forge, intent: ProblemIntent, found: FoundProblem): Promise<void> {
  const { repository, title, before } = found
  if (before) {
    if (!before.falseAlarm && isSettled(before.state)) await putState(forge, before, { to: before.state, from: 'open' })
    return
  }
  const made = await ownIssueTitled(forge, { repository, title, since: new Date(intent.since) })
  if (made) await putState(forge, made, { to: 'rejected' })
}

async function takeBackSettled(forge: Forge, intent: ProblemIntent, issue: SettledIssue): Promise<void> {
  await putState(forge, issue, { to: issue.state, from: 'closed' })
  const said = await settlingComment(forge, intent, issue)
  const body = `${markOf(intent)}\n${statusTexts.settlingTakenBack(intent.release)[intent.language]}`
  if (said && said.body !== body) await forge.editComment(keyOf(issue), said.id, body)
}

async function refusalOf(issue: { package: string; repository: string }, act: () => Promise<void>): Promise<Refused[]> {
  const sent = await permitted(act)
  if ('done' in sent) return []
  return [{ package: issue.package, message: statusTexts.notSent(issue.repository, sent.failed) }]
}

/** Slipway's issue of this title in a repository. */
export async function ownIssueTitled(
  forge: Forge,
  wanted: { repository: string; title: string; since: Date },
): Promise<ForgeIssue | undefined> {
  const self = await forge.self()
  const changed = await permitted(() => forge.issuesSince(wanted.repository, wanted.since))
  if ('failed' in changed) return undefined
  return changed.done.find(i => i.title === wanted.title && i.author.id === self.id)
}

async function openIssue(forge: Forge, found: FoundProblem) {
  const { repository, title, body } = found
  const { id, url, state } = await forge.ensureIssue({ repository, title, body, type: ISSUE_TYPE })
  const falseAlarm = found.before?.falseAlarm ?? false
  if (falseAlarm || !isSettled(state)) return { id, url, state, falseAlarm }
  await forge.editIssue({ repository, id }, { state: 'open' })
  return { id, url, state: 'open' as const, falseAlarm }
}

async function closeIssue(forge: Forge, intent: ProblemIntent, settled: SettledIssue): Promise<void> {
  const issue = keyOf(settled)
  const seen = await forge.readIssue(issue)
  if (!seen) return
  if (!(await settlingComment(forge, intent, issue))) {
    const said = statusTexts.settledBySelfCheck(intent.release, intent.page)[intent.language]
    await forge.addComment(issue, `${markOf(intent)}\n${said}`)
  }
  if (!isSettled(seen.state)) await forge.editIssue(issue, { state: 'closed' })
}

/** Brings an issue to a state; only from one when it is said: what a person did since then stands. */
async function putState(forge: Forge, issue: IssueKey, { to, from }: { to: IssueState; from?: IssueState }) {
  const key = keyOf(issue)
  const seen = await forge.readIssue(key)
  if (!seen || seen.state === to || (from && seen.state !== from)) return
  await forge.editIssue(key, { state: to })
}

function keyOf({ repository, id }: IssueKey): IssueKey {
  return { repository, id }
}

function markOf({ run }: ProblemIntent): string {
  return `<!-- slipway:settled:${run} -->`
}

async function settlingComment(forge: Forge, intent: ProblemIntent, settled: IssueKey) {
  const issue = keyOf(settled)
  if (!(await forge.readIssue(issue))) return undefined
  const self = await forge.self()
  const mark = markOf(intent)
  return (await forge.listComments(issue)).find(c => c.author.id === self.id && c.body.startsWith(mark))
}

/** A forge that says no (no such repository, not allowed) is no reason to lose what a check found; one that is down is. */
async function permitted<T>(act: () => Promise<T>): Promise<{ done: T } | { failed: string }> {
  try {
    return { done: await act() }
  } catch (error) {
    if (isDenied(error)) return { failed: error.message }
    throw error
  }
}

function recordOf(
  intent: ProblemIntent,
  { kind, package: name, repository }: FoundProblem,
  issue: { id: string; url: string; state: IssueState; falseAlarm: boolean } | null,
): ProblemRecord {
  const former = intent.former.find(p => p.kind === kind && p.package === name)
  return {
    kind,
    package: name,
    repository,
    issue: issue?.id ?? null,
    url: issue?.url ?? '',
    status: issue?.state ?? 'open',
    falseAlarm: issue?.falseAlarm ?? false,
    run: intent.run,
    openedAt: former?.openedAt ?? intent.at,
    closedAt: null,
  }
}

/** Earlier problems that are gone are closed from now on; those this self-check did not look for stay as they are. */
function noLongerFound({ former, found, looked, at }: ProblemIntent): ProblemRecord[] {
  return former
    .filter(p => !found.some(f => f.kind === p.kind && f.package === p.package))
    .map(p =>
      isSettled(p.status) || !looked.some(kind => kind === p.kind) ? p : { ...p, status: 'closed', closedAt: at },
    )
}
