import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildRpms } from '../../test/kit/rpms.ts'
import { barePackage, noPrograms, primaryOf } from '../../test/kit/small-repositories.ts'
import { silentLog } from '../lib/log.ts'
import { createPrograms } from '../lib/programs.ts'
import { diffUpdate } from './package-diffs.ts'

let dir: string

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'package-diffs-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

test('a source package that leaves its sources out is compared as any other', async () => {
  const programs = createPrograms({ recordDir: join(dir, 'groups'), log: silentLog })
  // rpmbuild wants to see also a source that it leaves out.
  const lines = ['%global _sourcedir /etc', 'Source0: passwd', 'NoSource: 0']
  await buildRpms({ programs, dir, specs: [{ name: 'pier', version: '1', lines }] })
  const listed = primaryOf([{ ...barePackage, name: 'pier', arch: 'src' }])
  const place = join(dir, 'primary.xml')
  await writeFile(place, listed.replace('<arch>src<', '<arch>nosrc<').replace('.src.rpm', '.nosrc.rpm'))
  const question = { repositories: [], updates: [place], arch: 'x86_64' }
  expect((await diffUpdate(question, noPrograms)).map(p => `${p.name}.${p.arch}`)).toEqual(['pier.nosrc'])
})
