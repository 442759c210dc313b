// What the release contains: CVE fixes, bugfixes, added requirements, test issues; searchable, with the choice in the address.

import { getRouteApi } from '@tanstack/react-router'
import { Grid, Input, Table, Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { itemKinds } from '../../api/stages.ts'
import type { ItemView, ReleaseView } from '../../api/types.ts'
import { paths } from '../../paths.ts'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Section } from '../../ui/section.tsx'
import { narrowColumns, wideColumns } from './scope-columns.tsx'

const route = getRouteApi(paths.release)

function isMatch(item: ItemView, wanted: string): boolean {
  const text = [item.cve, item.issue, item.title, item.repository, item.version, item.status, item.addedBy].join('\n')
  return text.toLowerCase().includes(wanted)
}

export function Scope({ release }: { readonly release: ReleaseView }) {
  const { t } = useTranslation()
  const { scope, q = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const isWide = Grid.useBreakpoint().md ?? true
  const wanted = q.trim().toLowerCase()
  const matches = release.items.filter(item => wanted === '' || isMatch(item, wanted))
  const firstFilled = itemKinds.find(kind => matches.some(item => item.kind === kind))
  const { source, aarch64, x86_64 } = release.packageCounts

  function search(text: string) {
    void navigate({ search: { ...(scope && { scope }), ...(text && { q: text }) }, replace: true, resetScroll: false })
  }

  function choose(kind: string) {
    const chosen = itemKinds.find(known => known === kind)
    void navigate({ search: { ...(chosen && { scope: chosen }), ...(q && { q }) }, replace: true, resetScroll: false })
  }

  function table(kind: ItemView['kind']) {
    return (
      <Table<ItemView>
        rowKey={item => `${item.repository} ${item.issue} ${item.cve}`}
        size="small"
        aria-label={t(`scope.${kind}`)}
        columns={isWide ? wideColumns(t, kind) : narrowColumns(t)}
        showHeader={isWide}
        dataSource={matches.filter(item => item.kind === kind)}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        locale={{
          emptyText: (
            <Notice icon="dots" title={q === '' ? t('scope.empty') : t('scope.noMatch', { text: q })} isSmall />
          ),
        }}
      />
    )
  }

  return (
    <Section
      id="scope"
      title={t('scope.title')}
      note={<span className="muted small">{t('scope.packages', { source, aarch64, x86_64 })}</span>}
      actions={
        <Input
          allowClear
          className="scope-search"
          aria-label={t('scope.search')}
          placeholder={t('scope.searchHint')}
          prefix={<Icon name="search" size={14} />}
          defaultValue={q}
          onChange={event => search(event.target.value)}
        />
      }
      isFlush
    >
      <Tabs
        className="scope-tabs"
        activeKey={scope ?? firstFilled ?? 'cve'}
        onChange={choose}
        items={itemKinds.map(kind => ({
          key: kind,
          label: `${t(`scope.${kind}`)} ${matches.filter(item => item.kind === kind).length}`,
          children: table(kind),
        }))}
      />
    </Section>
  )
}
