// The dependency check broken off and begun again: what it enters comes in once, and goes out with its undo.

import { copyFile, mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { DBOS } from '@dbos-inc/dbos-sdk'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainBranch, plainPolicy } from '../../../test/kit/release.ts'
import { buildRpms, type TinySpec } from '../../../test/kit/rpms.ts'
import { openTrees, pooled, type Trees } from '../../../test/kit/trees.ts'
import { readLog } from '../../accounts/index.ts'
import { createLocalBuildService } from '../../adapters/local/index.ts'
import type { StepContext } from '../../flow/index.ts'
import { ExternalError } from '../../lib/errors.ts'
import type { Json } from '../../lib/json.ts'
import type { Text } from '../../lib/text.ts'
import type { BuildService, Ports } from '../../ports/index.ts'
import { readPackages } from '../package-store.ts'
import { loadRelease } from '../store.ts'
import { collectBuilds } from './collect-packages.ts'
import { dependencyStep } from './dependency-step.ts'
import type { PlanDeps } from './deps.ts'

const RELEASE = 'D-1_update20261123'
const PROJECT = 'D:1'
const at = new Date('2026-11-25T02:00:00Z')
let trees: Trees
let deps: PlanDeps
let builds: BuildService

beforeAll(async () => {
  trees = await openTrees()
  await DBOS.migrate(trees.databaseUrl)
  const { db, programs, poolDir } = trees
  const workDir = join(trees.dir, 'work')
  const root = join(trees.dir, 'builds')
  builds = createLocalBuildService({ root, cache: join(trees.dir, 'cache'), programs })
  const policy = { ...plainPolicy, branches: [{ ...plainBranch, projects: { standard: PROJECT } }] }
  deps = { db, programs, poolDir, workDir, policy, clock: { now: () => at } } as unknown as PlanDeps
  await sql`
    insert into releases.release (id, branch, date, suffix, freeze_date, directory, stage, created_by, created_at, updated_at)
    values (${RELEASE}, 'D-1', '20261123', '', '20261125', 'update_20261125', 'verifying', 'mary', ${at}, ${at})`.execute(
    db,
  )
  for (const rpm of await pooled(trees, [{ name: 'oar', lines: ['Requires: blade'] }])) {
    const arch = rpm.nevra.arch === 'src' ? 'source' : 'x86_64'
    const place = { source_package: 'oar', family: 'standard', arch, file: rpm.file, sha256: rpm.sha256 }
    await db
      .insertInto('releases.package')
      .values({ release: RELEASE, ...place })
      .execute()
  }
  await build({ name: 'blade', lines: ['Requires: edge'] })
  await build({ name: 'edge' })
})
afterAll(() => trees.drop())

async function build(spec: TinySpec): Promise<void> {
  const dir = join(trees.dir, 'built', spec.name)
  for (const rpm of await buildRpms({ programs: trees.programs, dir, specs: [spec] })) {
    const to = join(trees.dir, 'builds', PROJECT, spec.name, rpm.endsWith('.src.rpm') ? 'source' : 'x86_64')
    await mkdir(to, { recursive: true })
    await copyFile(rpm, join(to, basename(rpm)))
  }
}

function contextOf(buildService: BuildService, attempt: number): StepContext<Json, keyof Ports> {
  const ports = { repoHost: trees.repoHost, buildService } as Partial<Ports> as Ports
  const input = { release: RELEASE, branch: 'D-1' }
  const signal = new AbortController().signal
  const key = 'run-1/dependency-check'
  return { run: 'run-1', key, attempt: `run-1.${attempt}`, input, ports, signal, progress: async () => {} }
}

/** Gives up at the n-th RPM it is asked for. */
function breakingAt(n: number): BuildService {
  let asked = 0
  return {
    ...builds,
    listPackages: project => builds.listPackages(project),
    listRpms: wanted => builds.listRpms(wanted),
    describeBuilds: wanted => builds.describeBuilds(wanted),
    async fetchRpm(wanted) {
      if (++asked === n)
        throw new ExternalError({ system: 'build', operation: 'fetch', message: 'gone', retryable: true })
      await builds.fetchRpm(wanted)
    },
  }
}

const rows = async () =>
  (await loadRelease(trees.db, RELEASE))?.items.map(i => [i.kind, i.repository, i.source, i.addedRun])
const files = async () => (await readPackages(trees.db, RELEASE)).map(p => p.file).sort()
const told = async () =>
  (await readLog(trees.db, { after: 0, limit: 100 })).map(line => [
    line.action,
    line.message.en.split(' ', 2).join(' '),
  ])

const own = ['oar-1.0-1.src.rpm', 'oar-1.0-1.x86_64.rpm']
const entered = [
  ['requires', 'blade', 'check', 'run-1'],
  ['requires', 'edge', 'check', 'run-1'],
]

test('broken off between entering and collecting it goes on, once; its undo leaves what was there before', async () => {
  const step = dependencyStep(deps)
  const intent = JSON.parse(JSON.stringify(await step.prepare?.(contextOf(builds, 0)))) as Json
  await expect(step.start(contextOf(breakingAt(3), 1), intent)).rejects.toThrow('gone')
  expect(await rows()).toEqual(entered)
  expect(await files()).toEqual(own)

  const done = (await step.start(contextOf(builds, 2), intent)) as {
    findings: { code: string; subject: string; message: Text }[]
  }
  expect(done.findings.map(f => [f.code, f.subject])).toEqual([
    ['supplied', 'blade'],
    ['supplied', 'edge'],
  ])
  // A retry tells each in its own language what the attempt before it had entered.
  expect(done.findings[0]?.message).toEqual({
    en: 'blade 1.0-1 from build project D:1 was entered in requires: oar-1.0-1.x86_64 needs blade, which nothing provides',
    zh: expect.stringContaining('oar-1.0-1.x86_64 需要 blade'),
  })
  expect(done.findings[0]?.message.zh).not.toContain('needs')
  const all = ['blade-1.0-1.src.rpm', 'blade-1.0-1.x86_64.rpm', 'edge-1.0-1.src.rpm', 'edge-1.0-1.x86_64.rpm', ...own]
  expect(await files()).toEqual(all)
  await step.start(contextOf(builds, 3), intent)
  expect([await rows(), await files()]).toEqual([entered, all])
  expect(await told()).toEqual([
    ['supply', 'blade 1.0-1'],
    ['supply', 'edge 1.0-1'],
  ])

  for (const attempt of [4, 5]) {
    if (typeof step.undo === 'function') await step.undo(contextOf(builds, attempt), intent, undefined)
    expect([await rows(), await files()]).toEqual([[], own])
  }
  expect((await told()).map(([action]) => action)).toEqual(['supply', 'supply', 'undo-supply'])
})

test('what is not built for an architecture is told by the version check, where there is one', async () => {
  const branch = { ...plainBranch, arches: ['x86_64', 'aarch64'], projects: { standard: PROJECT } }
  const forge = { ...plainPolicy.forge, specs: { owner: 'src-toy' } }
  const collected = async (policy: PlanDeps['policy']) =>
    (await collectBuilds({ ...deps, policy }, builds, { branch, wanted: ['blade'], attempt: 'arches' })).findings
  expect(await collected(plainPolicy)).toMatchObject([{ code: 'not-built-for', subject: 'blade', blocking: false }])
  expect(await collected({ ...plainPolicy, forge })).toEqual([])
})
