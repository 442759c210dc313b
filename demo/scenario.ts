// The small world of the demonstration as data: its distribution, people and three releases. Only facts, no actions.

import { join } from 'node:path'
import { addDays, civilDate } from '../src/lib/clock.ts'
import type { Text } from '../src/lib/text.ts'

export const repositoryFolder = join(import.meta.dirname, '..')

export const distribution = {
  branch: 'Demo-24.03-LTS',
  product: 'Demo',
  dist: '.demo2403',
  timezone: 'Asia/Shanghai',
  arches: ['x86_64', 'aarch64'],
  projects: { standard: 'Demo:24.03:LTS', EPOL: 'Demo:24.03:LTS:Epol' },
} as const

export type Family = keyof typeof distribution.projects
export type Arch = (typeof distribution.arches)[number]

export const releaseRepository = 'openeuler/release-management'
export const packageOrganisation = 'src-openeuler'

/** Source packages that are in EPOL; all others are standard. */
const epolPackages: readonly string[] = ['tidecalc']

export function familyOf(sourcePackage: string): Family {
  return epolPackages.includes(sourcePackage) ? 'EPOL' : 'standard'
}

export interface Person {
  readonly login: string
  readonly name: string
  readonly role: string
}

/** One person for each role a release needs. */
export const people = {
  versionManager: { login: 'wanghai', name: '王海', role: 'version-manager' },
  developer: { login: 'lichuan', name: '李川', role: 'developer' },
  security: { login: 'zhaofeng', name: '赵峰', role: 'security' },
  tester: { login: 'sunlan', name: '孙岚', role: 'tester' },
  releaser: { login: 'zhouming', name: '周明', role: 'release' },
} as const satisfies Record<string, Person>

export interface Vulnerability {
  readonly cve: string
  readonly sourcePackage: string
  readonly version: string
  readonly abiChanged: boolean
  readonly summary: string
  readonly description: string
  readonly cvss: { readonly version: string; readonly vector: string; readonly score: number }
  readonly published: string
}

export interface Bugfix {
  readonly sourcePackage: string
  readonly title: string
  readonly body: string
}

/** A file in which one can see whether the weakness is there: its text says `vulnerable` or `fixed`. */
export interface Evidence {
  readonly sourcePackage: string
  readonly path: string
}

export interface PlannedRelease {
  readonly letter: 'A' | 'B' | 'C'
  readonly title: Text
  /** Weeks before the newest of the three Mondays. */
  readonly weeksBefore: number
  readonly vulnerabilities: readonly Vulnerability[]
  readonly bugfixes: readonly Bugfix[]
  readonly evidence: readonly Evidence[]
}

export const releases = {
  a: {
    letter: 'A',
    title: { zh: '全程发布', en: 'goes all the way' },
    weeksBefore: 2,
    vulnerabilities: [
      {
        cve: 'CVE-2026-99001',
        sourcePackage: 'harbor',
        version: '2.4.1',
        abiChanged: false,
        summary: 'harbor accepts any token of the right length',
        description:
          'A flaw was found in harbor before 2.4.1-2. The length of an entry token is checked but not its content, so that anybody on the network can take any berth.',
        cvss: { version: '3.1', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N', score: 9.1 },
        published: '2026-10-12T08:00:00Z',
      },
      {
        cve: 'CVE-2026-99002',
        sourcePackage: 'harbor',
        version: '2.4.1',
        abiChanged: false,
        summary: 'harbor tells token lengths in its answers',
        description:
          'A flaw was found in harbor before 2.4.1-2. Its answer to a wrong token tells how long the right one is.',
        cvss: { version: '3.1', vector: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:N/A:N', score: 4.3 },
        published: '2026-10-12T08:00:00Z',
      },
      {
        cve: 'CVE-2026-99003',
        sourcePackage: 'tidecalc',
        version: '0.9.4',
        abiChanged: false,
        summary: 'tidecalc stops at an empty table',
        description:
          'A flaw was found in tidecalc before 0.9.4-2. A tide table without rows makes the program divide by zero and stop.',
        cvss: { version: '3.1', vector: 'CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:H', score: 5.5 },
        published: '2026-10-14',
      },
    ],
    bugfixes: [
      {
        sourcePackage: 'logbook',
        title: '[Demo-24.03-LTS] logbook 记录的时间不是当地时间',
        body: 'logbook writes UTC where the voyage expects local time.\n\n日志应记录当地时间，而不是 UTC。',
      },
    ],
    evidence: [
      { sourcePackage: 'harbor', path: 'usr/libexec/harbor/verify-token' },
      { sourcePackage: 'tidecalc', path: 'usr/libexec/tidecalc/load-table' },
    ],
  },
  b: {
    letter: 'B',
    title: { zh: '发布后撤回', en: 'is published and hauled back' },
    weeksBefore: 1,
    vulnerabilities: [
      {
        cve: 'CVE-2026-99004',
        sourcePackage: 'beacon',
        version: '3.0.2',
        abiChanged: false,
        summary: 'beacon reads past the end of its signal table',
        description:
          'A flaw was found in beacon before 3.0.2-2. A light signal longer than the table is read past its end.',
        cvss: { version: '3.1', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', score: 9.8 },
        published: '2026-10-15T02:30:00Z',
      },
    ],
    bugfixes: [],
    evidence: [{ sourcePackage: 'beacon', path: 'usr/libexec/beacon/read-signal' }],
  },
  c: {
    letter: 'C',
    title: { zh: '停在测试门口', en: 'waits for its testers' },
    weeksBefore: 0,
    vulnerabilities: [
      {
        cve: 'CVE-2026-99005',
        sourcePackage: 'sextant',
        version: '1.12',
        abiChanged: false,
        summary: 'sextant follows a chart that names itself without end',
        description:
          'A flaw was found in sextant before 1.12-2. A star chart that includes itself is followed until the memory is used up.',
        cvss: { version: '4.0', vector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N', score: 8.7 },
        published: '2026-10-19T11:00:00Z',
      },
    ],
    bugfixes: [],
    evidence: [{ sourcePackage: 'sextant', path: 'usr/libexec/sextant/parse-chart' }],
  },
} as const satisfies Record<string, PlannedRelease>

/** Source package whose first build requires something nobody provides, and whose second build is right. */
export const mended = 'logbook'

/** What has to come along with release C: users have it, and it needs of sextant what the update no longer gives. */
export const comesAlong = 'chartroom'

/** The Monday on or before a civil date YYYYMMDD. */
export function mondayOf(date: string): string {
  const day = new Date(Date.UTC(+date.slice(0, 4), +date.slice(4, 6) - 1, +date.slice(6, 8))).getUTCDay()
  return addDays(date, -((day + 6) % 7))
}

/** The creation date of a release: the newest has the Monday of this week unless another Monday is given. */
export function dateOf(release: PlannedRelease, now: Date, newestMonday?: string): string {
  return addDays(newestMonday ?? mondayOf(civilDate(now, distribution.timezone)), -7 * release.weeksBefore)
}

/** Source packages of a release, each once. */
export function sourcePackagesOf(release: PlannedRelease): readonly string[] {
  const names = [...release.vulnerabilities, ...release.bugfixes].map(row => row.sourcePackage)
  return [...new Set(names)]
}
