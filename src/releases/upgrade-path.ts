// Whether versions go up: of an update over what users of its branch have, and from one service pack to the next. As rpm
// compares, with epochs and distribution suffixes. Pure.

import type { Finding } from '../flow/index.ts'
import type { Text } from '../lib/text.ts'
import { compareEvr, type Evr } from '../rpm/evr.ts'
import { formatNevra, type Nevra } from '../rpm/nevra.ts'
import { newestIn, type PackagesByName } from '../rpm/same-package.ts'
import { type Release, wasWaived } from './model.ts'
import { upgradeTexts as say } from './upgrade-texts.ts'
import type { BlockingCode } from './waiver-binding.ts'

export const LOWER_VERSION = 'lower-version'

/** What users had when a version was found lower. A type alias: it is recorded. */
export type LowerThan = { readonly had: Evr }

/** Whether a finding has told people that this version is lower than that, or than a higher one. */
export function hasToldLower({ code, subject, data }: Finding, { from, to }: { from: Nevra; to: Nevra }): boolean {
  if (code !== LOWER_VERSION || subject !== formatNevra(to)) return false
  const had = (data as LowerThan | undefined)?.had
  return had !== undefined && compareEvr(from, had) <= 0
}
const UPGRADE_PATH = 'upgrade-path'

/** A package with where it comes from: a repository, a release, or of an update its source package. */
export interface Offer {
  readonly nevra: Nevra
  readonly from: string
  /** Undefined where it is not known. */
  readonly sha256: string | undefined
}

export type Offers = PackagesByName<Offer>

export interface BranchOffers {
  readonly branch: string
  /** Its base, and what was published. */
  readonly offers: Offers
}

export interface UpgradePaths {
  readonly update: readonly Offer[]
  /** What users of the branch have. */
  readonly users: Offers
  /** Branches its users upgrade to, with what releases are about to publish there. */
  readonly later: readonly (BranchOffers & { readonly planned: Offers })[]
  /** Branches whose users upgrade to this one. */
  readonly earlier: readonly BranchOffers[]
  /** Whether a broken path from branch to branch holds the release. */
  readonly blocks: boolean
}

/** Packages of an update that could not come to those who have the branch. */
export function againstUsers(update: readonly Offer[], users: Offers): Finding[] {
  return [...twice(update), ...update.flatMap(p => againstUser(p, users))]
}

function againstUser(p: Offer, users: Offers): Finding[] {
  const nevra = formatNevra(p.nevra)
  const had = newestIn(users, p.nevra)
  if (had && compareEvr(p.nevra, had.nevra) < 0) {
    const { epoch, version, release } = had.nevra
    const data: LowerThan = { had: { epoch, version, release } }
    return [{ ...finding(LOWER_VERSION, nevra, say.lower(nevra, formatNevra(had.nevra), had.from)), data }]
  }
  const equal = (users.get(p.nevra.name) ?? []).filter(one => formatNevra(one.nevra) === nevra)
  const isOther = equal.length > 0 && equal.every(one => one.sha256 !== undefined && one.sha256 !== p.sha256)
  return isOther ? [finding('different-content', nevra, say.otherContent(nevra, equal[0]?.from ?? ''))] : []
}

/** One version that two source packages have built, or two families have: which of them users got would be chance. */
function twice(update: readonly Offer[]): Finding[] {
  const first = new Map<string, Offer>()
  const found: Finding[] = []
  for (const p of update) {
    const nevra = formatNevra(p.nevra)
    const other = first.get(nevra)
    if (!other) first.set(nevra, p)
    else if (other.sha256 !== p.sha256) {
      found.push(finding('same-package-twice', nevra, say.twice(nevra, [other.from, p.from])))
    }
  }
  return found
}

/** Packages of an update with which the path from service pack to service pack would not go up. */
export function alongPaths({ update, users, later, earlier, blocks }: UpgradePaths): Finding[] {
  return update
    .flatMap(p => [
      ...later.flatMap(branch => aboveLater(p, branch, users)),
      ...earlier.flatMap(branch => belowEarlier(p, branch, users)),
    ])
    .map(found => ({ ...found, blocking: found.blocking && blocks }))
}

function aboveLater(p: Offer, { branch, offers, planned }: UpgradePaths['later'][number], users: Offers): Finding[] {
  const there = newestIn(offers, p.nevra)
  if (!there || compareEvr(p.nevra, there.nevra) <= 0) return []
  const nevra = formatNevra(p.nevra)
  const subject = `${nevra} (${branch})`
  const message = say.aboveLater(nevra, formatNevra(there.nevra), { branch, from: there.from })
  const coming = newestIn(planned, p.nevra)
  if (coming && compareEvr(p.nevra, coming.nevra) <= 0) {
    const onItsWay = say.onItsWay(message, formatNevra(coming.nevra), coming.from)
    return [{ ...finding(UPGRADE_PATH, subject, onItsWay), blocking: false }]
  }
  const had = newestIn(users, p.nevra)
  if (had && compareEvr(had.nevra, p.nevra) >= 0) {
    return [{ ...finding(UPGRADE_PATH, subject, say.wasSo(message)), blocking: false }]
  }
  return [finding(UPGRADE_PATH, subject, message)]
}

/** Where this branch offers something higher than the update already, the update itself is what is wrong. */
function belowEarlier(p: Offer, { branch, offers }: BranchOffers, users: Offers): Finding[] {
  const there = newestIn(offers, p.nevra)
  if (!there || compareEvr(p.nevra, there.nevra) >= 0) return []
  const own = newestIn(users, p.nevra)
  if (own && compareEvr(own.nevra, there.nevra) >= 0) return []
  const nevra = formatNevra(p.nevra)
  const message = say.belowEarlier(nevra, formatNevra(there.nevra), { branch, from: there.from })
  return [finding(UPGRADE_PATH, `${nevra} (${branch})`, message)]
}

/** The same packages are compared for every architecture: a noarch one is told once, and blocks if it does on any. */
export function told(findings: readonly Finding[]): Finding[] {
  const known = new Map<string, Finding>()
  for (const found of findings) {
    const key = JSON.stringify([found.code, found.subject, found.data ?? null])
    if (!known.get(key)?.blocking) known.set(key, found)
  }
  return [...known.values()]
}

function finding(code: BlockingCode, subject: string, message: Finding['message']): Finding {
  return { code, subject, message, blocking: true }
}

/**
 * What the newest self-check of the scope as it is tells of paths and does not hold against the release. Waived findings
 * stand in a list of their own, and hold it again when the waiver ends.
 */
export function pathWarnings({ runs, revision }: Pick<Release, 'runs' | 'revision'>): readonly Text[] {
  const newest = runs.find(r => r.plan === 'self-check')
  if (newest?.revision !== revision) return []
  return newest.findings.filter(f => f.code === UPGRADE_PATH && !f.blocking && !wasWaived(f)).map(f => f.message)
}
