import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareNaturally } from '../lib/natural-order.ts'
import { formatUpdateinfo, parseUpdateinfo, type UpdatePackage, type UpdateRecord } from './updateinfo.ts'

const vim: UpdatePackage = {
  nevra: { name: 'vim-common', epoch: 2, version: '9.0', release: '33.oe2403', arch: 'x86_64' },
  file: 'vim-common-9.0-33.oe2403.x86_64.rpm',
  sha256: 'a'.repeat(64),
  sourceRpm: 'vim-9.0-33.oe2403.src.rpm',
}

function record(change: Partial<UpdateRecord> = {}): UpdateRecord {
  return {
    id: 'openEuler-SA-2026-1001',
    from: 'openeuler.org',
    type: 'security',
    title: 'An update for vim is now available for openEuler-24.03-LTS',
    severity: 'Important',
    release: 'openEuler',
    issued: '2026-11-25 02:00:00',
    updated: '2026-11-25 02:00:00',
    description: 'A "quoted" <b> & more\n\nSecond paragraph',
    references: [
      { type: 'cve', id: 'CVE-2026-1', href: 'https://nvd.nist.gov/vuln/detail/CVE-2026-1', title: 'CVE-2026-1' },
    ],
    packages: [vim],
    ...change,
  }
}

describe('formatUpdateinfo', () => {
  test('writes what dnf needs: id, full dates, epoch, source, checksum', () => {
    expect(formatUpdateinfo([record()])).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <updates>
        <update from="openeuler.org" type="security" status="stable">
          <id>openEuler-SA-2026-1001</id>
          <title>An update for vim is now available for openEuler-24.03-LTS</title>
          <severity>Important</severity>
          <release>openEuler</release>
          <issued date="2026-11-25 02:00:00"/>
          <updated date="2026-11-25 02:00:00"/>
          <references>
            <reference href="https://nvd.nist.gov/vuln/detail/CVE-2026-1" id="CVE-2026-1" title="CVE-2026-1" type="cve"/>
          </references>
          <description>A "quoted" &lt;b&gt; &amp; more

      Second paragraph</description>
          <pkglist>
            <collection short="openEuler">
              <name>openEuler</name>
              <package name="vim-common" version="9.0" release="33.oe2403" epoch="2" arch="x86_64" src="vim-9.0-33.oe2403.src.rpm">
                <filename>vim-common-9.0-33.oe2403.x86_64.rpm</filename>
                <sum type="sha256">aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</sum>
              </package>
            </collection>
          </pkglist>
        </update>
      </updates>
      "
    `)
  })

  test('always writes the epoch', () => {
    const packages = [{ ...vim, nevra: { ...vim.nevra, epoch: 0 } }]
    expect(formatUpdateinfo([record({ packages })])).toContain('epoch="0"')
  })

  test('sorts records naturally and packages by file, whatever order they come in', () => {
    const a = record({ id: 'openEuler-SA-2026-999' })
    const other = { ...vim, nevra: { ...vim.nevra, name: 'vim' }, file: 'vim-9.0-33.oe2403.x86_64.rpm' }
    const b = record({ id: 'openEuler-SA-2026-1001', packages: [vim, other] })
    const xml = formatUpdateinfo([b, a])
    expect(xml).toBe(formatUpdateinfo([a, { ...b, packages: [other, vim] }]))
    expect(parseUpdateinfo(xml).map(r => r.id)).toEqual(['openEuler-SA-2026-999', 'openEuler-SA-2026-1001'])
  })

  test.each(['', '  '])('refuses a record whose id is %j', id => {
    expect(() => formatUpdateinfo([record({ id })])).toThrow('has no id')
  })

  test('refuses two records with one id', () => {
    expect(() => formatUpdateinfo([record(), record({ id: 'x' }), record()])).toThrow('openEuler-SA-2026-1001')
  })

  test('an empty list is a document too', () => {
    expect(parseUpdateinfo(formatUpdateinfo([]))).toEqual([])
  })
})

describe('parseUpdateinfo', () => {
  const foreign = (inside: string) =>
    `<updates><update from="x" type="newpackage"><id> A-1 </id>${inside}</update></updates>`

  test('reads what other distributions leave out or spell differently', () => {
    const [read] = parseUpdateinfo(
      foreign(`<severity>High</severity><issued date="2025-03-29"/><pkglist><collection><name>openEuler</name>
        <package name="a" version="1" release="2" arch="noarch"><filename>a-1-2.noarch.rpm</filename></package>
        </collection></pkglist>`),
    )
    expect(read).toEqual({
      ...record({ id: 'A-1', from: 'x', type: 'enhancement', title: '', description: '', references: [] }),
      severity: 'Important',
      issued: '2025-03-29 00:00:00',
      updated: '2025-03-29 00:00:00',
      packages: [
        {
          nevra: { name: 'a', epoch: 0, version: '1', release: '2', arch: 'noarch' },
          file: 'a-1-2.noarch.rpm',
          sha256: '',
          sourceRpm: '',
        },
      ],
    })
  })

  test.each([
    ['2025-03-29 10:11:12', '2025-03-29 10:11:12'],
    ['2025-03-29T10:11:12Z', '2025-03-29 10:11:12'],
    ['2025-03-29 10:11', '2025-03-29 10:11:00'],
    ['1743243072', '2025-03-29 10:11:12'],
    ['soon', ''],
  ])('the date %j is %j', (written, read) => {
    expect(parseUpdateinfo(foreign(`<issued date="${written}"/>`))[0]?.issued).toBe(read)
  })

  test.each([
    ['no id', '<updates><update><title>t</title></update></updates>'],
    ['not <updates>', '<html/>'],
    ['version', foreign('<pkglist><collection><package name="a" release="1" arch="x"/></collection></pkglist>')],
    [
      'epoch',
      foreign(
        '<pkglist><collection><package name="a" epoch="(none)" version="1" release="1" arch="x"/></collection></pkglist>',
      ),
    ],
    ['unclosed', '<updates><update from="a & b"/></updates>'],
    ['unclosed', '<updates><update>'],
  ])('refuses (%s)', (reason, xml) => {
    expect(() => parseUpdateinfo(xml)).toThrow(reason)
  })
})

// What XML can hold: the writer drops the rest and makes CRLF one line feed.
const written = fc.string({ unit: fc.constantFrom(...'aZ09 .:-_<>&"\'\n\t漢é😀]'), maxLength: 12 })
const word = fc.stringMatching(/^[a-zA-Z0-9._+~^-]{1,10}$/)
const timestamp = fc
  .date({ min: new Date('1980-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map(d => d.toISOString().slice(0, 19).replace('T', ' '))
const anyPackage: fc.Arbitrary<UpdatePackage> = fc.record({
  nevra: fc.record({ name: word, epoch: fc.nat(99), version: word, release: word, arch: word }),
  file: word,
  sha256: fc.stringMatching(/^[0-9a-f]{64}$/),
  sourceRpm: word,
})
const anyRecord: fc.Arbitrary<UpdateRecord> = fc.record({
  id: word,
  from: written,
  type: fc.constantFrom('security', 'bugfix', 'enhancement'),
  title: written,
  severity: fc.constantFrom('Critical', 'Important', 'Moderate', 'Low', 'None'),
  release: written,
  issued: timestamp,
  updated: timestamp,
  description: written,
  references: fc.array(
    fc.record({ type: fc.constantFrom('cve', 'bugzilla', 'self', 'other'), id: word, href: written, title: written }),
    { maxLength: 3 },
  ),
  packages: fc
    .uniqueArray(anyPackage, { selector: p => p.file, maxLength: 3 })
    .map(list => list.sort((a, b) => (a.file < b.file ? -1 : 1))),
})

test('reading what was written gives the same records', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyRecord, { selector: r => r.id, maxLength: 4 }), records => {
      const xml = formatUpdateinfo(records)
      const read = parseUpdateinfo(xml)
      expect(read).toEqual([...records].sort((a, b) => compareNaturally(a.id, b.id)))
      expect(formatUpdateinfo(read.toReversed())).toBe(xml)
    }),
  )
})
