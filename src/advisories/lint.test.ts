import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { UpdateRecord } from '../rpm/updateinfo.ts'
import { formatCvrf } from './cvrf/format.ts'
import { lintCvrf } from './cvrf/lint.ts'
import { draftAdvisories } from './draft.ts'
import { lintAdvisory } from './lint.ts'
import type { Advisory } from './model.ts'
import { issueAdvisory, withdrawAdvisory } from './revise.ts'
import { openEulerSettings } from './settings.ts'
import { updateRecords } from './update-records.ts'

const sources = JSON.parse(readFileSync(new URL('./golden/sources.json', import.meta.url), 'utf8'))
const drafts = draftAdvisories({ ...sources, settings: openEulerSettings })
const [, vim] = drafts.map((d, i) => issueAdvisory(d.advisory, `openEuler-SA-2026-100${i}`, new Date(1e12))) as [
  Advisory,
  Advisory,
]
const records = ['x86_64', 'aarch64'].flatMap(arch => updateRecords(vim, { arch }))

function first(change: Partial<UpdateRecord>): UpdateRecord[] {
  return records.map((r, i) => (i === 0 ? { ...r, ...change } : r))
}

function found(advisory: Advisory, listed: readonly UpdateRecord[]): string[] {
  return lintAdvisory(advisory, listed).map(p => p.en)
}

test('all is well, also after a withdrawal and beside strangers', () => {
  expect(found(vim, [...records, { ...(records[0] as UpdateRecord), id: 'other', packages: [] }])).toEqual([])
  const withdrawn = withdrawAdvisory(vim, new Date(1.1e12))
  expect(
    found(
      withdrawn,
      ['x86_64', 'aarch64'].flatMap(arch => updateRecords(withdrawn, { arch })),
    ),
  ).toEqual([])
})

describe('records', () => {
  const [record] = records as [UpdateRecord]
  const [one] = record.packages as [UpdateRecord['packages'][number]]

  test.each<[string, Partial<UpdateRecord>]>([
    ['Its severity in updateinfo is None, it should be Important.', { severity: 'None' }],
    ['updateinfo has no reference of type cve for CVE-2026-9001.', { references: record.references.slice(1) }],
    ['“2026-11-25” is not a valid date.', { updated: '2026-11-25' }],
    ['“2026-02-30 00:00:00” is not a valid date.', { issued: '2026-02-30 00:00:00' }],
    [
      'It is updated (2001-01-01 00:00:00) before it is issued (2001-09-09 01:46:40).',
      { updated: '2001-01-01 00:00:00' },
    ],
    [`updateinfo does not list the package ${one.file}.`, { packages: record.packages.slice(1) }],
    [
      `NEVRA or checksum of ${one.file} in updateinfo differ from the published package.`,
      { packages: record.packages.map((p, i) => (i === 0 ? { ...p, nevra: { ...p.nevra, epoch: 0 } } : p)) },
    ],
    [
      "updateinfo lists the package x.rpm, which is not the advisory's.",
      { packages: [...record.packages, { ...one, file: 'x.rpm' }] },
    ],
    [
      'updateinfo refers to CVE-1, which the advisory does not name.',
      { references: [...record.references, { type: 'cve', id: 'CVE-1', href: '', title: '' }] },
    ],
  ])('%s', (sentence, change) => {
    expect(found(vim, first(change))).toEqual([sentence])
  })

  test('a noarch package must stand in every architecture', () => {
    expect(found(vim, records.slice(0, 1))).toContain(
      'updateinfo does not list the package vim-filesystem-9.0-33.oe2403.noarch.rpm.',
    )
  })

  test('none at all', () => {
    expect(found(vim, [])).toEqual(["No repository's updateinfo lists openEuler-SA-2026-1001."])
  })
})

describe('the advisory itself', () => {
  test.each<[string, Partial<Advisory>]>([
    ['The advisory has no number.', { id: null }],
    ["The advisory's severity is Critical, but the highest of its CVEs is High.", { severity: 'Critical' }],
    [
      'The score of CVE-2026-9001 is 8.7, but its vector gives 8.8.',
      {
        cves: vim.cves.map((c, i) =>
          i === 0 && c.facts ? { ...c, facts: { ...c.facts, cvss: { ...c.facts.cvss, score: 8.7 } } } : c,
        ),
      },
    ],
    [
      "The release's list gives CVE-2026-9001 the score 9.1, its facts say 8.8.",
      { cves: vim.cves.map((c, i) => (i === 0 ? { ...c, listedScore: 9.1 } : c)) },
    ],
  ])('%s', (sentence, change) => {
    expect(found({ ...vim, ...change }, records)).toContain(sentence)
  })

  test('a number of another form', () => {
    const id = 'openEuler-SA-26-1'
    expect(found({ ...vim, id }, [])).toContain(`The advisory number ${id} is not of the form prefix-year-number.`)
  })
})

describe('a document that lay in a store', () => {
  const xml = formatCvrf(vim)

  test.each([
    [
      'CVRF lists the package x.rpm, which the release does not have.',
      xml.replace('vim-9.0-33.oe2403.src.rpm', 'x.rpm'),
    ],
    ['CVRF does not list the package vim-9.0-33.oe2403.src.rpm.', xml.replace('vim-9.0-33.oe2403.src.rpm', 'x.rpm')],
    ['“Severity” of the CVRF document differs from the advisory.', xml.replace('>High</Note>', '>Low</Note>')],
    [
      '“Threat” of the CVRF document differs from the advisory.',
      xml.replace('<Description>High<', '<Description>Low<'),
    ],
    ['“CVE” of the CVRF document differs from the advisory.', xml.replace('<CVE>CVE-2026-9001', '<CVE>CVE-2026-1')],
    ['“2001-99-09” is not a valid date.', xml.replace('<DATE>2001-09-09', '<DATE>2001-99-09')],
  ])('%s', (sentence, changed) => {
    expect(changed).not.toBe(xml)
    expect(lintCvrf(changed, vim).map(p => p.en)).toContain(sentence)
  })

  test('cut off', () => {
    expect(lintCvrf(xml.slice(0, 500), vim)[0]?.en).toMatch(/^The CVRF document cannot be read: .*unclosed tag/)
  })

  test('as it was written', () => {
    expect(lintCvrf(xml, vim)).toEqual([])
  })
})
