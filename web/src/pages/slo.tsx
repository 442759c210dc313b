// Whether CVEs were fixed in time: the share by weeks, and the clocks that still run.

import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Select, Skeleton, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { branchesQuery, sloQuery } from '../api/queries.ts'
import type { SloReport } from '../api/types.ts'
import { ProblemNotice } from '../features/problem.tsx'
import { PackageLink, Score, Slo } from '../features/release/scope-cells.tsx'
import { paths } from '../paths.ts'
import { Notice } from '../ui/notice.tsx'
import { Section } from '../ui/section.tsx'
import { CivilDate } from '../ui/time.tsx'
import { useTitle } from '../ui/title.ts'
import '../features/releases/releases.css'
import './slo.css'

const route = getRouteApi(paths.slo)

export function SloPage() {
  const { t } = useTranslation()
  const { branch } = route.useSearch()
  const navigate = route.useNavigate()
  useTitle(t('sloPage.title'))
  const branches = useQuery(branchesQuery())
  const report = useQuery(sloQuery(branch))
  const names = branches.data?.items.map(({ name }) => name) ?? (branch ? [branch] : [])
  return (
    <>
      <div className="list-head">
        <div>
          <h1>{t('sloPage.title')}</h1>
          <p className="muted">{t('sloPage.explain')}</p>
        </div>
        <Select
          aria-label={t('releases.branch')}
          value={branch ?? ''}
          onChange={value => void navigate({ search: value ? { branch: value } : {}, replace: true })}
          popupMatchSelectWidth={false}
          options={[
            { value: '', label: t('releases.anyBranch') },
            ...names.map(name => ({ value: name, label: name })),
          ]}
        />
      </div>
      {report.data ? (
        <Report report={report.data} />
      ) : (
        <div className="section page-wait">
          {report.isError ? (
            <ProblemNotice problem={report.error} onRetry={() => void report.refetch()} />
          ) : (
            <Skeleton active paragraph={{ rows: 6 }} />
          )}
        </div>
      )}
    </>
  )
}

const percent = (share: number | null) => (share === null ? '–' : `${Math.round(share * 100)}%`)

function Report({ report }: { readonly report: SloReport }) {
  const { t } = useTranslation()
  const { target, attainment, met, missed } = report
  return (
    <div className="slo">
      <Section id="attainment" title={t('sloPage.attainment')}>
        <dl className="slo-figures">
          <div className={attainment === null ? '' : attainment < target ? 'slo-below' : 'slo-reached'}>
            <dt>{t('sloPage.inTime')}</dt>
            <dd>{percent(attainment)}</dd>
          </div>
          <div>
            <dt>{t('sloPage.target')}</dt>
            <dd>{percent(target)}</dd>
          </div>
          <div>
            <dt>{t('slo.met')}</dt>
            <dd>{met}</dd>
          </div>
          <div>
            <dt>{t('slo.missed')}</dt>
            <dd>{missed}</dd>
          </div>
        </dl>
        <Weeks report={report} />
      </Section>
      <Section
        id="clocks"
        title={t('sloPage.open')}
        note={<span className="muted small">{report.open.length}</span>}
        isFlush
      >
        <Clocks report={report} />
      </Section>
    </div>
  )
}

/** One bar per week: how many CVEs came out, and which part of them in time. */
function Weeks({ report: { weeks } }: { readonly report: SloReport }) {
  const { t } = useTranslation()
  if (weeks.length === 0) return <Notice icon="dots" title={t('sloPage.noWeeks')} isSmall />
  const most = Math.max(...weeks.map(({ met, missed }) => met + missed), 1)
  return (
    <ol className="slo-weeks" aria-label={t('sloPage.weeks')}>
      {weeks.map(({ week, met, missed, attainment }) => (
        <li key={week}>
          <CivilDate date={week} hint={t('sloPage.weekOf')} />
          <span className="slo-bar" aria-hidden="true">
            <i className="slo-met" style={{ width: `${(met / most) * 100}%` }} />
            <i className="slo-missed" style={{ width: `${(missed / most) * 100}%` }} />
          </span>
          <span className="number">{percent(attainment)}</span>
          <span className="small muted number">{t('sloPage.counts', { met, missed })}</span>
        </li>
      ))}
    </ol>
  )
}

function Clocks({ report }: { readonly report: SloReport }) {
  const { t } = useTranslation()
  return (
    <Table<SloReport['open'][number]>
      size="small"
      aria-label={t('sloPage.open')}
      rowKey={row => `${row.release} ${row.cve} ${row.repository} ${row.issue}`}
      dataSource={report.open}
      scroll={{ x: 'max-content' }}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: <Notice icon="check" title={t('sloPage.noOpen')} isSmall /> }}
      columns={[
        { key: 'cve', title: t('scope.cve'), render: (_, row) => <strong className="nowrap">{row.cve}</strong> },
        { key: 'slo', title: t('scope.slo'), render: (_, row) => <Slo slo={row} /> },
        { key: 'score', title: t('scope.score'), render: (_, row) => <Score t={t} score={row.score} /> },
        { key: 'package', title: t('scope.repository'), render: (_, row) => <PackageLink name={row.repository} /> },
        {
          key: 'release',
          title: t('releases.release'),
          render: (_, row) => (
            <Link to={paths.release} params={{ id: row.release }} className="nowrap">
              {row.release}
            </Link>
          ),
        },
      ]}
    />
  )
}
