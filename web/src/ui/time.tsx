// Dates and times with the exact instant behind them.

import { useEffect, useState } from 'react'
import { civilDate, fullTime, localTime, timeAgo, timeSpan } from '../i18n/dates.ts'
import { useLanguage } from '../i18n/index.ts'

/** The present, renewed while somebody looks at it. */
function useNow(everyMs: number | null): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (everyMs === null) return
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}

export function CivilDate({ date, hint }: { readonly date: string; readonly hint: string }) {
  return (
    <time className="nowrap number" dateTime={civilDate(date)} title={hint}>
      {civilDate(date)}
    </time>
  )
}

export function Instant({ at }: { readonly at: string }) {
  const language = useLanguage()
  return (
    <time className="nowrap number" dateTime={at} title={fullTime(at, language)}>
      {localTime(at)}
    </time>
  )
}

export function Ago({ at }: { readonly at: string }) {
  const language = useLanguage()
  const now = useNow(30_000)
  return (
    <time className="nowrap" dateTime={at} title={fullTime(at, language)}>
      {timeAgo(at, now, language)}
    </time>
  )
}

/** Time from start to end; ticks while there is no end. */
export function Elapsed({ from, to }: { readonly from: string; readonly to: string | null }) {
  const language = useLanguage()
  const now = useNow(to === null ? 1_000 : null)
  const end = to === null ? now : Date.parse(to)
  return <span className="nowrap number">{timeSpan(end - Date.parse(from), language)}</span>
}
