// Which releases of a later branch count as on their way, and what happens when a branch cannot be asked.

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainBranch, plainPolicy } from '../../../test/kit/release.ts'
import { primaryXml, writeRepository } from '../../../test/kit/repodata.ts'
import { openTrees, pooled, type Trees } from '../../../test/kit/trees.ts'
import type { Finding, StepContext } from '../../flow/index.ts'
import type { Json } from '../../lib/json.ts'
import type { Text } from '../../lib/text.ts'
import type { Ports } from '../../ports/index.ts'
import type { PlanDeps } from './deps.ts'
import { upgradeStep } from './upgrade-step.ts'

const [RELEASE, PLANNED] = ['D-1_update20261123', 'D-2_update20261123']
const at = new Date('2026-11-25T02:00:00Z')
let trees: Trees
let deps: PlanDeps

beforeAll(async () => {
  trees = await openTrees()
  const { db, programs, poolDir } = trees
  const older = { nevra: { name: 'oar', epoch: 0, version: '0.9', release: '1', arch: 'x86_64' } }
  const bytes = Buffer.from(primaryXml([older]))
  const location = 'repodata/primary.xml'
  const base = await writeRepository(join(trees.dir, 'base'), [{ type: 'primary', location, bytes }])
  const branches = [
    { ...plainBranch, name: 'D-0', upgradesTo: ['D-1'] },
    { ...plainBranch, upgradesTo: ['D-2'] },
    { ...plainBranch, name: 'D-2', base: [{ id: 'base', family: 'standard' as const, url: pathToFileURL(base).href }] },
  ]
  deps = { db, programs, poolDir, policy: { ...plainPolicy, branches } } as unknown as PlanDeps
  const rpms = await pooled(trees, [{ name: 'oar' }])
  for (const [id, stage] of [
    [RELEASE, 'verifying'],
    [PLANNED, 'reviewing'],
  ]) {
    await sql`
      insert into releases.release (id, branch, date, suffix, freeze_date, directory, stage, created_by, created_at, updated_at)
      values (${id}, ${id?.slice(0, 3)}, '20261123', '', '20261125', 'update_20261125', ${stage}, 'mary', ${at}, ${at})`.execute(
      db,
    )
    for (const { file, sha256, nevra } of rpms) {
      const place = { source_package: 'oar', family: 'standard', arch: nevra.arch === 'src' ? 'source' : 'x86_64' }
      await db
        .insertInto('releases.package')
        .values({ release: id as string, ...place, file, sha256 })
        .execute()
    }
  }
})
afterAll(() => trees.drop())

async function found(progress: (message: Text) => Promise<void> = async () => {}): Promise<readonly Finding[]> {
  const input = { release: RELEASE, branch: 'D-1' }
  const signal = new AbortController().signal
  const key = 'run-1/upgrade-path'
  const context: StepContext<Json, keyof Ports> = {
    ...{ run: 'run-1', key, attempt: 'run-1.1', input, ports: {} as Ports, signal, progress },
  }
  const { findings } = (await upgradeStep(deps).start(context, null)) as unknown as { findings: Finding[] }
  return findings
}

test('what a release of the later branch holds is on its way, until that release is withdrawn', async () => {
  const subject = 'oar-1.0-1.x86_64 (D-2)'
  expect(await found()).toMatchObject([{ code: 'upgrade-path', subject, blocking: false }])
  await trees.db.updateTable('releases.release').set({ withdrawn: true }).where('id', '=', PLANNED).execute()
  expect(await found()).toMatchObject([{ code: 'upgrade-path', subject, blocking: true }])
})

test('a branch that cannot be asked fails the step, while another one is still being asked', async () => {
  let answer = (): void => undefined
  const asking = new Promise<void>(resolve => {
    answer = resolve
  })
  const progress = async ({ en }: Text) => {
    if (en.includes('D-2')) await asking
    if (en.includes('D-0')) throw new Error('D-0 is away')
  }
  // It must not wait for the other: meanwhile nobody would await the failure, and that ends a server.
  await expect(found(progress)).rejects.toThrow('D-0 is away')
  answer()
})
