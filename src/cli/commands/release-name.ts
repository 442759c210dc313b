// Which release a person means: its id, its title, its issue (`I3NQ1A`, `#I3NQ1A`, `owner/repo#I3NQ1A`), its directory.

import type { FoundRelease } from '../../http/index.ts'
import type { Client } from '../client.ts'
import { ExitError, exitCodes } from '../exit.ts'
import { texts } from '../texts.ts'

/** Asks the server, which alone knows; a name of none or of several is refused. */
export async function findRelease(server: Client, name: string): Promise<FoundRelease> {
  // What is left of an id whose letters got lost on the way through a shell.
  if (/^[\s#]*$/.test(name)) throw new ExitError(exitCodes.usage, texts.usage.quoteIds())
  return await server.get<FoundRelease>('/api/v1/releases/find', { name })
}

export function releasePath(id: string): string {
  return `/api/v1/releases/${encodeURIComponent(id)}`
}
