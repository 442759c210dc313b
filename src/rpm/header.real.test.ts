// Headers read from files that rpmbuild wrote, held against what rpm itself says of them.

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildRpms } from '../../test/kit/rpms.ts'
import { silentLog } from '../lib/log.ts'
import { createPrograms, type Programs } from '../lib/programs.ts'
import { formatCapability } from './capability.ts'
import { contentsOf } from './contents.ts'
import { diffPackages } from './diff.ts'
import { headersLength, NoRpm, readHeader } from './header.ts'

let dir: string
let programs: Programs
let files: string[]

const lines = [
  'Requires: libz.so.1 >= 1:1.2',
  'Requires(post): /bin/sh',
  'Recommends: rope',
  'Conflicts: raft < 2',
  'Obsoletes: jetty <= 0.9-1',
  'Provides: landing = 3',
]

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'slipway-header-'))
  programs = createPrograms({ recordDir: join(dir, 'groups'), log: silentLog })
  files = await buildRpms({
    programs,
    dir,
    specs: [
      { name: 'pier', epoch: 1, arch: 'noarch', lines, content: 'old' },
      { name: 'pier', epoch: 1, version: '1.1', arch: 'noarch', lines: lines.slice(2), content: 'newer' },
    ],
  })
})
afterAll(() => rm(dir, { recursive: true, force: true }))

async function contentsOfFile(name: string) {
  return contentsOf(readHeader(await readFile(join(dir, name))))
}

async function rpmSays(file: string, format: string): Promise<string[]> {
  const { stdout } = await programs.run('rpm', ['-qp', '--queryformat', format, file], { env: { HOME: dir } })
  return stdout.split('\n').filter(line => line !== '')
}

test('is the same as rpm says, of binary and source packages', async () => {
  for (const file of files) {
    const contents = contentsOf(readHeader(await readFile(file)))
    const { name, epoch, version, release } = contents.nevra
    expect([`${name} ${epoch} ${version} ${release} ${contents.sizeBytes}`]).toEqual(
      await rpmSays(file, '%{NAME} %{EPOCHNUM} %{VERSION} %{RELEASE} %{SIZE}'),
    )
    const listed = await rpmSays(file, '[%{FILENAMES} %{FILESIZES} %{FILEMODES} %{FILEDIGESTS}\n]')
    expect(contents.files.map(f => `${f.path} ${f.sizeBytes} ${f.mode} ${f.digest}`)).toEqual(listed)
    const required = await rpmSays(file, '[%{REQUIRENEVRS}\n]')
    const own = new Set(required.map(r => r.trim()).filter(r => !r.startsWith('rpmlib(')))
    expect(new Set(contents.requires.map(formatCapability))).toEqual(own)
    expect(contents.nevra.arch).toBe(file.endsWith('.src.rpm') ? 'src' : 'noarch')
    expect(contents.changelog.map(c => c.author)).toEqual(await rpmSays(file, '[%{CHANGELOGNAME}\n]'))
  }
})

test('needs no more of a file than its headers', async () => {
  const bytes = await readFile(join(dir, 'pier-1.0-1.noarch.rpm'))
  const length = headersLength(bytes) ?? expect.fail()
  expect(length).toBeLessThan(bytes.length)
  expect(headersLength(bytes.subarray(0, 100))).toBeUndefined()
  expect(readHeader(bytes.subarray(0, length))).toEqual(readHeader(bytes))
  expect(() => readHeader(bytes.subarray(0, length - 1))).toThrow(NoRpm)
})

test('a newer package against the older one', async () => {
  const [before, after] = [await contentsOfFile('pier-1.0-1.noarch.rpm'), await contentsOfFile('pier-1.1-1.noarch.rpm')]
  const diff = diffPackages(before, after)
  expect(diff).toMatchObject({ name: 'pier', before: '1:1.0-1', after: '1:1.1-1', isLower: false })
  expect(diff.dependencies).toEqual([
    { list: 'requires', name: '/bin/sh', before: '/bin/sh', after: null },
    { list: 'requires', name: 'libz.so.1', before: 'libz.so.1 >= 1:1.2', after: null },
  ])
  expect(diff.files.map(f => f.change)).toEqual(['content'])
  expect(diffPackages(after, before).isLower).toBe(true)
  expect(diffPackages(undefined, after)).toMatchObject({ before: null, bytesBefore: null })
})

describe('hostile bytes', () => {
  test('every cut and every changed byte gives an answer or NoRpm, never anything else', async () => {
    const bytes = await readFile(join(dir, 'pier-1.0-1.noarch.rpm'))
    const length = headersLength(bytes) ?? expect.fail()
    for (let at = 0; at < length; at++) {
      const changed = new Uint8Array(bytes.subarray(0, length))
      changed[at] = (changed[at] ?? 0) ^ 0xff
      for (const broken of [changed, bytes.subarray(0, at)]) {
        try {
          contentsOf(readHeader(broken))
        } catch (error) {
          expect(error, `at byte ${at}`).toBeInstanceOf(NoRpm)
        }
      }
    }
  })
})
