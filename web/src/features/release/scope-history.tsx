// The history of one row of the scope: who changed what, and when.

import { useQuery } from '@tanstack/react-query'
import { Drawer } from 'antd'
import { useTranslation } from 'react-i18next'
import { rowHistoryQuery } from '../../api/queries.ts'
import type { ItemChange, ItemView } from '../../api/types.ts'
import { Notice } from '../../ui/notice.tsx'
import { Ago } from '../../ui/time.tsx'
import { ProblemNotice } from '../problem.tsx'

interface RowHistoryProps {
  readonly release: string
  readonly item: ItemView
  readonly isOpen: boolean
  readonly onClose: () => void
}

export function RowHistory({ release, item, isOpen, onClose }: RowHistoryProps) {
  const { t } = useTranslation()
  const name = item.cve ?? (item.title || `#${item.issue}`)
  return (
    <Drawer open={isOpen} onClose={onClose} size={420} title={t('row.historyOf', { of: name })} destroyOnHidden>
      <Changes release={release} item={item} />
    </Drawer>
  )
}

function Changes({ release, item }: Pick<RowHistoryProps, 'release' | 'item'>) {
  const { t } = useTranslation()
  const history = useQuery(rowHistoryQuery(release, item))
  if (history.data === undefined) {
    if (history.isError) {
      return <ProblemNotice problem={history.error} onRetry={() => void history.refetch()} isSmall />
    }
    return <Notice icon="dots" title={t('app.loading')} isSmall />
  }
  if (history.data.items.length === 0) return <Notice icon="dots" title={t('row.noHistory')} isSmall />
  return (
    <ol className="row-history">
      {history.data.items.toReversed().map(change => (
        <Change key={change.id} change={change} />
      ))}
    </ol>
  )
}

/** Members whose change is worth a line; how a row stands is said by the action. */
const told = ['title', 'status', 'score', 'version', 'repository'] as const

function Change({ change }: { readonly change: ItemChange }) {
  const { t } = useTranslation()
  const { before, after } = change
  const changed = before && after ? told.filter(member => before[member] !== after[member]) : []
  const word = (value: string | number | null | undefined) => (value === '' ? '–' : (value ?? '–'))
  return (
    <li>
      <p>
        <strong>{t(`row.action.${change.action}`)}</strong> <span className="muted">{change.by}</span>
      </p>
      {changed.map(member => (
        <p key={member} className="small">
          <span className="muted">{t(`row.member.${member}`)}</span> {word(before?.[member])} → {word(after?.[member])}
        </p>
      ))}
      <p className="small muted">
        <Ago at={change.at} />
      </p>
    </li>
  )
}
