import { describe, expect, it } from 'vitest'
import { parseAdvisories, parseInstalled } from '../../demo/client.ts'

describe('what dnf and rpm print', () => {
  it('reads the list of advisories and nothing else', () => {
    const output = [
      'Last metadata expiration check: 0:00:01 ago on Sat Nov 21 07:52:14 2026.',
      'Demo-SA-2026-1001 Critical/Sec. harbor-1:2.4.1-2.demo2403.x86_64',
      'Demo-SA-2026-1002 Moderate/Sec. tidecalc-0.9.4-2.demo2403.noarch',
      '',
    ].join('\n')
    expect(parseAdvisories(output)).toEqual([
      { id: 'Demo-SA-2026-1001', severity: 'Critical/Sec.', package: 'harbor-1:2.4.1-2.demo2403.x86_64' },
      { id: 'Demo-SA-2026-1002', severity: 'Moderate/Sec.', package: 'tidecalc-0.9.4-2.demo2403.noarch' },
    ])
    expect(parseAdvisories('')).toEqual([])
  })

  it('reads what rpm has installed, epoch included', () => {
    expect(parseInstalled('harbor\t1\t2.4.1\t2.demo2403\tx86_64\nwarning: something\n')).toEqual([
      { name: 'harbor', epoch: 1, version: '2.4.1', release: '2.demo2403', arch: 'x86_64' },
    ])
  })
})
