// From the API's words to ours. Pure.

import type { Static } from 'typebox'
import type { ForgeComment, ForgeIssue, ForgeUser, IssueKey } from '../../ports/index.ts'
import type { Dialect } from './dialects.ts'
import type { CommentAnswer, IssueAnswer, memberSchema, SolvedAnswer, userSchema } from './schema.ts'

/** Who wrote what nobody has written any more: accounts can be deleted. */
const nobody: ForgeUser = { id: '', login: '' }

export function userOf(user: Static<typeof userSchema>): ForgeUser {
  return { id: String(user.id), login: user.login }
}

export function memberOf(member: Static<typeof memberSchema>): ForgeUser {
  return { id: member.object_id || String(member.id), login: member.login }
}

/** @param repository where it was asked for; else the answer says where it is. */
export function issueOf(dialect: Dialect, answer: IssueAnswer, repository?: string): ForgeIssue {
  const { number, title, body, state, user, labels, issue_type, milestone, html_url } = answer
  return {
    id: String(number),
    repository: repository ?? plain(answer.repository?.full_name),
    title,
    body: body ?? '',
    state: dialect.states[state] ?? 'open',
    labels: (labels ?? []).map(l => l.name),
    type: issue_type ?? null,
    milestone: milestone?.title ?? null,
    author: user ? userOf(user) : nobody,
    url: html_url,
    createdAt: new Date(answer.created_at),
    updatedAt: new Date(answer.updated_at),
  }
}

/** Undefined for a comment of nobody: no one can act by it. */
export function commentOf(answer: CommentAnswer, at: Date): ForgeComment | undefined {
  const { id, body, user, created_at, updated_at } = answer
  if (!user) return undefined
  const createdAt = created_at ? new Date(created_at) : at
  const updatedAt = updated_at ? new Date(updated_at) : createdAt
  return { id: String(id), body: body ?? '', author: userOf(user), createdAt, updatedAt }
}

/** The issue a pull request solves; in the pull request's repository unless the answer says otherwise. */
export function solvedOf({ number, url, repository }: SolvedAnswer, pulls: string): IssueKey {
  const address = /\/repos\/([^/]+\/[^/]+)\/issues\//.exec(url ?? '')?.[1]
  return { repository: plain(repository?.full_name) || address || pulls, id: String(number) }
}

/** GitCode writes `owner / name` in places. */
function plain(fullName: string | null | undefined): string {
  return (fullName ?? '').replaceAll(' ', '')
}
