// When a branch gets its weekly release by itself: on Monday, or on the next working day when that is a holiday
// (release-management's rules for maintained versions). Civil dates YYYYMMDD throughout. Pure.

import { addDays, civilDate, dashedDay } from '../lib/clock.ts'

export interface Planning {
  /** Weekly releases and requests for all branches leave a branch out that is not maintained any more. */
  readonly maintained: boolean
  /** Whether it gets a release every week by itself. */
  readonly weekly: boolean
  /** Days nobody works although they are in the week. */
  readonly holidays: readonly string[]
  /** Days of a weekend that are worked, such as those that make up for a holiday. */
  readonly workdays: readonly string[]
}

interface Timetable {
  readonly planning: Planning
  readonly timezone: string
  /** Dates of the branch's weekly releases so far, those that were deleted included. */
  readonly lastDates: readonly string[]
}

/** How far ahead the next date is looked for. */
const MAX_DAYS = 400

/** The date of the weekly release to be created now, if one is due. */
export function dueRelease(timetable: Timetable, now: Date): string | undefined {
  const today = civilDate(now, timetable.timezone)
  return isDue(timetable, today) ? today : undefined
}

/** The next date on which a weekly release will be created; undefined where there are none. */
export function nextRelease(timetable: Timetable, now: Date): string | undefined {
  if (!isWeekly(timetable)) return undefined
  const today = civilDate(now, timetable.timezone)
  for (let ahead = 0; ahead < MAX_DAYS; ahead++) {
    const date = addDays(today, ahead)
    if (isDue(timetable, date)) return date
  }
  return undefined
}

/** Monday of the week a date is in. */
export function weekOf(date: string): string {
  return addDays(date, -weekday(date))
}

function isWeekly({ planning }: Timetable): boolean {
  return planning.weekly && planning.maintained
}

/**
 * A week has one release: on its first working day, or, when that was missed, on another one until Friday. A week that
 * was missed altogether is skipped.
 */
function isDue(timetable: Timetable, date: string): boolean {
  const { planning, lastDates } = timetable
  const monday = weekOf(date)
  const isMade = lastDates.some(made => weekOf(made) === monday)
  if (!isWeekly(timetable) || isMade || !isWorked(planning, date)) return false
  return weekday(date) <= 4 || date === firstWorked(planning, monday)
}

function firstWorked(planning: Planning, monday: string): string | undefined {
  return [0, 1, 2, 3, 4, 5, 6].map(day => addDays(monday, day)).find(date => isWorked(planning, date))
}

function isWorked({ holidays, workdays }: Planning, date: string): boolean {
  return workdays.includes(date) || (weekday(date) <= 4 && !holidays.includes(date))
}

/** Monday is 0. */
function weekday(date: string): number {
  return (new Date(`${dashedDay(date)}T00:00:00Z`).getUTCDay() + 6) % 7
}
