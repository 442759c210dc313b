import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildDistribution, type Distribution } from '../../demo/build.ts'
import { serverConfig } from '../../demo/config.ts'
import { distribution, releases, repositoryFolder } from '../../demo/scenario.ts'
import { dropCves, layOut, mendBuild, type Workplace, workplaceIn } from '../../demo/workplace.ts'
import { loadConfig } from '../../src/config.ts'
import { readSheet } from '../../src/lib/xlsx.ts'

let built: Distribution
let place: Workplace

beforeAll(async () => {
  built = await buildDistribution({ out: join(repositoryFolder, '.cache', 'demo') })
  place = workplaceIn(await mkdtemp(join(tmpdir(), 'slipway-workplace-')))
  await layOut(built, place)
})

afterAll(() => rm(place.data, { recursive: true, force: true, maxRetries: 10 }))

describe('the distribution', () => {
  it('has packages of every kind that matters', () => {
    const nevras = built.entries.map(entry => entry.nevra)
    expect(new Set(nevras.map(n => n.arch))).toEqual(new Set(['x86_64', 'aarch64', 'noarch', 'src']))
    expect(nevras.some(n => n.epoch > 0)).toBe(true)
    expect(new Set(built.entries.map(e => e.family))).toEqual(new Set(['standard', 'EPOL']))
    for (const entry of built.entries.filter(e => e.set === 'update')) {
      expect(nevras.some(n => n.name === entry.nevra.name && n.release < entry.nevra.release)).toBe(true)
    }
  })

  it('is not built again when nothing changed', async () => {
    const again = await buildDistribution({ out: join(repositoryFolder, '.cache', 'demo') })
    expect(again).toMatchObject({ folder: built.folder, reused: true })
  })
})

describe('the data directory', () => {
  const logbook = () => readdir(join(place.builds, distribution.projects.standard, 'logbook', 'x86_64'))

  it('holds the broken build until it is mended', async () => {
    expect(await logbook()).toEqual(['logbook-1.8.0-2.demo2403.x86_64.rpm'])
    await mendBuild(built, place)
    await mendBuild(built, place)
    expect(await logbook()).toEqual(['logbook-1.8.0-3.demo2403.x86_64.rpm'])
    expect((await readdir(place.builds)).sort()).toEqual([distribution.projects.standard, distribution.projects.EPOL])
  })

  it('holds the CVE list as cve-manager writes it, and the facts beside it', async () => {
    const listed = releases.a.vulnerabilities.map((vulnerability, at) => ({ vulnerability, issue: `IABC0${at}` }))
    await dropCves(place, 'Demo-24.03-LTS', listed)
    const sheet = await readSheet(await readFile(join(place.cves, 'Demo-24.03-LTS_updateinfo.xlsx')), 'cve_list')
    expect('rows' in sheet && sheet.rows.slice(0, 2)).toEqual([
      ['cve编号', 'issue编号', 'issue所属仓库', 'score', 'version', 'abi是否变化'],
      ['CVE-2026-99001', 'IABC00', 'harbor', 9.1, '2.4.1', '否'],
    ])
    const facts = JSON.parse(await readFile(join(place.cves, 'CVE-2026-99001.json'), 'utf8'))
    expect(Object.keys(facts)).toEqual(['cve', 'summary', 'description', 'cvss', 'published'])
  })

  it('is what the configuration names, and the server accepts it', async () => {
    const file = join(place.data, 'config.yaml')
    await writeFile(file, serverConfig(place, 'http://127.0.0.1:1'))
    const config = await loadConfig(file, place.data)
    expect(config.branches[0]?.base?.[1]?.url).toBe(`file://${place.data}/base-EPOL/$arch`)
    expect(config.branches[0]?.roles?.['version-manager']).toEqual(['wanghai'])
    expect(config.folders).toMatchObject({ builds: place.builds, cves: place.cves })
  })
})
