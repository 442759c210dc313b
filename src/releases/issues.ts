// Finds at the forge the issues and pull requests that people name. A doer: it only reads.

import { refuse } from '../lib/errors.ts'
import type { Forge, ForgeIssue, ForgePull } from '../ports/index.ts'
import type { Link } from './comment-links.ts'
import { shortName } from './issue-names.ts'
import { itemOfIssue } from './issue-row.ts'
import { parseIssueId } from './parse.ts'
import type { FoundIssue } from './ruling.ts'
import { texts } from './texts.ts'

/** The row an issue named to a command would make on a branch. */
export async function findIssue(forge: Forge, word: string, branch: string): Promise<FoundIssue> {
  const ref = parseIssueId(word)
  if (!ref) return { word, item: null, problem: refuse('bad-issue-id', texts.badIssueId(word)) }
  const meant = await issuesMeant(forge, ref)
  if (meant.length > 1) {
    const repositories = meant.map(i => i.repository)
    return { word, item: null, problem: refuse('ambiguous-issue', texts.ambiguousIssue(ref.id, repositories)) }
  }
  const [issue] = meant
  if (!issue) return { word, item: null, problem: refuse('unknown-issue', texts.unknownIssue(word)) }
  return { word, item: itemOfIssue(issue, branch), problem: null }
}

/** Every issue of this id, in the repository if one is named: `owner/name`, or its name alone. */
export async function issuesMeant(
  forge: Forge,
  { repository, id }: { repository?: string | undefined; id: string },
): Promise<readonly ForgeIssue[]> {
  const matches = await forge.findIssue(id, repository?.includes('/') ? [repository] : [])
  return matches.filter(i => !repository || i.repository === repository || shortName(i.repository) === repository)
}

/** The pull request a link names; one without a repository is of the release issue's own. */
export async function readPull(
  forge: Forge,
  { repository, number }: Extract<Link, { kind: 'pull' }>,
  own: string | undefined,
): Promise<ForgePull | undefined> {
  const where = repository ?? own
  return where?.includes('/') ? await forge.readPull({ repository: where, number }) : undefined
}
