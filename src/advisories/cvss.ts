// Base vectors of CVSS 3.0, 3.1 and 4.0: whether they are one, what score they give, how the documents spell them.

import { calculateBaseScore, calculateBaseScoreV4 } from 'cvss4'
import type { CveFacts } from '../ports/index.ts'

export type ReadVector = {
  /** With its prefix, as FIRST defines it. */
  readonly vector: string
  /** The score the vector gives. */
  readonly score: number
}

/** Undefined when it is not a vector of those versions. One without prefix is of the version that stands beside it, else 3.1. */
export function readVector(cvss: Pick<CveFacts['cvss'], 'version' | 'vector'>): ReadVector | undefined {
  const written = cvss.vector.trim()
  const version = /^(?:CVSS:)?([34]\.\d)$/.exec(cvss.version.trim())?.[1] ?? '3.1'
  const vector = written.startsWith('CVSS:') ? written : `CVSS:${version}/${written}`
  try {
    return { vector, score: vector.startsWith('CVSS:4') ? calculateBaseScoreV4(vector) : calculateBaseScore(vector) }
  } catch {
    return undefined
  }
}

/** As CVRF documents of openEuler write it: without `CVSS:3.x/`, which readers of that dialect do not expect. */
export function vectorWithoutPrefix(vector: string): string {
  return vector.trim().replace(/^CVSS:3\.\d\//, '')
}
