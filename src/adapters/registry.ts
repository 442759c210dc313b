// The list of adapters: which one plays which port, by configuration. One line each.

import type { Db } from '../db/index.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { Programs } from '../lib/programs.ts'
import type { Forge, ForgeEvent, ForgeHook, Ports } from '../ports/index.ts'
import type { ForgeConfig, VendorForgeConfig, VendorName } from './forge-config.ts'
import { createGitcodeForge, createGitcodeHook } from './gitcode/index.ts'
import { createGiteeForge, createGiteeHook } from './gitee/index.ts'
import { createGithubForge, createGithubHook } from './github/index.ts'
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

export { builtInForge, type ForgeConfig, forgeFile, readForge } from './forge-config.ts'

export interface AdapterSettings {
  readonly db: Db
  readonly clock: Clock
  readonly log: Log
  readonly programs: Programs
  readonly publicUrl: string
  readonly forge: ForgeConfig
  readonly folders: Readonly<
    Record<'builds' | 'builtMetadata' | 'repositories' | 'objects' | 'cves' | 'outbox', string>
  >
  readonly mailFrom: string
  /** Called with what happened at the forge. */
  readonly hear: (event: ForgeEvent) => Promise<void>
}

export interface Adapters {
  readonly ports: Ports
  /** The built-in forge with its own routes, where it is the one in use. */
  readonly localForge: LocalForge | undefined
  /** What reads the web hooks of the forge in use, by its name. */
  readonly hooks: Readonly<Partial<Record<string, ForgeHook>>>
}

/** Everything outside, as configured. */
export function createPorts(settings: AdapterSettings): Adapters {
  const { db, clock, folders, programs } = settings
  const { forge, ...inUse } = createForge(settings)
  const ports: Ports = {
    forge,
    buildService: createLocalBuildService({ root: folders.builds, cache: folders.builtMetadata, programs }),
    repoHost: createLocalRepoHost({ directory: folders.repositories }),
    objectStore: createLocalObjectStore({ directory: folders.objects }),
    cveSource: createCveDrop({ directory: folders.cves }),
    testPlatform: createLocalTestPlatform({ db, clock }),
    mailer: createOutbox({ directory: folders.outbox, from: settings.mailFrom, clock }),
  }
  return { ports, ...inUse }
}

interface Vendor {
  readonly forge: (config: VendorForgeConfig & { readonly clock: Clock }) => Forge
  readonly hook: (how: { readonly secret: string | undefined; readonly bot: string | undefined }) => ForgeHook
}

/** How each vendor's forge is made, and what reads its web hooks. */
const vendors: Readonly<Record<VendorName, Vendor>> = {
  gitee: { forge: createGiteeForge, hook: createGiteeHook },
  gitcode: { forge: createGitcodeForge, hook: createGitcodeHook },
  github: { forge: createGithubForge, hook: createGithubHook },
}

function createForge(settings: AdapterSettings): Omit<Adapters, 'ports'> & { forge: Forge } {
  const { db, clock, log, publicUrl, forge, hear } = settings
  if (forge.name === 'local') {
    const bot = { id: '0', login: forge.bot }
    const localForge = createLocalForge({ db, clock, log, publicUrl, bot, onEvent: hear })
    return { forge: localForge, localForge, hooks: {} }
  }
  const { name, bot, hookSecret: secret } = forge
  const vendor = vendors[name]
  return {
    forge: vendor.forge({ ...forge, clock }),
    localForge: undefined,
    hooks: { [name]: vendor.hook({ secret, bot }) },
  }
}
