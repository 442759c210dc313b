// Releases: list, one, new ones, commands, timeline, advisories.

import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { RefusedError, refuse } from '../../lib/errors.ts'
import { lines } from '../../lib/text.ts'
import { callerOf } from '../auth.ts'
import type { Caller, CommandOutcome, PlannedRelease, ReleaseOrder, ReleasesDoor } from '../doors.ts'
import { accepted, DetailedRefusal, found } from '../errors.ts'
import { type Api, publicly, signedIn } from '../openapi.ts'
import { texts } from '../texts.ts'
import {
  advisoryView,
  after,
  byId,
  commandOutcome,
  cursor,
  explanation,
  foundRelease,
  limit,
  list,
  named,
  orNull,
  plannedRelease,
  problems,
  query,
  releaseSummary,
  releaseView,
  stageName,
  timelineEntry,
} from './schemas.ts'

const tags = ['releases']

const date = Type.String({ pattern: '^[0-9]{8}$', description: "YYYYMMDD in the branch's time zone" })

const releaseOrder = Type.Object(
  {
    branch: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: 'Needed unless the title says it' }),
    ),
    title: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: '`<branch>_update<YYYYMMDD>[suffix]` or `<branch> Update <YYYY/MM/DD> release`',
      }),
    ),
    directory: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: '`update_<freeze date>[suffix]`' }),
    ),
    date: Type.Optional(date),
    suffix: Type.Optional(Type.String({ maxLength: 20 })),
    freezeDate: Type.Optional(date),
    emergency: Type.Optional(Type.Boolean()),
    all: Type.Optional(
      Type.Boolean({ description: 'For every maintained branch; without branch, title and directory' }),
    ),
  },
  { title: 'ReleaseOrder', additionalProperties: false },
)

const importOrder = Type.Object(
  {
    issue: Type.String({ minLength: 1, maxLength: 300, description: 'Id, `#id`, `repository#id` or address' }),
    repository: Type.Optional(
      Type.String({ pattern: '^[\\w.-]+/[\\w.-]+$', maxLength: 200, description: '`owner/name`' }),
    ),
  },
  { title: 'ImportOrder', additionalProperties: false },
)

const commandText = Type.Object(
  {
    text: Type.String({ minLength: 1, maxLength: 65_536, description: 'Commands as in a comment, one per line' }),
    dryRun: Type.Optional(Type.Boolean({ description: 'Only tell what would happen' })),
    onBehalfOf: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 201,
        description:
          'Login (`name` or `forge:name`) the caller acts for: their own, or for a service granted it anyone',
      }),
    ),
  },
  { title: 'CommandText', additionalProperties: false },
)

export const deliveryKey = Type.Object({
  'idempotency-key': Type.Optional(Type.String({ description: 'The same key again does not act twice' })),
})

const deletion = Type.Object(
  { reason: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S', description: 'Said on the issue' }) },
  { title: 'Deletion', additionalProperties: false },
)

export function releaseRoutes(server: Api, releases: ReleasesDoor): void {
  server.get(
    '/releases',
    {
      schema: {
        tags,
        operationId: 'listReleases',
        summary: 'Releases, newest first',
        security: publicly,
        querystring: query({
          branch: Type.Optional(Type.String()),
          stage: Type.Optional(stageName),
          deleted: Type.Optional(Type.Boolean({ description: 'Plans that were deleted too' })),
          limit: limit(200, 50),
          cursor,
        }),
        response: {
          200: named('ReleasePage', { items: list(releaseSummary), next: orNull(Type.String()) }),
          ...problems,
        },
      },
    },
    async request => accepted(await releases.listReleases(request.query)),
  )

  server.post(
    '/releases',
    {
      schema: {
        tags,
        operationId: 'createRelease',
        summary: 'Create a release; the same branch, date and suffix again give the one that exists (200)',
        security: signedIn,
        body: releaseOrder,
        response: {
          200: releaseView,
          201: releaseView,
          207: named('PlannedReleases', { items: list(plannedRelease) }),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { all, ...order } = request.body
      if (all) return reply.code(207).send({ items: await createForAll(releases, order, callerOf(request)) })
      const { release, created } = accepted(await releases.createRelease(order, callerOf(request)))
      reply.header('location', `/api/v1/releases/${encodeURIComponent(release.id)}`)
      return reply.code(created ? 201 : 200).send(release)
    },
  )

  server.post(
    '/releases/import',
    {
      schema: {
        tags,
        operationId: 'importRelease',
        summary: 'Take over a release begun under the old tool, from its issue; again it gives the same (200)',
        security: signedIn,
        body: importOrder,
        response: { 200: releaseView, 201: releaseView, ...problems },
      },
    },
    async (request, reply) => {
      const { release, created } = accepted(await releases.importRelease(request.body, callerOf(request)))
      reply.header('location', `/api/v1/releases/${encodeURIComponent(release.id)}`)
      return reply.code(created ? 201 : 200).send(release)
    },
  )

  server.get(
    '/releases/find',
    {
      schema: {
        tags,
        operationId: 'findRelease',
        summary: 'The one release a name means: its id, its title, its issue (`#I3NQ1A`) or its directory',
        security: publicly,
        querystring: query({ name: Type.String({ minLength: 1, maxLength: 300 }) }),
        response: { 200: foundRelease, ...problems },
      },
    },
    async request => accepted(await releases.findRelease(request.query.name)),
  )

  server.get(
    '/releases/:id',
    {
      schema: {
        tags,
        operationId: 'readRelease',
        summary: 'One release with its stages, gates, scope, runs and commands',
        security: publicly,
        params: byId,
        response: { 200: releaseView, ...problems },
      },
    },
    async request => {
      const { id } = request.params
      return found(await releases.readRelease(id, request.caller?.actor), 'unknown-release', texts.unknownRelease(id))
    },
  )

  server.delete(
    '/releases/:id',
    {
      schema: {
        tags,
        operationId: 'deleteRelease',
        summary: 'Delete a plan that has not begun; its record stays. Later only a roll-back helps',
        security: signedIn,
        params: byId,
        body: deletion,
        response: { 200: releaseView, ...problems },
      },
    },
    async request => {
      const { reason } = request.body
      return accepted(await releases.deleteRelease(request.params.id, reason, callerOf(request)))
    },
  )

  server.get(
    '/releases/:id/explanation',
    {
      schema: {
        tags,
        operationId: 'explainRelease',
        summary: 'What keeps a release where it is, who can move it, and what helps',
        security: publicly,
        params: byId,
        response: { 200: explanation, ...problems },
      },
    },
    async request => {
      const { id } = request.params
      return found(await releases.explain(id), 'unknown-release', texts.unknownRelease(id))
    },
  )

  server.post(
    '/releases/:id/commands',
    {
      schema: {
        tags,
        operationId: 'submitCommands',
        summary: 'Give commands as in a comment; a problem with `outcomes` when every one is refused',
        security: signedIn,
        params: byId,
        headers: deliveryKey,
        body: commandText,
        response: { 200: named('CommandAnswer', { outcomes: list(commandOutcome) }), ...problems },
      },
    },
    async request => {
      const by = callerOf(request)
      const { dryRun, ...said } = request.body
      const order = { release: request.params.id, ...said, ...deliveryOf(request, by) }
      const outcomes = dryRun ? await releases.previewCommands(order, by) : await releases.submitCommands(order, by)
      return { outcomes: carriedOut(accepted(outcomes)) }
    },
  )

  server.get(
    '/releases/:id/timeline',
    {
      schema: {
        tags,
        operationId: 'readTimeline',
        summary: 'What happened: the entries behind `after`, or the newest ones; oldest first',
        security: publicly,
        params: byId,
        querystring: query({ after, limit: limit(1000, 100) }),
        response: { 200: named('Timeline', { items: list(timelineEntry) }), ...problems },
      },
    },
    async request => {
      const { id } = request.params
      const items = await releases.readTimeline(id, request.query)
      return { items: found(items, 'unknown-release', texts.unknownRelease(id)) }
    },
  )

  server.get(
    '/releases/:id/advisories',
    {
      schema: {
        tags,
        operationId: 'listReleaseAdvisories',
        summary: 'The advisories of a release, drafts included',
        security: publicly,
        params: byId,
        response: { 200: named('ReleaseAdvisories', { items: list(advisoryView) }), ...problems },
      },
    },
    async request => {
      const { id } = request.params
      return { items: found(await releases.advisoriesOf(id), 'unknown-release', texts.unknownRelease(id)) }
    },
  )
}

/** Refuses when not one branch got a release; the first refusal gives the problem its type. */
async function createForAll(
  releases: ReleasesDoor,
  { branch, title, directory, ...order }: ReleaseOrder,
  by: Caller,
): Promise<readonly PlannedRelease[]> {
  if (branch !== undefined || title !== undefined || directory !== undefined) {
    throw new RefusedError(refuse('invalid-request', texts.allOrOne()))
  }
  const items = accepted(await releases.createForAll(order, by))
  const refused = items.flatMap(({ branch: name, because }) =>
    because ? { zh: `${name}：${because.zh}`, en: `${name}: ${because.en}` } : [],
  )
  if (refused.length < items.length) return items
  throw new DetailedRefusal(refuse(items[0]?.code ?? 'refused', lines(refused)), { items: items.map(i => ({ ...i })) })
}

/** One caller's key never meets another's. */
export function deliveryOf(request: FastifyRequest, by: Caller): { delivery?: string } {
  const key = request.headers['idempotency-key']
  if (key === undefined) return {}
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new RefusedError(refuse('invalid-request', texts.badKey()))
  }
  return { delivery: `api/${by.actor.account}/${key}` }
}

/** Refuses when there was no command, or when every one was refused; the first refusal gives the problem its type. */
export function carriedOut(outcomes: readonly CommandOutcome[]): readonly CommandOutcome[] {
  const [first] = outcomes
  if (!first) throw new RefusedError(refuse('no-command', texts.noCommand()))
  if (outcomes.some(o => o.accepted)) return outcomes
  const because = lines(outcomes.map(o => o.message))
  throw new DetailedRefusal(refuse(first.code ?? 'refused', because), { outcomes: outcomes.map(o => ({ ...o })) })
}
