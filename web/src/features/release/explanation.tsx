// Why the release waits and what would move it on: everything that holds it, the most pressing first, read when opened.

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { explanationQuery } from '../../api/queries.ts'
import type { ExplanationItem } from '../../api/types.ts'
import { useSay } from '../../i18n/index.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { Mark, type Tone } from '../../ui/mark.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProblemNotice } from '../problem.tsx'

export function Explanation({ release }: { readonly release: string }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  return (
    <details className="fold explanation" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{t('explanation.title')}</summary>
      {isOpen && <Reasons release={release} />}
    </details>
  )
}

function Reasons({ release }: { readonly release: string }) {
  const { t } = useTranslation()
  const explanation = useQuery(explanationQuery(release))
  if (explanation.data === undefined) {
    if (explanation.isError) {
      return <ProblemNotice problem={explanation.error} onRetry={() => void explanation.refetch()} isSmall />
    }
    return <Notice icon="dots" title={t('app.loading')} isSmall />
  }
  const { items } = explanation.data
  const now = items.filter(item => item.kind !== 'later')
  const later = items.filter(item => item.kind === 'later')
  if (items.length === 0) return <Notice icon="check" title={t('explanation.nothing')} isSmall />
  return (
    <>
      <ReasonList label={t('explanation.now')} items={now} />
      <ReasonList label={t('explanation.later')} items={later} />
    </>
  )
}

const looks = {
  deleted: { icon: 'cross', tone: 'bad' },
  stuck: { icon: 'warning', tone: 'bad' },
  run: { icon: 'clock', tone: 'accent' },
  failure: { icon: 'warning', tone: 'bad' },
  stale: { icon: 'clock', tone: 'warn' },
  finding: { icon: 'warning', tone: 'bad' },
  waiver: { icon: 'person', tone: 'warn' },
  withdrawn: { icon: 'warning', tone: 'warn' },
  gate: { icon: 'gate', tone: 'warn' },
  'test-problem': { icon: 'warning', tone: 'warn' },
  pending: { icon: 'person', tone: 'warn' },
  facts: { icon: 'warning', tone: 'warn' },
  later: { icon: 'dots', tone: 'plain' },
} as const satisfies Record<ExplanationItem['kind'], { icon: IconName; tone: Tone }>

function ReasonList({ label, items }: { readonly label: string; readonly items: readonly ExplanationItem[] }) {
  const { t } = useTranslation()
  const say = useSay()
  if (items.length === 0) return null
  return (
    <ul aria-label={label}>
      {items.map(item => (
        <li key={`${item.kind} ${item.subject} ${item.text.en}`}>
          <Mark tone={looks[item.kind].tone}>
            <Icon name={looks[item.kind].icon} size={12} />
            {t(`explanation.kind.${item.kind}`)}
          </Mark>
          <span className="lines">{say(item.text)}</span>
        </li>
      ))}
    </ul>
  )
}
