// The whole workflow: who accepted which row, what is left for the next release, the issues of problems found, plans
// taken back before they began; and what the built-in forge keeps beside issues: pull requests and files.

import type { Kysely } from 'kysely'
import { sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table releases.release
      add origin text not null default 'planned' check (origin in ('planned', 'issue', 'imported')),
      add deleted_by text,
      add deleted_at timestamptz,
      add deleted_because text,
      add shown_blocks text,
      add status_comment text,
      add imported jsonb,
      add trouble jsonb;
    -- A plan that was deleted before it began gives its directory free.
    drop index releases.release_by_directory;
    create unique index release_by_directory on releases.release (branch, directory) where deleted_at is null;
    alter table releases.item
      add acceptance text not null default 'accepted' check (acceptance in ('pending', 'accepted', 'refused')),
      add source text not null default 'hand'
        check (source in ('fetched', 'feedback', 'comment', 'hand', 'check', 'carried', 'imported')),
      add added_account int,
      add upstream text,
      add pull text,
      add issue_type text,
      add opened_at timestamptz,
      add left_by text,
      add left_at timestamptz,
      add carried_from text,
      add carried_to text;
    create table releases.item_change (
      id bigint generated always as identity primary key,
      release text not null references releases.release,
      kind text not null,
      issue text not null,
      action text not null,
      by text not null,
      at timestamptz not null,
      delivery text,
      before jsonb,
      after jsonb
    );
    create index item_change_by_release on releases.item_change (release, id);
    create table releases.problem (
      release text not null references releases.release,
      code text not null,
      subject text not null,
      repository text not null,
      issue text,
      url text not null default '',
      status text not null default 'open',
      false_alarm boolean not null default false,
      run text not null,
      opened_at timestamptz not null,
      closed_at timestamptz,
      primary key (release, code, subject)
    );
    create table releases.archive (
      release text primary key references releases.release,
      kept jsonb,
      digest text,
      problem text,
      tried_at timestamptz
    );
    create index package_by_source on releases.package (source_package, release);
  `.execute(db)
  // Members of the teams that role lists name, as last read at the forge; user_id is null where only a login is known.
  await sql`
    create table accounts.team_member (
      source  text not null,
      forge   text not null,
      user_id text,
      login   text not null,
      read_at timestamptz not null,
      primary key (source, login)
    )`.execute(db)
  await sql`
    alter table local.issue add type text, add milestone text;
    create table local.pull (
      repository text not null,
      number integer not null,
      title text not null,
      body text not null,
      state text not null check (state in ('open', 'merged', 'closed')),
      author text not null references local.author,
      issues text[] not null,
      created_at timestamptz not null,
      primary key (repository, number)
    );
    create table local.file (
      repository text not null,
      branch text not null,
      path text not null,
      content text not null,
      message text not null,
      updated_at timestamptz not null,
      primary key (repository, branch, path)
    );
  `.execute(db)
}
