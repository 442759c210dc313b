// Time comes in from here alone, so that rules and tests can fix it.

export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** The civil date of an instant in a time zone, as YYYYMMDD. */
export function civilDate(instant: Date, timezone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  return parts.format(instant).replaceAll('-', '')
}

/** Adds days to a civil date YYYYMMDD. */
export function addDays(date: string, days: number): string {
  return new Date(midnight(date, days)).toISOString().slice(0, 10).replaceAll('-', '')
}

/** Whether YYYYMMDD names a day of the calendar. */
export function isCivilDate(date: string): boolean {
  return /^\d{8}$/.test(date) && addDays(date, 0) === date
}

/** A civil date YYYYMMDD as YYYY-MM-DD. */
export function dashedDay(date: string): string {
  return `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`
}

/** The instant at which a civil date YYYYMMDD begins in a time zone. */
export function startOfDay(date: string, timezone: string): Date {
  const wanted = midnight(date)
  const once = wanted - offsetAt(new Date(wanted), timezone)
  // The clocks may be changed between the first guess and the day's beginning.
  return new Date(wanted - offsetAt(new Date(once), timezone))
}

/** The UTC milliseconds at which a civil date YYYYMMDD begins in UTC, or the one so many days later. */
function midnight(date: string, daysLater = 0): number {
  return Date.UTC(+date.slice(0, 4), +date.slice(4, 6) - 1, +date.slice(6, 8) + daysLater)
}

/** By how many milliseconds the clocks of a time zone are ahead of UTC. */
function offsetAt(instant: Date, timezone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
  })
  const parts = Object.fromEntries(format.formatToParts(instant).map(p => [p.type, Number(p.value)]))
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant.getTime() / 1000) * 1000
}
