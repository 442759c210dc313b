// The list of adapters: which one plays which port, by configuration. One line each.

import type { Db } from '../db/index.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { ForgeEvent, Ports } from '../ports/index.ts'
import {
  createCveDrop,
  createLocalBuildService,
  createLocalForge,
  createLocalObjectStore,
  createLocalRepoHost,
  createLocalTestPlatform,
  createOutbox,
  type LocalForge,
} from './local/index.ts'

export interface AdapterSettings {
  readonly db: Db
  readonly clock: Clock
  readonly log: Log
  readonly publicUrl: string
  readonly bot: string
  readonly folders: Readonly<Record<'builds' | 'repositories' | 'objects' | 'cves' | 'outbox', string>>
  readonly mailFrom: string
  /** Called with what happened at the forge. */
  readonly hear: (event: ForgeEvent) => Promise<void>
}

/** The ports as configured, and the built-in forge with its own routes. */
export function createPorts(settings: AdapterSettings): { ports: Ports; localForge: LocalForge } {
  const { db, clock, log, publicUrl, folders } = settings
  const localForge = createLocalForge({
    db,
    clock,
    log,
    publicUrl,
    bot: { id: '0', login: settings.bot },
    onEvent: settings.hear,
  })
  const ports: Ports = {
    forge: localForge,
    buildService: createLocalBuildService({ root: folders.builds }),
    repoHost: createLocalRepoHost({ directory: folders.repositories }),
    objectStore: createLocalObjectStore({ directory: folders.objects }),
    cveSource: createCveDrop({ directory: folders.cves }),
    testPlatform: createLocalTestPlatform({ db, clock }),
    mailer: createOutbox({ directory: folders.outbox, from: settings.mailFrom, clock }),
  }
  return { ports, localForge }
}
