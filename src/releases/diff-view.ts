// What the packages of a release change against what users have, as pages, API and CLI show it. Types only.

import type { Text } from '../lib/text.ts'

// Type aliases, not interfaces: they are stored as JSON.

export type PackageDiffView = {
  readonly name: string
  readonly arch: string
  readonly sourcePackage: string
  /** Architectures of the branch whose users get it. */
  readonly arches: readonly string[]
  /** `[epoch:]version-release` that users have; null for a package that is new to them, or could not be compared. */
  readonly before: string | null
  /** Differs from `arch` where the package became noarch, or is so no more. */
  readonly archBefore: string | null
  /** The repository or release users have it from. */
  readonly from: string | null
  readonly after: string
  readonly isLower: boolean
  /** Why it could not be compared. */
  readonly because: Text | null
  /** Installed size; null where it could not be read. */
  readonly bytesBefore: number | null
  readonly bytesAfter: number | null
  /** Size of the RPM file. */
  readonly fileBytesBefore: number | null
  readonly fileBytesAfter: number
  /** As written; null where one is new, or gone. None of a new package. */
  readonly dependencies: readonly {
    readonly list: 'provides' | 'requires' | 'conflicts' | 'obsoletes' | 'recommends'
    readonly name: string
    readonly before: string | null
    readonly after: string | null
  }[]
  /** Sonames it does not provide any more; another package may. */
  readonly sonamesGone: readonly string[]
  readonly files: readonly {
    readonly path: string
    readonly change: 'added' | 'removed' | 'content' | 'mode' | 'target'
    readonly bytesBefore: number | null
    readonly bytesAfter: number | null
  }[]
  readonly fileCounts: { readonly added: number; readonly removed: number; readonly changed: number }
  readonly scriptlets: readonly {
    readonly section: string
    readonly before: string | null
    readonly after: string | null
  }[]
  /** Entries users do not have yet, newest first; `time` in Unix seconds. */
  readonly changelog: readonly { readonly time: number; readonly author: string; readonly text: string }[]
  /** How many more there are than are listed. */
  readonly more: { readonly dependencies: number; readonly files: number; readonly changelog: number }
}

export interface ReleaseDiff {
  readonly release: string
  /** The self-check that compared; null when none has. */
  readonly run: string | null
  /** The scope has changed since. */
  readonly isStale: boolean
  readonly counts: {
    readonly packages: number
    readonly new: number
    readonly lower: number
    /** Packages that do not provide some soname any more. */
    readonly sonamesGone: number
    readonly notCompared: number
  }
  /** Sorted by name and architecture. */
  readonly items: readonly PackageDiffView[]
  readonly next: string | null
}
