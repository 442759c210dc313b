// Schema `flow`: runs, steps with their intents and handles, and the progress log.

import type { Kysely } from 'kysely'
import { sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create schema flow;
    create table flow.run (
      id text primary key,
      seq bigint generated always as identity,
      plan text not null,
      kind text not null check (kind in ('forward', 'undo')),
      subject text not null,
      input jsonb not null,
      steps text[] not null,
      targets text[] not null,
      state text not null,
      reason jsonb,
      cancel_requested boolean not null default false,
      created_at timestamptz not null default now(),
      started_at timestamptz,
      ended_at timestamptz
    );
    create index run_by_subject on flow.run (subject, seq desc);
    create table flow.step (
      run text not null references flow.run,
      position int not null,
      name text not null,
      state text not null,
      intent jsonb,
      handle jsonb,
      handled boolean not null default false,
      findings jsonb,
      attempts int not null default 0,
      started_at timestamptz,
      ended_at timestamptz,
      note jsonb,
      primary key (run, name)
    );
    create table flow.log (
      id bigint generated always as identity primary key,
      run text not null references flow.run,
      step text,
      at timestamptz not null default now(),
      level text not null,
      message jsonb not null
    );
    create index log_by_run on flow.log (run, id);
  `.execute(db)
}
