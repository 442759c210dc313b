// Dates and spans of time for people. Civil dates stay as they are; instants are told in the reader's own time zone.

import { type Language, languageTag } from './index.ts'

/** `20261116` → `2026-11-16`; anything else unchanged. */
export function civilDate(date: string): string {
  return /^\d{8}$/.test(date) ? `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}` : date
}

/** `2026-11-16 09:30` in the reader's zone. */
export function localTime(iso: string): string {
  return `${localDay(iso)} ${localClock(iso)}`
}

/** `2026-11-16`. */
export function localDay(iso: string): string {
  const at = new Date(iso)
  return [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-')
}

/** `09:30`. */
export function localClock(iso: string): string {
  const at = new Date(iso)
  return `${two(at.getHours())}:${two(at.getMinutes())}`
}

/** All of it, for tooltips: with weekday, seconds, zone, and UTC. */
export function fullTime(iso: string, language: Language): string {
  const at = new Date(iso)
  const local = new Intl.DateTimeFormat(languageTag[language], { dateStyle: 'full', timeStyle: 'long' }).format(at)
  return `${local}\n${at.toISOString()}`
}

/** Unit, its length, and from how many of them on it is used: `45 days ago` says more than `last month`. */
const units = [
  ['year', 31_536_000, 2],
  ['month', 2_592_000, 3],
  ['day', 86_400, 1],
  ['hour', 3_600, 1],
  ['minute', 60, 1],
] as const

/** `3 days ago`, `3天前`; below a minute `now`. */
export function timeAgo(iso: string, nowMs: number, language: Language): string {
  const seconds = Math.round((Date.parse(iso) - nowMs) / 1000)
  const format = new Intl.RelativeTimeFormat(languageTag[language], { numeric: 'auto' })
  for (const [unit, length, from] of units) {
    if (Math.abs(seconds) >= length * from) return format.format(Math.trunc(seconds / length), unit)
  }
  return format.format(0, 'second')
}

const spans = {
  zh: { d: ' 天', h: ' 小时', m: ' 分', s: ' 秒' },
  en: { d: ' d', h: ' h', m: ' min', s: ' s' },
} as const

/** Two units at most: `4 s`, `2 min 5 s`, `3 h 20 min`, `2 d 4 h`. */
export function timeSpan(milliseconds: number, language: Language): string {
  const total = Math.max(0, Math.round(milliseconds / 1000))
  const parts: [number, string][] = [
    [Math.floor(total / 86_400), spans[language].d],
    [Math.floor(total / 3_600) % 24, spans[language].h],
    [Math.floor(total / 60) % 60, spans[language].m],
    [total % 60, spans[language].s],
  ]
  const first = parts.findIndex(([count]) => count > 0)
  if (first < 0) return `0${spans[language].s}`
  const shown = parts.slice(first, first + 2).filter(([count], index) => index === 0 || count > 0)
  return shown.map(([count, unit]) => `${count}${unit}`).join(' ')
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}
