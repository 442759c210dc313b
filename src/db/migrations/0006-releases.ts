// Schema `releases`: releases, their scope, sign-offs, runs, deliveries of commands, and the packages built for them.

import type { Kysely } from 'kysely'
import { sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create schema releases;
    create table releases.release (
      id text primary key,
      branch text not null,
      date text not null,
      suffix text not null,
      freeze_date text not null,
      directory text not null,
      stage text not null,
      part int not null default 0,
      revision int not null default 1,
      withdrawn boolean not null default false,
      pending jsonb,
      issue_repository text,
      issue_id text,
      issue_url text,
      created_by text not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      unique (branch, date, suffix),
      unique (issue_repository, issue_id)
    );
    create table releases.item (
      release text not null references releases.release,
      kind text not null check (kind in ('cve', 'bugfix', 'requires', 'test')),
      issue text not null,
      repository text not null,
      title text not null,
      url text not null,
      status text not null,
      cve text,
      score double precision,
      version text,
      abi_changed boolean,
      added_by text not null,
      added_at timestamptz not null,
      added_run text,
      deleted_by text,
      deleted_at timestamptz,
      primary key (release, kind, issue)
    );
    create table releases.sign_off (
      id bigint generated always as identity primary key,
      release text not null references releases.release,
      gate text not null,
      account int not null,
      name text not null,
      role text not null,
      revision int not null,
      at timestamptz not null,
      withdrawn_at timestamptz
    );
    create index sign_off_by_release on releases.sign_off (release) where withdrawn_at is null;
    create table releases.run (
      release text not null references releases.release,
      run text not null references flow.run,
      plan text not null,
      stage text not null,
      part int not null,
      revision int not null,
      started_at timestamptz not null,
      noted_at timestamptz,
      primary key (release, run)
    );
    create table releases.delivery (
      id bigint generated always as identity primary key,
      external_id text not null unique,
      release text not null references releases.release,
      channel text not null,
      actor jsonb not null,
      text text not null,
      source jsonb,
      received_at timestamptz not null,
      decided_at timestamptz,
      outcomes jsonb,
      answered_at timestamptz
    );
    create index delivery_by_release on releases.delivery (release, id);
    create table releases.package (
      release text not null references releases.release,
      source_package text not null,
      family text not null,
      arch text not null,
      file text not null,
      sha256 text not null,
      primary key (release, family, arch, file)
    );
  `.execute(db)
}
