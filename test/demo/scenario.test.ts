import { calculateBaseScore } from 'cvss4'
import { describe, expect, it } from 'vitest'
import { dateOf, familyOf, mondayOf, people, releases, sourcePackagesOf } from '../../demo/scenario.ts'

const all = Object.values(releases)

describe('the world of the demonstration', () => {
  it.each(all.flatMap(release => release.vulnerabilities.map(v => [v.cve, v.cvss] as const)))(
    '%s has the score of its vector',
    (_, cvss) => {
      expect(cvss.vector.startsWith(`CVSS:${cvss.version}/`)).toBe(true)
      expect(calculateBaseScore(cvss.vector)).toBe(cvss.score)
    },
  )

  it('gives each release packages of its own', () => {
    const packages = all.flatMap(release => sourcePackagesOf(release))
    expect(new Set(packages).size).toBe(packages.length)
    expect(packages.map(familyOf)).toContain('EPOL')
  })

  it('has one person for each role it needs', () => {
    const roles = Object.values(people).map(person => person.role)
    expect(new Set(roles).size).toBe(roles.length)
  })
})

describe('dates', () => {
  it.each([
    ['20261121', '20261116'],
    ['20261116', '20261116'],
    ['20261122', '20261116'],
    ['20270101', '20261228'],
  ])('the Monday of %s is %s', (day, monday) => expect(mondayOf(day)).toBe(monday))

  it('puts the three releases on successive Mondays, in the time zone of the branch', () => {
    // Monday has begun in Shanghai, not yet in UTC.
    const now = new Date('2026-11-15T23:30:00Z')
    expect(all.map(release => dateOf(release, now))).toEqual(['20261102', '20261109', '20261116'])
    expect(dateOf(releases.a, now, '20270104')).toBe('20261221')
  })
})
