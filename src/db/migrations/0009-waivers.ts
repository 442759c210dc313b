// Waivers: findings of self-checks that a person has taken the risk of, for a time, for one version of a package.

import type { Kysely } from 'kysely'
import { sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table releases.waiver (
      id bigint generated always as identity primary key,
      branch text not null,
      code text not null,
      subject text not null,
      because text not null,
      until text not null,
      expires_at timestamptz not null,
      wording text,
      release text not null references releases.release,
      owner text not null,
      account int not null,
      role text not null,
      at timestamptz not null,
      delivery text,
      ended_at timestamptz,
      ended_by text,
      ended_release text references releases.release
    );
    create index waiver_by_branch on releases.waiver (branch, id);
  `.execute(db)
}
