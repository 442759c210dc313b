// Which release a person means: by its id, its title in any of its forms, its issue, or its directory. A door.

import { isRefusal, type Refusal, refuse } from '../lib/errors.ts'
import { behalfTexts } from './behalf-texts.ts'
import { type NamedBy, releasesNamed } from './name-store.ts'
import { parseTitle } from './naming.ts'
import { parseIssueId } from './parse.ts'
import type { QueryDeps } from './queries.ts'
import { texts } from './texts.ts'
import type { FoundRelease } from './view.ts'

/** The one release a name means; refuses names of none and of several. */
export async function findRelease(
  deps: Pick<QueryDeps, 'db' | 'policy'>,
  name: string,
): Promise<FoundRelease | Refusal> {
  const named = readName(
    name.trim(),
    deps.policy.branches.map(b => b.name),
  )
  const found = await releasesNamed(deps.db, named)
  const [release, ...others] = found
  if (!release) return refuse('unknown-release', texts.unknownRelease(name.slice(0, 200)))
  if (others.length === 0) return release
  const ids = found.map(r => r.id)
  return refuse('ambiguous-release', behalfTexts.ambiguousRelease(name, ids))
}

function readName(name: string, branches: readonly string[]): NamedBy {
  const title = parseTitle(name, branches)
  if (!isRefusal(title)) return { id: `${title.branch}_update${title.date}${title.suffix}` }
  const directory = /^(?:update_)?(\d{8}(?:[a-z][a-z0-9]*)?)$/.exec(name)?.[1]
  const issue = parseIssueId(name)
  return {
    id: name,
    ...(directory && { directory: `update_${directory}` }),
    ...(issue && { issue: issue.id, ...(issue.repository && { repository: issue.repository }) }),
  }
}
