// A release as it is when nothing has happened to it yet, for tests of the rules and of what is said.

import type { Release, ScopeItem } from '../../src/releases/model.ts'
import type { BranchPolicy, ReleasesPolicy } from '../../src/releases/policy.ts'

export function freshRelease(): Release {
  return {
    id: 'D-1_update20261123',
    branch: 'D-1',
    date: '20261123',
    suffix: '',
    freezeDate: '20261125',
    directory: 'update_20261125',
    stage: 'draft',
    part: 0,
    revision: 1,
    withdrawn: false,
    dropped: null,
    issue: null,
    pending: null,
    items: [],
    deleted: [],
    problems: [],
    waivers: [],
    signOffs: [],
    runs: [],
  }
}

/** What is not said of a row that somebody has added by hand. */
export const plainRow = {
  ...{ title: '', url: '', cve: null, score: null, version: null, abiChanged: null },
  ...{ upstream: null, pull: null, issueType: null, openedAt: null, addedAccount: 2, addedRun: null },
  ...{ acceptance: 'accepted', source: 'hand', left: null, carriedFrom: null, carriedTo: null },
} as const satisfies Partial<ScopeItem>

/** The branch of that release, of which nothing special is configured. */
export const plainBranch: BranchPolicy = {
  name: 'D-1',
  timezone: 'Asia/Shanghai',
  arches: ['x86_64'],
  projects: {},
  base: [],
  baseline: undefined,
  gates: {},
  testers: [],
  planning: { maintained: true, weekly: false, holidays: [], workdays: [] },
}

export const plainPolicy: ReleasesPolicy = {
  branches: [plainBranch],
  roles: { branches: {} },
  language: 'en',
  publicUrl: 'http://localhost',
  forge: { name: 'local', repository: 'd/releases' },
}
