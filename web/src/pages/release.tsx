// One release: where it stands, what it waits for and who can act, then everything behind it.

import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { pollMs, useReleaseEvents } from '../api/live.ts'
import { releaseQuery } from '../api/queries.ts'
import type { ReleaseView } from '../api/types.ts'
import { ProblemNotice } from '../features/problem.tsx'
import { Advisories } from '../features/release/advisories.tsx'
import { ArchiveBanner } from '../features/release/archive-banner.tsx'
import { CommandDesk } from '../features/release/command-desk.tsx'
import { Commands } from '../features/release/commands.tsx'
import { Explanation } from '../features/release/explanation.tsx'
import { Findings } from '../features/release/findings.tsx'
import { Gates } from '../features/release/gates.tsx'
import { ReleaseHeader } from '../features/release/header.tsx'
import { ImportNotes } from '../features/release/import-notes.tsx'
import { PackageDiffs } from '../features/release/package-diffs.tsx'
import { Problems } from '../features/release/problems.tsx'
import { Repositories } from '../features/release/repositories.tsx'
import { RunProgress } from '../features/release/run-progress.tsx'
import { Scope } from '../features/release/scope.tsx'
import { SelfCheck } from '../features/release/self-check.tsx'
import { Stages } from '../features/release/stages.tsx'
import { Timeline } from '../features/release/timeline.tsx'
import { TroubleLine } from '../features/release/trouble-line.tsx'
import { WaitingLine } from '../features/release/waiting-line.tsx'
import { paths } from '../paths.ts'
import { StaleLine } from '../ui/stale-line.tsx'
import { useTitle } from '../ui/title.ts'
import '../features/release/release.css'

const route = getRouteApi(paths.release)

export function ReleasePage() {
  const { t } = useTranslation()
  const { id } = route.useParams()
  useTitle(id)
  const live = useReleaseEvents(id)
  const release = useQuery(releaseQuery(id, pollMs[live]))
  if (release.data === undefined) {
    if (release.isError) {
      return (
        <div className="section">
          <ProblemNotice problem={release.error} onRetry={() => void release.refetch()} />
        </div>
      )
    }
    return (
      <div className="page-wait" role="status" aria-label={t('app.loading')}>
        <Skeleton active paragraph={{ rows: 8 }} />
      </div>
    )
  }
  return (
    <CommandDesk release={release.data}>
      <ReleaseHeader release={release.data} live={live} />
      {release.isError && <StaleLine since={release.dataUpdatedAt} />}
      <ReleaseBody release={release.data} />
    </CommandDesk>
  )
}

function ReleaseBody({ release }: { readonly release: ReleaseView }) {
  return (
    <>
      <ArchiveBanner archive={release.archive} />
      <div className="section release-now">
        <Stages release={release} />
        <WaitingLine release={release} />
        {release.trouble && <TroubleLine trouble={release.trouble} />}
        <Explanation release={release.id} />
      </div>
      <div className="release-grid">
        <div className="release-first">
          {release.selfCheck ? (
            <SelfCheck release={release.id} check={release.selfCheck} />
          ) : (
            release.findings.length > 0 && <Findings findings={release.findings} />
          )}
          <Problems problems={release.problems} />
          {release.imported && <ImportNotes imported={release.imported} />}
          <RunProgress release={release} />
        </div>
        <div className="release-side">
          <Gates release={release} />
          <Commands commands={release.commands} />
        </div>
        <div className="release-rest">
          <Scope release={release} />
          <PackageDiffs release={release.id} />
          <Advisories advisories={release.advisories} />
          <Repositories release={release} />
          <Timeline release={release.id} />
        </div>
      </div>
    </>
  )
}
