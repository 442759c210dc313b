// Makes the OpenAPI document from the routes of the server. No route is called, so the doors behind them are empty.

import { createServer, type ServerNeeds } from '../../src/http/index.ts'
import { silentLog } from '../../src/lib/log.ts'

export async function openApiDocument(): Promise<string> {
  const server = createServer({ releases: {}, accounts: {}, objects: {}, log: silentLog } as ServerNeeds)
  await server.ready()
  const document = JSON.stringify(server.swagger(), null, 2)
  await server.close()
  return `${document}\n`
}
