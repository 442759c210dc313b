// Ids of advisories, e.g. `openEuler-SA-2026-1001`: four parts between dashes, as every reader splits them.

export interface AdvisoryNumber {
  readonly year: number
  readonly n: number
}

export function advisoryId(prefix: string, { year, n }: AdvisoryNumber): string {
  return `${prefix}-${year}-${n}`
}

export function isAdvisoryId(id: string, prefix: string): boolean {
  return id.startsWith(`${prefix}-`) && /^\d{4}-\d{4,}$/.test(id.slice(prefix.length + 1))
}

/** The number an id ends with. Throws when it is not an id. */
export function numberOf(id: string): AdvisoryNumber {
  const [, year, n] = /^[A-Za-z0-9_]+-[A-Za-z0-9_]+-(\d{4})-(\d{4,})$/.exec(id) ?? []
  if (!year || !n) throw new Error(`not an advisory id: ${JSON.stringify(id.slice(0, 80))}`)
  return { year: Number(year), n: Number(n) }
}
