// What a run wrote while it worked.

import { useQuery } from '@tanstack/react-query'
import { useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { runQuery } from '../../api/queries.ts'
import { fullTime, localClock } from '../../i18n/dates.ts'
import { useLanguage, useSay } from '../../i18n/index.ts'
import { Notice } from '../../ui/notice.tsx'
import { ProblemNotice } from '../problem.tsx'

/** Keeps the newest line in sight, unless the reader has scrolled away from it. */
function useFollowedEnd(lines: number) {
  const box = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: to be done again for every new line
  useLayoutEffect(() => {
    if (box.current && isAtEnd.current) box.current.scrollTop = box.current.scrollHeight
  }, [lines])
  function onScroll() {
    const { scrollTop = 0, scrollHeight = 0, clientHeight = 0 } = box.current ?? {}
    isAtEnd.current = scrollHeight - clientHeight - scrollTop < 24
  }
  return { ref: box, onScroll }
}

export function RunLog({ release, run }: { readonly release: string; readonly run: string }) {
  const { t } = useTranslation()
  const say = useSay()
  const language = useLanguage()
  const answer = useQuery(runQuery(release, run))
  const followed = useFollowedEnd(answer.data?.log.length ?? 0)
  if (answer.data === undefined) {
    if (answer.isError) return <ProblemNotice problem={answer.error} onRetry={() => void answer.refetch()} isSmall />
    return <Notice icon="dots" title={t('app.loading')} isSmall />
  }
  const { log, run: view } = answer.data
  if (log.length === 0) return <Notice icon="dots" title={t('run.logEmpty')} isSmall />
  const titles = new Map(view.steps.map(step => [step.name, say(step.title)]))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div {...followed} className="log small" role="log" aria-label={t('run.log')} tabIndex={0}>
      {log.map(line => (
        <p key={line.id} className={`log-${line.level}`}>
          <time className="muted mono" dateTime={line.at} title={fullTime(line.at, language)}>
            {localClock(line.at)}
          </time>
          <span>
            {line.step && <span className="muted">{titles.get(line.step) ?? line.step}: </span>}
            {say(line.message)}
          </span>
        </p>
      ))}
    </div>
  )
}
