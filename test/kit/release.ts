// A release as it is when nothing has happened to it yet, for tests of the rules and of what is said.

import type { Release } from '../../src/releases/model.ts'

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
