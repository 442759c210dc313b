// The clock of a CVE (seed 001 §1): how many days it may take by its score, when it started, when it ends. Pure.

import { addDays, civilDate, isCivilDate } from '../lib/clock.ts'
import type { OpenClock, SloReport, SloView, SloWeek } from './view.ts'

/** Share of CVEs that is to be in time. */
const SLO_TARGET = 0.9

/** Days by score, the highest band first. */
const bands = [
  { from: 9, days: 7 },
  { from: 7, days: 14 },
  { from: 0.1, days: 30 },
] as const

/** Days a CVE of this score may take; null without a score. Scores have one decimal: 6.95 counts as 7.0. */
export function sloDays(score: number | null): number | null {
  if (score === null || !(score >= 0 && score <= 10)) return null
  const rounded = Math.round(score * 10) / 10
  return bands.find(band => rounded >= band.from)?.days ?? null
}

/** What the clocks of a release's rows are read against. */
export interface Clocks {
  readonly now: Date
  readonly timezone: string
  /** When each CVE was published, by its id, as its source says it. */
  readonly published: ReadonlyMap<string, string>
  /** When the packages of the release came out; null while they are not out. */
  readonly releasedAt: Date | null
}

/** A row as far as its clock needs it. */
export interface Clocked {
  readonly cve: string | null
  readonly score: number | null
  readonly openedAt: string | null
  readonly addedAt: Date
  readonly left: object | null
  readonly acceptance: string
}

export function sloOf(item: Clocked, clocks: Clocks): SloView {
  const { from, day } = startOf(item, clocks)
  const days = sloDays(item.score)
  if (days === null || item.acceptance === 'refused') return { state: 'none', days, due: null, left: null, from }
  const due = addDays(day, days)
  // A row left for the next release did not come out with this one.
  if (clocks.releasedAt && !item.left && item.acceptance === 'accepted') {
    const isInTime = civilDate(clocks.releasedAt, clocks.timezone) <= due
    return { state: isInTime ? 'met' : 'missed', days, due, left: null, from }
  }
  const left = daysBetween(civilDate(clocks.now, clocks.timezone), due)
  return { state: left < 0 ? 'breached' : 'running', days, due, left, from }
}

/** The civil day the clock starts on. A date without a time is that day everywhere. */
function startOf(item: Clocked, { published, timezone }: Clocks): { from: SloView['from']; day: string } {
  const said = item.cve === null ? undefined : published.get(item.cve)
  const known = said === undefined ? undefined : civilDay(said, timezone)
  if (known) return { from: 'published', day: known }
  const opened = item.openedAt === null ? undefined : civilDay(item.openedAt, timezone)
  if (opened) return { from: 'issue', day: opened }
  return { from: 'added', day: civilDate(item.addedAt, timezone) }
}

function civilDay(instant: string, timezone: string): string | undefined {
  if (/^\d{4}-\d{2}-\d{2}$/.test(instant)) {
    const day = instant.replaceAll('-', '')
    return isCivilDate(day) ? day : undefined
  }
  const at = new Date(instant)
  return Number.isNaN(at.getTime()) ? undefined : civilDate(at, timezone)
}

const DAY_MS = 86_400_000

/** Civil days from one day to another. */
function daysBetween(from: string, to: string): number {
  return Math.round((utc(to) - utc(from)) / DAY_MS)
}

function utc(day: string): number {
  return Date.UTC(+day.slice(0, 4), +day.slice(4, 6) - 1, +day.slice(6, 8))
}

/** The Monday of a civil day's week. */
export function mondayOf(day: string): string {
  const weekday = (new Date(utc(day)).getUTCDay() + 6) % 7
  return addDays(day, -weekday)
}

/** A CVE's clock with the civil day its packages came out. */
export interface Reading extends OpenClock {
  readonly releasedOn: string | null
}

/**
 * Attainment by weeks from one civil day to another. Met counts in the week it came out, missed in the week of its last
 * day, whether it has come out since or not: so that what was missed is counted once and at the time it was missed.
 * Several releases of a branch may list one CVE at a time: it counts once, and is over with the first that brings it out.
 */
export function sloReport(readings: readonly Reading[], from: string, to: string): SloReport {
  const first = firstOfEach(readings)
  const settled = [...first.values()].flatMap(r => {
    if (r.state === 'met' && r.releasedOn) return [{ day: r.releasedOn, isMet: true }]
    if ((r.state === 'missed' || r.state === 'breached') && r.due) return [{ day: r.due, isMet: false }]
    return []
  })
  const within = settled.filter(s => s.day >= from && s.day <= to)
  const weeks: SloWeek[] = []
  for (let week = mondayOf(from); week <= to; week = addDays(week, 7)) {
    const own = within.filter(s => mondayOf(s.day) === week)
    weeks.push({ week, ...shares(own) })
  }
  const open = readings
    .filter(r => r.state === 'running' || r.state === 'breached')
    .filter(r => !isOut(first.get(keyOf(r)) ?? r))
    .map(({ releasedOn: _, ...clock }) => clock)
    .sort((a, b) => (a.left ?? 0) - (b.left ?? 0) || (a.cve < b.cve ? -1 : a.cve > b.cve ? 1 : 0))
  return { target: SLO_TARGET, ...shares(within), weeks, open }
}

/** Of the readings of one CVE and package on a branch the one that came out first, else the first of them. */
function firstOfEach(readings: readonly Reading[]): ReadonlyMap<string, Reading> {
  const first = new Map<string, Reading>()
  for (const reading of readings) {
    const key = keyOf(reading)
    const known = first.get(key)
    const isEarlier =
      isOut(reading) && (!known || !isOut(known) || (known.releasedOn ?? '') > (reading.releasedOn ?? ''))
    const isFirstWithClock = known?.state === 'none' && reading.state !== 'none'
    if (!known || isEarlier || isFirstWithClock) first.set(key, reading)
  }
  return first
}

function isOut({ state, releasedOn }: Reading): boolean {
  return (state === 'met' || state === 'missed') && releasedOn !== null
}

function keyOf({ branch, cve, repository }: Reading): string {
  return `${branch} ${repository} ${cve}`
}

function shares(settled: readonly { isMet: boolean }[]): Pick<SloWeek, 'met' | 'missed' | 'attainment'> {
  const met = settled.filter(s => s.isMet).length
  return { met, missed: settled.length - met, attainment: settled.length === 0 ? null : met / settled.length }
}
