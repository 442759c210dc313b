// What the packages of a release change against what users have, as its self-checks have compared them.

import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table releases.package_diff (
      run text not null,
      position integer not null,
      release text not null references releases.release,
      compared jsonb not null,
      primary key (run, position)
    );
    create index package_diff_by_release on releases.package_diff (release);
  `.execute(db)
}
