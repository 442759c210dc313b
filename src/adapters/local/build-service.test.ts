import { mkdir, mkdtemp, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildServiceContract, builtProject } from '../../../test/contracts/build-service.ts'
import { silentLog } from '../../lib/log.ts'
import { createPrograms, type Programs } from '../../lib/programs.ts'
import { createLocalBuildService } from './build-service.ts'

const project = builtProject.project
const sourcePackage = 'zlib'
const arches = ['x86_64']
let folder: string
let root: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'builds-'))
  root = join(folder, 'root')
  for (const [name, arches] of Object.entries(builtProject.packages)) {
    for (const [arch, files] of Object.entries(arches)) {
      const place = join(root, project, name, arch)
      await mkdir(place, { recursive: true })
      for (const file of files) await writeFile(join(place, file), file)
    }
  }
})
afterEach(() => rm(folder, { recursive: true }))

function open(
  at = root,
  programs: Pick<Programs, 'run'> = createPrograms({ recordDir: join(folder, 'groups'), log: silentLog }),
) {
  return createLocalBuildService({ root: at, cache: join(folder, 'cache'), programs })
}

buildServiceContract('directory', async () => open())

test('an RPM keeps its build time and no part of a copy is left', async () => {
  const service = open()
  const [rpm] = await service.listRpms({ project, sourcePackage, arches: [] })
  if (!rpm) throw new Error('no source RPM')
  const built = new Date('2024-02-03T04:05:06Z')
  await utimes(join(root, project, sourcePackage, 'source', rpm.file), built, built)
  await mkdir(join(folder, 'to'))
  const to = join(folder, 'to', rpm.file)
  await service.fetchRpm({ project, sourcePackage, rpm, to })
  expect((await stat(to)).mtime).toEqual(built)
  const changed = service.fetchRpm({ project, sourcePackage, rpm: { ...rpm, sizeBytes: 1 }, to: `${to}.2` })
  await expect(changed).rejects.toMatchObject({ retryable: true })
  expect(await readdir(join(folder, 'to'))).toEqual([rpm.file])
})

test('a noarch RPM that was built for another architecture is described too, and reading can be broken off', async () => {
  const help = 'zlib-help-1.2.13-3.oe2403.noarch.rpm'
  await rm(join(root, project, sourcePackage, 'x86_64', help))
  const asked: (AbortSignal | undefined)[] = []
  const run: Programs['run'] = async (_, __, options) => {
    asked.push(options?.signal)
    return { exitCode: 0, stdout: '', stderr: '' }
  }
  const { signal } = new AbortController()
  const filesOf = async (others: readonly string[]) =>
    [
      ...((
        await open(root, { run }).describeBuilds({ project, arch: 'x86_64', others, signal })
      )?.sourcePackages.keys() ?? []),
    ].sort()
  const own = ['gtk+3-3.24.0-1.oe2403.src.rpm', 'zlib-1.2.13-3.oe2403.src.rpm', 'zlib-1.2.13-3.oe2403.x86_64.rpm']
  expect(await filesOf([])).toEqual(own)
  expect(await filesOf(['x86_64', 'aarch64'])).toEqual([...own, help])
  expect(asked).toEqual([signal, signal])
})

test('what a killed reading left is deleted, what another one is making is not', async () => {
  const cache = join(folder, 'cache', project, 'x86_64')
  for (const name of ['.killed', '.living']) await mkdir(join(cache, name), { recursive: true })
  const longAgo = new Date('2024-02-03T04:05:06Z')
  await utimes(join(cache, '.killed'), longAgo, longAgo)
  const run = async () => ({ exitCode: 0, stdout: '', stderr: '' })
  await open(root, { run }).describeBuilds({ project, arch: 'x86_64' })
  const left = await readdir(cache)
  expect(left.filter(name => name.startsWith('.'))).toEqual(['.living'])
  expect(left).toHaveLength(2)
})

test('half uploads and other files are passed over', async () => {
  const place = join(root, project, sourcePackage, 'x86_64')
  for (const name of ['.zlib.rpm', 'zlib.rpm.part', 'build.log']) await writeFile(join(place, name), '')
  const rpms = await open().listRpms({ project, sourcePackage, arches })
  expect(rpms).toHaveLength(3)
})

test.each([
  ['a link out of the root', (place: string) => symlink('/etc/hostname', join(place, 'a.rpm')), 'leads out of'],
  ['a folder', (place: string) => mkdir(join(place, 'a.rpm')), 'not a file'],
  ['a dangling link', (place: string) => symlink('b.rpm', join(place, 'a.rpm')), 'not there'],
  ['a strange name', (place: string) => writeFile(join(place, 'a b.rpm'), ''), 'unsafe name'],
])('%s among the RPMs is told', async (_, put, message) => {
  await put(join(root, project, sourcePackage, 'x86_64'))
  const listed = open().listRpms({ project, sourcePackage, arches })
  await expect(listed).rejects.toMatchObject({ name: 'ExternalError', message: expect.stringContaining(message) })
})

test('a link within the root is followed', async () => {
  await symlink(sourcePackage, join(root, project, 'zlib-ng'))
  const rpms = await open().listRpms({ project, sourcePackage: 'zlib-ng', arches })
  expect(rpms).toHaveLength(3)
})

test('a package that is a link out of the root is told, a file among the packages is passed over', async () => {
  await mkdir(join(folder, 'elsewhere/x86_64'), { recursive: true })
  await symlink(join(folder, 'elsewhere'), join(root, project, 'out'))
  await writeFile(join(root, project, 'README'), '')
  const service = open()
  const listed = service.listRpms({ project, sourcePackage: 'out', arches })
  await expect(listed).rejects.toMatchObject({ name: 'ExternalError' })
  expect(await service.listPackages(project)).not.toContain('README')
})

test('names that climb are unknown and cannot be fetched', async () => {
  const service = open(join(root, project))
  expect(await service.listPackages('..')).toEqual([])
  expect(await service.listRpms({ project: '..', sourcePackage, arches })).toEqual([])
  const rpm = { file: '../../x.rpm', builtFor: 'x86_64', sizeBytes: 1 }
  await expect(service.fetchRpm({ project, sourcePackage, rpm, to: join(folder, 'x') })).rejects.toThrow('unsafe name')
})

test('a root that is not there is an error, not an empty project', async () => {
  const service = open(join(folder, 'unmounted'))
  await expect(service.listPackages(project)).rejects.toMatchObject({ retryable: true })
})
