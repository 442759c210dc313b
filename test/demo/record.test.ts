import { describe, expect, it } from 'vitest'
import { comparableRepomd, withoutDates } from '../../demo/record.ts'

describe('what two plays have in common', () => {
  it('is a document without its dates', () => {
    expect(
      withoutDates('<issued date="2026-11-21 08:00:01"/><updated date="2026-11-21T08:00:01+08:00"/> CVE-2026-99001'),
    ).toBe('<issued date="DATE"/><updated date="DATE"/> CVE-2026-99001')
  })

  it('is a repomd.xml without the sums of updateinfo, but with those of all else', () => {
    const repomd = (sum: string, time: number) =>
      `<repomd><revision>${time}</revision><data type="primary"><checksum>aa</checksum></data>` +
      `<data type="updateinfo"><checksum>${sum}</checksum><timestamp>${time}</timestamp></data></repomd>`
    expect(comparableRepomd(repomd('bb', 1))).toBe(comparableRepomd(repomd('cc', 2)))
    expect(comparableRepomd(repomd('bb', 1))).toContain('<checksum>aa</checksum>')
    expect(comparableRepomd(repomd('bb', 1))).toContain('<data type="updateinfo"/>')
  })
})
