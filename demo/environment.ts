// The environment in which the demonstration runs programs: that of the person, without what would lead it elsewhere.

/** Without settings of Slipway: the demonstration must not write into a database that DATABASE_URL happens to name. */
export function programEnvironment(): Record<string, string | undefined> {
  const entries = Object.entries(process.env).filter(
    ([name]) => name !== 'DATABASE_URL' && !name.startsWith('SLIPWAY_'),
  )
  return Object.fromEntries(entries)
}
