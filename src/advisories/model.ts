// The one model of an advisory; every format is a pure function of it. Types only.

import type { CveFacts } from '../ports/index.ts'
import type { UpdatePackage } from '../rpm/updateinfo.ts'
import type { AdvisorySettings } from './settings.ts'

/** By the base score; `None` when no CVE of it has a score yet. */
export type Severity = 'Critical' | 'High' | 'Medium' | 'Low' | 'None'

/** SA: security advisory. */
export type AdvisoryFamily = 'SA'

export type PackageFamily = 'standard' | 'EPOL'

// Type aliases, not interfaces: advisories are stored as JSON.

/** An RPM as the release publishes it; source RPMs too (arch `src`, `sourceRpm` its own file or ''). */
export type ReleasePackage = UpdatePackage & {
  readonly family: PackageFamily
  /** Architecture directories it stands in: a noarch RPM in all. Empty for a source RPM. */
  readonly arches: readonly string[]
}

export type AdvisoryPackage = ReleasePackage & { readonly branch: string }

export type AdvisoryCve = {
  readonly cve: string
  /** Id of its issue, without `#`. */
  readonly issue: string
  /** Score of the release's CVE list: the severity until the facts are there. */
  readonly listedScore: number | null
  readonly facts: CveFacts | null
  readonly severity: Severity
}

export type Revision = {
  /** `1.0`, `1.1`, … */
  readonly number: string
  /** The instant, ISO 8601 in UTC. */
  readonly at: string
  /** Its civil date YYYY-MM-DD in the settings' time zone. */
  readonly date: string
  readonly description: 'Initial' | 'Withdrawn'
}

export type Advisory = {
  /** E.g. `openEuler-SA-2026-1001`; null while it is a draft. */
  readonly id: string | null
  readonly family: AdvisoryFamily
  readonly release: string
  /** Source package. */
  readonly component: string
  readonly branches: readonly string[]
  /** The highest of its CVEs. */
  readonly severity: Severity
  readonly title: string
  /** What the source package says of itself; '' when unknown. */
  readonly about: string
  readonly cves: readonly AdvisoryCve[]
  readonly packages: readonly AdvisoryPackage[]
  /** Oldest first; empty while it is a draft. */
  readonly revisions: readonly Revision[]
  /** Whose advisory it is, as fixed when it was written. */
  readonly settings: AdvisorySettings
}
