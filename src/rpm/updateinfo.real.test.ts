// The real dnf as the reader of what we write: old packages installed, the update repository beside them.

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { silentLog } from '../lib/log.ts'
import { createPrograms, type Programs } from '../lib/programs.ts'
import { formatUpdateinfo, parseUpdateinfo, type UpdatePackage, type UpdateRecord } from './updateinfo.ts'

const tools = ['dnf', 'createrepo_c', 'modifyrepo_c', 'rpmbuild']
const absent = tools.filter(tool => !existsSync(`/usr/bin/${tool}`))

let folder: string
let programs: Programs

async function run(program: string, args: readonly string[]): Promise<string> {
  const result = await programs.run(program, args, { cwd: folder, env: { HOME: folder } })
  expect(result, `${program} ${args.join(' ')}`).toMatchObject({ exitCode: 0 })
  return result.stdout
}

async function dnf(repositories: readonly string[], ...args: readonly string[]): Promise<string> {
  const options = {
    cachedir: join(folder, 'cache'),
    reposdir: '/nonexistent',
    varsdir: '/nonexistent',
    pluginpath: '/nonexistent',
    gpgcheck: '0',
  }
  const command = [
    '-q',
    '--disableplugin=local',
    `--installroot=${join(folder, 'root')}`,
    '--releasever=24.03',
    '--forcearch=x86_64',
    ...Object.entries(options).map(([name, value]) => `--setopt=${name}=${value}`),
    ...repositories.map(name => `--repofrompath=${name},file://${join(folder, name)}`),
    ...args,
  ]
  return run(...programs.asRoot('dnf', command))
}

async function build(repository: string, name: string, epoch: number, release: number): Promise<void> {
  const spec = join(folder, `${name}-${release}.spec`)
  const head = `Name: ${name}\nEpoch: ${epoch}\nVersion: 1.0\nRelease: ${release}\nSummary: test\nLicense: MIT\nBuildArch: noarch\n`
  writeFileSync(spec, `${head}%description\ntest\n%files\n`)
  const defines = {
    _topdir: join(folder, 'top'),
    _rpmdir: join(folder, repository),
    _rpmfilename: '%{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}.rpm',
  }
  await run('rpmbuild', [
    '-bb',
    '--quiet',
    '--nodeps',
    ...Object.entries(defines).flatMap(([k, v]) => ['--define', `${k} ${v}`]),
    spec,
  ])
}

function built(name: string, epoch: number): UpdatePackage {
  const file = `${name}-1.0-2.noarch.rpm`
  const sha256 = createHash('sha256')
    .update(readFileSync(join(folder, 'update', file)))
    .digest('hex')
  return {
    nevra: { name, epoch, version: '1.0', release: '2', arch: 'noarch' },
    file,
    sha256,
    sourceRpm: `${name}-1.0-2.src.rpm`,
  }
}

function record(n: number, severity: UpdateRecord['severity'], cve: string, packages: UpdatePackage[]): UpdateRecord {
  return {
    id: `openEuler-SA-2026-${n}`,
    from: 'openeuler.org',
    type: 'security',
    title: `Advisory ${n} & others`,
    severity,
    release: 'openEuler',
    issued: '2026-03-29 10:11:12',
    updated: '2026-03-30 10:11:12',
    description: `Security Fix(es):\n\nA <hole>(${cve})`,
    references: [{ type: 'cve', id: cve, href: `https://nvd.nist.gov/vuln/detail/${cve}`, title: cve }],
    packages,
  }
}

describe.skipIf(absent.length > 0)(
  `dnf (${absent.join(', ') || 'all programs'} ${absent.length ? 'absent' : 'there'})`,
  () => {
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'slipway-updateinfo-'))
      programs = createPrograms({ recordDir: join(folder, 'groups'), log: silentLog })
      for (const [repository, release] of [
        ['base', 1],
        ['update', 2],
      ] as const) {
        mkdirSync(join(folder, repository))
        await build(repository, 'with-epoch', 1, release)
        await build(repository, 'without-epoch', 0, release)
        await run('createrepo_c', ['-q', join(folder, repository)])
      }
      const records = [
        record(1001, 'Important', 'CVE-2026-1001', [built('with-epoch', 1)]),
        record(1002, 'Low', 'CVE-2026-1002', [built('without-epoch', 0)]),
      ]
      writeFileSync(join(folder, 'updateinfo.xml'), formatUpdateinfo(records))
      await run('modifyrepo_c', [
        '--mdtype=updateinfo',
        join(folder, 'updateinfo.xml'),
        join(folder, 'update/repodata'),
      ])
      await dnf(['base'], 'install', '-y', 'with-epoch', 'without-epoch')
    })
    afterAll(() => rmSync(folder, { recursive: true, force: true }))

    const both = ['base', 'update']

    test('lists every advisory, that of a package with an epoch too, under the right severity', async () => {
      expect(
        (await dnf(both, 'updateinfo', 'list'))
          .trim()
          .split('\n')
          .map(l => l.split(/\s+/)),
      ).toEqual([
        ['openEuler-SA-2026-1001', 'Important/Sec.', 'with-epoch-1:1.0-2.noarch'],
        ['openEuler-SA-2026-1002', 'Low/Sec.', 'without-epoch-1.0-2.noarch'],
      ])
    })

    test('finds the advisory of a CVE and knows its dates and text', async () => {
      expect(await dnf(both, 'updateinfo', 'list', '--with-cve')).toMatch(/CVE-2026-1001 +Important/)
      const info = await dnf(both, 'updateinfo', 'info', 'openEuler-SA-2026-1001')
      expect(info).toContain('Advisory 1001 & others')
      expect(info).toMatch(/Updated *: 2026-03-30 10:11:12/)
      expect(info).toContain('A <hole>(CVE-2026-1001)')
    })

    test('upgrades by advisory', async () => {
      await dnf(both, 'upgrade', '-y', '--advisory=openEuler-SA-2026-1001')
      expect((await dnf(both, 'updateinfo', 'list')).trim()).toMatch(/^openEuler-SA-2026-1002 .*without-epoch/)
    })

    test('what modifyrepo_c put into the repository is read again', async () => {
      const repodata = join(folder, 'update/repodata')
      const file = readdirSync(repodata).find(name => name.includes('updateinfo'))
      const { stdout } = await programs.run('gzip', ['-dc', join(repodata, file ?? '')])
      expect(parseUpdateinfo(stdout).map(r => r.packages[0]?.nevra.epoch)).toEqual([1, 0])
    })
  },
)
