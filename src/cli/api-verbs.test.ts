// What the API can do, the command line can: every operation of the OpenAPI document has its verb, or a reason not to.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { slipway } from '../../test/kit/cli.ts'

const seedShape = 'a shape of seed 001 §2.6.3 for scripts that have it; `release show` tells the same'

/** By operation: the verb, or why there is none. */
const verbs: Readonly<Record<string, string | { readonly none: string }>> = {
  listReleases: 'release list',
  createRelease: 'release create',
  findRelease: { none: 'every verb of a release asks it' },
  importRelease: 'release import',
  readRelease: 'release show',
  deleteRelease: 'release delete',
  explainRelease: 'release explain',
  submitCommands: 'release command',
  readTimeline: 'release timeline',
  followRelease: 'release watch',
  listReleaseAdvisories: 'release advisories',
  giveFeedback: 'release feedback',
  readReleaseDiff: 'release diff',
  readItemsHistory: 'release history',
  readItemHistory: 'release history',
  readVersions: 'release versions',
  readSlo: 'slo',
  getCveList: { none: seedShape },
  getBugfixList: { none: seedShape },
  getUpdateList: { none: seedShape },
  getRepo: { none: seedShape },
  getBranch: { none: seedShape },
  checkIssueState: { none: seedShape },
  usersCheck: { none: seedShape },
  parseCommands: { none: seedShape },
  listPackageReleases: 'package releases',
  listReleasePackages: 'release packages',
  readTag: 'tag show',
  listRuns: 'run list',
  readRun: 'run show',
  listAdvisories: 'advisory list',
  readAdvisory: 'advisory show',
  listBranches: 'branch list',
  listWaivers: 'waiver list',
  readLog: 'log',
  readMe: 'me',
  startSession: { none: 'for browsers; the command line holds its token' },
  endSession: { none: 'for browsers; the command line holds its token' },
  readHealth: { none: 'for supervisors; see readReadiness' },
  readReadiness: 'health',
}

type Paths = Record<string, Record<string, { operationId?: string }>>
const { paths } = JSON.parse(readFileSync('docs/generated/openapi.json', 'utf8')) as { paths: Paths }
const operations = Object.values(paths).flatMap(path => Object.values(path).flatMap(o => o.operationId ?? []))

test('every operation is known here', () => {
  expect(Object.keys(verbs).sort()).toEqual([...new Set(operations)].sort())
})

test.each(Object.values(verbs).filter(verb => typeof verb === 'string'))('slipway %s', async verb => {
  const { code, out } = await slipway([...verb.split(' '), '--help'])
  expect([code, out]).toEqual([0, expect.stringContaining(`Usage: slipway ${verb}`)])
})
