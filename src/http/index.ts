// The front door of the HTTP server.

export type * from './doors.ts'
export type { ServerNeeds } from './server.ts'
export { createServer } from './server.ts'
