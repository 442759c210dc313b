// Takes over a release that began under the old tool, from its issue as it is. A doer. Asked again it changes nothing.

import { type Actor, type Channel, holdersOf, loginsOfHolders, rolesOf } from '../accounts/index.ts'
import { isCivilDate } from '../lib/clock.ts'
import { isRefusal, type Refusal, refuse } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import type { ForgeIssue } from '../ports/index.ts'
import { type AdoptDeps, deliveriesOf } from './adopt.ts'
import { createRelease } from './creation.ts'
import { settleDeliveries } from './delivery-store.ts'
import { formerLabelsOf, rowsToLookUp, strangers, takeOver } from './import-rows.ts'
import { shortName } from './issue-names.ts'
import { type IssueDocument, readIssueBody } from './issue-read.ts'
import { isSettled } from './issue-status.ts'
import { saveImport } from './issue-store.ts'
import { issueTexts } from './issue-texts.ts'
import { issuesMeant } from './issues.ts'
import { nameRelease, parseTitle } from './naming.ts'
import { parseIssueId } from './parse.ts'
import { branchOf } from './policy.ts'
import { loadRelease, releaseOfIssue } from './store.ts'
import { holders as roleNames, texts } from './texts.ts'

export interface ImportOrder {
  /** As people write it: id, `#id`, `repository#id` or an address. */
  readonly issue: string
  /** `owner/name`; the repository of release issues unless given. */
  readonly repository?: string
}

type By = { readonly actor: Actor; readonly channel: Channel }

/**
 * Makes the release of an issue. It enters `scoping` with its rows, a draft when it had not been started: what was
 * confirmed under the old tool was confirmed by texts that anybody could write, so every gate is asked again.
 */
export async function importRelease(
  deps: AdoptDeps,
  order: ImportOrder,
  by: By,
): Promise<{ id: string; created: boolean } | Refusal> {
  const issue = await issueMeant(deps, order)
  if (isRefusal(issue)) return issue
  const branches = deps.policy.branches.map(b => b.name)
  const titled = parseTitle(issue.title, branches)
  if (isRefusal(titled)) return titled
  const roles = await rolesOf(deps.db, deps.policy.roles, by.actor, titled.branch)
  if (!roles.includes('version-manager')) {
    return refuse('wrong-role', issueTexts.mayNotImport(roleNames['version-manager']))
  }
  const known = await releaseOfIssue(deps.db, issue)
  if (known !== undefined) return { id: known, created: false }
  if (isSettled(issue.state)) {
    return refuse('issue-closed', issueTexts.closedIssue(issue.id))
  }
  return await takeIn(deps, { issue, titled, by })
}

async function takeIn(
  deps: AdoptDeps,
  what: { issue: ForgeIssue; titled: { branch: string; date: string; suffix: string }; by: By },
): Promise<{ id: string; created: boolean } | Refusal> {
  const { issue, titled, by } = what
  const document = readIssueBody(issue.body)
  const timezone = branchOf(deps.policy, titled.branch)?.timezone ?? ''
  const freeze = document.codeFreeze !== null && isCivilDate(document.codeFreeze) ? document.codeFreeze : undefined
  const order = { ...titled, isTakenOver: true, ...(freeze === undefined ? {} : { freezeDate: freeze }) }
  const names = nameRelease(order, timezone, deps.clock.now())
  if (isRefusal(names)) return names
  const other = await loadRelease(deps.db, names.id)
  if (other) return refuse('conflict', issueTexts.notOurRelease(names.id, other.issue?.url || names.id))
  const found = await lostIssues(deps, document)
  const taken = takeOver(document, row => found.get(keyOf(row)))
  const holders = loginsOfHolders(await holdersOf(deps.db, deps.policy.roles, titled.branch))
  const imported = {
    stage: document.hasScope ? ('scoping' as const) : ('draft' as const),
    notUnderstood: [...document.notUnderstood],
    notes: [
      ...formerLabelsOf(issue.labels),
      ...(document.hasScope ? [] : [issueTexts.noteNoScope()]),
      ...headNotes(document, titled, names.freezeDate),
      ...strangers(document, holders),
      ...taken.notes,
    ],
    body: issue.body,
  }
  // Whatever was commented there before was meant for the old tool.
  const unheard = await deliveriesOf(deps, issue, await deps.ports.forge.listComments(issue))
  const at = deps.clock.now()
  return await createRelease(deps, order, by, {
    origin: 'imported',
    issue,
    message: issueTexts.imported(names.id, issue.url),
    also: async tx => {
      await saveImport(tx, names.id, { imported, ...taken, by: { ...by.actor, at } })
      await settleDeliveries(tx, names.id, unheard, at)
    },
  })
}

async function issueMeant(deps: AdoptDeps, order: ImportOrder): Promise<ForgeIssue | Refusal> {
  const { forge } = deps.ports
  const ref = parseIssueId(order.issue)
  if (!ref) return refuse('bad-issue-id', texts.badIssueId(order.issue))
  const repository = order.repository ?? ref.repository
  const isWhole = repository?.includes('/') ?? false
  const there = isWhole || repository === undefined ? (repository ?? deps.policy.forge.repository) : undefined
  const issue = there === undefined ? undefined : await forge.readIssue({ repository: there, id: ref.id })
  if (issue) return issue
  const meant = isWhole ? [] : await issuesMeant(forge, { repository, id: ref.id })
  const [only] = meant
  if (!only) return refuse('unknown-issue', texts.unknownIssue(order.issue))
  if (meant.length === 1) return only
  const repositories = meant.map(i => i.repository)
  return refuse('ambiguous-issue', texts.ambiguousIssue(ref.id, repositories))
}

/** Fetches the issues of rows that have lost their CVE number or title. */
async function lostIssues(deps: AdoptDeps, document: IssueDocument): Promise<ReadonlyMap<string, ForgeIssue>> {
  const found = new Map<string, ForgeIssue>()
  for (const row of rowsToLookUp(document)) {
    const matches = await deps.ports.forge.findIssue(parseIssueId(row.issue)?.id ?? row.issue, [])
    const meant = matches.find(i => shortName(i.repository) === row.repository)
    if (meant) found.set(keyOf(row), meant)
  }
  return found
}

function keyOf({ issue, repository }: { readonly issue: string; readonly repository: string }): string {
  return `${repository}#${issue}`
}

function headNotes(document: IssueDocument, titled: { branch: string; date: string }, freezeDate: string): Text[] {
  const { branch, codeFreeze } = document
  const isOtherBranch = branch !== null && branch.toLowerCase() !== titled.branch.toLowerCase()
  const isNoDate = codeFreeze !== null && !isCivilDate(codeFreeze)
  return [
    ...(isOtherBranch ? [issueTexts.noteBranch(branch, titled.branch)] : []),
    ...(isNoDate ? [issueTexts.noteFreeze(codeFreeze, freezeDate)] : []),
    ...(freezeDate < titled.date ? [issueTexts.noteEarlyFreeze(freezeDate, titled.date)] : []),
  ]
}
