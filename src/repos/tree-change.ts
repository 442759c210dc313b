// What a change makes of a tree, and what it may not do. Pure.

import { isRefusal, type Refusal, refuse } from '../lib/errors.ts'
import { compareCodeUnits } from '../lib/natural-order.ts'
import { compareEvr } from '../rpm/evr.ts'
import { formatNevra, isSourceRpm, type Nevra } from '../rpm/nevra.ts'
import { newestIn, packagesByName } from '../rpm/same-package.ts'
import type { UpdateRecord } from '../rpm/updateinfo.ts'
import { archOf, directoryOf, isSafePath, type PlacedRpm, runsOn, SOURCE } from './layout.ts'
import type { PooledRpm } from './pooled-rpm.ts'
import { texts } from './texts.ts'
import { mergeRecords, recordsByDirectory, refuseSameRecords } from './tree-records.ts'
import {
  directoriesOf,
  type ReleaseContent,
  rpmsByDirectory,
  type TreeState,
  type WrittenRelease,
} from './tree-state.ts'

// Type aliases, not interfaces: they are stored as JSON.

export type TreeChange =
  /** These are the release's packages from now on, whatever it had before; its records stay. */
  | {
      readonly kind: 'add'
      readonly release: string
      readonly directories: readonly string[]
      readonly rpms: readonly PlacedRpm[]
    }
  /** These are the release's advisory records; each directory gets those whose packages it has. */
  | { readonly kind: 'records'; readonly release: string; readonly records: readonly UpdateRecord[] }
  | { readonly kind: 'drop-records'; readonly release: string }
  | { readonly kind: 'remove'; readonly release: string }
  /** Moves the release's entry between `update` and `history` of the tree's index. */
  | { readonly kind: 'published'; readonly release: string; readonly published: boolean }
  /** The release becomes exactly this: how a change is taken back, and how a baseline comes in. */
  | ({ readonly kind: 'restore'; readonly release: string } & WrittenRelease)

/** A package lower than what the tree offered under its name before. */
export type Downgrade = { readonly directory: string; readonly from: Nevra; readonly to: Nevra }

/** The state after a change. `pooled` holds the RPMs that the change names, by SHA-256. */
export function changeTree(
  state: TreeState,
  change: TreeChange,
  pooled: ReadonlyMap<string, PooledRpm>,
): TreeState | Refusal {
  const { release } = change
  const after = changeRelease(state.get(release), change, pooled)
  if (isRefusal(after)) return after
  const next = new Map(state)
  if (!after) {
    next.delete(release)
    return next
  }
  next.set(release, after)
  if (change.kind === 'records') {
    const records = recordsByDirectory(change.records, next)
    if (isRefusal(records)) return records
    next.set(release, { ...after, records })
  }
  return refuseConflicts(next) ?? refuseSameRecords(next) ?? next
}

/** The change that takes another one back. A release that has left the tree since is not brought back by it. */
export function undoOf(change: TreeChange, former: WrittenRelease | null, isMember: boolean): TreeChange {
  const { kind, release } = change
  if (!former || (kind !== 'remove' && !isMember)) return { kind: 'remove', release }
  switch (kind) {
    case 'add':
      return { kind: 'add', release, directories: former.directories, rpms: former.rpms }
    case 'records':
    case 'drop-records': {
      const records = mergeRecords(former.records.flatMap(r => r.records))
      return records.length > 0 ? { kind: 'records', release, records } : { kind: 'drop-records', release }
    }
    case 'published':
      return { kind, release, published: former.published }
    case 'remove':
    case 'restore':
      return { kind: 'restore', release, ...former }
  }
}

function changeRelease(
  before: ReleaseContent | undefined,
  change: TreeChange,
  pooled: ReadonlyMap<string, PooledRpm>,
): ReleaseContent | undefined | Refusal {
  switch (change.kind) {
    case 'add':
    case 'restore': {
      const directories = [...new Set(change.directories)].sort(compareCodeUnits)
      const rpms = placedRpms(change.rpms, directories, pooled)
      if (isRefusal(rpms)) return rpms
      const { published = false, records = new Map() } = change.kind === 'restore' ? written(change) : (before ?? {})
      return { directories, published, rpms, records }
    }
    case 'records':
      return before ?? refuse('not-in-tree', texts.notInTree(change.release))
    case 'drop-records':
      return before && { ...before, records: new Map() }
    case 'published':
      return before && { ...before, published: change.published }
    case 'remove':
      return undefined
  }
}

function written({ published, records }: WrittenRelease): Pick<ReleaseContent, 'published' | 'records'> {
  return { published, records: new Map(records.map(r => [r.directory, r.records])) }
}

function placedRpms(
  placed: readonly PlacedRpm[],
  directories: readonly string[],
  pooled: ReadonlyMap<string, PooledRpm>,
): ReadonlyMap<string, PooledRpm> | Refusal {
  const unsafe = [...directories, ...placed.map(p => p.path)].find(path => !isSafePath(path))
  if (unsafe !== undefined) return refuse('unsafe-path', texts.unsafePath(unsafe))
  const known = new Set(directories)
  const rpms = new Map<string, PooledRpm>()
  for (const { path, sha256 } of placed) {
    const directory = directoryOf(path) ?? ''
    const rpm = pooled.get(sha256)
    if (!rpm) return refuse('not-in-pool', texts.notInPool(path))
    if (!known.has(directory) || path !== `${directory}/Packages/${rpm.file}` || !belongs(rpm, archOf(directory))) {
      return refuse('wrong-place', texts.wrongPlace(path, formatNevra(rpm.nevra)))
    }
    if ((rpms.get(path)?.sha256 ?? sha256) !== sha256) return refuse('same-package-twice', texts.samePackageTwice(path))
    rpms.set(path, rpm)
  }
  return rpms
}

function belongs(rpm: PooledRpm, arch: string): boolean {
  return isSourceRpm(rpm.nevra) ? arch === SOURCE : runsOn(rpm.nevra.arch, arch)
}

/** Whether the releases can stand together: one content per path, no repository inside another. */
function refuseConflicts(state: TreeState): Refusal | undefined {
  const seen = new Map<string, { release: string; sha256: string }>()
  for (const [release, { rpms }] of state) {
    for (const [path, { sha256, nevra }] of rpms) {
      const other = seen.get(path)
      if (other && other.sha256 !== sha256) {
        return refuse('different-content', texts.differentContent(formatNevra(nevra), path, other.release, release))
      }
      seen.set(path, { release, sha256 })
    }
  }
  const directories = directoriesOf(state)
  const nested = directories.find(d => directories.some(other => other.startsWith(`${d}/`)))
  return nested === undefined ? undefined : refuse('nested-directories', texts.nestedDirectories(nested))
}

/** Packages that come in with a version lower than the highest there was. */
export function downgrades(before: TreeState, after: TreeState): Downgrade[] {
  const old = rpmsByDirectory(before)
  return [...rpmsByDirectory(after)].flatMap(([directory, rpms]) => {
    const there = old.get(directory) ?? []
    const had = packagesByName(there)
    const wasThere = new Set(there.map(r => r.sha256))
    return rpms.flatMap(({ nevra, sha256 }) => {
      const from = newestIn(had, nevra)?.nevra
      return from && !wasThere.has(sha256) && compareEvr(nevra, from) < 0 ? [{ directory, from, to: nevra }] : []
    })
  })
}
