// The list of releases: which there are, where each stands, what it waits for.

import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ReleaseFilter, releasesQuery } from '../api/queries.ts'
import { ProblemNotice } from '../features/problem.tsx'
import { ReleaseFilters } from '../features/releases/filters.tsx'
import { mayCreate } from '../features/releases/may-create.ts'
import { ReleaseTable } from '../features/releases/table.tsx'
import { useSession } from '../features/session/session.tsx'
import { paths } from '../paths.ts'
import { Notice } from '../ui/notice.tsx'
import { StaleLine } from '../ui/stale-line.tsx'
import { useTitle } from '../ui/title.ts'
import '../features/releases/releases.css'
import { MoreButton } from '../ui/more-button.tsx'

const CreateDialog = lazy(() =>
  import('../features/releases/create-dialog.tsx').then(module => ({ default: module.CreateDialog })),
)

const route = getRouteApi(paths.releases)

export function ReleasesPage() {
  const { t } = useTranslation()
  const filter = route.useSearch()
  const navigate = useNavigate()
  useTitle(t('releases.title'))
  const releases = useInfiniteQuery(releasesQuery(filter))
  const rows = releases.data?.pages.flatMap(page => page.items) ?? []
  const isFiltered = filter.branch !== undefined || filter.stage !== undefined
  const choose = (search: ReleaseFilter) => void navigate({ to: paths.releases, search, replace: true })

  function content() {
    if (releases.isError && releases.data === undefined) {
      return <ProblemNotice problem={releases.error} onRetry={() => void releases.refetch()} />
    }
    if (releases.data !== undefined && rows.length === 0) {
      return isFiltered ? (
        <Notice
          icon="search"
          title={t('releases.noMatch')}
          action={<Button onClick={() => choose({})}>{t('releases.clear')}</Button>}
        />
      ) : (
        <Notice icon="anchor" title={t('releases.empty')} hint={t('releases.emptyHint')} />
      )
    }
    if (releases.data === undefined) {
      return (
        <div className="page-wait" role="status" aria-label={t('app.loading')}>
          <Skeleton active title={false} paragraph={{ rows: 8, width: '100%' }} />
        </div>
      )
    }
    return <ReleaseTable rows={rows} isOlder={releases.isPlaceholderData} />
  }

  return (
    <>
      <div className="list-head">
        <div>
          <h1>{t('releases.title')}</h1>
          <p className="muted">{t('releases.explain')}</p>
        </div>
        <div className="list-tools">
          <ReleaseFilters filter={filter} onChoose={choose} />
          <NewRelease />
        </div>
      </div>
      {releases.isError && rows.length > 0 && <StaleLine since={releases.dataUpdatedAt} />}
      <div className="section">{content()}</div>
      <MoreButton of={releases} />
    </>
  )
}

/** For those who may on some branch; on which, the server says when it is sent. */
function NewRelease() {
  const { t } = useTranslation()
  const { me } = useSession()
  // Undefined until the dialog was wanted once.
  const [isOpen, setOpen] = useState<boolean>()
  if (!mayCreate(me)) return null
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('create.title')}
      </Button>
      {isOpen !== undefined && (
        <Suspense>
          <CreateDialog isOpen={isOpen} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
