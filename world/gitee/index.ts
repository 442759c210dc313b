// A stateful stand-in of Gitee's API v5, or of GitCode's: people, repositories, issues, web hooks and bad days. Made
// from the vendors' public documentation and recorded replies; knows nothing of Slipway. Not for production.

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyInstance, type FastifyPluginAsync } from 'fastify'
import { codeRoutes } from './code-routes.ts'
import { createFaults, type Faults } from './faults.ts'
import { type Flavour, type FlavourName, flavours } from './flavour.ts'
import { createHooks, type Hooks } from './hooks.ts'
import { issueRoutes } from './issue-routes.ts'
import { needIssue, needRepository } from './requests.ts'
import type { Shaping } from './shapes.ts'
import { createMemory, type IssueChange, type Memory, type NewIssue, type User } from './state.ts'

export interface Seen {
  readonly method: string
  readonly url: string
  readonly authorization: string | undefined
}

export interface Place {
  /** `owner/name`. */
  readonly repository: string
  readonly id: string
}

/** What a person does in the browser. */
export interface Person {
  readonly user: User
  /** Their id as the API tells it, as text. */
  readonly id: string
  openIssue(repository: string, issue: NewIssue): Place
  editIssue(at: Place, change: IssueChange): void
  comment(at: Place, body: string): string
  editComment(at: Place, id: string, body: string): void
  deleteComment(at: Place, id: string): void
  openPull(repository: string, pull: { title: string; body: string; issues: readonly Place[] }): { number: string }
}

export interface StandIn {
  /** Base of the API, ending in /api/v5. */
  readonly url: string
  readonly memory: Memory
  readonly hooks: Hooks
  readonly faults: Faults
  /** Requests in the order in which they came. */
  readonly seen: readonly Seen[]
  /** A person by login; registered when seen first. */
  person(login: string): Person
  addRepository(name: string, more?: { enterprise?: string }): void
  close(): Promise<void>
}

export async function startStandIn(
  name: FlavourName,
  { now = () => new Date() }: { now?: () => Date } = {},
): Promise<StandIn> {
  const seen: Seen[] = []
  const faults = createFaults(({ method = '', url = '', headers }) =>
    seen.push({ method, url, authorization: headers.authorization }),
  )
  const server: FastifyInstance = Fastify({
    logger: false,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 300 },
    serverFactory: listener => faults.server(listener),
  })
  const shaping: { flavour: Shaping['flavour']; pages: string } = { flavour: flavours[name], pages: '' }
  const hooks = createHooks(name, shaping, now)
  const memory = createMemory({ flavour: shaping.flavour, now, happened: what => hooks.happened(what) })
  readForms(server)
  server.setErrorHandler((error: Error & { statusCode?: number }, _, reply) =>
    reply.code(error.statusCode ?? 500).send({ message: error.message }),
  )
  server.setNotFoundHandler((_, reply) => reply.code(404).send({ message: 'Not Found' }))
  const routes: FastifyPluginAsync = async scope => {
    issueRoutes(scope, memory, shaping)
    codeRoutes(scope, memory, shaping)
  }
  await server.register(routes, { prefix: '/api/v5' })
  await server.ready()
  server.server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  shaping.pages = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  return {
    url: `${shaping.pages}/api/v5`,
    memory,
    hooks,
    faults,
    seen,
    person: login => personOf(memory, shaping.flavour, login),
    addRepository(path, { enterprise } = {}) {
      const [owner = '', repo = ''] = path.split('/')
      memory.addRepository(owner, repo, enterprise ?? null)
    },
    async close() {
      hooks.to(undefined)
      await hooks.settled()
      server.server.closeAllConnections()
      await server.close()
    },
  }
}

function personOf(memory: Memory, flavour: Flavour, login: string): Person {
  const user = memory.users.find(u => u.login === login) ?? memory.register(login)
  const repositoryOf = (path: string) => {
    const [owner = '', name = ''] = path.split('/')
    return needRepository(memory, owner, name)
  }
  const issueOf = (at: Place) => needIssue(repositoryOf(at.repository), at.id)
  const commentOf = (at: Place, id: string) => {
    const found = memory.findComment(repositoryOf(at.repository), Number(id))
    if (!found) throw new Error(`no comment ${id}`)
    return found
  }
  return {
    user,
    id: String(flavour.userId(user.serial)),
    openIssue(repository, issue) {
      return { repository, id: memory.openIssue(repositoryOf(repository), user, issue).number }
    },
    editIssue: (at, change) => memory.changeIssue(issueOf(at), user, change),
    comment: (at, body) => String(memory.comment(issueOf(at), user, body).id),
    editComment: (at, id, body) => memory.changeComment(commentOf(at, id), user, body),
    deleteComment: (at, id) => memory.deleteComment(commentOf(at, id)),
    openPull(repository, pull) {
      const made = memory.openPull(repositoryOf(repository), user, { ...pull, issues: pull.issues.map(issueOf) })
      return { number: String(made.number) }
    },
  }
}

function readForms(server: FastifyInstance): void {
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(body))))
  })
}
