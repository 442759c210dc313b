// What people see of one release in memory, a few of its packages and its advisory: shared by tests of pages' data.

import type {
  AdvisoryView,
  ReleaseSummary,
  ReleaseView,
  RunView,
  ShippedPackage,
  ShippingRelease,
  WaiverView,
} from '../../src/http/index.ts'
import { text } from '../../src/lib/text.ts'

export const branch = 'openEuler-24.03-LTS'
export const releaseId = `${branch}_update20261123`

export const at = '2026-11-22T16:00:00.000Z'

export const run: RunView = {
  id: 'run-1',
  plan: 'self-check',
  title: text('开发自验', 'Self-check'),
  kind: 'forward',
  state: 'blocked',
  startedAt: at,
  endedAt: at,
  reason: null,
  steps: [
    {
      name: 'check-dependencies',
      title: text('检查依赖', 'Check the dependencies'),
      state: 'done',
      attempts: 1,
      startedAt: at,
      endedAt: at,
      findings: [
        {
          code: 'unmet-requirement',
          subject: 'tool-1.1-1.noarch',
          message: text('需要 libfoo', 'needs libfoo'),
          blocking: true,
          data: { requires: 'libfoo' },
        },
      ],
      note: null,
    },
  ],
}

export const advisory: AdvisoryView = {
  id: 'openEuler-SA-2026-1001',
  state: 'published',
  component: 'tool',
  title: 'An update for tool is now available',
  severity: 'High',
  cves: ['CVE-2026-10001'],
  packages: ['tool-1.1-1.noarch'],
  missing: [],
  url: '/security/data/cvrf/2026/cvrf-openEuler-SA-2026-1001.xml',
}

export const waiver: WaiverView = {
  ...{ id: 1, branch, code: 'not-installable', subject: 'tool-1.1-1.noarch (x86_64)', because: 'known' },
  ...{ owner: 'mary', role: 'version-manager', at, until: '20261201', release: releaseId, wording: null },
  state: 'ended',
  ended: { by: 'sami', at, release: releaseId },
}

export const summary: ReleaseSummary = {
  id: releaseId,
  branch,
  date: '20261123',
  freezeDate: '20261125',
  suffix: '',
  directory: 'update_20261125',
  stage: 'scoping',
  stageTitle: text('确定范围', 'Scoping'),
  withdrawn: false,
  stuck: false,
  deleted: null,
  waitingFor: text('等待安全委员会确认 CVE 清单', 'Waits for the security committee to sign the CVE list off'),
  counts: { cve: 1, bugfix: 0, sourcePackages: 1 },
  issue: { repository: 'release/management', id: 'I3NQ1A', url: '/ui/issues/release/management/I3NQ1A' },
  createdAt: at,
  updatedAt: at,
}

export const release: ReleaseView = {
  ...summary,
  stages: [
    { name: 'draft', title: text('草稿', 'Draft'), state: 'done' },
    { name: 'scoping', title: text('确定范围', 'Scoping'), state: 'current' },
  ],
  gates: [
    {
      name: 'cve',
      title: text('CVE 清单', 'CVE list'),
      stage: 'scoping',
      roles: ['security'],
      policy: 'any',
      state: 'waiting',
      signOffs: [{ by: 'alice', role: 'security', at, revision: 1 }],
      missing: [{ role: 'security', people: ['sami'] }],
      command: '/cve-ok',
    },
  ],
  scopeRevision: 1,
  items: [
    {
      kind: 'cve',
      issue: 'I3NQ2B',
      title: 'CVE-2026-10001',
      url: '/ui/issues/src-openeuler/tool/I3NQ2B',
      repository: 'tool',
      status: 'open',
      cve: 'CVE-2026-10001',
      score: 7.5,
      version: '1.1',
      abiChanged: false,
      addedBy: 'alice',
      addedAt: at,
      acceptance: 'accepted',
      source: 'feedback',
      issueType: null,
      upstream: null,
      pull: null,
      left: null,
      carriedFrom: null,
      carriedTo: null,
      slo: { state: 'running', days: 14, due: '20261206', left: 14, from: 'added' },
    },
  ],
  problems: [],
  findings: [],
  selfCheck: {
    run: run.id,
    revision: 1,
    stale: null,
    findings: [
      {
        ...{ number: 'F1', name: 'tool-1.1-1.noarch (x86_64)', code: 'not-installable', blocking: false },
        ...{ subject: 'tool-1.1-1.noarch (x86_64)', message: text('不可安装', 'cannot be installed') },
        neverWaived: null,
        waiver: { owner: 'mary', role: 'version-manager', at, until: '20261201', because: 'known', holds: true },
      },
    ],
    before: [],
  },
  run,
  runs: [run],
  repositories: [{ kind: 'test', family: 'standard', arch: 'x86_64', url: `/repo/test/${branch}/` }],
  packageCounts: { source: 1, aarch64: 1, x86_64: 1 },
  advisories: [advisory],
  archive: null,
  commands: [
    {
      name: 'cve-ok',
      usage: '/cve-ok',
      help: text('确认 CVE 清单', 'Sign off the CVE list'),
      roles: ['security'],
      allowed: false,
      because: text('需要角色 security', 'Needs the role security'),
    },
  ],
  imported: null,
  trouble: null,
}

export const shipping: ShippingRelease = {
  release: releaseId,
  tag: 'update_20261125',
  branch,
  stage: 'released',
  published: true,
  withdrawn: false,
  publishedAt: at,
  withdrawnAt: null,
}

export const shipped: ShippedPackage = {
  name: 'tool',
  builds: [{ family: 'standard', arch: 'x86_64', nevras: ['tool-1.1-1.noarch'] }],
  broughtBy: [{ kind: 'cve', issue: 'I3NQ2B', cve: 'CVE-2026-10001' }],
}

/** Tokens that the doors know, with who bears them. */
