// Which release this is, its dates and its issue.

import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { LiveState } from '../../api/live.ts'
import type { ReleaseView } from '../../api/types.ts'
import { paths } from '../../paths.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Mark } from '../../ui/mark.tsx'
import { ReleaseId } from '../../ui/release-id.tsx'
import { Ago, CivilDate } from '../../ui/time.tsx'
import { ReleaseMarks } from '../release-marks.tsx'

interface ReleaseHeaderProps {
  readonly release: ReleaseView
  readonly live: LiveState
}

export function ReleaseHeader({ release, live }: ReleaseHeaderProps) {
  const { t } = useTranslation()
  return (
    <div className="release-head">
      <div className="release-crumb small">
        <Link to={paths.releases}>{t('app.releases')}</Link>
        <span aria-hidden="true">/</span>
        <Link to={paths.releases} search={{ branch: release.branch }}>
          {release.branch}
        </Link>
        <LiveMark live={live} />
      </div>
      <div className="release-title">
        <h1>
          <ReleaseId id={release.id} />
        </h1>
        <CopyButton text={release.id} label={t('release.copyId')} />
        <ReleaseMarks release={release} />
      </div>
      <dl className="release-facts">
        <div>
          <dt>{t('release.directory')}</dt>
          <dd className="mono">{release.directory}</dd>
        </div>
        <div>
          <dt>{t('release.created')}</dt>
          <dd>
            <CivilDate date={release.date} hint={t('release.civilHint')} />
          </dd>
        </div>
        <div>
          <dt>{t('release.freeze')}</dt>
          <dd>
            <CivilDate date={release.freezeDate} hint={t('release.civilHint')} />
          </dd>
        </div>
        <div>
          <dt>{t('release.issue')}</dt>
          <dd>
            {release.issue === null ? (
              <span className="muted">{t('release.noIssue')}</span>
            ) : (
              <a href={release.issue.url}>
                {release.issue.repository}#{release.issue.id}
              </a>
            )}
          </dd>
        </div>
        {release.archive !== null && <Archive archive={release.archive} />}
        <div>
          <dt>{t('release.updated')}</dt>
          <dd>
            <Ago at={release.updatedAt} />
          </dd>
        </div>
      </dl>
    </div>
  )
}

/** Where the update list is archived, or that it is not yet as it must be. */
function Archive({ archive }: { readonly archive: NonNullable<ReleaseView['archive']> }) {
  const { t } = useTranslation()
  const folder = archive.files[0]?.split('/').slice(0, -1).join('/') ?? ''
  return (
    <div>
      <dt>{t('release.archive')}</dt>
      <dd title={archive.files.join('\n')}>
        {archive.state === 'archived' ? (
          <>
            <Mark tone="good">{t('release.archived')}</Mark> {archive.repository}/{folder}
          </>
        ) : (
          <Mark tone="warn">{t('release.archivePending')}</Mark>
        )}
      </dd>
    </div>
  )
}

function LiveMark({ live }: { readonly live: LiveState }) {
  const { t } = useTranslation()
  return (
    <span className={`live live-${live}`} role="status" title={live === 'polling' ? t('live.pollingHint') : undefined}>
      <i aria-hidden="true" />
      {t(`live.${live}`)}
    </span>
  )
}
