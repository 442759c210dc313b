// Which packages are one and the same to those who have them. Pure.

import { compareEvr } from './evr.ts'
import { isSourceRpm, type Nevra } from './nevra.ts'

/** Of one name and one architecture; a package that became noarch, or is so no more, stays the same to its users. */
export function isSamePackage(a: Pick<Nevra, 'name' | 'arch'>, b: Pick<Nevra, 'name' | 'arch'>): boolean {
  if (a.name !== b.name) return false
  if (isSourceRpm(a) || isSourceRpm(b)) return isSourceRpm(a) && isSourceRpm(b)
  return a.arch === b.arch || a.arch === 'noarch' || b.arch === 'noarch'
}

export type PackagesByName<P> = ReadonlyMap<string, readonly P[]>

export function packagesByName<P extends { readonly nevra: Nevra }>(packages: Iterable<P>): PackagesByName<P> {
  const found = new Map<string, P[]>()
  for (const p of packages) {
    const same = found.get(p.nevra.name)
    if (same) same.push(p)
    else found.set(p.nevra.name, [p])
  }
  return found
}

/** The newest that users have of a package; of two equally new ones that of the same architecture. */
export function newestIn<P extends { readonly nevra: Nevra }>(had: PackagesByName<P>, p: Nevra): P | undefined {
  let newest: P | undefined
  for (const one of had.get(p.name) ?? []) {
    if (!isSamePackage(one.nevra, p)) continue
    const order = newest ? compareEvr(one.nevra, newest.nevra) : 1
    if (order > 0 || (order === 0 && one.nevra.arch === p.arch && newest?.nevra.arch !== p.arch)) newest = one
  }
  return newest
}
