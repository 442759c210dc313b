// The world of a small distribution for the plan matrix: one earlier release published, one release on its way.
// The plan to break is named in the module's address: release-world.ts?plan=publish.

import { createHash } from 'node:crypto'
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { actorOfAccount } from '../../src/accounts/index.ts'
import { builtInForge, createPorts } from '../../src/adapters/registry.ts'
import { openEulerSettings } from '../../src/advisories/index.ts'
import { connect } from '../../src/db/connect.ts'
import type { Db } from '../../src/db/index.ts'
import type { Clock } from '../../src/lib/clock.ts'
import type { Json } from '../../src/lib/json.ts'
import { silentLog } from '../../src/lib/log.ts'
import { createPrograms } from '../../src/lib/programs.ts'
import { writeSheet } from '../../src/lib/xlsx.ts'
import { adoptBaselines, type PlanDeps, type ReleasesPolicy, releasePlans } from '../../src/releases/index.ts'
import { changeNow, ingestRpms, isBadRpm, normalisedRepomds, reachableFiles } from '../../src/repos/index.ts'
import { buildRpms } from '../kit/rpms.ts'
import { ignoredColumns, ignoredRows, ignoredTables } from './ignored.ts'
import type { Machinery, Scenario, World } from './scenario.ts'

const BRANCH = 'Toy-1.0'
const RELEASE = `${BRANCH}_update20261123`
const CVE = 'CVE-2026-10001'

/** Time stands still, so that what is published differs only where a plan acts differently. */
const clock: Clock = { now: () => new Date('2026-11-23T02:00:00Z') }

const policy: ReleasesPolicy = {
  language: 'zh',
  publicUrl: 'http://localhost',
  forge: { name: 'local', repository: 'toy/release-management' },
  roles: { branches: { [BRANCH]: {} } },
  branches: [
    {
      name: BRANCH,
      timezone: 'Asia/Shanghai',
      arches: ['x86_64'],
      projects: { standard: 'Toy' },
      base: [],
      baseline: undefined,
      gates: {},
      testers: ['testers@example.org'],
      planning: { maintained: true, weekly: false, holidays: [], workdays: [] },
    },
  ],
}

/** What must have happened before a plan can run. */
const before: Readonly<Record<string, readonly string[]>> = {
  collect: [],
  'self-check': ['collect'],
  'hand-over': ['collect', 'self-check'],
  publish: ['collect', 'self-check', 'hand-over'],
  announce: ['collect', 'self-check', 'hand-over', 'publish'],
}

const plan = new URL(import.meta.url).searchParams.get('plan') ?? 'publish'

export const scenario: Scenario = {
  name: `release: ${plan}`,
  plan,
  input: { release: RELEASE, branch: BRANCH },
  async prepare(world, run) {
    const { db, deps, ports, close } = openWorld(world)
    await makeBuilds(world, deps)
    await makeCveList(world)
    await publishEarlier(world, deps, ports)
    await insertRelease(db)
    await close()
    for (const earlier of before[plan] ?? []) await run(earlier)
  },
  async open(world): Promise<Machinery> {
    const { db, deps, ports, close } = openWorld(world)
    return { db, ports, plans: Object.values(releasePlans(deps)), close }
  },
  async snapshot(world) {
    const { db, close } = openWorld(world)
    try {
      const trees = await treesOf(join(world.dir, 'repositories', 'trees'))
      const withdrawn = await withdrawnDocuments(join(world.dir, 'objects'))
      return {
        tables: await tablesOf(db),
        trees,
        objects: await objectsOf(join(world.dir, 'objects'), withdrawn),
        mails: await mailsOf(join(world.dir, 'outbox')),
      }
    } finally {
      await close()
    }
  },
}

function openWorld(world: World) {
  const db = connect(world.databaseUrl, { log: silentLog })
  const folder = (name: string) => join(world.dir, name)
  const programs = createPrograms({ recordDir: folder('run'), log: silentLog })
  const { ports } = createPorts({
    db,
    programs,
    clock,
    log: silentLog,
    publicUrl: policy.publicUrl,
    forge: builtInForge,
    mailFrom: 'slipway@example.org',
    hear: async () => undefined,
    folders: {
      builds: folder('builds'),
      builtMetadata: folder('cache/builds'),
      repositories: folder('repositories'),
      objects: folder('objects'),
      cves: folder('cve'),
      outbox: folder('outbox'),
    },
  })
  const deps: PlanDeps = {
    db,
    clock,
    programs,
    policy,
    settings: { ...openEulerSettings, product: 'Toy', prefix: 'Toy-SA' },
    poolDir: folder('pool'),
    workDir: folder('work'),
    actorOf: user => actorOfAccount(db, Number(user.id)),
  }
  return { db, ports, deps, close: () => db.destroy() }
}

async function makeBuilds(world: World, { programs }: PlanDeps): Promise<void> {
  const dir = join(world.dir, 'built')
  const rpms = await buildRpms({ programs, dir, specs: [{ name: 'pier', version: '1.1', arch: 'noarch', epoch: 1 }] })
  for (const rpm of rpms) {
    const arch = rpm.endsWith('.src.rpm') ? 'source' : 'x86_64'
    const folder = join(world.dir, 'builds', 'Toy', 'pier', arch)
    await mkdir(folder, { recursive: true })
    await copyFile(rpm, join(folder, basename(rpm)))
  }
}

async function makeCveList(world: World): Promise<void> {
  const folder = join(world.dir, 'cve')
  await mkdir(folder, { recursive: true })
  const rows = [
    ['cve编号', 'issue编号', 'issue所属仓库', 'score', 'version', 'abi是否变化'],
    [CVE, 'I3NQ1A', 'pier', 7.5, '1.1', '否'],
  ]
  await writeFile(join(folder, `${BRANCH}_updateinfo.xlsx`), await writeSheet('cve_list', rows))
  const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H'
  const facts = {
    cve: CVE,
    summary: 's',
    description: 'd',
    cvss: { version: '3.1', vector, score: 7.5 },
    published: '2026-11-01',
  }
  await writeFile(join(folder, `${CVE}.json`), JSON.stringify(facts))
}

/** An earlier release lies in both trees: plans must leave it as it is. */
async function publishEarlier(world: World, deps: PlanDeps, ports: Machinery['ports']): Promise<void> {
  const dir = join(world.dir, 'built')
  const built = await buildRpms({ programs: deps.programs, dir, specs: [{ name: 'dock', arch: 'noarch' }] })
  const [rpm] = await ingestRpms(deps, [
    { file: built.find(f => f.endsWith('.noarch.rpm')) ?? '', sourcePackage: 'dock' },
  ])
  if (!rpm || isBadRpm(rpm)) throw new Error('the earlier package is bad')
  const writer = { ...deps, repoHost: ports.repoHost }
  await adoptBaselines({ ...deps, ports })
  const by = { attempt: 'earlier', run: 'earlier' }
  for (const [tree, top] of [
    ['release', 'update'],
    ['test', 'update_20261118'],
  ] as const) {
    const directories = [`${top}/source`, `${top}/x86_64`]
    const rpms = [{ path: `${top}/x86_64/Packages/${rpm.file}`, sha256: rpm.sha256 }]
    const change = { kind: 'add' as const, release: `${BRANCH}_update20261116`, directories, rpms }
    await changeNow(writer, { tree: `${tree}/${BRANCH}`, change }, { ...by, attempt: `earlier-${tree}` })
  }
}

async function insertRelease(db: Db): Promise<void> {
  const at = clock.now()
  const names = {
    id: RELEASE,
    branch: BRANCH,
    date: '20261123',
    suffix: '',
    freeze_date: '20261125',
    directory: 'update_20261125',
  }
  await db
    .insertInto('releases.release')
    .values({ ...names, stage: 'draft', created_by: 'mary', created_at: at, updated_at: at })
    .execute()
}

/** Every table of every room but those named as ignored, rows without the ignored columns, in a fixed order. */
async function tablesOf(db: Db): Promise<Json> {
  const tables = await db.introspection.getTables()
  const own = tables.filter(
    t => !['dbos', 'public'].includes(t.schema ?? 'public') && !ignoredTables.has(`${t.schema}.${t.name}`),
  )
  const seen: Record<string, Json> = {}
  for (const { schema, name } of own) {
    const table = `${schema}.${name}`
    const rows = (await db
      .selectFrom(table as never)
      .selectAll()
      .execute()) as Record<string, unknown>[]
    const kept = rows.filter(row => !ignoredRows[table]?.(row)).map(row => withoutIgnored(table, row))
    seen[table] = kept.map(row => JSON.stringify(row)).sort()
  }
  return seen
}

function withoutIgnored(table: string, row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).filter(([column]) => !ignoredColumns.has(`${table}.${column}`) && !ignoredColumns.has(column)),
  )
}

async function treesOf(root: string): Promise<Json> {
  const seen: Record<string, Json> = {}
  for (const kind of await readdir(root)) {
    const current = join(root, kind, BRANCH, 'current')
    const files = await reachableFiles(current)
    const repomds = await normalisedRepomds(current)
    seen[kind] = { files: files.map(f => `${f.path} ${f.sha256}`).sort(), repomds: JSON.parse(JSON.stringify(repomds)) }
  }
  return seen
}

async function filesBelow(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter(e => e.isFile())
    .map(e => join(e.parentPath, e.name).slice(root.length + 1))
    .sort()
}

/** Documents that say they are withdrawn stay by law: named, so that a plan's undo may leave them. */
async function withdrawnDocuments(root: string): Promise<Set<string>> {
  const documents = (await filesBelow(root)).filter(f => f.endsWith('.xml'))
  const texts = await Promise.all(documents.map(async f => [f, await readFile(join(root, f), 'utf8')] as const))
  return new Set(
    texts.filter(([, text]) => text.includes('<Description>Withdrawn</Description>')).map(([f]) => basename(f)),
  )
}

async function objectsOf(root: string, withdrawn: ReadonlySet<string>): Promise<Json> {
  const seen: Record<string, string> = {}
  for (const file of await filesBelow(root)) {
    if (withdrawn.has(basename(file))) continue
    const bytes = await readFile(join(root, file))
    if (!file.endsWith('.txt')) seen[file] = createHash('sha256').update(bytes).digest('hex')
    else {
      const lines = bytes
        .toString()
        .split('\n')
        .filter(line => line !== '' && !withdrawn.has(basename(line)))
      if (lines.length > 0) seen[file] = lines.join('\n')
    }
  }
  return seen
}

/** Mails as far as they stand: one that was withdrawn by a later one counts as not sent, and so does its withdrawal. */
async function mailsOf(root: string): Promise<Json> {
  const mails = await Promise.all((await filesBelow(root)).map(f => readFile(join(root, f), 'utf8')))
  const answered = new Set(mails.flatMap(m => /^In-Reply-To: (.*)$/im.exec(m)?.[1]?.trim() ?? []))
  const standing = mails.filter(
    m => !/^In-Reply-To:/im.test(m) && !answered.has(/^Message-ID: (.*)$/im.exec(m)?.[1]?.trim() ?? ''),
  )
  return standing.map(m => m.replace(/^Date:.*$/im, '').replace(/boundary="[^"]*"/g, '')).sort()
}
