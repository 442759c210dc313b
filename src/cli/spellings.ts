// The programs that are called by other names than slipway, each with its verbs. One program lies underneath all.

import { autoRelease, uploadUpdateList } from './compat/auto-release.ts'
import { javcra } from './compat/javcra.ts'
import { oeArt } from './compat/oe-art.ts'
import type { Spelling } from './compat/spelling.ts'

export const spellings: readonly Spelling[] = [oeArt, autoRelease, javcra, uploadUpdateList]

/** The spelling a program is called by: its path, with or without an ending, `_` as good as `-`. */
export function spellingOf(program: string): Spelling | undefined {
  const name = program
    .split('/')
    .at(-1)
    ?.replace(/\.[cm]?[jt]s$/, '')
    .replaceAll('_', '-')
  return spellings.find(s => s.name === name)
}
