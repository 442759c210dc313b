// Which advisory records stand in which repository directory. Pure.

import { type Refusal, refuse } from '../lib/errors.ts'
import { formatNevra } from '../rpm/nevra.ts'
import type { UpdatePackage, UpdateRecord } from '../rpm/updateinfo.ts'
import type { PooledRpm } from './pooled-rpm.ts'
import { texts } from './texts.ts'
import { rpmsByDirectory, type TreeState } from './tree-state.ts'

/** Sorts a release's records into the directories whose packages they name; a record that names none is refused. */
export function recordsByDirectory(
  records: readonly UpdateRecord[],
  state: TreeState,
): ReadonlyMap<string, readonly UpdateRecord[]> | Refusal {
  const byDirectory = new Map<string, readonly UpdateRecord[]>()
  const placed = new Set<string>()
  for (const [directory, present] of rpmsByDirectory(state)) {
    const here = presentRecords(records, present)
    for (const record of here) placed.add(record.id)
    if (here.length > 0) byDirectory.set(directory, here)
  }
  const homeless = records.find(r => !placed.has(r.id))
  return homeless ? refuse('record-without-packages', texts.recordWithoutPackages(homeless.id)) : byDirectory
}

/**
 * The records cut down to the packages that are there; a record of which nothing is left goes. File, checksum and source
 * are those of the package that is there: a noarch package may have been built once for each architecture.
 */
export function presentRecords(records: readonly UpdateRecord[], present: readonly PooledRpm[]): UpdateRecord[] {
  const byNevra = new Map(present.map(rpm => [formatNevra(rpm.nevra), rpm]))
  return records.flatMap(record => {
    const packages = new Map<string, UpdatePackage>()
    for (const { nevra } of record.packages) {
      const rpm = byNevra.get(formatNevra(nevra))
      if (rpm) packages.set(rpm.file, { nevra, file: rpm.file, sha256: rpm.sha256, sourceRpm: rpm.sourceRpm })
    }
    return packages.size > 0 ? [{ ...record, packages: [...packages.values()] }] : []
  })
}

/** One record per id with the packages of all: what was sorted into directories becomes one list again. */
export function mergeRecords(records: readonly UpdateRecord[]): UpdateRecord[] {
  const byId = new Map<string, UpdateRecord>()
  for (const record of records) {
    const other = byId.get(record.id)
    byId.set(record.id, other ? { ...other, packages: [...other.packages, ...record.packages] } : record)
  }
  return [...byId.values()]
}

/** dnf shows an id that stands twice twice: two releases of one tree may not have the same in one directory. */
export function refuseSameRecords(state: TreeState): Refusal | undefined {
  const owners = new Map<string, string>()
  for (const [release, { records }] of state) {
    for (const [directory, list] of records) {
      for (const { id } of list) {
        const place = `${directory} ${id}`
        const owner = owners.get(place)
        if (owner !== undefined) return refuse('same-record-twice', texts.sameRecordTwice(id, owner, release))
        owners.set(place, release)
      }
    }
  }
  return undefined
}
