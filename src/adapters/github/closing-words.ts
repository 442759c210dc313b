// The issues that a pull request closes by the words of its description: `Fixes #12`, `closes owner/name#3`.
// https://docs.github.com/issues/tracking-your-work-with-issues/linking-a-pull-request-to-an-issue

import type { IssueKey } from '../../ports/index.ts'

const KEYWORD = '(?<![\\w-])(?:close[sd]?|fix(?:es|ed)?|resolve[sd]?):?[ \\t]+'
const NUMBER = '([1-9]\\d{0,9})(?![\\w])'
const REPOSITORY = '([A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+)'

/** `host`: origin of GitHub's pages, for issues written as an address. Each issue once, in the order of the text. */
export function closedIssues(body: string, { repository, host }: { repository: string; host: string }): IssueKey[] {
  const address = `${host.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}/${REPOSITORY}/issues/${NUMBER}`
  const reference = new RegExp(`${KEYWORD}(?:${REPOSITORY}?#${NUMBER}|${address})`, 'gi')
  const found = new Map<string, IssueKey>()
  for (const [, shortName, shortId, longName, longId] of withoutCode(body).matchAll(reference)) {
    const key = { repository: shortName ?? longName ?? repository, id: shortId ?? longId ?? '' }
    const once = `${key.repository.toLowerCase()}#${key.id}`
    if (!found.has(once)) found.set(once, key)
  }
  return [...found.values()]
}

/** Code and remarks do not count; one that is not closed goes on to the end. */
function withoutCode(body: string): string {
  return body
    .replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
    .replace(/^[ \t]*(```|~~~)[\s\S]*?(?:^[ \t]*\1|(?![\s\S]))/gm, ' ')
    .replace(/`[^`\n]*`/g, ' ')
}
