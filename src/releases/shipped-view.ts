// What people and programs see of packages, tags and releases, asked from any of the three. Types only.

import type { StageName } from './view.ts'

/** A release that holds packages. */
export interface ShippingRelease {
  readonly release: string
  /** Its update directory, `update_<freeze date>[suffix]`. */
  readonly tag: string
  readonly branch: string
  readonly stage: StageName
  /** Whether users have its packages now. */
  readonly published: boolean
  readonly withdrawn: boolean
  /** ISO 8601: when its packages last came out, and were last taken back after that. */
  readonly publishedAt: string | null
  readonly withdrawnAt: string | null
}

/** What a source package gave in one place. */
export interface BuildView {
  readonly family: string
  /** `source` for the source RPM. */
  readonly arch: string
  readonly nevras: readonly string[]
}

/** What a release holds of a source package, and the rows of its scope that brought it. */
export interface Shipment {
  readonly builds: readonly BuildView[]
  readonly broughtBy: readonly {
    readonly kind: 'cve' | 'bugfix' | 'requires'
    readonly issue: string
    readonly cve: string | null
  }[]
}

export interface ShippedPackage extends Shipment {
  /** Source package. */
  readonly name: string
}

export interface PackageRelease extends ShippingRelease, Shipment {}

export interface PackageReleases {
  readonly name: string
  /** Newest first. */
  readonly items: readonly PackageRelease[]
  readonly next: string | null
}

export interface ReleasePackages extends ShippingRelease {
  /** By name. */
  readonly items: readonly ShippedPackage[]
  readonly next: string | null
}

export interface TaggedRelease extends ShippingRelease {
  readonly packages: readonly ShippedPackage[]
}

export interface TagView {
  readonly tag: string
  readonly items: readonly TaggedRelease[]
  readonly next: string | null
}
