// The scope of a release beyond its view: feedback, the history of its rows, and the SLO.

import Type from 'typebox'
import { callerOf } from '../auth.ts'
import type { ReleasesDoor } from '../doors.ts'
import { accepted, found } from '../errors.ts'
import { type Api, publicly, signedIn } from '../openapi.ts'
import { texts } from '../texts.ts'
import { carriedOut, deliveryKey, deliveryOf } from './releases.ts'
import {
  after,
  byId,
  byItem,
  commandOutcome,
  itemChange,
  itemView,
  limit,
  list,
  named,
  problems,
  query,
  sloReport,
} from './schemas.ts'

const tags = ['releases']
const day = Type.String({ pattern: '^[0-9]{8}$', description: "YYYYMMDD in the branch's time zone" })

const feedback = Type.Object(
  {
    issue: Type.String({ pattern: '^[^\\s,;]{1,200}$', description: 'Id, `repository#id` or address of the issue' }),
    package: Type.Optional(
      Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9+._-]{0,99}$', description: 'Source package the issue is of' }),
    ),
    pull: Type.Optional(
      Type.String({ pattern: '^[^\\s,;]*[/!][^\\s,;]*$', maxLength: 300, description: 'Address of the pull request' }),
    ),
  },
  { title: 'Feedback', additionalProperties: false },
)

const history = named('ItemHistory', { items: list(itemChange) })

export function scopeRoutes(server: Api, releases: ReleasesDoor): void {
  server.post(
    '/releases/:id/feedback',
    {
      schema: {
        tags,
        operationId: 'giveFeedback',
        summary: 'Ask for an issue of a package in this release; answers with all feedback it has',
        security: signedIn,
        params: byId,
        headers: deliveryKey,
        body: feedback,
        response: {
          200: named('FeedbackAnswer', { outcomes: list(commandOutcome), items: list(itemView) }),
          ...problems,
        },
      },
    },
    async request => {
      const by = callerOf(request)
      const { id } = request.params
      const { issue, package: name, pull } = request.body
      const text = ['/feedback', issue, ...(name ? [name] : []), ...(pull ? [pull] : [])].join(' ')
      const order = { release: id, text, ...deliveryOf(request, by) }
      const outcomes = carriedOut(accepted(await releases.submitCommands(order, by)))
      const view = found(await releases.readRelease(id, by.actor), 'unknown-release', texts.unknownRelease(id))
      return { outcomes, items: view.items.filter(isFeedback) }
    },
  )

  server.get(
    '/releases/:id/items/history',
    {
      schema: {
        tags,
        operationId: 'readItemsHistory',
        summary: 'Every change of the rows behind `after`, with who, when, which comment, before and after',
        security: publicly,
        params: byId,
        querystring: query({ after, limit: limit(1000, 200) }),
        response: { 200: history, ...problems },
      },
    },
    async request => {
      const { id } = request.params
      const items = await releases.readItemHistory(id, request.query)
      return { items: found(items, 'unknown-release', texts.unknownRelease(id)) }
    },
  )

  server.get(
    '/releases/:id/items/:kind/:issue/history',
    {
      schema: {
        tags,
        operationId: 'readItemHistory',
        summary: 'Every change of one row',
        security: publicly,
        params: byItem,
        querystring: query({ after, limit: limit(1000, 200) }),
        response: { 200: history, ...problems },
      },
    },
    async request => {
      const { id, kind, issue } = request.params
      const items = await releases.readItemHistory(id, { key: { kind, issue }, ...request.query })
      return { items: found(items, 'unknown-release', texts.unknownRelease(id)) }
    },
  )

  server.get(
    '/slo',
    {
      schema: {
        tags,
        operationId: 'readSlo',
        summary: 'How many CVEs came out in time, by weeks, and the clocks that run; the last twelve weeks unless said',
        security: publicly,
        querystring: query({
          branch: Type.Optional(Type.String({ maxLength: 100 })),
          from: Type.Optional(day),
          to: Type.Optional(day),
        }),
        response: { 200: sloReport, ...problems },
      },
    },
    async request => accepted(await releases.readSlo(request.query)),
  )
}

function isFeedback(item: { readonly source: string }): boolean {
  return item.source === 'feedback'
}
