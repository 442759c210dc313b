import { describe, expect, expectTypeOf, test } from 'vitest'
import { aliceToken, handMadeDoors, timelineEntry } from '../../../test/kit/doors.ts'
import { undocumented } from '../../../test/kit/openapi.ts'
import { advisory, branch, releaseId, run } from '../../../test/kit/views.ts'
import type { LogLine } from '../../accounts/index.ts'
import type {
  AdvisoryView,
  CommandOutcome,
  ModuleAnswers,
  PackageReleases,
  ReadCommand,
  ReleaseDiff,
  ReleasePackages,
  ReleaseSummary,
  ReleaseView,
  RunLogLine,
  RunView,
  TagView,
  TimelineEntry,
  VersionTable,
  WaiverView,
} from '../doors.ts'
import { createServer } from '../server.ts'
import type { waiverView } from './check-schemas.ts'
import type { releaseDiff } from './diff.ts'
import type { logLine } from './log.ts'
import type { bugfixEntry, cveEntry, issueStateAnswer, readCommand } from './module-functions.ts'
import type { packageReleases, releasePackages, tagView } from './packages.ts'
import type {
  advisoryView,
  commandOutcome,
  releaseSummary,
  releaseView,
  runLogLine,
  runView,
  Shape,
  timelineEntry as timelineSchema,
} from './schemas.ts'
import type { versionTable } from './versions.ts'

const authorization = `Bearer ${aliceToken}`

test('the schemas say what the views say, no more and no less', () => {
  expectTypeOf<Shape<typeof releaseSummary>>().toExtend<ReleaseSummary>()
  expectTypeOf<Shape<typeof releaseView>>().toExtend<ReleaseView>()
  expectTypeOf<Shape<typeof runView>>().toExtend<RunView>()
  expectTypeOf<Shape<typeof runLogLine>>().toExtend<RunLogLine>()
  expectTypeOf<Shape<typeof advisoryView>>().toExtend<AdvisoryView>()
  expectTypeOf<Shape<typeof commandOutcome>>().toExtend<CommandOutcome>()
  expectTypeOf<Shape<typeof timelineSchema>>().toExtend<TimelineEntry>()
  expectTypeOf<Shape<typeof packageReleases>>().toEqualTypeOf<PackageReleases>()
  expectTypeOf<Shape<typeof releasePackages>>().toEqualTypeOf<ReleasePackages>()
  expectTypeOf<Shape<typeof releaseDiff>>().toExtend<ReleaseDiff>()
  expectTypeOf<ReleaseDiff>().toExtend<Shape<typeof releaseDiff>>()
  expectTypeOf<Shape<typeof tagView>>().toEqualTypeOf<TagView>()
  expectTypeOf<Shape<typeof versionTable>>().toEqualTypeOf<VersionTable>()
  expectTypeOf<Shape<typeof logLine>>().toExtend<LogLine>()
  expectTypeOf<Shape<typeof cveEntry>>().toExtend<ModuleAnswers['cveList'][number]>()
  expectTypeOf<Shape<typeof bugfixEntry>>().toExtend<ModuleAnswers['bugfixList'][number]>()
  expectTypeOf<Shape<typeof issueStateAnswer>>().toExtend<ModuleAnswers['issueState']>()
  expectTypeOf<Shape<typeof readCommand>>().toExtend<ReadCommand>()
  expectTypeOf<keyof ReadCommand>().toEqualTypeOf<keyof Shape<typeof readCommand>>()
  expectTypeOf<Shape<typeof waiverView>>().toExtend<WaiverView>()
  expectTypeOf<keyof WaiverView>().toEqualTypeOf<keyof Shape<typeof waiverView>>()
  expectTypeOf<ReleaseView>().toExtend<Shape<typeof releaseView>>()
  expectTypeOf<keyof ReleaseView>().toEqualTypeOf<keyof Shape<typeof releaseView>>()
})

test.each([
  ['GET', '/healthz', '/healthz', undefined, 200],
  ['GET', '/readyz', '/readyz', undefined, 200],
  ['GET', '/api/v1/releases', '/api/v1/releases?limit=5&stage=scoping', undefined, 200],
  ['POST', '/api/v1/releases', '/api/v1/releases', { branch }, 201],
  ['POST', '/api/v1/releases', '/api/v1/releases', { branch: 'none' }, 404],
  ['GET', '/api/v1/releases', '/api/v1/releases?deleted=true', undefined, 200],
  ['POST', '/api/v1/releases', '/api/v1/releases', { all: true, date: '20261123' }, 207],
  ['POST', '/api/v1/releases', '/api/v1/releases', { all: true, branch }, 400],
  ['DELETE', '/api/v1/releases/{id}', `/api/v1/releases/${releaseId}`, { reason: 'a holiday' }, 200],
  ['DELETE', '/api/v1/releases/{id}', `/api/v1/releases/${releaseId}`, { reason: ' ' }, 400],
  ['DELETE', '/api/v1/releases/{id}', '/api/v1/releases/none', { reason: 'a holiday' }, 404],
  ['GET', '/api/v1/releases/find', '/api/v1/releases/find?name=%23I3NQ1A', undefined, 200],
  ['GET', '/api/v1/releases/find', '/api/v1/releases/find?name=none', undefined, 404],
  ['GET', '/api/v1/releases/find', '/api/v1/releases/find', undefined, 400],
  ['POST', '/api/v1/releases/import', '/api/v1/releases/import', { issue: '#I3NQ1A' }, 201],
  ['POST', '/api/v1/releases/import', '/api/v1/releases/import', { issue: 'none' }, 404],
  ['POST', '/api/v1/releases/import', '/api/v1/releases/import', {}, 400],
  ['GET', '/api/v1/releases/{id}', `/api/v1/releases/${releaseId}`, undefined, 200],
  ['GET', '/api/v1/releases/{id}', '/api/v1/releases/none', undefined, 404],
  ['GET', '/api/v1/releases/{id}/explanation', `/api/v1/releases/${releaseId}/explanation`, undefined, 200],
  ['GET', '/api/v1/releases/{id}/explanation', '/api/v1/releases/none/explanation', undefined, 404],
  ['POST', '/api/v1/releases/{id}/commands', `/api/v1/releases/${releaseId}/commands`, { text: '/cve-ok' }, 200],
  ['POST', '/api/v1/releases/{id}/commands', `/api/v1/releases/${releaseId}/commands`, { text: '/check-ok' }, 403],
  ['POST', '/api/v1/releases/{id}/commands', '/api/v1/releases/none/commands', { text: '/cve-ok' }, 404],
  ['GET', '/api/v1/releases/{id}/timeline', `/api/v1/releases/${releaseId}/timeline?after=1`, undefined, 200],
  ['GET', '/api/v1/releases/{id}/timeline', '/api/v1/releases/none/timeline', undefined, 404],
  ['GET', '/api/v1/releases/{id}/events', '/api/v1/releases/none/events', undefined, 404],
  ['GET', '/api/v1/releases/{id}/items/history', `/api/v1/releases/${releaseId}/items/history?limit=5`, undefined, 200],
  ['GET', '/api/v1/releases/{id}/items/history', '/api/v1/releases/none/items/history', undefined, 404],
  [
    'GET',
    '/api/v1/releases/{id}/items/{kind}/{issue}/history',
    `/api/v1/releases/${releaseId}/items/cve/I3NQ2B/history`,
    undefined,
    200,
  ],
  [
    'GET',
    '/api/v1/releases/{id}/items/{kind}/{issue}/history',
    `/api/v1/releases/${releaseId}/items/thing/I3NQ2B/history`,
    undefined,
    400,
  ],
  ['POST', '/api/v1/releases/{id}/feedback', `/api/v1/releases/${releaseId}/feedback`, { issue: '#I3NQ2B' }, 200],
  ['POST', '/api/v1/releases/{id}/feedback', `/api/v1/releases/${releaseId}/feedback`, { issue: 'a b' }, 400],
  ['POST', '/api/v1/releases/{id}/feedback', '/api/v1/releases/none/feedback', { issue: 'I3NQ2B' }, 404],
  ['GET', '/api/v1/releases/{id}/versions', `/api/v1/releases/${releaseId}/versions`, undefined, 200],
  ['GET', '/api/v1/releases/{id}/versions', '/api/v1/releases/none/versions', undefined, 404],
  ['GET', '/api/v1/slo', `/api/v1/slo?branch=${branch}&from=20261101&to=20261130`, undefined, 200],
  ['GET', '/api/v1/slo', '/api/v1/slo?branch=none', undefined, 404],
  ['GET', '/api/v1/slo', '/api/v1/slo?from=yesterday', undefined, 400],
  ['GET', '/api/v1/releases/{id}/advisories', `/api/v1/releases/${releaseId}/advisories`, undefined, 200],
  ['GET', '/api/v1/releases/{id}/advisories', '/api/v1/releases/none/advisories', undefined, 404],
  ...['cve-list', 'bugfix-list', 'update-list', 'repo', 'branch', 'issue-state'].map(
    name => ['GET', `/api/v1/releases/{id}/${name}`, `/api/v1/releases/${releaseId}/${name}`, undefined, 200] as const,
  ),
  ...['table', 'architecture'].map(
    view =>
      ['GET', '/api/v1/releases/{id}/repo', `/api/v1/releases/${releaseId}/repo?view=${view}`, undefined, 200] as const,
  ),
  ['GET', '/api/v1/releases/{id}/repo', `/api/v1/releases/${releaseId}/repo?view=none`, undefined, 400],
  ['GET', '/api/v1/releases/{id}/issue-state', '/api/v1/releases/none/issue-state', undefined, 404],
  ...['%2Fcve-ok', '%2Fbugfix-ok', 'thanks'].map(
    comment =>
      [
        'GET',
        '/api/v1/releases/{id}/users-check',
        `/api/v1/releases/${releaseId}/users-check?user=sami&comment=${comment}`,
        undefined,
        200,
      ] as const,
  ),
  ['GET', '/api/v1/releases/{id}/users-check', '/api/v1/releases/none/users-check?user=a&comment=b', undefined, 404],
  ['POST', '/api/v1/commands/parse', '/api/v1/commands/parse', { comment: '/add cve #I3NQ1A' }, 200],
  ['GET', '/api/v1/runs', `/api/v1/runs?release=${releaseId}`, undefined, 200],
  ['GET', '/api/v1/runs/{id}', `/api/v1/runs/${run.id}`, undefined, 200],
  ['GET', '/api/v1/runs/{id}', '/api/v1/runs/none', undefined, 404],
  ['GET', '/api/v1/advisories', `/api/v1/advisories?branch=${branch}`, undefined, 200],
  ['GET', '/api/v1/advisories/{id}', `/api/v1/advisories/${advisory.id}`, undefined, 200],
  ['GET', '/api/v1/advisories/{id}', '/api/v1/advisories/none', undefined, 404],
  ['GET', '/api/v1/branches', '/api/v1/branches', undefined, 200],
  ['GET', '/api/v1/branches/{name}/waivers', `/api/v1/branches/${branch}/waivers?holding=true&limit=5`, undefined, 200],
  ['GET', '/api/v1/branches/{name}/waivers', '/api/v1/branches/none/waivers', undefined, 404],
  ['GET', '/api/v1/branches/{name}/waivers', `/api/v1/branches/${branch}/waivers?cursor=x`, undefined, 400],
  ['GET', '/api/v1/packages/{name}/releases', '/api/v1/packages/tool/releases?limit=1', undefined, 200],
  ['GET', '/api/v1/releases/{id}/packages', `/api/v1/releases/${releaseId}/packages`, undefined, 200],
  ['GET', '/api/v1/releases/{id}/packages', '/api/v1/releases/none/packages', undefined, 404],
  ['GET', '/api/v1/releases/{id}/diff', `/api/v1/releases/${releaseId}/diff?limit=5`, undefined, 200],
  ['GET', '/api/v1/releases/{id}/diff', `/api/v1/releases/${releaseId}/diff?limit=0`, undefined, 400],
  ['GET', '/api/v1/releases/{id}/diff', `/api/v1/releases/${releaseId}/diff?cursor=99`, undefined, 200],
  ['GET', '/api/v1/releases/{id}/diff', `/api/v1/releases/${releaseId}/diff?cursor=3000000000`, undefined, 400],
  ['GET', '/api/v1/releases/{id}/diff', `/api/v1/releases/${releaseId}/diff?cursor=x`, undefined, 400],
  ['GET', '/api/v1/releases/{id}/diff', '/api/v1/releases/none/diff', undefined, 404],
  ['GET', '/api/v1/tags/{tag}', '/api/v1/tags/update_20261125', undefined, 200],
  ['GET', '/api/v1/tags/{tag}', '/api/v1/tags/update_20000101', undefined, 404],
  ['GET', '/api/v1/log', '/api/v1/log?subject=release%2Fa&after=0', undefined, 200],
  ['GET', '/api/v1/me', '/api/v1/me', undefined, 200],
  ['POST', '/api/v1/session', '/api/v1/session', { token: aliceToken }, 204],
  ['DELETE', '/api/v1/session', '/api/v1/session', undefined, 204],
] as const)('%s %s is answered as documented (%s)', async (method, route, url, payload, status) => {
  const doors = handMadeDoors()
  doors.timeline.push(timelineEntry(1), timelineEntry(2))
  const server = createServer(doors.needs)
  const answer = await server.inject({ method, url, headers: { authorization }, ...(payload && { payload }) })
  expect([answer.statusCode, await undocumented(server, { method, route }, answer)]).toEqual([status, []])
})

describe('an ETag', () => {
  const server = createServer(handMadeDoors().needs)
  const url = `/api/v1/releases/${releaseId}`

  test('saves reading again what has not changed', async () => {
    const first = await server.inject(url)
    const tag = String(first.headers.etag)
    expect(first.headers).toMatchObject({ 'cache-control': 'private, no-cache', vary: 'Authorization, Cookie' })
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`]) {
      const again = await server.inject({ url, headers: { 'if-none-match': known } })
      expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', tag])
    }
    expect((await server.inject({ url, headers: { 'if-none-match': '"other"' } })).statusCode).toBe(200)
  })

  test('is not given to what failed', async () => {
    const answer = await server.inject({ url: '/api/v1/releases/none', headers: { 'if-none-match': '*' } })
    expect([answer.statusCode, answer.headers.etag]).toEqual([404, undefined])
  })

  test('stands on the head alone, too', async () => {
    const head = await server.inject({ method: 'HEAD', url })
    expect([head.statusCode, head.body]).toEqual([200, ''])
    expect(head.headers.etag).toBe((await server.inject(url)).headers.etag)
  })
})

test('creating again gives the release that exists', async () => {
  const server = createServer(handMadeDoors().needs)
  const create = { method: 'POST', url: '/api/v1/releases', headers: { authorization }, payload: { branch } } as const
  const [first, second] = [await server.inject(create), await server.inject(create)]
  expect([first.statusCode, second.statusCode]).toEqual([201, 200])
  expect(second.json().id).toBe(releaseId)
  expect(second.headers.location).toBe(`/api/v1/releases/${releaseId}`)
})

describe('commands', () => {
  const url = `/api/v1/releases/${releaseId}/commands`

  async function give(text: string, headers: Readonly<Record<string, string>> = {}) {
    const doors = handMadeDoors()
    const server = createServer(doors.needs)
    const answer = await server.inject({
      method: 'POST',
      url,
      headers: { authorization, ...headers },
      payload: { text },
    })
    return { answer, calls: doors.calls }
  }

  test('are only told about in a dry run, and may be given for a person', async () => {
    const doors = handMadeDoors()
    const server = createServer(doors.needs)
    const post = (payload: object) => server.inject({ method: 'POST', url, headers: { authorization }, payload })
    const dry = await post({ text: '/cve-ok', dryRun: true })
    expect([dry.statusCode, dry.json().outcomes.length, doors.calls]).toEqual([200, 1, []])
    expect((await post({ text: '/check-ok', dryRun: true })).statusCode).toBe(403)
    await post({ text: '/cve-ok', dryRun: false, onBehalfOf: 'gitee:ruebb' })
    expect(doors.calls[0]?.order).toEqual({ release: releaseId, text: '/cve-ok', onBehalfOf: 'gitee:ruebb' })
    expect((await post({ text: '/cve-ok', onBehalfOf: '' })).statusCode).toBe(400)
  })

  test('are each answered', async () => {
    const { answer } = await give('/cve-ok\n/check-ok now')
    expect(answer.statusCode).toBe(200)
    expect(answer.json().outcomes).toMatchObject([
      { command: '/cve-ok', accepted: true, code: null, run: 'run-1' },
      { command: '/check-ok now', accepted: false, code: 'wrong-role' },
    ])
  })

  test.each([
    ['/check-ok', 403],
    ['/test-ok', 409],
    ['/rollback', 409],
    ['/start-update', 409],
    ['/frobnicate', 422],
  ])('refused to the last (%s) are a problem that tells of each', async (text, status) => {
    const { answer } = await give(`${text}\n/rollback`)
    expect(answer.statusCode).toBe(status)
    expect(answer.json()).toMatchObject({
      status,
      text: { en: `Refused ${text}\nRefused /rollback` },
      outcomes: [{ command: text, accepted: false }, { command: '/rollback' }],
    })
  })

  test('must be in the text', async () => {
    const { answer } = await give('looks good to me')
    expect([answer.statusCode, answer.json().type]).toEqual([422, '/problems/no-command'])
  })

  test('carry the key of the caller, apart from those of others', async () => {
    expect((await give('/cve-ok', { 'idempotency-key': 'k-1' })).calls[0]?.order).toEqual({
      release: releaseId,
      text: '/cve-ok',
      delivery: 'api/1/k-1',
    })
    expect((await give('/cve-ok')).calls[0]?.order).not.toHaveProperty('delivery')
    for (const key of ['', 'two words', 'x'.repeat(201)]) {
      const { answer, calls } = await give('/cve-ok', { 'idempotency-key': key })
      expect([answer.statusCode, calls.length]).toEqual([400, 0])
    }
  })
})

test('not being ready is said with 503', async () => {
  const server = createServer(handMadeDoors({}, { readiness: async () => ({ database: true, flow: false }) }).needs)
  const answer = await server.inject('/readyz')
  expect([answer.statusCode, answer.json()]).toEqual([503, { ready: false, checks: { database: true, flow: false } }])
  expect(await undocumented(server, { method: 'GET', route: '/readyz' }, answer)).toEqual([])
})
