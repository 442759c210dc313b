// A source package: which releases brought it, under which tag, with which builds and for which rows.

import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { packageQuery } from '../api/queries.ts'
import type { PackageRelease } from '../api/types.ts'
import { ProblemNotice } from '../features/problem.tsx'
import { paths } from '../paths.ts'
import { Mark } from '../ui/mark.tsx'
import { Notice } from '../ui/notice.tsx'
import { Section } from '../ui/section.tsx'
import { Ago } from '../ui/time.tsx'
import { useTitle } from '../ui/title.ts'
import '../features/releases/releases.css'
import './package.css'
import { MoreButton } from '../ui/more-button.tsx'

const route = getRouteApi(paths.package)

export function PackagePage() {
  const { t } = useTranslation()
  const { name } = route.useParams()
  useTitle(name)
  const found = useInfiniteQuery(packageQuery(name))
  const releases = found.data?.pages.flatMap(page => page.items) ?? []

  function content() {
    if (found.data === undefined) {
      return found.isError ? (
        <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <div className="page-wait">
          <Skeleton active />
        </div>
      )
    }
    if (releases.length === 0) return <Notice icon="search" title={t('packagePage.empty')} />
    return (
      <ul className="package-releases">
        {releases.map(release => (
          <Release key={release.release} release={release} />
        ))}
      </ul>
    )
  }

  return (
    <>
      <div className="list-head">
        <h1>{name}</h1>
      </div>
      <Section id="releases" title={t('packagePage.releases')} isFlush>
        {content()}
      </Section>
      <MoreButton of={found} />
    </>
  )
}

function Release({ release }: { readonly release: PackageRelease }) {
  const { t } = useTranslation()
  const at = release.withdrawnAt ?? release.publishedAt
  return (
    <li>
      <div className="row">
        <Link to={paths.release} params={{ id: release.release }}>
          <strong>{release.release}</strong>
        </Link>
        <span className="mono small muted">{release.tag}</span>
        {release.withdrawn && <Mark tone="warn">{t('mark.withdrawn')}</Mark>}
        {release.published && <Mark tone="good">{t('packagePage.published')}</Mark>}
        {!release.withdrawn && !release.published && <Mark>{t(`stage.${release.stage}`)}</Mark>}
        {at !== null && (
          <span className="small muted">
            <Ago at={at} />
          </span>
        )}
      </div>
      <ul className="mono small">
        {release.builds.map(build => (
          <li key={`${build.family} ${build.arch}`}>
            <span className="muted">
              {build.family} {build.arch}
            </span>{' '}
            {build.nevras.join(' ')}
          </li>
        ))}
      </ul>
      {release.broughtBy.length > 0 && (
        <p className="small muted">
          {t('packagePage.broughtBy', { rows: release.broughtBy.map(row => row.cve ?? `#${row.issue}`).join(' · ') })}
        </p>
      )}
    </li>
  )
}
