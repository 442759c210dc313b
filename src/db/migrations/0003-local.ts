// Schema `local`: the forge built in (issues, comments, labels, authors) and the milestones of the test team.

import type { Kysely } from 'kysely'
import { sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema local`.execute(db)

  // Logins may be renamed: rows refer to the permanent id, and the login last seen is shown.
  await sql`
    create table local.author (
      id    text primary key,
      login text not null
    )`.execute(db)

  // As many numbers as there are ids of `I` and five of 0-9A-Z (36^5).
  await sql`create sequence local.issue_number as integer maxvalue 60466176`.execute(db)
  await sql`
    create table local.issue (
      id         text primary key check (id ~ '^I[0-9A-Z]{5}$'),
      number     integer not null unique,
      repository text not null,
      title      text not null,
      body       text not null,
      state      text not null check (state in ('open', 'progressing', 'closed', 'rejected')),
      author     text not null references local.author,
      by_bot     boolean not null,
      created_at timestamptz not null,
      updated_at timestamptz not null
    )`.execute(db)
  await sql`create index issue_repository on local.issue (repository, number)`.execute(db)
  // What makes "look for it, else create it" one act.
  await sql`create unique index issue_bot_title on local.issue (repository, title) where by_bot`.execute(db)

  await sql`
    create table local.label (
      issue text not null references local.issue on delete cascade,
      name  text not null,
      primary key (issue, name)
    )`.execute(db)

  await sql`
    create table local.comment (
      id         integer generated always as identity primary key,
      issue      text not null references local.issue on delete cascade,
      body       text not null,
      author     text not null references local.author,
      created_at timestamptz not null,
      updated_at timestamptz not null
    )`.execute(db)
  await sql`create index comment_issue on local.comment (issue, id)`.execute(db)

  await sql`
    create table local.milestone (
      name            text primary key,
      product         text not null,
      version         text not null,
      packages        text[] not null,
      base_update_url text not null,
      epol_update_url text,
      status          text not null check (status in ('open', 'withdrawn')),
      created_at      timestamptz not null,
      updated_at      timestamptz not null
    )`.execute(db)
}
