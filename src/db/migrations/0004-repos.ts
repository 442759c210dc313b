// Schema `repos`: the pool of RPMs, which release has which of them in which tree, and the versions of each tree.

import type { Kysely } from 'kysely'
import { sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema repos`.execute(db)
  await sql`
    create table repos.rpm (
      sha256      text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
      file        text not null,
      name        text not null,
      epoch       bigint not null,
      version     text not null,
      release     text not null,
      arch        text not null,
      source_rpm  text not null,
      source_name text not null,
      size_bytes  bigint not null,
      build_time  bigint not null
    )`.execute(db)
  await sql`create index rpm_by_name on repos.rpm (name, arch)`.execute(db)
  await sql`create index rpm_by_source on repos.rpm (source_name)`.execute(db)

  await sql`
    create table repos.tree_release (
      tree        text not null,
      release     text not null,
      directories text[] not null,
      published   boolean not null,
      primary key (tree, release)
    )`.execute(db)
  await sql`
    create table repos.member (
      tree    text not null,
      release text not null,
      path    text not null,
      sha256  text not null references repos.rpm,
      primary key (tree, release, path),
      foreign key (tree, release) references repos.tree_release on delete cascade
    )`.execute(db)
  await sql`create index member_by_sha256 on repos.member (sha256)`.execute(db)
  await sql`
    create table repos.member_record (
      tree      text not null,
      release   text not null,
      directory text not null,
      records   jsonb not null,
      primary key (tree, release, directory),
      foreign key (tree, release) references repos.tree_release on delete cascade
    )`.execute(db)
  await sql`
    create table repos.version (
      tree         text not null,
      number       integer not null,
      revision     bigint not null,
      change_key   text not null,
      run          text not null,
      created_at   timestamptz not null,
      repositories jsonb not null,
      withdrawn    jsonb not null,
      primary key (tree, number),
      unique (tree, change_key)
    )`.execute(db)
}
