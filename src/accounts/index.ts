// The front door of accounts: people, services, roles, tokens, and the append-only log.

export { type Holders, loginsOfHolders } from './holders.ts'
export { refreshTeams, type TeamDeps } from './jobs.ts'
export type { Channel, LogEntry, LogLine } from './log-store.ts'
export { appendLog, readLog } from './log-store.ts'
export type { Principal } from './queries.ts'
export {
  actFor,
  actorOfAccount,
  actorOfForgeUser,
  authenticate,
  findAccount,
  holdersOf,
  listOnBehalf,
  listTokens,
  rolesOf,
  rolesOfLogin,
} from './queries.ts'
export type { Actor, Role, RolePolicy } from './roles.ts'
export { isRole, roles, systemActor } from './roles.ts'
export {
  createPerson,
  createToken,
  ensureService,
  grantOnBehalf,
  grantRoles,
  revokeOnBehalf,
  revokeToken,
} from './submit.ts'
export { isBadTeam } from './teams.ts'
