// What the pages ask for, with its keys. Everything of one release lies under ['release', id], so one hint renews it all.

import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../paths.ts'
import { ApiProblem, read } from './client.ts'
import type {
  BranchList,
  Explanation,
  ForgeComment,
  ForgeIssue,
  ItemHistory,
  Me,
  PackageReleases,
  ReleaseDiff,
  ReleasePage,
  ReleaseView,
  RunAnswer,
  SloReport,
  StageName,
  Timeline,
  VersionTable,
} from './types.ts'

export interface ReleaseFilter {
  readonly branch?: string
  readonly stage?: StageName
  /** Deleted plans too. */
  readonly deleted?: true
}

export interface IssueKey {
  readonly owner: string
  readonly repo: string
  readonly id: string
}

export function releasesQuery(filter: ReleaseFilter) {
  return infiniteQueryOptions({
    queryKey: ['releases', filter],
    queryFn: ({ pageParam, signal }) =>
      read<ReleasePage>(
        api.releases({ ...filter, deleted: filter.deleted && 'true', limit: 50, cursor: pageParam }),
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: last => last.next,
    refetchInterval: 15_000,
    placeholderData: keepPreviousData,
  })
}

export function branchesQuery() {
  return queryOptions({
    queryKey: ['branches'],
    queryFn: ({ signal }) => read<BranchList>(api.branches, signal),
    staleTime: 300_000,
  })
}

export function sloQuery(branch: string | undefined) {
  return queryOptions({
    queryKey: ['slo', branch],
    queryFn: ({ signal }) => read<SloReport>(api.slo({ branch }), signal),
    refetchInterval: 60_000,
    placeholderData: keepPreviousData,
  })
}

export function packageQuery(name: string) {
  return infiniteQueryOptions({
    queryKey: ['package', name],
    queryFn: ({ pageParam, signal }) => read<PackageReleases>(api.packageReleases(name, pageParam), signal),
    initialPageParam: null as string | null,
    getNextPageParam: last => last.next,
  })
}

export function releaseQuery(id: string, pollMs: number | false) {
  return queryOptions({
    queryKey: ['release', id],
    queryFn: ({ signal }) => read<ReleaseView>(api.release(id), signal),
    refetchInterval: pollMs,
  })
}

export function timelineQuery(id: string, limit: number) {
  return queryOptions({
    queryKey: ['release', id, 'timeline', limit],
    queryFn: ({ signal }) => read<Timeline>(api.timeline(id, limit), signal),
    placeholderData: keepPreviousData,
  })
}

export function explanationQuery(id: string) {
  return queryOptions({
    queryKey: ['release', id, 'explanation'],
    queryFn: ({ signal }) => read<Explanation>(api.explanation(id), signal),
  })
}

export function versionsQuery(id: string) {
  return queryOptions({
    queryKey: ['release', id, 'versions'],
    queryFn: ({ signal }) => read<VersionTable>(api.versions(id), signal),
  })
}

export function releaseDiffQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ['release', id, 'diff'],
    queryFn: ({ pageParam, signal }) => read<ReleaseDiff>(api.releaseDiff(id, pageParam), signal),
    initialPageParam: null as string | null,
    getNextPageParam: last => last.next,
  })
}

export function rowHistoryQuery(id: string, row: { readonly kind: string; readonly issue: string }) {
  return queryOptions({
    queryKey: ['release', id, 'row', row.kind, row.issue],
    queryFn: ({ signal }) => read<ItemHistory>(api.rowHistory(id, row), signal),
  })
}

export function runQuery(release: string, run: string) {
  return queryOptions({
    queryKey: ['release', release, 'run', run],
    queryFn: ({ signal }) => read<RunAnswer>(api.run(run), signal),
  })
}

/** Nobody signed in is an answer, not an error. */
export function meQuery() {
  return queryOptions({
    queryKey: ['me'],
    queryFn: ({ signal }) => read<Me>(api.me, signal).catch(nobody),
    staleTime: 60_000,
  })
}

function nobody(problem: unknown): null {
  if (problem instanceof ApiProblem && problem.status === 401) return null
  throw problem
}

export function issueQuery(key: IssueKey) {
  return queryOptions({
    queryKey: ['issue', key],
    queryFn: ({ signal }) => read<ForgeIssue>(api.issue(key), signal),
    refetchInterval: 10_000,
  })
}

export function commentsQuery(key: IssueKey) {
  return queryOptions({
    queryKey: ['issue', key, 'comments'],
    queryFn: ({ signal }) => read<readonly ForgeComment[]>(api.comments(key), signal),
    refetchInterval: 2_000,
  })
}
