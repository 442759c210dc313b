// Names of releases, directories and issues, made and read (design §4; titles as seed 001 §2.4.3 shows them).

import { addDays, civilDate, isCivilDate } from '../lib/clock.ts'
import { type Refusal, refuse } from '../lib/errors.ts'
import { normalised } from '../lib/text.ts'
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
  /** `update_<freeze date>[suffix]`: says both at once, as the seeds' `update_dir` does. */
  readonly directory?: string
  /** Begun under the old tool, which let the freeze come before the date of the title. */
  readonly isTakenOver?: boolean
}

/** Names a new release, or says what is wrong with the request. */
export function nameRelease(request: NewRelease, timezone: string, now: Date): ReleaseNames | Refusal {
  const named = request.directory === undefined ? undefined : readDirectory(request.directory)
  if (named === null) return refuse('bad-directory', texts.badDirectory(request.directory ?? ''))
  const date = request.date ?? civilDate(now, timezone)
  const computed = isCivilDate(date) ? addDays(date, FREEZE_AFTER_DAYS) : date
  const freezeDate = request.freezeDate ?? named?.freezeDate ?? computed
  const suffix = request.suffix ?? named?.suffix ?? ''
  if (named && (named.freezeDate !== freezeDate || named.suffix !== suffix)) {
    return refuse('bad-directory', texts.otherDirectory(request.directory ?? '', `update_${freezeDate}${suffix}`))
  }
  for (const day of [date, freezeDate]) if (!isCivilDate(day)) return refuse('bad-date', texts.badDate(day))
  if (freezeDate < date && !request.isTakenOver) return refuse('bad-date', texts.freezeBeforeDate(freezeDate, date))
  if (suffix !== '' && !/^[a-z][a-z0-9]{0,15}$/.test(suffix)) return refuse('bad-suffix', texts.badSuffix(suffix))
  const id = `${request.branch}_update${date}${suffix}`
  return { id, date, suffix, freezeDate, directory: `update_${freezeDate}${suffix}` }
}

/** `b`, `c`, … `z`, `b2`, …: the first that no release of the day has. */
export function freeSuffix(taken: readonly string[]): string {
  for (let round = 1; ; round++) {
    for (const letter of 'bcdefghijklmnopqrstuvwxyz') {
      const suffix = round === 1 ? letter : `${letter}${round}`
      if (!taken.includes(suffix)) return suffix
    }
  }
}

function readDirectory(name: string): { freezeDate: string; suffix: string } | null {
  const match = /^update_(\d{8})([a-z][a-z0-9]{0,15})?$/.exec(name)
  return match?.[1] ? { freezeDate: match[1], suffix: match[2] ?? '' } : null
}

/**
 * Reads a release's title: `<branch>_update<YYYYMMDD>[suffix]` (seed 000) or the issue's form
 * `<branch> Update <Y/M/D> release [suffix]` with the branch hyphenated or not (seed 001).
 */
export function parseTitle(
  title: string,
  branches: readonly string[],
): { branch: string; date: string; suffix: string } | Refusal {
  const plain = normalised(title).trim()
  const task = /^(\S+)_update(\d{8})([a-z][a-z0-9]*)?$/.exec(plain)
  const issue = /^(.+?)\s+Update\s+(\d{4})\/(\d{1,2})\/(\d{1,2})\s+release(?:\s+([a-z][a-z0-9]*))?$/i.exec(plain)
  const said = task?.[1] ?? issue?.[1]?.replaceAll(/\s+/g, '-')
  const day = (task?.[2] ?? [issue?.[2], issue?.[3]?.padStart(2, '0'), issue?.[4]?.padStart(2, '0')].join('')) || ''
  if (!said) return refuse('bad-title', texts.badTitle(title))
  if (!isCivilDate(day)) return refuse('bad-title', texts.badDateInTitle(title, day))
  const branch = branches.find(b => b.toLowerCase() === said.toLowerCase())
  if (!branch) return refuse('unknown-branch', texts.unknownBranch(said))
  return { branch, date: day, suffix: task?.[3] ?? issue?.[5] ?? '' }
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
