// Schema `advisories`: numbers, what was published under them, and the facts of CVEs.

import type { Kysely } from 'kysely'
import { sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema advisories`.execute(db)
  await sql`
    create table advisories.number (
      family text not null,
      year int not null check (year between 2000 and 9999),
      n int not null check (n > 1000),
      key text not null unique,
      state text not null check (state in ('taken', 'void')),
      taken_at timestamptz not null,
      primary key (family, year, n)
    )`.execute(db)
  await sql`
    create table advisories.advisory (
      id text primary key,
      family text not null,
      year int not null,
      n int not null,
      release text not null,
      run text not null,
      branch text not null,
      component text not null,
      state text not null check (state in ('published', 'withdrawn')),
      revisions jsonb not null,
      model jsonb not null,
      published_at timestamptz not null,
      withdrawn_at timestamptz,
      unique (family, year, n),
      foreign key (family, year, n) references advisories.number,
      check ((state = 'withdrawn') = (withdrawn_at is not null))
    )`.execute(db)
  await sql`create index on advisories.advisory (release)`.execute(db)
  await sql`create index on advisories.advisory (year, n)`.execute(db)
  await sql`create index on advisories.advisory using gin ((model -> 'cves') jsonb_path_ops)`.execute(db)
  await sql`
    create table advisories.cve_facts (
      cve text primary key,
      facts jsonb not null,
      read_at timestamptz not null
    )`.execute(db)
}
