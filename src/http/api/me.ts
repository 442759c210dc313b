// Who is signed in, and the session of the web page.

import Type from 'typebox'
import { RefusedError, refuse } from '../../lib/errors.ts'
import { callerOf, endSession, startSession } from '../auth.ts'
import type { AccountsDoor } from '../doors.ts'
import { type Api, signedIn } from '../openapi.ts'
import { texts } from '../texts.ts'
import { list, named, problems } from './schemas.ts'

const tags = ['accounts']

const roleName = Type.Enum(['version-manager', 'developer', 'security', 'tester', 'tc', 'release', 'qa', 'admin'], {
  title: 'Role',
  type: 'string',
})

const me = named('Me', {
  name: Type.String(),
  kind: Type.Enum(['person', 'service', 'system']),
  roles: Type.Immutable(Type.Array(roleName, { description: 'On at least one branch' })),
  branches: Type.Record(Type.String(), list(roleName), { description: 'Roles by branch' }),
})

const token = Type.Object(
  { token: Type.String({ minLength: 1, maxLength: 200 }) },
  { title: 'SessionToken', additionalProperties: false },
)

const nothing = Type.Null({ description: 'Done' })

/** `isSecure` says that browsers reach the server over TLS alone. */
export function meRoutes(server: Api, accounts: AccountsDoor, isSecure: boolean): void {
  server.get(
    '/me',
    {
      schema: {
        tags,
        operationId: 'readMe',
        summary: 'Who is signed in, with their roles by branch; 401 when nobody is',
        security: signedIn,
        response: { 200: me, ...problems },
      },
    },
    async request => {
      const { actor } = callerOf(request)
      const branches = await accounts.rolesByBranch(actor)
      const roles = [...new Set(Object.values(branches).flat())]
      return { name: actor.name, kind: actor.kind, roles, branches }
    },
  )

  server.post(
    '/session',
    {
      schema: {
        tags,
        operationId: 'startSession',
        summary: 'Sign a browser in by a bearer token, which it then holds in a cookie',
        security: [],
        body: token,
        response: { 204: nothing, ...problems },
      },
    },
    async (request, reply) => {
      const value = request.body.token.trim()
      if (!(await accounts.authenticate(value))) throw new RefusedError(refuse('unauthenticated', texts.badToken()))
      startSession(reply, value, isSecure)
      return reply.code(204).send(null)
    },
  )

  server.delete(
    '/session',
    {
      schema: {
        tags,
        operationId: 'endSession',
        summary: 'Sign the browser out',
        security: [],
        response: { 204: nothing, ...problems },
      },
    },
    async (_, reply) => {
      endSession(reply, isSecure)
      return reply.code(204).send(null)
    },
  )
}
