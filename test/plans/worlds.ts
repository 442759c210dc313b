// Makes the worlds of a matrix: a folder and a database each, copied in a moment.

import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { World } from './scenario.ts'

/** An empty world, its database a copy of the template. */
export async function newWorld(template: string): Promise<World> {
  const dir = await mkdtemp(join(tmpdir(), 'slipway-matrix-'))
  const databaseUrl = await copyDatabase(template, new URL(template).pathname.slice(1))
  return { dir, databaseUrl }
}

export async function copyOf(world: World): Promise<World> {
  const dir = await mkdtemp(join(tmpdir(), 'slipway-matrix-'))
  await cp(world.dir, dir, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true })
  const databaseUrl = await copyDatabase(world.databaseUrl, new URL(world.databaseUrl).pathname.slice(1))
  return { dir, databaseUrl }
}

async function copyDatabase(near: string, from: string): Promise<string> {
  const name = `matrix_${randomBytes(6).toString('hex')}`
  await query(near, `create database ${name} template ${from}`, 'postgres')
  return withDatabase(near, name)
}

export async function dropWorld(world: World): Promise<void> {
  await rm(world.dir, { recursive: true, force: true, maxRetries: 10 })
  const name = new URL(world.databaseUrl).pathname.slice(1)
  await query(world.databaseUrl, `drop database if exists ${name} with (force)`, 'postgres')
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

export async function query(url: string, statement: string, database?: string): Promise<void> {
  const client = new pg.Client({ connectionString: database ? withDatabase(url, database) : url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
