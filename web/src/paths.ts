// Every address the pages know: those of the pages themselves (below /ui) and those of the API.

/** Routes, as the router spells them. */
export const paths = {
  releases: '/',
  release: '/releases/$id',
  issue: '/issues/$owner/$repo/$id',
  slo: '/slo',
  package: '/packages/$name',
} as const

type Query = Readonly<Record<string, string | number | null | undefined>>

function withQuery(path: string, query: Query): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(key, String(value))
  }
  return search.size === 0 ? path : `${path}?${search}`
}

function release(id: string): string {
  return `/api/v1/releases/${encodeURIComponent(id)}`
}

function forgeIssue(key: { owner: string; repo: string; id: string }): string {
  return `/forge/api/repos/${[key.owner, key.repo].map(encodeURIComponent).join('/')}/issues/${encodeURIComponent(key.id)}`
}

export const api = {
  me: '/api/v1/me',
  session: '/api/v1/session',
  branches: '/api/v1/branches',
  releases: (query: {
    branch?: string
    stage?: string
    deleted?: string | undefined
    limit: number
    cursor: string | null
  }) => withQuery('/api/v1/releases', query),
  release,
  timeline: (id: string, limit: number) => withQuery(`${release(id)}/timeline`, { limit }),
  events: (id: string) => `${release(id)}/events`,
  commands: (id: string) => `${release(id)}/commands`,
  newRelease: '/api/v1/releases',
  slo: (query: { branch?: string | undefined }) => withQuery('/api/v1/slo', query),
  packageReleases: (name: string, cursor: string | null) =>
    withQuery(`/api/v1/packages/${encodeURIComponent(name)}/releases`, { limit: 50, cursor }),
  versions: (id: string) => `${release(id)}/versions`,
  explanation: (id: string) => `${release(id)}/explanation`,
  releaseDiff: (id: string, cursor: string | null) => withQuery(`${release(id)}/diff`, { limit: 100, cursor }),
  feedback: (id: string) => `${release(id)}/feedback`,
  rowHistory: (id: string, row: { kind: string; issue: string }) =>
    `${release(id)}/items/${row.kind}/${encodeURIComponent(row.issue)}/history?limit=1000`,
  run: (id: string) => `/api/v1/runs/${encodeURIComponent(id)}`,
  issue: forgeIssue,
  comments: (key: { owner: string; repo: string; id: string }) => `${forgeIssue(key)}/comments`,
}
