import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanProse } from '../prose.ts'
import type { CvrfDocument } from './document.ts'
import { parseCvrf } from './read.ts'
import { writeCvrf } from './write.ts'

function fixture(name: string): string {
  return readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')
}

describe('published documents', () => {
  test('one branch: read and written again it has the same bytes', () => {
    const xml = fixture('cvrf-openEuler-SA-2023-1374.xml')
    expect(writeCvrf(parseCvrf(xml))).toBe(xml)
  })

  test('two branches: only the literal line ends differ', () => {
    const xml = fixture('cvrf-openEuler-SA-2021-1033.xml')
    const document = parseCvrf(xml)
    expect(document.branches.map(b => b.name)).toEqual(['openEuler-20.03-LTS', 'openEuler-20.03-LTS-SP1'])
    expect(document.notes.description.split('\n\n')).toEqual([
      expect.stringMatching(/^SANE .* video cameras\.$/),
      'Security Fix(es):',
      expect.stringMatching(/^A NULL pointer .*\(CVE-2020-12867\)$/),
    ])
    const withoutNotes = (text: string) => text.replace(/<Note Title="(Description|Topic)".*?<\/Note>/gs, '$1')
    expect(withoutNotes(writeCvrf(document))).toBe(withoutNotes(xml))
  })

  test('what a document says', () => {
    const { vulnerabilities, arches, ...rest } = parseCvrf(fixture('cvrf-openEuler-SA-2023-1374.xml'))
    expect(rest).toMatchObject({
      id: 'openEuler-SA-2023-1374',
      product: 'openEuler',
      notes: { component: 'wireshark' },
    })
    expect(arches.map(a => [a.arch, a.packages.length])).toEqual([
      ['aarch64', 5],
      ['src', 1],
      ['x86_64', 5],
    ])
    expect(vulnerabilities[1]).toMatchObject({
      cve: 'CVE-2023-0667',
      severity: 'Critical',
      score: '9.8',
      status: { type: 'Fixed', branches: ['openEuler-22.03-LTS-SP1'] },
    })
  })
})

test.each([
  ['not <cvrfdoc>', '<updates/>'],
  ['no ID', '<cvrfdoc/>'],
  ['unclosed', '<cvrfdoc>'],
  ['document type', '<!DOCTYPE x [<!ENTITY e "x">]><cvrfdoc>&e;</cvrfdoc>'],
])('a document that is unusable: %s', (reason, xml) => {
  expect(() => parseCvrf(xml)).toThrow(reason)
})

const word = fc.stringMatching(/^[A-Za-z0-9.:/+~-]{1,8}$/)
const written = fc.string({ unit: fc.constantFrom(...'aZ0 .<>&"\'\n\t漢é😀]\\rn;'), maxLength: 14 })
const prose = written.map(cleanProse)
const anyDocument: fc.Arbitrary<CvrfDocument> = fc.record({
  id: word,
  title: written,
  publisher: fc.record({ contact: written, authority: written }),
  status: word,
  version: word,
  revisions: fc.array(fc.record({ number: word, date: word, description: written }), { maxLength: 2 }),
  initialReleaseDate: word,
  currentReleaseDate: word,
  generator: fc.record({ engine: written, date: word }),
  notes: fc.record({
    synopsis: prose,
    summary: prose,
    description: prose,
    topic: prose,
    severity: prose,
    component: prose,
  }),
  references: fc.array(fc.record({ type: written, urls: fc.array(written, { minLength: 1, maxLength: 2 }) }), {
    maxLength: 2,
  }),
  product: word,
  branches: fc.array(fc.record({ productId: word, cpe: word, name: word }), { maxLength: 2 }),
  arches: fc.array(
    fc.record({
      arch: word,
      packages: fc.array(fc.record({ productId: word, cpe: word, isEpol: fc.boolean(), file: word }), { maxLength: 2 }),
    }),
    { maxLength: 2 },
  ),
  vulnerabilities: fc.array(
    fc.record({
      description: prose,
      releaseDate: word,
      cve: word,
      status: fc.record({ type: word, branches: fc.array(word, { maxLength: 2 }) }),
      severity: word,
      score: word,
      vector: word,
      remediation: fc.record({ description: written, date: word, url: written }),
    }),
    { maxLength: 2 },
  ),
})

test('reading what was written gives the same document', () => {
  fc.assert(
    fc.property(anyDocument, document => {
      expect(parseCvrf(writeCvrf(document))).toEqual(document)
    }),
  )
})

test('cleaning twice is cleaning once', () => {
  fc.assert(
    fc.property(written, text => {
      expect(cleanProse(cleanProse(text))).toBe(cleanProse(text))
    }),
    { numRuns: 1000 },
  )
})
