// Of several packages that would do, which one to try first: what dnf would take, as far as metadata tells.

import type { Pool } from '../pool/pool.ts'
import { orderVersions } from '../pool/versions.ts'

/**
 * The package named as the dependency before others, the machine's own architecture before lesser ones, newer versions
 * before older, and then as they came. For one name that is what is installed; between names it is a guess.
 */
export function inPreferredOrder(pool: Pool, dependency: number, providers: ArrayLike<number>): number[] {
  const { vocabulary: v, packages, ranks } = pool
  const asked = v.dependencies.first[dependency] as number
  return Array.from(providers).sort((a, b) => {
    const nameA = packages.names[a] as number
    const nameB = packages.names[b] as number
    if (nameA !== nameB) {
      const byName = Number(nameB === asked) - Number(nameA === asked)
      return byName || a - b
    }
    const rank = (ranks[a] as number) - (ranks[b] as number)
    return (
      rank ||
      orderVersions(v.strings, v.versions, packages.versions[b] as number, packages.versions[a] as number) ||
      a - b
    )
  })
}
