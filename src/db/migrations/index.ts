// Every migration by name, in order: compiled in, forward only, all run at start under a lock.

import type { Migration } from 'kysely'
import * as accounts from './0001-accounts.ts'
import * as flow from './0002-flow.ts'
import * as local from './0003-local.ts'
import * as repos from './0004-repos.ts'
import * as advisories from './0005-advisories.ts'
import * as releases from './0006-releases.ts'
import * as releaseDirectory from './0007-release-directory.ts'
import * as workflow from './0008-workflow.ts'
import * as waivers from './0009-waivers.ts'
import * as versions from './0010-versions.ts'
import * as packageDiffs from './0011-package-diffs.ts'

export const migrations: Readonly<Record<string, Migration>> = {
  '0001-accounts': accounts,
  '0002-flow': flow,
  '0003-local': local,
  '0004-repos': repos,
  '0005-advisories': advisories,
  '0006-releases': releases,
  '0007-release-directory': releaseDirectory,
  '0008-workflow': workflow,
  '0009-waivers': waivers,
  '0010-versions': versions,
  '0011-package-diffs': packageDiffs,
}
