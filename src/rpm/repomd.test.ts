import { describe, expect, test } from 'vitest'
import { normalisedRepomd, parseRepomd, staysInside } from './repomd.ts'

const record = (type: string, href: string) => `
  <data type="${type}">
    <checksum type="sha256">aa</checksum>
    <open-checksum type="sha256">bb</open-checksum>
    <location href="${href}"/>
    <timestamp>1800000000</timestamp>
    <size>665</size>
    <open-size>1982</open-size>
  </data>`
const repomd = (...records: string[]) => `<?xml version="1.0" encoding="UTF-8"?>
<repomd xmlns="http://linux.duke.edu/metadata/repo" xmlns:rpm="http://linux.duke.edu/metadata/rpm">
  <revision>1800000000</revision>${records.join('')}
</repomd>`

test('reads revision and records', () => {
  expect(parseRepomd(repomd(record('primary', 'repodata/aa-primary.xml.gz')))).toEqual({
    revision: '1800000000',
    files: [
      {
        type: 'primary',
        location: 'repodata/aa-primary.xml.gz',
        checksum: { type: 'sha256', value: 'aa' },
        openChecksum: { type: 'sha256', value: 'bb' },
        sizeBytes: 665,
        openSizeBytes: 1982,
        timestamp: 1800000000,
      },
    ],
  })
})

test.each([
  ['not <repomd>', '<html/>'],
  ['outside', repomd(record('primary', '../../etc/passwd'))],
  ['outside', repomd(record('primary', 'http://elsewhere/x'))],
  ['no checksum', repomd('<data type="primary"><location href="x"/></data>')],
  ['unclosed', repomd().slice(0, -3)],
])('refuses (%s)', (reason, xml) => {
  expect(() => parseRepomd(xml)).toThrow(reason)
})

test('times are all that the normal form leaves out', () => {
  const now = repomd(record('primary', 'p'))
  expect(normalisedRepomd(now)).toBe(normalisedRepomd(now.replaceAll('1800000000', '1900000000')))
  expect(normalisedRepomd(now)).not.toBe(normalisedRepomd(now.replace('665', '666')))
})

describe('staysInside', () => {
  test.each(['Packages/a-1-1.noarch.rpm', 'repodata/x', 'a~^+%_/b'])('%s does', path => {
    expect(staysInside(path)).toBe(true)
  })
  test.each(['', '/etc/passwd', 'a/../../b', 'file:///x', 'a//b', './a', 'a\\b', 'a?b'])('%j does not', path => {
    expect(staysInside(path)).toBe(false)
  })
})
