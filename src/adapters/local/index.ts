// The front door of the local adapters: everything a small distribution needs on one machine, nothing beside it.

export { createLocalBuildService } from './build-service.ts'
export { createCveDrop } from './cve-drop.ts'
export { CVE_COLUMNS, CVE_SHEET } from './cve-list.ts'
export { createLocalForge, type LocalForge, type LocalForgeOptions } from './forge.ts'
export type { CommentKey, IssueChange, NewIssue } from './forge-acts.ts'
export type { IssuePage } from './forge-people.ts'
export { createLocalObjectStore } from './object-store.ts'
export { createOutbox, type OutboxOptions, outboxFile } from './outbox.ts'
export { createLocalRepoHost, type LocalRepoHostOptions } from './repo-host.ts'
export { type LocalForgeRoutesOptions, localForgeRoutes } from './routes.ts'
export { CVE_ID, CveFactsFile } from './schema.ts'
export { createLocalTestPlatform, type LocalMilestone, type LocalTestPlatform } from './test-platform.ts'
