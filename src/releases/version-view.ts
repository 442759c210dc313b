// How versions of specs and builds stand, as pages, API and CLI show it. Types only.

import type { Text } from '../lib/text.ts'
import type { VersionVerdict } from './version-facts.ts'

export interface PackageVersions {
  /** Source package. */
  readonly package: string
  /** Null until somebody has looked. */
  readonly family: string | null
  readonly spec: string | null
  /** The one to look at first among those of its architectures. */
  readonly verdict: VersionVerdict | null
  /** The words of seed 000 §2.2. */
  readonly word: 'same' | 'unknow'
  readonly builds: readonly {
    readonly arch: string
    readonly built: string | null
    readonly verdict: VersionVerdict
    readonly said: Text
  }[]
  readonly lookedUpAt: string | null
  /** The scope revision it was looked up at. */
  readonly revision: number | null
  /** The scope has changed since. */
  readonly isOutdated: boolean
}

export interface VersionTable {
  /** Whether it is known where specs are. */
  readonly isConfigured: boolean
  /** The scope revision now. */
  readonly revision: number
  readonly packages: readonly PackageVersions[]
  readonly summary: Text
}
