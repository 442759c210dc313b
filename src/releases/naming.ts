// Names of releases, directories and issues, made and read (design §4; titles as seed 001 §2.4.3 shows them).

import { addDays, civilDate, isCivilDate } from '../lib/clock.ts'
import { type Refusal, refuse } from '../lib/errors.ts'
import { texts } from './texts.ts'

/** Days from creation on Monday to the freeze on Wednesday. */
const FREEZE_AFTER_DAYS = 2

export interface ReleaseNames {
  readonly id: string
  readonly date: string
  readonly suffix: string
  readonly freezeDate: string
  readonly directory: string
}

export interface NewRelease {
  readonly branch: string
  /** YYYYMMDD; today in the branch's time zone when left out. */
  readonly date?: string
  readonly suffix?: string
  /** 代码冻结; date + 2 days when left out. */
  readonly freezeDate?: string
}

/** Names a new release, or says what is wrong with the request. */
export function nameRelease(request: NewRelease, timezone: string, now: Date): ReleaseNames | Refusal {
  const date = request.date ?? civilDate(now, timezone)
  const freezeDate = request.freezeDate ?? (isCivilDate(date) ? addDays(date, FREEZE_AFTER_DAYS) : date)
  const suffix = request.suffix ?? ''
  for (const day of [date, freezeDate]) if (!isCivilDate(day)) return refuse('bad-date', texts.badDate(day))
  if (freezeDate < date) return refuse('bad-date', texts.freezeBeforeDate(freezeDate, date))
  if (suffix !== '' && !/^[a-z][a-z0-9]{0,15}$/.test(suffix)) return refuse('bad-suffix', texts.badSuffix(suffix))
  const id = `${request.branch}_update${date}${suffix}`
  return { id, date, suffix, freezeDate, directory: `update_${freezeDate}${suffix}` }
}

/** `openEuler-20.03-LTS-SP1 Update 2021/4/23 release`, zero-padded as the old tool writes it. */
export function issueTitle(branch: string, date: string, suffix: string): string {
  const day = `${date.slice(0, 4)}/${date.slice(4, 6)}/${date.slice(6, 8)}`
  return `${branch} Update ${day} release${suffix && ` ${suffix}`}`
}

/** `openEuler-24.03-LTS` is the version `24.03-LTS` of the product `openEuler`. */
export function productOf(branch: string): { product: string; version: string } {
  const at = branch.indexOf('-')
  return at < 0 ? { product: branch, version: '' } : { product: branch.slice(0, at), version: branch.slice(at + 1) }
}
