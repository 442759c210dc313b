// What the release contains: CVE fixes, bugfixes, added requirements, test issues; what is shown stands in the address.

import { getRouteApi } from '@tanstack/react-router'
import { Button, Grid, Input, Select, Table, Tabs } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { itemKinds } from '../../api/stages.ts'
import type { ItemView, ReleaseView } from '../../api/types.ts'
import { paths } from '../../paths.ts'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Section } from '../../ui/section.tsx'
import { useAllowed, useCommandDesk } from './command-desk.tsx'
import { narrowColumns, wideColumns } from './scope-columns.tsx'
import { hasWords, isStanding, type Standing, standings, stands } from './scope-filter.ts'
import { CheckVersionsButton, ReleaseVersions, VersionSummary } from './scope-versions.tsx'

const FeedbackDialog = lazy(() => import('./feedback-dialog.tsx').then(module => ({ default: module.FeedbackDialog })))
const RowHistory = lazy(() => import('./scope-history.tsx').then(module => ({ default: module.RowHistory })))

const route = getRouteApi(paths.release)

export function Scope({ release }: { readonly release: ReleaseView }) {
  const { t } = useTranslation()
  const { scope, q = '', show } = route.useSearch()
  const navigate = route.useNavigate()
  const [history, setHistory] = useState<{ item: ItemView; isOpen: boolean }>()
  const wanted = q.trim().toLowerCase()
  const matches = release.items.filter(
    item => (wanted === '' || hasWords(item, wanted)) && (show === undefined || stands(item, show)),
  )
  const firstFilled = itemKinds.find(kind => matches.some(item => item.kind === kind))

  function choose(change: { scope?: ItemView['kind'] | undefined; q?: string; show?: Standing | undefined }) {
    const next = { scope, q, show, ...change }
    const search = {
      ...(next.scope && { scope: next.scope }),
      ...(next.q && { q: next.q }),
      ...(next.show && { show: next.show }),
    }
    void navigate({ search, replace: true, resetScroll: false })
  }

  return (
    <Section
      id="scope"
      title={t('scope.title')}
      note={<ScopeNote release={release} />}
      actions={
        <ScopeTools
          release={release}
          words={q}
          show={show}
          onWords={words => choose({ q: words })}
          onShow={standing => choose({ show: standing })}
        />
      }
      isFlush
    >
      <ReleaseVersions release={release.id}>
        <Tabs
          className="scope-tabs"
          activeKey={scope ?? firstFilled ?? 'cve'}
          onChange={kind => choose({ scope: itemKinds.find(known => known === kind) })}
          items={itemKinds.map(kind => {
            const rows = matches.filter(item => item.kind === kind)
            return {
              key: kind,
              label: `${t(`scope.${kind}`)} ${rows.length}`,
              children: (
                <ScopeTable
                  kind={kind}
                  rows={rows}
                  isFiltered={wanted !== '' || show !== undefined}
                  onHistory={item => setHistory({ item, isOpen: true })}
                />
              ),
            }
          })}
        />
      </ReleaseVersions>
      {history && (
        <Suspense>
          <RowHistory
            release={release.id}
            item={history.item}
            isOpen={history.isOpen}
            onClose={() => setHistory({ ...history, isOpen: false })}
          />
        </Suspense>
      )}
    </Section>
  )
}

interface ScopeTableProps {
  readonly kind: ItemView['kind']
  readonly rows: readonly ItemView[]
  readonly isFiltered: boolean
  readonly onHistory: (item: ItemView) => void
}

function ScopeTable({ kind, rows, isFiltered, onHistory }: ScopeTableProps) {
  const { t } = useTranslation()
  const isWide = Grid.useBreakpoint().md ?? true
  return (
    <Table<ItemView>
      rowKey={item => `${item.repository} ${item.issue} ${item.cve}`}
      size="small"
      aria-label={t(`scope.${kind}`)}
      columns={isWide ? wideColumns(t, kind, onHistory) : narrowColumns(t, onHistory)}
      rowClassName={item => (item.left || item.acceptance === 'refused' ? 'scope-out' : '')}
      showHeader={isWide}
      dataSource={rows}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{
        emptyText: <Notice icon="dots" title={t(isFiltered ? 'scope.noMatch' : 'scope.empty')} isSmall />,
      }}
    />
  )
}

function ScopeNote({ release }: { readonly release: ReleaseView }) {
  const { t } = useTranslation()
  const { source, aarch64, x86_64 } = release.packageCounts
  return (
    <>
      <span className="muted small">{t('scope.packages', { source, aarch64, x86_64 })}</span>
      <VersionSummary release={release.id} />
    </>
  )
}

interface ScopeToolsProps {
  readonly release: ReleaseView
  readonly words: string
  readonly show: Standing | undefined
  readonly onWords: (words: string) => void
  readonly onShow: (standing: Standing | undefined) => void
}

function ScopeTools({ release, words, show, onWords, onShow }: ScopeToolsProps) {
  const { t } = useTranslation()
  const { ask } = useCommandDesk()
  const allowed = useAllowed()
  const accept = allowed('accept')
  // Undefined until the dialog was wanted once.
  const [isGiving, setGiving] = useState<boolean>()
  const count = (standing: Standing) => release.items.filter(item => stands(item, standing)).length
  return (
    <div className="scope-tools">
      {accept && count('pending') > 0 && (
        <Button size="small" type="primary" onClick={() => ask(accept, '/accept all')}>
          {t('row.acceptAll', { count: count('pending') })}
        </Button>
      )}
      <CheckVersionsButton release={release} />
      {allowed('feedback') && (
        <Button size="small" onClick={() => setGiving(true)}>
          {t('feedback.title')}
        </Button>
      )}
      {isGiving !== undefined && (
        <Suspense>
          <FeedbackDialog release={release.id} isOpen={isGiving} onClose={() => setGiving(false)} />
        </Suspense>
      )}
      <Select
        size="small"
        className="scope-show"
        aria-label={t('scope.show')}
        value={show ?? ''}
        onChange={value => onShow(isStanding(value) ? value : undefined)}
        popupMatchSelectWidth={false}
        options={[
          { value: '', label: t('scope.showAll') },
          ...standings.map(standing => ({
            value: standing,
            label: `${t(`row.${standing}`)} ${count(standing)}`,
          })),
        ]}
      />
      <Input
        allowClear
        size="small"
        className="scope-search"
        aria-label={t('scope.search')}
        placeholder={t('scope.searchHint')}
        prefix={<Icon name="search" size={14} />}
        defaultValue={words}
        onChange={event => onWords(event.target.value)}
      />
    </div>
  )
}
