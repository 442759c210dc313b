// The golden files under golden/: what a release knows (sources.json) and the documents that follow from it.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { formatUpdateinfo, parseUpdateinfo } from '../rpm/updateinfo.ts'
import { cvrfDocument, formatCvrf } from './cvrf/format.ts'
import { parseCvrf } from './cvrf/read.ts'
import { type DraftSources, draftAdvisories } from './draft.ts'
import type { Advisory } from './model.ts'
import { issueAdvisory, withdrawAdvisory } from './revise.ts'
import { openEulerSettings } from './settings.ts'
import { updateRecords } from './update-records.ts'

function golden(name: string): string {
  return `./golden/${name}`
}

const sources: Omit<DraftSources, 'settings'> = JSON.parse(
  readFileSync(new URL(golden('sources.json'), import.meta.url), 'utf8'),
)
// 18:30 UTC is the next day in Shanghai: documents carry the civil date there, updateinfo the instant.
const at = new Date('2026-11-24T18:30:00Z')
const drafts = draftAdvisories({ ...sources, settings: openEulerSettings })
const issued = drafts.map((d, i) => issueAdvisory(d.advisory, `openEuler-SA-2026-${1001 + i}`, at))
const [cjson, vim] = issued as [Advisory, Advisory]
const withdrawn = withdrawAdvisory(vim, new Date('2026-11-30T02:00:00Z'))

test('drafts are complete and in order of their components', () => {
  expect(drafts.map(d => [d.advisory.component, d.missing])).toEqual([
    ['cJSON', []],
    ['vim', []],
  ])
})

test.each([
  ['vim.cvrf.xml', vim],
  ['vim-withdrawn.cvrf.xml', withdrawn],
  ['cjson-epol.cvrf.xml', cjson],
])('%s', async (name, advisory) => {
  const xml = formatCvrf(advisory)
  await expect(xml).toMatchFileSnapshot(golden(name))
  expect(parseCvrf(xml)).toEqual(cvrfDocument(advisory))
})

test.each([
  ['x86_64.updateinfo.xml', { arch: 'x86_64', family: 'standard' }],
  ['aarch64.updateinfo.xml', { arch: 'aarch64' }],
] as const)('%s', async (name, place) => {
  const records = issued.flatMap(a => updateRecords(a, place))
  const xml = formatUpdateinfo(records)
  await expect(xml).toMatchFileSnapshot(golden(name))
  expect(parseUpdateinfo(xml).map(r => r.id)).toEqual(records.map(r => r.id))
})

test('a repository without packages of an advisory does not list it', () => {
  expect(updateRecords(vim, { arch: 'riscv64' })).toEqual([])
  expect(updateRecords(vim, { arch: 'x86_64', family: 'EPOL' })).toEqual([])
  expect(updateRecords(cjson, { arch: 'x86_64', family: 'EPOL' })).toHaveLength(1)
})

test('the order packages, rows and facts come in does not matter', () => {
  const reversed = { ...sources, items: sources.items.toReversed(), packages: sources.packages.toReversed() }
  const again = draftAdvisories({ ...reversed, facts: sources.facts.toReversed(), settings: openEulerSettings })
  expect(again.map(d => d.advisory)).toEqual(drafts.map(d => d.advisory))
})

// What the scanners that read this dialect rely on.
describe.each([
  ['published', vim],
  ['with EPOL packages', cjson],
  ['withdrawn', withdrawn],
])('the reader contract: %s', (_, advisory) => {
  const document = parseCvrf(formatCvrf(advisory))
  const packages = document.arches.flatMap(a => a.packages)

  test('the id has four parts', () => {
    expect(document.id.split('-')).toHaveLength(4)
  })

  test('every CPE has five parts, the product third', () => {
    for (const { cpe } of [...document.branches, ...packages]) {
      expect(cpe.split(':')).toEqual(['cpe', '/a', 'openEuler', 'openEuler', '24.03-LTS'])
    }
  })

  test('a ProductID splits at its last two dashes into name, version, release', () => {
    for (const { productId, file } of packages) {
      const [, name, version, release] = /^(.+)-([^-]+)-([^-]+)$/.exec(productId) ?? []
      expect(file.startsWith(`${name}-${version}-${release}.oe2403.`)).toBe(true)
    }
  })

  test('threats have known names and source packages are there', () => {
    for (const { severity } of document.vulnerabilities) expect(severity).toMatch(/^(Low|Medium|High|Critical)$/)
    expect(document.arches.find(a => a.arch === 'src')?.packages).toHaveLength(1)
  })
})
