// The shapes of the API as TypeBox schemas: they check requests and are the OpenAPI document. A test holds them equal
// to the types of the views. A schema with a title becomes a named component.

import Type, { type Static, type TSchema } from 'typebox'
import { selfCheckView } from './check-schemas.ts'
import { civilDate, closed, count, finding, instant, list, named, orNull, string, text } from './schema-parts.ts'

export { list, named, orNull, text } from './schema-parts.ts'

export const stageName = Type.Enum(
  ['draft', 'scoping', 'verifying', 'testing', 'reviewing', 'publishing', 'announcing', 'released'],
  { title: 'StageName', type: 'string' },
)

const summary = {
  id: Type.String({ description: '`<branch>_update<YYYYMMDD>[suffix]`' }),
  branch: string,
  date: civilDate,
  freezeDate: civilDate,
  suffix: string,
  directory: Type.String({ description: '`update_<freeze date>[suffix]`' }),
  stage: stageName,
  stageTitle: text,
  withdrawn: Type.Boolean({ description: 'It had been published and was withdrawn' }),
  stuck: Type.Boolean({ description: 'A run failed to unwind: a person must look' }),
  deleted: orNull(Type.Object({ by: string, at: instant, because: string }, closed)),
  waitingFor: text,
  counts: Type.Object({ cve: count, bugfix: count, sourcePackages: count }, closed),
  issue: orNull(Type.Object({ repository: string, id: string, url: string }, closed)),
  createdAt: instant,
  updatedAt: instant,
}

export const releaseSummary = named('ReleaseSummary', summary)

export const plannedRelease = named('PlannedRelease', {
  branch: string,
  id: orNull(Type.String({ description: 'Null when it was refused' })),
  created: Type.Boolean({ description: 'False when it was there already' }),
  code: orNull(Type.String({ description: 'Refusal code; null when there is a release' })),
  because: orNull(text),
})

export const foundRelease = named('FoundRelease', { id: string, branch: string, directory: string })

const stageView = named('StageView', { name: stageName, title: text, state: Type.Enum(['done', 'current', 'ahead']) })

const gateView = named('GateView', {
  name: string,
  title: text,
  stage: stageName,
  roles: list(string),
  policy: Type.Union([Type.Enum(['any', 'all']), Type.Integer({ minimum: 1 })]),
  state: Type.Enum(['open', 'waiting', 'ahead']),
  signOffs: list(
    named('SignOffView', {
      by: string,
      role: string,
      at: instant,
      revision: Type.Integer({ description: 'The scope revision it saw' }),
    }),
  ),
  missing: list(
    named('MissingSignOff', {
      role: string,
      people: list(Type.String({ description: 'A login at the forge' })),
    }),
  ),
  command: Type.String({ description: 'Command that opens it, e.g. `/cve-ok`' }),
})

const itemKind = Type.Enum(['cve', 'bugfix', 'requires', 'test'])

const itemShape = {
  kind: itemKind,
  issue: Type.String({ description: 'Issue id without `#`' }),
  title: string,
  url: string,
  repository: string,
  status: string,
  cve: orNull(string),
  score: orNull(Type.Number()),
  version: orNull(string),
  abiChanged: orNull(Type.Boolean()),
  addedBy: string,
  addedAt: instant,
  acceptance: Type.Enum(['pending', 'accepted', 'refused'], { description: 'Only accepted rows go on' }),
  source: Type.Enum(['fetched', 'feedback', 'comment', 'hand', 'check', 'carried', 'imported']),
  issueType: orNull(Type.String({ description: 'Kind of the issue in the words of the forge' })),
  upstream: orNull(Type.String({ description: 'Address of the issue upstream' })),
  pull: orNull(Type.String({ description: 'Address of the pull request' })),
  left: Type.Union([Type.Object({ by: string, at: instant }, closed), Type.Null()], {
    description: 'Left for the next release',
  }),
  carriedFrom: orNull(Type.String({ description: 'Release that left it' })),
  carriedTo: orNull(Type.String({ description: 'Release that took it in' })),
}

const itemState = named('ItemState', itemShape)

const slo = {
  state: Type.Enum(['running', 'breached', 'met', 'missed', 'none']),
  days: orNull(Type.Integer({ description: 'Days it may take by its score' })),
  due: orNull(Type.String({ description: "Last day, YYYYMMDD in the branch's time zone" })),
  left: orNull(Type.Integer({ description: 'Days left; negative when it is over; null when the clock has stopped' })),
  from: Type.Enum(['published', 'issue', 'added'], { description: 'What the clock started with' }),
}

export const itemView = named('ItemView', { ...itemShape, slo: orNull(named('SloView', slo)) })

export const itemChange = named('ItemChange', {
  id: Type.Integer(),
  at: instant,
  kind: itemKind,
  issue: string,
  action: Type.Enum([
    'add',
    'delete',
    'accept',
    'refuse',
    'leave',
    'return',
    'carry',
    'uncarry',
    'update',
    'status',
    'undo',
    'clear',
  ]),
  by: string,
  delivery: orNull(Type.String({ description: 'The comment, call or click that brought it, by its unique id' })),
  before: orNull(itemState),
  after: orNull(itemState),
})

const share = Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Null()], { description: 'Share of those met' })

export const sloReport = named('SloReport', {
  target: Type.Number({ description: 'Share that is aimed at' }),
  met: count,
  missed: count,
  attainment: share,
  weeks: list(
    named('SloWeek', {
      week: Type.String({ description: 'Its Monday, YYYYMMDD' }),
      met: count,
      missed: count,
      attainment: share,
    }),
  ),
  open: list(
    named('OpenClock', {
      release: string,
      branch: string,
      cve: string,
      issue: string,
      repository: string,
      score: orNull(Type.Number()),
      ...slo,
    }),
  ),
})

/** Path parameters of a route about one row of a release. */
export const byItem = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 200 }),
  kind: itemKind,
  issue: Type.String({ minLength: 1, maxLength: 100 }),
})

const problemView = named('ProblemView', {
  kind: Type.Enum(['install', 'build', 'imported']),
  package: Type.String({ description: 'Source package' }),
  repository: Type.String({ description: '`owner/name` of the repository its issue is in' }),
  issue: orNull(Type.String({ description: 'Null when it could not be opened' })),
  url: string,
  status: string,
  falseAlarm: Type.Boolean({ description: 'Someone who may called it a false alarm' }),
})

const stepView = named('StepView', {
  name: string,
  title: text,
  state: Type.Enum([
    'waiting',
    'prepared',
    'running',
    'polling',
    'done',
    'failed',
    'undoing',
    'undone',
    'corrected',
    'kept',
  ]),
  attempts: count,
  startedAt: orNull(instant),
  endedAt: orNull(instant),
  findings: list(finding),
  note: orNull(text),
})

export const runView = named('RunView', {
  id: string,
  plan: string,
  title: text,
  kind: Type.Enum(['forward', 'undo']),
  state: Type.Enum(['queued', 'running', 'done', 'blocked', 'unwinding', 'failed', 'cancelled', 'undone', 'stuck']),
  startedAt: instant,
  endedAt: orNull(instant),
  reason: orNull(text),
  steps: list(stepView),
})

export const runLogLine = named('RunLogLine', {
  id: Type.Integer(),
  at: instant,
  step: orNull(string),
  level: Type.Enum(['info', 'warn', 'error']),
  message: text,
})

const commandView = named('CommandView', {
  name: Type.String({ description: 'Without the slash' }),
  usage: string,
  help: text,
  roles: list(string),
  allowed: Type.Boolean({ description: 'For the one who asks, now' }),
  because: orNull(text),
})

export const advisoryView = named('AdvisoryView', {
  id: orNull(Type.String({ description: 'The SA number; null while it is a draft' })),
  state: Type.Enum(['draft', 'published', 'withdrawn']),
  component: string,
  title: string,
  severity: string,
  cves: list(string),
  packages: list(string),
  missing: list(text),
  url: orNull(Type.String({ description: 'Address of the CVRF document' })),
})

const repositoryLink = named('RepositoryLink', {
  kind: Type.Enum(['test', 'release']),
  family: string,
  arch: string,
  url: string,
})

const archiveView = named('ArchiveView', {
  repository: string,
  files: list(Type.String({ description: 'Path in the repository' })),
  state: Type.Enum(['archived', 'pending']),
  problem: orNull(Type.String({ description: 'Why the last try failed' })),
})

const imported = named('Imported', {
  stage: stageName,
  notUnderstood: list(
    Type.Object({ line: Type.Integer({ description: "Of the issue's description, from 1" }), text: string }, closed),
  ),
  notes: list(text),
})

const trouble = named('Trouble', {
  system: string,
  operation: Type.String({ description: 'What was asked of it' }),
  message: text,
  since: instant,
})

export const releaseView = named('ReleaseView', {
  ...summary,
  stages: list(stageView),
  gates: list(gateView),
  scopeRevision: count,
  items: list(itemView),
  problems: list(problemView),
  findings: list(finding),
  selfCheck: Type.Union([selfCheckView, Type.Null()], {
    description: 'The newest one that came to a result; null for a draft',
  }),
  run: orNull(runView),
  runs: list(runView),
  repositories: list(repositoryLink),
  packageCounts: Type.Object({ source: count, aarch64: count, x86_64: count }, closed),
  advisories: list(advisoryView),
  archive: orNull(archiveView),
  commands: list(commandView),
  imported: orNull(imported),
  trouble: orNull(trouble),
})

export const commandOutcome = named('CommandOutcome', {
  command: Type.String({ description: 'The line as it was written' }),
  accepted: Type.Boolean(),
  code: orNull(Type.String({ description: 'Refusal code; null when accepted' })),
  message: text,
  run: orNull(string),
})

export const explanation = named('Explanation', {
  release: string,
  stage: stageName,
  waitingFor: text,
  items: list(
    named('ExplanationItem', {
      kind: Type.Enum([
        'deleted',
        'stuck',
        'run',
        'failure',
        'stale',
        'finding',
        'waiver',
        'withdrawn',
        'gate',
        'test-problem',
        'pending',
        'facts',
        'later',
      ]),
      subject: Type.String({ description: 'What it is about: a gate, a run, an issue, a package' }),
      text,
    }),
  ),
})

export const timelineEntry = named('TimelineEntry', {
  id: Type.Integer(),
  at: instant,
  actor: string,
  role: orNull(string),
  channel: string,
  onBehalfOf: orNull(Type.String({ description: 'The person whom the actor, a service, acted for' })),
  action: string,
  message: text,
  run: orNull(string),
})

const problem = Type.Object(
  {
    type: Type.String({ description: '`/problems/<code>`' }),
    title: string,
    status: Type.Integer(),
    detail: Type.String({ description: 'The sentence in the language of Accept-Language' }),
    text,
    instance: Type.Optional(Type.String({ description: 'Number under which a bug was recorded' })),
  },
  { title: 'Problem', description: 'RFC 9457. Members beyond these belong to the type.' },
)

/** Answers that any route may give beside its own. */
export const problems = {
  '4xx': { description: 'Refused', content: { 'application/problem+json': { schema: problem } } },
  '5xx': { description: 'Failed', content: { 'application/problem+json': { schema: problem } } },
}

/** Path parameter of a route about one thing. */
export const byId = Type.Object({ id: Type.String({ minLength: 1, maxLength: 200 }) })

export function limit(most: number, usual: number) {
  return Type.Integer({ minimum: 1, maximum: most, default: usual })
}

/** Where a page of a list begins. */
export const cursor = Type.Optional(Type.String({ maxLength: 500, description: '`next` of the page before' }))

/** Number of the last log entry the caller has seen. */
export const after = Type.Optional(Type.Integer({ minimum: 0, description: 'Only entries behind this number' }))

export function query<const P extends Record<string, TSchema>>(properties: P) {
  return Type.Object(properties, closed)
}

export type Shape<T extends TSchema> = Static<T>
