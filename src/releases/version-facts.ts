// What was looked up of versions and what is kept of it, as plain data. Types only.

import type { Evr } from '../rpm/evr.ts'

/** What a spec says; `by` when rpmspec was asked. `unresolved`: what the reader could not know. */
export type SpecFact = { readonly evr: Evr; readonly by?: 'rpmspec' } | { readonly unresolved: string }

/** The epoch is null when only a file name told the version. */
export type BuiltVersion = Pick<Evr, 'version' | 'release'> & { readonly epoch: number | null }

export interface BuildFact {
  readonly arch: string
  /** The version the packages of this architecture were built from; null: not built for it. */
  readonly built: BuiltVersion | null
}

/** One package: its spec, null when there is none, and its newest build; `failed`: why it could not be looked up. */
export interface VersionFact {
  readonly package: string
  readonly family: 'standard' | 'EPOL'
  readonly spec: SpecFact | null
  /** One per architecture of the branch, but those it is not meant for. */
  readonly builds: readonly BuildFact[]
  readonly failed?: string
  /** The distribution's suffix of the branch, such as `oe2403`, where it is configured. */
  readonly dist?: string | undefined
}

/** What one look at specs and builds found, when that look began, and the scope revision it looked at. */
export interface VersionLook {
  /** ISO 8601, UTC. */
  readonly began: string
  readonly revision: number
  readonly packages: readonly VersionFact[]
}

export type VersionVerdict = 'same' | 'older' | 'newer' | 'missing' | 'no-spec' | 'unresolved' | 'failed'

/** What is kept of a look for one architecture of a package. A type alias: it is stored as JSON. */
export type VersionRow = {
  readonly package: string
  readonly family: string
  readonly arch: string
  readonly spec: string | null
  readonly built: string | null
  readonly verdict: VersionVerdict
  /** What was not resolved, or why the look failed. */
  readonly detail: string | null
  /** The scope revision it was looked up at. */
  readonly revision: number
}

/** A row with when it was looked up. */
export type KeptVersion = VersionRow & { readonly at: Date }
