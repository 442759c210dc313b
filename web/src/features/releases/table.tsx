// Rows of the list. On a narrow screen each release is one cell with everything under its name.

import { Link } from '@tanstack/react-router'
import { Grid, Table, type TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { stageNames } from '../../api/stages.ts'
import type { ReleaseSummary } from '../../api/types.ts'
import { useSay } from '../../i18n/index.ts'
import { paths } from '../../paths.ts'
import { ReleaseId } from '../../ui/release-id.tsx'
import { StageMeter } from '../../ui/stage-meter.tsx'
import { Ago, CivilDate } from '../../ui/time.tsx'
import { ReleaseMarks } from '../release-marks.tsx'

interface ReleaseTableProps {
  readonly rows: readonly ReleaseSummary[]
  /** The rows are those of the filter before, shown while the new ones come. */
  readonly isOlder: boolean
}

export function ReleaseTable({ rows, isOlder }: ReleaseTableProps) {
  const { t } = useTranslation()
  const isWide = Grid.useBreakpoint().lg ?? true
  return (
    <Table<ReleaseSummary>
      className={isOlder ? 'older' : ''}
      aria-label={t('releases.table')}
      rowKey="id"
      size="middle"
      dataSource={rows}
      columns={isWide ? wideColumns(t) : [{ key: 'release', title: t('releases.release'), render: narrowCell }]}
      showHeader={isWide}
      pagination={false}
    />
  )
}

type Translate = ReturnType<typeof useTranslation>['t']

function wideColumns(t: Translate): TableColumnsType<ReleaseSummary> {
  return [
    { key: 'release', title: t('releases.release'), render: (_, row) => <Name release={row} /> },
    { key: 'stage', title: t('releases.stage'), width: 150, render: (_, row) => <Stage release={row} /> },
    { key: 'waits', title: t('releases.waitsFor'), width: '30%', render: (_, row) => <Waits release={row} /> },
    { key: 'scope', title: t('releases.scope'), width: 140, render: (_, row) => <Counts release={row} /> },
    { key: 'dates', title: t('releases.dates'), width: 150, render: (_, row) => <Dates release={row} /> },
    { key: 'age', title: t('releases.age'), width: 110, render: (_, row) => <Ago at={row.createdAt} /> },
  ]
}

function narrowCell(_: unknown, row: ReleaseSummary): ReactNode {
  return (
    <div className="release-card">
      <Name release={row} />
      <Stage release={row} />
      <Waits release={row} />
      <div className="row small muted">
        <Counts release={row} />
      </div>
      <div className="row small muted">
        <Dates release={row} />
        <Ago at={row.createdAt} />
      </div>
    </div>
  )
}

function Name({ release }: { readonly release: ReleaseSummary }) {
  return (
    <>
      <div className="row release-name">
        <Link to={paths.release} params={{ id: release.id }}>
          <ReleaseId id={release.id} />
        </Link>
        <ReleaseMarks release={release} />
      </div>
      <div className="muted small">
        {release.branch} · <span className="mono">{release.directory}</span>
      </div>
    </>
  )
}

function Stage({ release }: { readonly release: ReleaseSummary }) {
  const { t } = useTranslation()
  const say = useSay()
  const at = stageNames.indexOf(release.stage) + 1
  const title = say(release.stageTitle)
  return (
    <div className="stage-cell">
      <StageMeter at={at} of={stageNames.length} label={t('stage.position', { at, of: stageNames.length, title })} />
      <span>{title}</span>
    </div>
  )
}

function Waits({ release }: { readonly release: ReleaseSummary }) {
  const say = useSay()
  return <span className="lines">{say(release.waitingFor)}</span>
}

function Counts({ release }: { readonly release: ReleaseSummary }) {
  const { t } = useTranslation()
  const { cve, bugfix, sourcePackages } = release.counts
  return (
    <ul className="counts small">
      <li>{t('releases.cves', { count: cve })}</li>
      <li>{t('releases.bugfixes', { count: bugfix })}</li>
      <li className="muted">{t('releases.packages', { count: sourcePackages })}</li>
    </ul>
  )
}

function Dates({ release }: { readonly release: ReleaseSummary }) {
  const { t } = useTranslation()
  return (
    <dl className="dates small">
      <dt>{t('releases.created')}</dt>
      <dd>
        <CivilDate date={release.date} hint={t('release.civilHint')} />
      </dd>
      <dt>{t('releases.freeze')}</dt>
      <dd>
        <CivilDate date={release.freezeDate} hint={t('release.civilHint')} />
      </dd>
    </dl>
  )
}
