// The issues of what self-checks find: opened once, reopened, left when a false alarm, closed when gone, all of it taken
// back, at the forge built in and in the database.

import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/kit/database.ts'
import { plainPolicy } from '../../../test/kit/release.ts'
import { createPerson, grantRoles } from '../../accounts/index.ts'
import { createLocalForge, type LocalForge } from '../../adapters/local/index.ts'
import type { AnyStep, StepContext } from '../../flow/index.ts'
import { ExternalError } from '../../lib/errors.ts'
import type { Json } from '../../lib/json.ts'
import { silentLog } from '../../lib/log.ts'
import type { Forge, ForgeUser, Ports } from '../../ports/index.ts'
import { readProblemRecords } from '../problem-store.ts'
import { loadRelease, saveChange } from '../store.ts'
import type { PlanDeps } from './deps.ts'
import { reportProblemsStep } from './report-problems.ts'

const at = new Date('2026-11-25T02:00:00Z')
const clock = { now: () => at }
const bot = { id: '1000', login: 'slipway-bot' }
const RELEASE = 'D-1_update20261123'
const PIER = 'src-toy/pier'
const TITLE = '[D-1] pier install failed 20261125'

const policy = { ...plainPolicy, forge: { ...plainPolicy.forge, problems: { owner: 'src-toy' } } }

let database: TestDatabase
let forge: LocalForge
let deps: PlanDeps
let devi: ForgeUser
let gast: ForgeUser
beforeEach(async () => {
  database = await testDatabase()
  const { db } = database
  forge = createLocalForge({ db, clock, log: silentLog, publicUrl: 'http://localhost', bot })
  const person = async (name: string) => {
    const { account } = await createPerson(db, { name })
    return { id: String(account), login: name }
  }
  ;[devi, gast] = [await person('devi'), await person('gast')]
  await grantRoles(db, { account: Number(devi.id), roles: ['developer'] })
  const actorOf = async (user: ForgeUser) => ({ account: Number(user.id), name: user.login, kind: 'person' as const })
  deps = { db, clock, policy, actorOf } as unknown as PlanDeps
  await sql`
    insert into releases.release (id, branch, date, suffix, freeze_date, directory, stage, created_by, created_at, updated_at)
    values (${RELEASE}, 'D-1', '20261123', '', '20261125', 'update_20261125', 'verifying', 'mary', ${at}, ${at})`.execute(
    db,
  )
  for (const name of ['pier', 'boat']) {
    const file = `${name}-1.0-1.x86_64.rpm`
    const sum = createHash('sha256').update(name).digest('hex')
    const rpm = { name, epoch: 0, version: '1.0', release: '1', arch: 'x86_64', size_bytes: 1, build_time: 1 }
    await db
      .insertInto('repos.rpm')
      .values({ sha256: sum, file, ...rpm, source_rpm: `${name}-1.0-1.src.rpm`, source_name: name })
      .execute()
    const place = { source_package: name, family: 'standard', arch: 'x86_64' }
    await db
      .insertInto('releases.package')
      .values({ release: RELEASE, ...place, file, sha256: sum })
      .execute()
  }
})
afterEach(() => database.drop())

interface Played {
  /** What prepare fixed, as it is read back from its record. */
  readonly intent: Json
  start(): Promise<unknown>
  undo(): Promise<void>
}

/** Prepares the step behind a self-check that found these packages not installable. */
async function selfCheck(
  run: string,
  failing: readonly string[],
  how: { looked?: string; by?: PlanDeps; through?: Forge } = {},
): Promise<Played> {
  const { looked = 'install-check', by = deps, through = forge } = how
  const findings = failing.map(name => {
    const message = { zh: `${name} 不行`, en: `nothing provides what ${name} needs` }
    return { code: 'not-installable', subject: `${name}-1.0-1.x86_64 (x86_64)`, message, blocking: true }
  })
  await sql`
    insert into flow.run (id, plan, kind, subject, input, steps, targets, state)
    values (${run}, 'self-check', 'forward', ${`release/${RELEASE}`}, '{}', '{}', '{}', 'running')`.execute(database.db)
  await sql`
    insert into flow.step (run, position, name, state, findings)
    values (${run}, 0, ${looked}, 'done', ${JSON.stringify(findings)})`.execute(database.db)
  const step: AnyStep = reportProblemsStep(by)
  const ports = { forge: through } as Partial<Ports> as Ports
  const input = { release: RELEASE, branch: 'D-1' }
  const signal = new AbortController().signal
  const key = `${run}/report-problems`
  const c: StepContext<Json, keyof Ports> = { run, key, attempt: key, input, ports, signal, progress: async () => {} }
  const intent = JSON.parse(JSON.stringify((await step.prepare?.(c)) ?? null)) as Json
  return {
    intent,
    start: () => step.start(c, intent),
    async undo() {
      if (typeof step.undo === 'function') await step.undo(c, intent, undefined)
    },
  }
}

async function issues(repository = PIER): Promise<string[]> {
  return (await forge.listIssues(repository)).map(i => `${i.id} ${i.title}: ${i.state}`)
}

async function issueKey() {
  const [issue] = await forge.listIssues(PIER)
  if (!issue) throw new Error('no issue')
  return { repository: PIER, id: issue.id }
}

const problems = async () => (await readProblemRecords(database.db, RELEASE)).map(p => [p.package, p.status, p.run])

test('a failing package gets one issue, however often the step is begun, and it goes with its undo', async () => {
  const step = await selfCheck('run-1', ['pier'])
  expect(await step.start()).toEqual({ findings: [] })
  const [first] = await forge.listIssues(PIER)
  expect(first).toMatchObject({ title: TITLE, state: 'open', type: '缺陷', author: bot })
  expect(first?.body).toContain('nothing provides what pier needs')
  await step.start()
  expect(await issues()).toEqual([`${first?.id} ${TITLE}: open`])
  expect((await loadRelease(database.db, RELEASE))?.problems).toEqual([
    {
      kind: 'install',
      package: 'pier',
      repository: PIER,
      issue: first?.id,
      url: first?.url,
      status: 'open',
      falseAlarm: false,
    },
  ])

  await step.undo()
  await step.undo()
  expect(await issues()).toEqual([`${first?.id} ${TITLE}: rejected`])
  expect(await problems()).toEqual([])

  // The next self-check finds it there and takes it up again.
  const next = await selfCheck('run-2', ['pier'])
  await next.start()
  expect(await issues()).toEqual([`${first?.id} ${TITLE}: open`])
  await next.undo()
  expect(await issues()).toEqual([`${first?.id} ${TITLE}: rejected`])
})

test('an undo before anything was done does nothing', async () => {
  const step = await selfCheck('run-1', ['pier'])
  await step.undo()
  expect(await issues()).toEqual([])
})

test('an undo between the issue and its note finds the issue all the same', async () => {
  const step = await selfCheck('run-1', ['pier'])
  await forge.ensureIssue({ repository: PIER, title: TITLE, body: 'b' })
  await step.undo()
  expect(await issues()).toEqual([expect.stringMatching(/: rejected$/)])
})

test('what is not found any more is closed with a word, and open again when that is taken back', async () => {
  await (await selfCheck('run-1', ['boat', 'pier'])).start()
  const key = await issueKey()
  await forge.editIssue(key, { state: 'progressing' })

  const step = await selfCheck('run-2', ['boat'])
  await step.start()
  await step.start()
  expect(await issues()).toEqual([`${key.id} ${TITLE}: closed`])
  const said = (await forge.listComments(key)).map(c => c.body)
  expect(said).toEqual([expect.stringContaining(`A new self-check of ${RELEASE} does not find this any more`)])
  expect(await problems()).toEqual([
    ['boat', 'open', 'run-2'],
    ['pier', 'closed', 'run-1'],
  ])

  await step.undo()
  await step.undo()
  expect(await issues()).toEqual([`${key.id} ${TITLE}: progressing`])
  expect((await forge.listComments(key)).map(c => c.body)).toEqual([expect.stringContaining('was rolled back')])
  expect(await issues('src-toy/boat')).toEqual([expect.stringMatching(/: open$/)])
  expect(await problems()).toEqual([
    ['boat', 'open', 'run-1'],
    ['pier', 'open', 'run-1'],
  ])
})

test('a self-check that did not come to look leaves problems as they are', async () => {
  await (await selfCheck('run-1', ['pier'])).start()
  await (await selfCheck('run-2', [], { looked: 'dependency-check' })).start()
  expect(await problems()).toEqual([['pier', 'open', 'run-1']])
  expect(await issues()).toEqual([expect.stringMatching(/: open$/)])
})

test('found again, a closed issue is opened again, but not one that a developer called a false alarm', async () => {
  await (await selfCheck('run-1', ['pier'])).start()
  const key = await issueKey()
  await forge.addCommentAs(gast, key, '误报')
  await forge.editIssueAs(devi, key, { state: 'closed' })
  const again = await selfCheck('run-2', ['pier'])
  await again.start()
  expect(await issues()).toEqual([`${key.id} ${TITLE}: open`])
  await again.undo()
  expect(await issues()).toEqual([`${key.id} ${TITLE}: closed`])

  await forge.addCommentAs(devi, key, '这是误报')
  const left = await selfCheck('run-3', ['pier'])
  await left.start()
  expect(await issues()).toEqual([`${key.id} ${TITLE}: closed`])
  expect(await readProblemRecords(database.db, RELEASE)).toMatchObject([{ status: 'closed', falseAlarm: true }])
  await left.undo()
  expect(await issues()).toEqual([`${key.id} ${TITLE}: closed`])
})

test('where no issue can be opened it is told, and the problem is noted without one', async () => {
  const refusing: Forge = {
    ...forge,
    ensureIssue: async () => {
      throw new ExternalError({ system: 'forge', operation: 'ensureIssue', message: 'no repository', retryable: false })
    },
  }
  const step = await selfCheck('run-1', ['pier'], { through: refusing })
  expect(await step.start()).toMatchObject({
    findings: [{ code: 'issue-not-changed', subject: 'pier', blocking: false }],
  })
  expect(await readProblemRecords(database.db, RELEASE)).toMatchObject([{ issue: null, status: 'open' }])
  await step.undo()
  expect(await problems()).toEqual([])
})

test('what the forge will not put back does not hold the release', async () => {
  const refusing: Forge = {
    ...forge,
    editIssue: async () => {
      throw new ExternalError({ system: 'forge', operation: 'editIssue', message: 'archived', retryable: false })
    },
  }
  await (await selfCheck('run-1', ['pier'])).start()
  const step = await selfCheck('run-2', [], { through: refusing })
  expect(await step.start()).toMatchObject({ findings: [{ code: 'issue-not-changed', blocking: false }] })
  await step.undo()
  expect(await problems()).toEqual([['pier', 'open', 'run-1']])
})

test('without an owner configured there are no issues', async () => {
  const { problems: _, ...plain } = policy.forge
  const step = await selfCheck('run-1', ['pier'], { by: { ...deps, policy: { ...policy, forge: plain } } })
  expect(step.intent).toBeNull()
  expect(await step.start()).toEqual({ findings: [] })
  await step.undo()
  expect(await issues()).toEqual([])
})

test('a status that was read is noted with its history', async () => {
  const { db } = database
  await sql`
    insert into releases.item (release, kind, issue, repository, title, url, status, added_by, added_at)
    values (${RELEASE}, 'bugfix', 'I3NQ1A', 'pier', '', '', 'open', 'devi', ${at})`.execute(db)
  await (await selfCheck('run-1', ['pier'])).start()
  const release = await loadRelease(db, RELEASE)
  if (!release) throw new Error('no release')
  await db.transaction().execute(async tx => {
    const by = { account: 1, name: 'devi', at, delivery: 'local:1' }
    const item = { kind: 'bugfix' as const, issue: 'I3NQ1A' }
    await saveChange(tx, release, { kind: 'set-status', item, status: 'closed' }, by)
    const problem = { kind: 'install' as const, package: 'pier' }
    await saveChange(tx, release, { kind: 'set-problem', problem, status: 'rejected', falseAlarm: true }, by)
  })
  expect(await loadRelease(db, RELEASE)).toMatchObject({
    items: [{ issue: 'I3NQ1A', status: 'closed' }],
    problems: [{ status: 'rejected', falseAlarm: true }],
  })
  const history = await db.selectFrom('releases.item_change').selectAll().execute()
  expect(history).toMatchObject([
    {
      kind: 'bugfix',
      issue: 'I3NQ1A',
      action: 'status',
      by: 'devi',
      delivery: 'local:1',
      before: { status: 'open' },
      after: { status: 'closed' },
    },
  ])
})
