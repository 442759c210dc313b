// What happened to a server in a told story, beside what it published: told twice it is the same, whatever broke between.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Db } from '../../src/db/index.ts'
import { connectLocal } from '../../src/db/open.ts'
import { silentLog } from '../../src/lib/log.ts'
import { until } from '../kit/until.ts'
import type { SeenRun } from './boundaries.ts'
import { watchRuns } from './run-watch.ts'

export interface History {
  readonly runs: readonly SeenRun[]
  /** Lines by what they are about; in each, lines that say the same stand as often as it happened. */
  readonly told: Readonly<Record<string, readonly string[]>>
  /** Runs that say they were taken up again, once for each time. */
  readonly resumed: readonly string[]
}

/** Read from the database of the running server, after everybody has been answered. */
export async function readHistory(data: string): Promise<History> {
  const watch = await watchRuns(data)
  const runs = await watch.runs()
  await watch.close()
  const database = await connectLocal({ dataDir: data, log: silentLog })
  try {
    const { db } = database
    await until(async () => (await openEnds(db)) === 0, 60_000)
    const names = await issueNames(db)
    const told = {
      runs: runs.map(run => line(run.plan, run.kind, run.state, ...run.steps.map(s => `${s.name}: ${s.state}`))),
      deliveries: await deliveries(db),
      comments: await comments(db),
      log: await logged(db),
      'sign-offs': await signOffs(db),
      numbers: await numbers(db),
      'broken orders': await brokenOrders(db),
      mails: await mails(join(data, 'outbox')),
    }
    const sorted = Object.entries(told).map(([about, lines]) => [about, lines.map(named(names)).sort()] as const)
    return { runs, told: Object.fromEntries(sorted), resumed: await resumptions(db) }
  } finally {
    await database.close()
  }
}

function line(...parts: readonly unknown[]): string {
  return parts.map(part => (typeof part === 'string' ? part : JSON.stringify(part))).join(' | ')
}

/** Deliveries that wait for their decision or answer, and orders that are under way. */
async function openEnds(db: Db): Promise<number> {
  const { rows } = await sql<{ open: number }>`
    select (select count(*) from releases.delivery where decided_at is null or (source is not null and answered_at is null))
      + (select count(*) from dbos.workflow_status where name in ('slipway-run', 'slipway-tree', 'slipway-job')
         and status in ('PENDING', 'ENQUEUED')) as open`.execute(db)
  return Number(rows[0]?.open)
}

async function deliveries(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('releases.delivery').selectAll().execute()
  return rows.map(row => {
    const outcomes = (row.outcomes ?? []) as unknown as { accepted: boolean; code: string | null }[]
    return line(row.release, row.channel, row.text, ...outcomes.map(o => `${o.accepted} ${o.code}`))
  })
}

/** Without what is said of a moment (a run that waits for people, the state of a release): it may pass before it is said. */
async function comments(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('local.comment as comment')
    .innerJoin('local.author as author', 'author.id', 'comment.author')
    .select(['comment.issue', 'comment.body', 'author.login'])
    .execute()
  const lasting = rows.filter(row => !/<!-- slipway:(run|status)/.test(row.body))
  return lasting.map(row => line(row.issue, row.login, withoutNames(row.body)))
}

async function logged(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('accounts.log').selectAll().where('subject', 'like', 'release/%').execute()
  return rows.map(row => line(row.subject, row.action, row.role, row.channel, row.message))
}

async function signOffs(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('releases.sign_off').selectAll().execute()
  return rows.map(row => line(row.release, row.gate, row.role, row.name, row.withdrawn_at === null))
}

async function numbers(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('advisories.number').select(['family', 'n', 'state']).execute()
  return rows.map(row => line(row.family, row.n, row.state))
}

/** Orders that ended with an error: none should. */
async function brokenOrders(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string; status: string; error: string | null }>`
    select name, status, error from dbos.workflow_status
    where status not in ('SUCCESS', 'PENDING', 'ENQUEUED')`.execute(db)
  return rows.map(row => line(row.name, row.status, row.error))
}

async function mails(outbox: string): Promise<string[]> {
  const files = (await readdir(outbox)).filter(name => name.endsWith('.eml'))
  const texts = await Promise.all(files.map(name => readFile(join(outbox, name), 'utf8')))
  return texts.map(text => line(/^Subject: .*$/im.exec(text)?.[0] ?? '', /^To: .*$/im.exec(text)?.[0] ?? ''))
}

async function resumptions(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('flow.log').select(['run', 'message']).where('step', 'is', null).execute()
  return rows.filter(row => (row.message as { en: string }).en === 'Resumed after a restart').map(row => row.run)
}

/** Issues by what they are called: their ids are drawn from a sequence, which a crash may leave gaps in. */
async function issueNames(db: Db): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('local.issue').select(['id', 'repository', 'title']).execute()
  return new Map(rows.map(row => [row.id, `${row.repository}: ${row.title}`]))
}

function named(names: ReadonlyMap<string, string>): (text: string) => string {
  return text => text.replace(/\bI[0-9A-Z]{5}\b/g, id => names.get(id) ?? id)
}

/** A comment without what is another in every telling: numbers of deliveries and runs, and the port. */
function withoutNames(body: string): string {
  return body
    .replace(/slipway:(answer|run):[\w-]+/g, 'slipway:$1')
    .replace(/http:\/\/127\.0\.0\.1:\d+/g, 'http://server')
}
