// What was found when the versions of specs and builds were last compared, per package, family and architecture.

import type { Kysely } from 'kysely'
import { sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table releases.version_check (
      release text not null references releases.release,
      package text not null,
      family text not null,
      arch text not null,
      spec text,
      built text,
      verdict text not null
        check (verdict in ('same', 'older', 'newer', 'missing', 'no-spec', 'unresolved', 'failed')),
      detail text,
      revision integer not null,
      looked_up_at timestamptz not null,
      primary key (release, package, family, arch)
    )`.execute(db)
}
