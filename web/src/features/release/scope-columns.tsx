// Columns of the scope tables, by kind of row; on narrow screens one cell holds the row.

import type { TableColumnsType, TableColumnType } from 'antd'
import type { useTranslation } from 'react-i18next'
import type { ItemView } from '../../api/types.ts'
import { knownStatus, statusName } from '../../i18n/words.ts'
import { Mark, type Tone } from '../../ui/mark.tsx'
import { Ago } from '../../ui/time.tsx'

type Translate = ReturnType<typeof useTranslation>['t']
type Column = TableColumnType<ItemView>

export function wideColumns(t: Translate, kind: ItemView['kind']): TableColumnsType<ItemView> {
  const issue: Column = { key: 'issue', title: t('scope.issue'), render: (_, item) => <IssueLink item={item} /> }
  const repository: Column = {
    key: 'repository',
    title: t('scope.repository'),
    dataIndex: 'repository',
    sorter: (a, b) => a.repository.localeCompare(b.repository),
  }
  const status: Column = { key: 'status', title: t('scope.status'), render: (_, item) => <Status t={t} item={item} /> }
  const added: Column = {
    key: 'added',
    title: t('scope.added'),
    render: (_, item) => (
      <span className="small muted" title={t('scope.addedBy', { by: item.addedBy })}>
        <Ago at={item.addedAt} />
      </span>
    ),
  }
  if (kind !== 'cve') {
    const summary: Column = { key: 'summary', title: t('scope.summary'), dataIndex: 'title', width: '42%' }
    return [issue, summary, repository, status, added]
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
    {
      key: 'version',
      title: t('scope.version'),
      render: (_, item) => <span className="nowrap">{item.version ?? '–'}</span>,
    },
    { key: 'abi', title: t('scope.abi'), render: (_, item) => <AbiChange t={t} item={item} /> },
    status,
    added,
  ]
}

export function narrowColumns(t: Translate): TableColumnsType<ItemView> {
  return [
    {
      key: 'item',
      render: (_, item) => (
        <div className="scope-card">
          <div className="row">
            {item.cve && <strong className="nowrap">{item.cve}</strong>}
            <IssueLink item={item} />
            <Status t={t} item={item} />
          </div>
          {item.title !== '' && item.title !== item.cve && <div>{item.title}</div>}
          <div className="row small muted">
            <span>
              {item.repository} {item.version}
            </span>
            {item.kind === 'cve' && <Score t={t} score={item.score} />}
            {item.abiChanged && <Mark tone="warn">{t('scope.abi')}</Mark>}
          </div>
        </div>
      ),
    },
  ]
}

function CveName({ item }: { readonly item: ItemView }) {
  return (
    <>
      <strong className="nowrap">{item.cve}</strong>
      {item.title !== '' && item.title !== item.cve && <div className="small muted scope-title">{item.title}</div>}
    </>
  )
}

function IssueLink({ item }: { readonly item: ItemView }) {
  if (item.issue === '') return <>–</>
  return (
    <a href={item.url} className="nowrap">
      #{item.issue}
    </a>
  )
}

/** Bands of the CVSS qualitative scale. */
function scoreTone(score: number): Tone {
  return score >= 7 ? 'bad' : score >= 4 ? 'warn' : 'plain'
}

function Score({ t, score }: { readonly t: Translate; readonly score: number | null }) {
  if (score === null) return <span className="muted small">{t('scope.noScore')}</span>
  return <Mark tone={scoreTone(score)}>{score.toFixed(1)}</Mark>
}

function AbiChange({ t, item }: { readonly t: Translate; readonly item: ItemView }) {
  if (item.abiChanged === null) return <>–</>
  return item.abiChanged ? <Mark tone="warn">{t('app.yes')}</Mark> : <span className="muted">{t('app.no')}</span>
}

const statusTones = {
  open: 'plain',
  progressing: 'accent',
  closed: 'good',
  rejected: 'bad',
} as const satisfies Record<NonNullable<ReturnType<typeof knownStatus>>, Tone>

function Status({ t, item }: { readonly t: Translate; readonly item: ItemView }) {
  if (item.status === '') return null
  const known = knownStatus(item.status)
  return <Mark tone={known === null ? 'plain' : statusTones[known]}>{statusName(t, item.status)}</Mark>
}
