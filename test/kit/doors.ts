// Hand-made doors for tests of the HTTP server and the CLI: one release in memory, a few people, no database.

import type { Actor, Role } from '../../src/accounts/index.ts'
import type { Caller, CommandOutcome, ServerNeeds, TimelineEntry } from '../../src/http/index.ts'
import { refuse } from '../../src/lib/errors.ts'
import { silentLog } from '../../src/lib/log.ts'
import { text } from '../../src/lib/text.ts'
import { moduleAnswers, readComment, usersCheck } from '../../src/releases/module-functions.ts'
import { diffOfRelease } from './release-diff.ts'
import { advisory, at, branch, release, releaseId, run, shipped, shipping, summary, waiver } from './views.ts'

const tokens: Readonly<Record<string, Actor>> = {
  [`slw_${'a'.repeat(43)}`]: { account: 1, name: 'alice', kind: 'person' },
  [`slw_${'b'.repeat(43)}`]: { account: 2, name: 'portal', kind: 'service' },
}

export const aliceToken = `slw_${'a'.repeat(43)}`

export interface HandMade {
  readonly needs: ServerNeeds
  readonly timeline: TimelineEntry[]
  /** What came in by the writing doors. */
  readonly calls: { readonly order: object; readonly by: Caller }[]
  /** Tells everybody who subscribed. */
  notify(): void
  subscribers(): number
}

/** Doors over the release above; `over` replaces single ones. */
export function handMadeDoors(over: Partial<ServerNeeds['releases']> = {}, more: Partial<ServerNeeds> = {}): HandMade {
  const timeline: TimelineEntry[] = []
  const calls: HandMade['calls'] = []
  const callbacks = new Set<() => void>()
  const isKnown = (id: string) => id === releaseId
  const roles: Readonly<Record<string, readonly Role[]>> = {
    [branch]: ['security', 'tester'],
    'openEuler-22.03-LTS': [],
  }
  const needs: ServerNeeds = {
    releases: {
      async createRelease(order, by) {
        calls.push({ order, by })
        if (order.branch !== branch) return refuse('unknown-branch', text('没有这个分支', 'There is no such branch'))
        return { release, created: calls.length === 1 }
      },
      async createForAll(order, by) {
        calls.push({ order, by })
        const because = text('没有权限', 'Not yours')
        return [
          { branch, id: releaseId, created: true, code: null, because: null },
          { branch: 'openEuler-22.03-LTS', id: null, created: false, code: 'wrong-role', because },
        ]
      },
      async deleteRelease(id, because, by) {
        calls.push({ order: { id, because }, by })
        return isKnown(id) ? release : refuse('unknown-release', text('没有这个发布', 'There is no such release'))
      },
      async importRelease(order, by) {
        calls.push({ order, by })
        if (order.issue !== '#I3NQ1A') return refuse('unknown-issue', text('没有这个 issue', 'There is no such issue'))
        return { release, created: calls.length === 1 }
      },
      async listReleases({ cursor }) {
        return { items: cursor ? [] : [summary], next: cursor ? null : releaseId }
      },
      findRelease: async name =>
        name === releaseId || name.replace('#', '') === summary.issue?.id
          ? { id: releaseId, branch, directory: summary.directory }
          : refuse('unknown-release', text(`没有发布 ${name}`, `There is no release ${name}`)),
      readRelease: async id => (isKnown(id) ? release : undefined),
      async explain(id) {
        if (!isKnown(id)) return undefined
        const item = { kind: 'gate', subject: 'cve', text: text('等待安全委员会', 'Waits for the committee') } as const
        return { release: id, stage: 'scoping', waitingFor: summary.waitingFor, items: [item] }
      },
      async submitCommands(order, by) {
        calls.push({ order, by })
        if (!isKnown(order.release)) return refuse('unknown-release', text('没有这个发布', 'There is no such release'))
        return order.text
          .split('\n')
          .filter(line => line.startsWith('/'))
          .map(outcomeOf)
      },
      previewCommands: async order => order.text.split('\n').map(outcomeOf),
      async readTimeline(id, { after, limit }) {
        if (!isKnown(id)) return undefined
        return after === undefined ? timeline.slice(-limit) : timeline.filter(e => e.id > after).slice(0, limit)
      },
      async readItemHistory(id, { key }) {
        if (!isKnown(id)) return undefined
        const [row] = release.items
        if (!row || (key && key.issue !== row.issue)) return []
        const { slo: _, ...after } = row
        return [
          {
            id: 1,
            at,
            kind: row.kind,
            issue: row.issue,
            action: 'add',
            by: 'alice',
            delivery: null,
            before: null,
            after,
          },
        ]
      },
      async readVersions(id) {
        if (!isKnown(id)) return undefined
        const said = text('构建旧于 spec', 'the build is older than the spec')
        const build = { arch: 'x86_64', built: '1.0-1.oe2403', verdict: 'older', said } as const
        const looked = { lookedUpAt: at, revision: 1, isOutdated: true } as const
        const row = { package: 'harbor', family: 'standard', spec: '1.0-2', verdict: 'older', word: 'unknow' } as const
        const summary = text('版本检查：1 个软件包中 0 个一致', 'Versions: 0 of 1 packages agree')
        return { isConfigured: true, revision: 2, packages: [{ ...row, builds: [build], ...looked }], summary }
      },
      async readSlo({ branch: name }) {
        if (name !== undefined && name !== branch)
          return refuse('unknown-branch', text('没有这个分支', 'No such branch'))
        const week = { week: '20261116', met: 1, missed: 0, attainment: 1 }
        return { target: 0.9, met: 1, missed: 0, attainment: 1, weeks: [week], open: [] }
      },
      advisoriesOf: async id => (isKnown(id) ? [advisory] : undefined),
      listRuns: async () => [run],
      async readRun(id) {
        if (id !== run.id) return undefined
        const line = { id: 1, at, step: 'check-dependencies', level: 'info', message: text('开始', 'Begins') } as const
        return { run, noted: true, log: [line] }
      },
      listAdvisories: async () => ({ items: [advisory], next: advisory.id }),
      readAdvisory: async id => (id === advisory.id ? advisory : undefined),
      listBranches: async () => [
        {
          ...{ name: branch, timezone: 'Asia/Shanghai', arches: ['x86_64'], maintained: true, weekly: true },
          ...{ start: 'automatic', accept: 'automatic', next: '20261130' },
        },
      ],
      listWaivers: async wanted =>
        wanted.branch === branch
          ? { items: [waiver], next: null }
          : refuse('unknown-branch', text('没有这个分支', 'There is no such branch')),
      moduleAnswers: async id => (isKnown(id) ? moduleAnswers(release) : undefined),
      usersCheck: async (id, { comment }) =>
        isKnown(id) ? (usersCheck(release, comment, ['security']) ?? null) : undefined,
      parseComment: async ({ comment }) => readComment(comment),
      releasesOfPackage: async (name, { cursor }) => ({
        name,
        items:
          name === 'tool' && !cursor ? [{ ...shipping, builds: shipped.builds, broughtBy: shipped.broughtBy }] : [],
        next: name === 'tool' && !cursor ? `20261123~${releaseId}` : null,
      }),
      readDiff: async id => (isKnown(id) ? diffOfRelease(id) : undefined),
      packagesOfRelease: async id => (isKnown(id) ? { ...shipping, items: [shipped], next: null } : undefined),
      readTag: async tag =>
        tag === shipping.tag ? { tag, items: [{ ...shipping, packages: [shipped] }], next: null } : undefined,
      ...over,
    },
    accounts: {
      async authenticate(bearer) {
        const actor = Object.hasOwn(tokens, bearer) ? tokens[bearer] : undefined
        return actor && { actor, token: 1 }
      },
      rolesByBranch: async () => roles,
      readLog: async ({ subject = 'release/a' }) => [
        {
          id: 7,
          at,
          account: 1,
          actor: 'alice',
          role: 'security',
          channel: 'web',
          onBehalfOf: null,
          subject,
          action: 'cve-ok',
          message: text('确认', 'Signed off'),
          before: null,
          after: { gate: 'cve' },
          delivery: null,
          run: null,
        },
      ],
    },
    objects: { get: async () => undefined, head: async () => undefined, list: async () => [] },
    locateRepo: async () => undefined,
    subscribe(_, onChange) {
      callbacks.add(onChange)
      return () => callbacks.delete(onChange)
    },
    readiness: async () => ({ database: true }),
    log: silentLog,
    ...more,
  }
  return {
    needs,
    timeline,
    calls,
    notify: () => {
      for (const callback of callbacks) callback()
    },
    subscribers: () => callbacks.size,
  }
}

export function timelineEntry(id: number): TimelineEntry {
  const message = text('确认了 CVE 清单', 'Signed the CVE list off')
  const by = { actor: 'alice', role: 'security', channel: 'web', onBehalfOf: null }
  return { id, at, ...by, action: 'cve-ok', message, run: null }
}

function outcomeOf(line: string): CommandOutcome {
  const name = line.slice(1).split(' ', 1)[0] ?? ''
  const codes: Readonly<Record<string, string>> = {
    'check-ok': 'wrong-role',
    'test-ok': 'wrong-stage',
    rollback: 'busy',
    frobnicate: 'unknown-command',
    'start-update': 'already-signed',
  }
  const code = codes[name] ?? null
  if (code) return { command: line, accepted: false, code, message: text(`拒绝 ${line}`, `Refused ${line}`), run: null }
  return { command: line, accepted: true, code, message: text(`完成 ${line}`, `Done ${line}`), run: 'run-1' }
}
