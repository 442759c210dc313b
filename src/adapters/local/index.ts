// The front door of the local adapters: everything a small distribution needs on one machine, nothing beside it.

export { createLocalBuildService } from './build-service.ts'
export { createCveDrop } from './cve-drop.ts'
export { createLocalForge, type LocalForge } from './forge.ts'
export { createLocalObjectStore } from './object-store.ts'
export { createOutbox } from './outbox.ts'
export { createLocalRepoHost } from './repo-host.ts'
export { localForgeRoutes } from './routes.ts'
export { createLocalTestPlatform } from './test-platform.ts'
