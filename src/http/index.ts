// The front door of the HTTP server.

export { identify } from './auth.ts'
export type * from './doors.ts'
export { type HookNeeds, hookRoutes } from './hooks.ts'
export type { ServerNeeds } from './server.ts'
export { createServer } from './server.ts'
