// A release as it is when nothing has happened to it yet, for tests of the rules and of what is said.

import type { Release, ScopeItem } from '../../src/releases/model.ts'

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
