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
  const at = new Date(Date.UTC(+date.slice(0, 4), +date.slice(4, 6) - 1, +date.slice(6, 8) + days))
  return at.toISOString().slice(0, 10).replaceAll('-', '')
}

/** Whether YYYYMMDD names a day of the calendar. */
export function isCivilDate(date: string): boolean {
  return /^\d{8}$/.test(date) && addDays(date, 0) === date
}
