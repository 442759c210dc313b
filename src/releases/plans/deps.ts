// What the plans of a release take, and the small things they share.

import type { Actor } from '../../accounts/index.ts'
import type { AdvisorySettings } from '../../advisories/index.ts'
import type { Db } from '../../db/index.ts'
import type { Finding } from '../../flow/index.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Programs } from '../../lib/programs.ts'
import type { ForgeUser } from '../../ports/index.ts'
import type { ReleasesPolicy } from '../policy.ts'

export interface PlanDeps {
  readonly db: Db
  readonly clock: Clock
  readonly programs: Programs
  readonly policy: ReleasesPolicy
  readonly settings: AdvisorySettings
  /** Who a user of the forge is to us. */
  readonly actorOf: (user: ForgeUser) => Promise<Actor>
  /** Where RPMs are kept by their hash. */
  readonly poolDir: string
  /** Private scratch folder; on the same file system as the pool. */
  readonly workDir: string
}

/** A finding as it stands in a handle. */
export type FindingJson = Finding

export function findingJson({ code, subject, message, blocking, data }: Finding): FindingJson {
  return { code, subject, message, blocking, ...(data === undefined ? {} : { data }) }
}
