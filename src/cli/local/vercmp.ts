// `slipway rpm vercmp`: which of two versions is newer, as rpm decides.

import { compareEvr, type Evr, parseEvr } from '../../rpm/evr.ts'

const SIGNS = { '-1': '<', '0': '=', '1': '>' } as const

/** Where one of the two has no release, releases are not compared. `bad` is the one that is no version. */
export function compareVersions(a: string, b: string): { readonly sign: '<' | '=' | '>' } | { readonly bad: string } {
  const [left, right] = [parseEvr(a), parseEvr(b)]
  if (!left) return { bad: a }
  if (!right) return { bad: b }
  const isBare = left.release === '' || right.release === ''
  const bare = (evr: Evr): Evr => (isBare ? { ...evr, release: '' } : evr)
  return { sign: SIGNS[compareEvr(bare(left), bare(right))] }
}
