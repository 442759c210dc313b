// Columns of the scope tables, by kind of row; on narrow screens one cell holds the row.

import type { TableColumnsType, TableColumnType } from 'antd'
import type { useTranslation } from 'react-i18next'
import type { ItemView } from '../../api/types.ts'
import { Mark } from '../../ui/mark.tsx'
import { RowButtons, RowMenu } from './scope-actions.tsx'
import {
  AbiChange,
  Acceptance,
  Carried,
  CveName,
  IssueLinks,
  Origin,
  PackageLink,
  Score,
  Slo,
  Status,
} from './scope-cells.tsx'
import { VersionStatus } from './scope-versions.tsx'

type Translate = ReturnType<typeof useTranslation>['t']
type Column = TableColumnType<ItemView>
export type ShowHistory = (item: ItemView) => void

export function wideColumns(
  t: Translate,
  kind: ItemView['kind'],
  showHistory: ShowHistory,
): TableColumnsType<ItemView> {
  const issue: Column = { key: 'issue', title: t('scope.issue'), render: (_, item) => <IssueLinks item={item} /> }
  const repository: Column = {
    key: 'repository',
    title: t('scope.repository'),
    render: (_, item) => <Repository item={item} />,
    sorter: (a, b) => a.repository.localeCompare(b.repository),
  }
  const status: Column = { key: 'status', title: t('scope.status'), render: (_, item) => <Status t={t} item={item} /> }
  const version: Column = {
    key: 'version',
    title: t('version.title'),
    render: (_, item) => <VersionStatus item={item} />,
  }
  const acceptance: Column = {
    key: 'acceptance',
    title: t('scope.acceptance'),
    render: (_, item) => (
      <>
        <Acceptance item={item} />
        <Carried item={item} />
        <RowButtons item={item} />
      </>
    ),
  }
  const actions: Column = {
    key: 'actions',
    title: <span className="sr-only">{t('row.actions')}</span>,
    align: 'end',
    render: (_, item) => <RowMenu item={item} onHistory={showHistory} />,
  }
  if (kind !== 'cve') {
    const summary: Column = { key: 'summary', title: t('scope.summary'), dataIndex: 'title', width: '36%' }
    // Problems of the tests are accepted by nobody.
    return kind === 'test'
      ? [issue, summary, repository, status, actions]
      : [issue, summary, repository, status, version, acceptance, actions]
  }
  return [
    {
      key: 'cve',
      title: t('scope.cve'),
      render: (_, item) => <CveName item={item} />,
      sorter: (a, b) => (a.cve ?? '').localeCompare(b.cve ?? ''),
    },
    issue,
    repository,
    {
      key: 'score',
      title: t('scope.score'),
      render: (_, item) => <Score t={t} score={item.score} />,
      sorter: (a, b) => (a.score ?? -1) - (b.score ?? -1),
    },
    { key: 'abi', title: t('scope.abi'), render: (_, item) => <AbiChange t={t} item={item} /> },
    status,
    version,
    acceptance,
    {
      key: 'slo',
      title: t('scope.slo'),
      render: (_, item) => <Slo slo={item.slo} />,
      sorter: (a, b) => (a.slo?.due ?? '9').localeCompare(b.slo?.due ?? '9'),
    },
    actions,
  ]
}

export function narrowColumns(t: Translate, showHistory: ShowHistory): TableColumnsType<ItemView> {
  return [
    {
      key: 'item',
      render: (_, item) => (
        <div className="scope-card">
          <div className="row">
            {item.cve && <strong className="nowrap">{item.cve}</strong>}
            <IssueLinks item={item} />
            <Status t={t} item={item} />
          </div>
          {item.title !== '' && item.title !== item.cve && <div>{item.title}</div>}
          <div className="row small muted">
            <span>
              <PackageLink name={item.repository} /> {item.version}
            </span>
            {item.kind === 'cve' && <Score t={t} score={item.score} />}
            {item.abiChanged && <Mark tone="warn">{t('scope.abi')}</Mark>}
            {item.kind === 'cve' && <Slo slo={item.slo} />}
          </div>
          <div className="row small">
            {item.kind !== 'test' && <Acceptance item={item} />}
            {item.kind !== 'test' && <VersionStatus item={item} />}
            <Carried item={item} />
            <RowButtons item={item} />
            <RowMenu item={item} onHistory={showHistory} />
          </div>
        </div>
      ),
    },
  ]
}

function Repository({ item }: { readonly item: ItemView }) {
  return (
    <>
      <PackageLink name={item.repository} />
      <div className="small muted">
        {item.version !== null && <span className="nowrap">{item.version} · </span>}
        <Origin item={item} />
      </div>
    </>
  )
}
