import { expect, test } from 'vitest'
import { type PrimaryPackage, readPrimary } from './primary.ts'

const PRIMARY = `<?xml version="1.0" encoding="UTF-8"?>
<metadata xmlns="http://linux.duke.edu/metadata/common" xmlns:rpm="http://linux.duke.edu/metadata/rpm" packages="1">
<package type="rpm">
  <name>vim-common</name>
  <arch>x86_64</arch>
  <version epoch="2" ver="9.0" rel="33.oe2403"/>
  <checksum type="sha256" pkgid="YES">272cbb55</checksum>
  <summary>The name &amp; the &lt;arch&gt;</summary>
  <time file="1700000001" build="1700000000"/>
  <size package="6234" installed="6" archive="396"/>
  <location href="Packages/vim-common-9.0-33.oe2403.x86_64.rpm"/>
  <format>
    <rpm:license>Vim</rpm:license>
    <rpm:sourcerpm>vim-9.0-33.oe2403.src.rpm</rpm:sourcerpm>
    <rpm:provides>
      <rpm:entry name="vim-common" flags="EQ" epoch="2" ver="9.0" rel="33.oe2403"/>
    </rpm:provides>
    <rpm:requires>
      <rpm:entry name="/bin/sh" pre="1"/>
      <rpm:entry name="libz" flags="GE" epoch="0" ver="1.2"/>
      <rpm:entry name="(lua if vim-lua)"/>
    </rpm:requires>
    <file>/usr/bin/xxd</file>
    <file type="dir">/etc/vim</file>
  </format>
</package>
</metadata>`

function read(xml: string, pieceLength = xml.length): PrimaryPackage[] {
  const found: PrimaryPackage[] = []
  const reader = readPrimary(p => found.push(p))
  for (let at = 0; at < xml.length; at += pieceLength) reader.write(xml.slice(at, at + pieceLength))
  reader.end()
  return found
}

test('reads a package, in pieces of any size', () => {
  const [whole] = read(PRIMARY)
  expect(whole).toEqual({
    nevra: { name: 'vim-common', epoch: 2, version: '9.0', release: '33.oe2403', arch: 'x86_64' },
    checksum: { type: 'sha256', value: '272cbb55' },
    location: 'Packages/vim-common-9.0-33.oe2403.x86_64.rpm',
    sourceRpm: 'vim-9.0-33.oe2403.src.rpm',
    sizeBytes: 6234,
    buildTime: 1700000000,
    provides: [{ name: 'vim-common', relation: '=', epoch: 2, version: '9.0', release: '33.oe2403' }],
    requires: [
      { name: '/bin/sh' },
      { name: 'libz', relation: '>=', epoch: 0, version: '1.2', release: '' },
      { name: '(lua if vim-lua)' },
    ],
    conflicts: [],
    obsoletes: [],
    recommends: [],
    files: ['/usr/bin/xxd', '/etc/vim'],
  })
  expect(read(PRIMARY, 7)).toEqual([whole])
})

test.each([
  ['has no location.href', PRIMARY.replace(/<location.*>/, '')],
  ['has no checksum', PRIMARY.replace('272cbb55', '')],
  ['has no version.ver', PRIMARY.replace('ver="9.0"', '')],
  ['document type', PRIMARY.replace('<metadata', '<!DOCTYPE m [<!ENTITY a "b">]><metadata')],
  ['unclosed', PRIMARY.slice(0, -20)],
])('refuses (%s)', (reason, xml) => {
  expect(() => read(xml)).toThrow(reason)
})
