// Checks CVSS vectors by computing their base score again.

import { calculateBaseScore, calculateBaseScoreV4 } from 'cvss4'

const V2_BASE = /^AV:[LAN]\/AC:[HML]\/Au:[MSN]\/C:[NPC]\/I:[NPC]\/A:[NPC]$/

/** The vector in full, with its `CVSS:<version>/` where the version has one (2.0 has none). */
export function fullVector({ version, vector }: { version: string; vector: string }): string {
  return version === '2.0' || vector.startsWith('CVSS:') ? vector : `CVSS:${version}/${vector}`
}

/** The base score of a full vector; `unchecked` for 2.0, undefined when it is no vector of this version. */
export function baseScore({ version, vector }: { version: string; vector: string }): number | 'unchecked' | undefined {
  if (version === '2.0') return V2_BASE.test(vector) ? 'unchecked' : undefined
  if (!vector.startsWith(`CVSS:${version}/`)) return undefined
  try {
    return version === '4.0' ? calculateBaseScoreV4(vector) : calculateBaseScore(vector)
  } catch {
    // The library says "no" by throwing; what is wrong is said by our own sentence.
    return undefined
  }
}
