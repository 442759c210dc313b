// The public API and the local forge, as the people of the demonstration use them. Knows addresses, no story.

import type { ReleaseView } from '../src/releases/view.ts'
import type { Http } from './http.ts'

export interface ForgeComment {
  readonly id: string
  readonly body: string
  readonly author: string
}

export interface Api {
  /** Creates the release of a branch and day; asked again it gives the same one. */
  createRelease(token: string, request: { branch: string; date: string }): Promise<ReleaseView>
  readRelease(id: string): Promise<ReleaseView>
  /** Puts a file on a branch of a repository; again it is the same. */
  putFile(token: string, repository: string, file: { branch: string; path: string; content: string }): Promise<void>
  /** Opens an issue and returns its id. */
  openIssue(token: string, repository: string, issue: { title: string; body: string }): Promise<string>
  /** Posts a comment once, however often the connection breaks; returns the comments that came after it. */
  comment(token: string, issue: { repository: string; id: string }, author: string, body: string): Promise<ForgeComment>
  comments(token: string, issue: { repository: string; id: string }): Promise<readonly ForgeComment[]>
}

interface WireComment {
  readonly id: string | number
  readonly body: string
  readonly author: string | { readonly login: string }
}

interface WireIssue {
  readonly id: string
  readonly title: string
}

export function createApi(http: Http): Api {
  const issuesOf = (repository: string) => `/forge/api/repos/${repository}/issues`
  async function comments(token: string, issue: { repository: string; id: string }) {
    const path = `${issuesOf(issue.repository)}/${issue.id}/comments`
    const found = await http.json<readonly WireComment[] | { items: readonly WireComment[] }>(path, { token })
    return listed(found).map(readComment)
  }
  return {
    comments,
    createRelease: (token, body) => http.json<ReleaseView>('/api/v1/releases', { method: 'POST', token, body }),
    readRelease: id => http.json<ReleaseView>(`/api/v1/releases/${encodeURIComponent(id)}`),
    async putFile(token, repository, body) {
      await http.json(`/forge/api/repos/${repository}/files`, { method: 'POST', token, body })
    },
    async openIssue(token, repository, issue) {
      const path = issuesOf(repository)
      const opened = await http.change<WireIssue>(path, { method: 'POST', token, body: issue }, async () => {
        const there = await http.json<readonly WireIssue[] | { items: readonly WireIssue[] }>(path, { token })
        return listed(there).find(other => other.title === issue.title)
      })
      return opened.id
    },
    async comment(token, issue, author, body) {
      const mine = async () => (await comments(token, issue)).filter(c => c.author === author && c.body.trim() === body)
      const before = (await mine()).length
      const path = `${issuesOf(issue.repository)}/${issue.id}/comments`
      const wire = await http.change<WireComment>(path, { method: 'POST', token, body: { body } }, async () => {
        const now = await mine()
        return now.length > before ? now.at(-1) : undefined
      })
      return readComment(wire)
    },
  }
}

function listed<T>(found: readonly T[] | { readonly items: readonly T[] }): readonly T[] {
  return 'items' in found ? found.items : found
}

function readComment(wire: WireComment): ForgeComment {
  return {
    id: String(wire.id),
    body: wire.body,
    author: typeof wire.author === 'string' ? wire.author : wire.author.login,
  }
}
