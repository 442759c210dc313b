// updateinfo.xml: the advisory records a repository carries for dnf. Types, writer and reader; no I/O.

import type { Nevra } from './nevra.ts'

/** What dnf knows; openEuler's High and Medium are Important and Moderate here. */
export type UpdateSeverity = 'Critical' | 'Important' | 'Moderate' | 'Low' | 'None'

// Type aliases, not interfaces: records are stored as JSON.

export type UpdatePackage = {
  readonly nevra: Nevra
  /** File name of the RPM. */
  readonly file: string
  readonly sha256: string
  /** File name of the source RPM it was built from. */
  readonly sourceRpm: string
}

export type UpdateReference = {
  readonly type: 'cve' | 'bugzilla' | 'self' | 'other'
  readonly id: string
  readonly href: string
  readonly title: string
}

/** One `<update>`: an advisory as a repository of one architecture lists it. */
export type UpdateRecord = {
  readonly id: string
  readonly from: string
  readonly type: 'security' | 'bugfix' | 'enhancement'
  readonly title: string
  readonly severity: UpdateSeverity
  /** Name of the distribution release, e.g. `openEuler`. */
  readonly release: string
  /** `YYYY-MM-DD HH:MM:SS` in UTC; dnf reads a bare date as 1970. */
  readonly issued: string
  readonly updated: string
  readonly description: string
  readonly references: readonly UpdateReference[]
  readonly packages: readonly UpdatePackage[]
}
