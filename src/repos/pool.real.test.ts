import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/kit/database.ts'
import { buildRpms } from '../../test/kit/rpms.ts'
import { silentLog } from '../lib/log.ts'
import { createPrograms, type Programs } from '../lib/programs.ts'
import { ingestRpm, ingestRpms, isBadRpm, poolPath, removeAbandoned } from './pool.ts'

let dir: string
let database: TestDatabase
let programs: Programs
let built: string[]

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'slipway-pool-'))
  database = await testDatabase()
  programs = createPrograms({ recordDir: join(dir, 'groups'), log: silentLog })
  const specs = [
    { name: 'vim', epoch: 2, version: '9.0~rc1', release: '3.oe2403', subpackages: [{ name: 'common' }] },
    { name: 'docs', arch: 'noarch' },
  ]
  built = await buildRpms({ programs, dir: join(dir, 'built'), specs })
})

afterAll(async () => {
  await database.drop()
  await rm(dir, { recursive: true, force: true })
})

const pool = () => ({ db: database.db, programs, poolDir: join(dir, 'pool') })

function file(name: string): string {
  return built.find(path => path.endsWith(`/${name}`)) ?? expect.fail(name)
}

async function damaged(name: string, change: (path: string) => Promise<void>): Promise<string> {
  const path = join(dir, name)
  await copyFile(file('docs-1.0-1.noarch.rpm'), path)
  await change(path)
  return path
}

test('keeps what it checked under its sum, with the time of its build', async () => {
  const rpm = await ingestRpm(pool(), { file: file('vim-common-9.0~rc1-3.oe2403.x86_64.rpm') })
  expect(rpm).toMatchObject({
    file: 'vim-common-9.0~rc1-3.oe2403.x86_64.rpm',
    nevra: { name: 'vim-common', epoch: 2, version: '9.0~rc1', release: '3.oe2403', arch: 'x86_64' },
    sourceRpm: 'vim-9.0~rc1-3.oe2403.src.rpm',
    sourceName: 'vim',
    buildTime: 1_700_000_000,
  })
  if (isBadRpm(rpm)) return expect.fail()
  const kept = await stat(poolPath(pool().poolDir, rpm.sha256))
  expect([kept.size, kept.mtimeMs, kept.mode & 0o777]).toEqual([rpm.sizeBytes, 1_700_000_000_000, 0o444])
})

test('knows source and noarch packages, and what the build service calls their source', async () => {
  const answers = await ingestRpms(pool(), [
    { file: file('vim-9.0~rc1-3.oe2403.src.rpm') },
    { file: file('docs-1.0-1.noarch.rpm'), sourcePackage: 'docs-project' },
  ])
  expect(answers).toMatchObject([
    { nevra: { name: 'vim', arch: 'src' }, sourceRpm: '', sourceName: 'vim' },
    { nevra: { name: 'docs', arch: 'noarch' }, sourceRpm: 'docs-1.0-1.src.rpm', sourceName: 'docs-project' },
  ])
})

test('says of each bad file what is wrong, and takes the good ones beside them', async () => {
  const rpm = 'docs-1.0-1.noarch.rpm'
  const cut = await damaged('cut.rpm', path => truncate(path, 4000))
  const payloadCut = await damaged('payload-cut.rpm', async path => truncate(path, (await stat(path)).size - 1))
  const flipped = await damaged('flipped.rpm', async path => {
    const bytes = await readFile(path)
    bytes.writeUInt8((bytes.at(-20) ?? 0) ^ 1, bytes.length - 20)
    await writeFile(path, bytes)
  })
  const longer = await damaged('longer.rpm', async path => writeFile(path, 'more', { flag: 'a' }))
  const empty = await damaged('empty.rpm', path => truncate(path, 0))
  // rpm -q takes a text file for a list of packages to read instead.
  const manifest = await damaged('manifest.rpm', path => writeFile(path, file(rpm)))
  const renamed = await damaged('other-1.0-1.noarch.rpm', async () => {})
  const files = [cut, file(rpm), payloadCut, flipped, longer, empty, manifest, renamed, join(dir, 'absent.rpm')]
  const answers = await ingestRpms(
    pool(),
    files.map(f => ({ file: f })),
  )
  expect(answers.map(a => (isBadRpm(a) ? a.code : 'good'))).toEqual([
    ...['truncated-rpm', 'good', 'truncated-rpm', 'truncated-rpm', 'truncated-rpm'],
    ...['not-an-rpm', 'not-an-rpm', 'wrong-file-name', 'missing-file'],
  ])
  expect(answers[7]).toMatchObject({
    detail: {
      en: 'other-1.0-1.noarch.rpm holds docs-1.0-1.noarch and should be named docs-1.0-1.noarch.rpm',
      zh: 'other-1.0-1.noarch.rpm 的包头是 docs-1.0-1.noarch，文件名应为 docs-1.0-1.noarch.rpm',
    },
  })
})

test('an RPM that is lost from the pool comes back with the next equal file', async () => {
  const path = file('docs-1.0-1.noarch.rpm')
  const rpm = await ingestRpm(pool(), { file: path })
  if (isBadRpm(rpm)) return expect.fail()
  await rm(poolPath(pool().poolDir, rpm.sha256))
  expect(await ingestRpm(pool(), { file: path })).toEqual(rpm)
  expect(await readFile(poolPath(pool().poolDir, rpm.sha256))).toEqual(await readFile(path))
})

test('what a killed ingestion left goes, what is under way stays', async () => {
  const incoming = join(pool().poolDir, 'incoming')
  for (const name of ['killed', 'running']) await mkdir(join(incoming, name))
  await utimes(join(incoming, 'killed'), 1000, 1000)
  await removeAbandoned(pool().poolDir, new Date(2_000_000))
  expect(await readdir(incoming)).toEqual(['running'])
})
