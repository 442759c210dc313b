// Everything that happened to the release, newest first: who, in which role, by which way, when.

import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { timelineQuery } from '../../api/queries.ts'
import type { TimelineEntry } from '../../api/types.ts'
import { fullTime, localClock, localDay } from '../../i18n/dates.ts'
import { useLanguage, useSay } from '../../i18n/index.ts'
import { channelName, roleName } from '../../i18n/words.ts'
import { Notice } from '../../ui/notice.tsx'
import { Section } from '../../ui/section.tsx'
import { ProblemNotice } from '../problem.tsx'

const portion = 40

export function Timeline({ release }: { readonly release: string }) {
  const { t } = useTranslation()
  const [limit, setLimit] = useState(portion)
  const timeline = useQuery(timelineQuery(release, limit))
  const entries = timeline.data?.items.toSorted((a, b) => b.id - a.id) ?? []
  return (
    <Section id="timeline" title={t('timeline.title')} isFlush>
      {timeline.isError && timeline.data === undefined && (
        <ProblemNotice problem={timeline.error} onRetry={() => void timeline.refetch()} isSmall />
      )}
      {timeline.isPending && <Notice icon="dots" title={t('app.loading')} isSmall />}
      {timeline.data && entries.length === 0 && <Notice icon="dots" title={t('timeline.empty')} isSmall />}
      {byDay(entries).map(([day, ofDay]) => (
        <div key={day} className="timeline-day">
          <h3 className="number">{day}</h3>
          <ol>
            {ofDay.map(entry => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ol>
        </div>
      ))}
      {entries.length >= limit && (
        <div className="list-rest">
          <Button onClick={() => setLimit(limit + portion)} loading={timeline.isPlaceholderData}>
            {t('app.more')}
          </Button>
        </div>
      )}
    </Section>
  )
}

function byDay(entries: readonly TimelineEntry[]): [string, TimelineEntry[]][] {
  const days = new Map<string, TimelineEntry[]>()
  for (const entry of entries) {
    const day = localDay(entry.at)
    days.set(day, [...(days.get(day) ?? []), entry])
  }
  return [...days]
}

/** What Slipway does by itself has neither role nor channel to tell. */
function byWhom(t: TFunction, { actor, onBehalfOf, role, channel }: TimelineEntry): string {
  if (channel === 'system') return t('role.system')
  const who = onBehalfOf ? `${onBehalfOf} (${actor})` : actor
  return [who, role && roleName(t, role), channelName(t, channel)].filter(Boolean).join(' · ')
}

function Entry({ entry }: { readonly entry: TimelineEntry }) {
  const { t } = useTranslation()
  const say = useSay()
  const language = useLanguage()
  return (
    <li title={entry.action}>
      <time className="muted mono" dateTime={entry.at} title={fullTime(entry.at, language)}>
        {localClock(entry.at)}
      </time>
      <div>
        <p className="lines">{say(entry.message)}</p>
        <p className="small muted">{byWhom(t, entry)}</p>
      </div>
    </li>
  )
}
