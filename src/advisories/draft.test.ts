import { describe, expect, test } from 'vitest'
import type { CveFacts, CveListRow } from '../ports/index.ts'
import { type DraftSources, draftAdvisories, lackingFacts } from './draft.ts'
import type { ReleasePackage } from './model.ts'
import { openEulerSettings } from './settings.ts'

const row: CveListRow = {
  cve: 'CVE-2026-1000',
  issue: 'I9AAA1',
  repository: 'src-openeuler/zlib',
  score: 7.5,
  version: '1.2-3',
  abiChanged: false,
}
const facts: CveFacts = {
  cve: 'CVE-2026-1000',
  summary: 's',
  description: 'It overflows.',
  cvss: { version: '3.1', vector: 'AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H', score: 7.5 },
  published: '2026-01-01',
}

function rpm(name: string, arch: string, sourceRpm = 'zlib-1.2-3.oe2403.src.rpm'): ReleasePackage {
  return {
    nevra: { name, epoch: 0, version: '1.2', release: '3.oe2403', arch },
    file: `${name}-1.2-3.oe2403.${arch}.rpm`,
    sha256: '0'.repeat(64),
    sourceRpm,
    family: 'standard',
    arches: arch === 'src' ? [] : [arch],
  }
}

const packages = [rpm('zlib', 'src', ''), rpm('zlib', 'x86_64'), rpm('zlib-devel', 'x86_64')]

function draft(change: Partial<DraftSources>) {
  const sources = { release: 'r', branch: 'openEuler-24.03-LTS', items: [row], facts: [facts], packages }
  return draftAdvisories({ ...sources, settings: openEulerSettings, ...change })
}

function missing(change: Partial<DraftSources>): string[] {
  return draft(change).flatMap(d => d.missing.map(m => m.en))
}

test('nothing lacks', () => {
  expect(missing({})).toEqual([])
})

describe('from scoping on: neither facts nor packages', () => {
  test('the severity comes from the list', () => {
    const [only] = draft({ facts: [], packages: [] })
    expect(only?.advisory).toMatchObject({ id: null, severity: 'High', component: 'zlib', packages: [], revisions: [] })
    expect(only?.missing.map(m => m.en)).toEqual([
      'There are no facts for CVE-2026-1000.',
      'No packages of zlib are built yet.',
    ])
  })

  test('no CVE rows, no drafts', () => {
    expect(draft({ items: [] })).toEqual([])
  })
})

describe('what lacks is named', () => {
  const cvss = facts.cvss
  test.each<[string, Partial<CveFacts>]>([
    ['CVE-2026-1000 has no description.', { description: ' \r\n' }],
    ['CVE-2026-1000 has no valid CVSS score (above 0, at most 10).', { cvss: { ...cvss, score: 0 } }],
    ['CVE-2026-1000 has no valid CVSS score (above 0, at most 10).', { cvss: { ...cvss, score: 75 } }],
    ['CVE-2026-1000 has no CVSS vector.', { cvss: { ...cvss, vector: ' ' } }],
    ['The CVSS vector “AV:X” of CVE-2026-1000 is not valid.', { cvss: { ...cvss, vector: 'AV:X' } }],
  ])('%s', (sentence, change) => {
    expect(missing({ facts: [{ ...facts, ...change }] })).toEqual([sentence])
  })

  test.each<[string, readonly ReleasePackage[]]>([
    ['No packages of zlib are built yet.', [rpm('vim', 'x86_64', 'vim-1-1.src.rpm')]],
    ['zlib has a source package but no binary package.', packages.slice(0, 1)],
    ['The source package of zlib is missing.', packages.slice(1)],
    [
      'zlib-1.2-3.oe2403.x86_64.rpm has no SHA-256 checksum.',
      packages.map((p, i) => (i === 1 ? { ...p, sha256: '' } : p)),
    ],
  ])('%s', (sentence, found) => {
    expect(missing({ packages: found })).toEqual([sentence])
  })

  test('a CVE number that is none', () => {
    const cve = 'CVE-26-1'
    expect(missing({ items: [{ ...row, cve }], facts: [{ ...facts, cve }] })).toEqual([
      '“CVE-26-1” is not a CVE number.',
    ])
  })
})

test('a component has one advisory with the highest severity and each CVE once', () => {
  const items = [row, { ...row, cve: 'CVE-2026-900', score: 9.1 }, { ...row, repository: 'zlib' }]
  const drafts = draft({ items: [...items, { ...row, repository: 'acl' }], facts: [] })
  expect(drafts.map(d => [d.advisory.component, d.advisory.severity, d.advisory.cves.map(c => c.cve)])).toEqual([
    ['acl', 'High', ['CVE-2026-1000']],
    ['zlib', 'Critical', ['CVE-2026-900', 'CVE-2026-1000']],
  ])
})

test('packages belong by their source package, not by their name', () => {
  const strange = [rpm('zlib-ng', 'x86_64', 'zlib-ng-1.2-3.src.rpm'), rpm('minizip', 'x86_64')]
  const [only] = draft({ packages: [...packages, ...strange] })
  expect(only?.advisory.packages.map(p => p.nevra.name)).toEqual(['minizip', 'zlib', 'zlib', 'zlib-devel'])
})

test('what the facts of CVEs lack is known before anything is built', () => {
  const bare = { ...facts, cve: 'CVE-2026-2000', description: '', cvss: { ...facts.cvss, score: 0 } }
  const lacking = lackingFacts(['CVE-2026-3000', 'CVE-2026-2000', 'CVE-2026-1000', 'CVE-2026-3000'], [facts, bare])
  expect(lacking.map(({ cve, missing }) => [cve, ...missing.map(m => m.en)])).toEqual([
    [
      'CVE-2026-2000',
      'CVE-2026-2000 has no description.',
      'CVE-2026-2000 has no valid CVSS score (above 0, at most 10).',
    ],
    ['CVE-2026-3000', 'There are no facts for CVE-2026-3000.'],
  ])
})
