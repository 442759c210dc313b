// What every build service must do, whoever builds the packages.

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { BuildService } from '../../src/ports/index.ts'

/** What `open` must have built: two packages of one project. The bytes of an RPM are its file name. */
export const builtProject = {
  project: 'openEuler:24.03:LTS',
  packages: {
    zlib: {
      x86_64: ['zlib-1.2.13-3.oe2403.x86_64.rpm', 'zlib-help-1.2.13-3.oe2403.noarch.rpm'],
      aarch64: ['zlib-1.2.13-3.oe2403.aarch64.rpm', 'zlib-help-1.2.13-3.oe2403.noarch.rpm'],
      source: ['zlib-1.2.13-3.oe2403.src.rpm'],
    },
    'gtk+3': { x86_64: [], aarch64: [], source: ['gtk+3-3.24.0-1.oe2403.src.rpm'] },
  },
} as const

export function buildServiceContract(name: string, open: () => Promise<BuildService>): void {
  const { project } = builtProject
  const byFile = (a: { file: string }, b: { file: string }) => (a.file < b.file ? -1 : 1)

  describe(`build service: ${name}`, () => {
    test('packages of a project, none of an unknown one', async () => {
      const service = await open()
      expect([...(await service.listPackages(project))].sort()).toEqual(['gtk+3', 'zlib'])
      expect(await service.listPackages('openEuler:99.09')).toEqual([])
    })

    test('RPMs of the asked architectures with their sizes, source RPMs included', async () => {
      const service = await open()
      const rpms = await service.listRpms({ project, sourcePackage: 'zlib', arches: ['x86_64'] })
      const files = [...builtProject.packages.zlib.x86_64, ...builtProject.packages.zlib.source]
      expect([...rpms].sort(byFile).map(r => [r.file, r.sizeBytes])).toEqual(files.sort().map(f => [f, f.length]))
    })

    test('a noarch RPM appears under each architecture it was built for', async () => {
      const service = await open()
      const rpms = await service.listRpms({ project, sourcePackage: 'zlib', arches: ['x86_64', 'aarch64'] })
      const noarch = rpms.filter(r => r.file.endsWith('.noarch.rpm')).map(r => r.builtFor)
      expect(noarch.sort()).toEqual(['aarch64', 'x86_64'])
    })

    test('nothing is listed of what is not built', async () => {
      const service = await open()
      expect(await service.listRpms({ project, sourcePackage: 'nothing', arches: ['x86_64'] })).toEqual([])
      expect(await service.listRpms({ project: 'none', sourcePackage: 'zlib', arches: ['x86_64'] })).toEqual([])
    })

    test('nothing is described of what is not built', async () => {
      const service = await open()
      expect(await service.describeBuilds({ project: 'none', arch: 'x86_64' })).toBeUndefined()
      expect(await service.describeBuilds({ project, arch: 'riscv64' })).toBeUndefined()
    })

    test('every listed RPM can be fetched', async () => {
      const service = await open()
      const folder = await mkdtemp(join(tmpdir(), 'fetched-'))
      try {
        const sourcePackage = 'zlib'
        for (const rpm of await service.listRpms({ project, sourcePackage, arches: ['x86_64', 'aarch64'] })) {
          const to = join(folder, `${rpm.builtFor}-${rpm.file}`)
          await service.fetchRpm({ project, sourcePackage, rpm, to })
          expect(await readFile(to, 'utf8')).toBe(rpm.file)
        }
      } finally {
        await rm(folder, { recursive: true })
      }
    })

    test('the first bytes of a listed RPM can be read, no more than there are', async () => {
      const service = await open()
      const sourcePackage = 'gtk+3'
      const [rpm] = await service.listRpms({ project, sourcePackage, arches: ['x86_64'] })
      if (!rpm) throw new Error('no RPM is listed')
      const start = async (bytes: number) =>
        new TextDecoder().decode(await service.readStart({ project, sourcePackage, rpm, bytes }))
      expect([await start(5), await start(10_000)]).toEqual([rpm.file.slice(0, 5), rpm.file])
      const gone = { ...rpm, file: 'gone-1-1.src.rpm' }
      await expect(service.readStart({ project, sourcePackage, rpm: gone, bytes: 5 })).rejects.toMatchObject({
        name: 'ExternalError',
      })
    })

    test('fetching what is not there is an ExternalError and leaves no file', async () => {
      const service = await open()
      const rpm = { file: 'gone-1-1.x86_64.rpm', builtFor: 'x86_64', sizeBytes: 1 }
      const to = join(tmpdir(), 'slipway-never-there.rpm')
      await expect(service.fetchRpm({ project, sourcePackage: 'zlib', rpm, to })).rejects.toMatchObject({
        name: 'ExternalError',
      })
      await expect(readFile(to)).rejects.toThrow('ENOENT')
    })
  })
}
