// All ports by name. Interfaces only; a function or step names the ones it takes.

import type { BuildService } from './build-service.ts'
import type { CveSource } from './cve-source.ts'
import type { Forge } from './forge.ts'
import type { Mailer } from './mailer.ts'
import type { ObjectStore } from './object-store.ts'
import type { RepoHost } from './repo-host.ts'
import type { TestPlatform } from './test-platform.ts'

export interface Ports {
  readonly forge: Forge
  readonly buildService: BuildService
  readonly repoHost: RepoHost
  readonly objectStore: ObjectStore
  readonly cveSource: CveSource
  readonly testPlatform: TestPlatform
  readonly mailer: Mailer
}

export type * from './build-service.ts'
export type * from './cve-source.ts'
export type * from './forge.ts'
export type * from './mailer.ts'
export type * from './object-store.ts'
export type * from './repo-host.ts'
export type * from './test-platform.ts'
