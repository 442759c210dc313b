// Which release a person means: its id, its title, its issue (`I3NQ1A`, `#I3NQ1A`, `owner/repo#I3NQ1A`), its directory.

import type { FoundRelease } from '../../http/index.ts'
import type { Client } from '../client.ts'

/** Asks the server, which alone knows; a name of none or of several is refused. */
export async function findRelease(server: Client, name: string): Promise<FoundRelease> {
  return await server.get<FoundRelease>('/api/v1/releases/find', { name })
}

export function releasePath(id: string): string {
  return `/api/v1/releases/${encodeURIComponent(id)}`
}
