// A GitHub to test against: the part of its REST API and web hooks that Slipway uses, written from the public
// documentation, with a memory. Knows nothing of Slipway.

import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Answer, type Handler, notFound, problem } from './answers.ts'
import { commentRoutes } from './comments.ts'
import { contentRoutes } from './contents.ts'
import { answerWith, type Faults, newFaults } from './faults.ts'
import { type Delivery, deliveriesOf, send } from './hooks.ts'
import { issueRoutes } from './issues.ts'
import { peopleRoutes } from './people.ts'
import { findRepository, type Hook, newState, type Organisation, type Repository, type User } from './state.ts'

export interface Request {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string | undefined>>
}

export interface GithubWorld {
  /** Base address of the API. */
  readonly url: string
  readonly faults: Faults
  /** Called before a request over HTTP is handled: somebody else may act in between. */
  meanwhile: ((request: Request) => void) | undefined
  /** Every request that came in over HTTP, oldest first. */
  readonly requests: readonly Request[]
  /** Everything hooks were told, oldest first. */
  readonly deliveries: readonly Delivery[]
  addUser(login: string): User
  addOrganisation(login: string, members?: readonly User[]): Organisation
  addRepository(fullName: string, pushers?: readonly User[]): Repository
  addHook(fullName: string, hook: Pick<Hook, 'secret'> & Partial<Hook>): void
  /** Asks as a user without going over HTTP: what people do on the pages. Faults do not strike it. */
  as(user: User, method: string, path: string, body?: object): Answer
  close(): Promise<void>
}

const ROUTES = [...issueRoutes, ...commentRoutes, ...contentRoutes, ...peopleRoutes].map(([method, path, handle]) => ({
  method,
  path: new RegExp(`^${path}$`),
  handle,
}))

/** Starts it on a free port of this machine. `now`: its clock. */
export async function startGithub({ now }: { now: () => Date }): Promise<GithubWorld> {
  const state = newState(now)
  const faults = newFaults()
  const requests: Request[] = []
  const deliveries: Delivery[] = []
  const sending = new Set<Promise<unknown>>()
  const server = createServer((incoming, out) => void answer(incoming, out))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  function handle(
    user: User,
    asked: { method: string; url: URL; accept: string; body: Record<string, unknown> },
  ): Answer {
    const path = renamed(asked.url.pathname)
    const found = routeOf(asked.method, path)
    if (!found) return notFound
    const tell = (event: string, repository: string, payload: Readonly<Record<string, unknown>>) => {
      for (const delivery of deliveriesOf(state, base, { event, repository, sender: user, payload })) {
        deliveries.push(delivery)
        const sent = send(delivery).finally(() => sending.delete(sent))
        sending.add(sent)
      }
    }
    const query = asked.url.searchParams
    return found.handle({ state, user, path, base, tell, query, ...asked }, ...found.names)
  }

  /** `/repositories/<id>/…`, as links name it, is the repository of that id. */
  function renamed(path: string): string {
    const id = /^\/repositories\/(\d+)(?=\/)/.exec(path)
    const repository = id && [...state.repositories.values()].find(r => r.id === Number(id[1]))
    return repository ? path.replace(id[0], `/repos/${repository.owner}/${repository.name}`) : path
  }

  async function answer(incoming: IncomingMessage, out: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/', headers } = incoming
    const request = { method, path, headers: headers as Request['headers'] }
    requests.push(request)
    const fault = faults.strike(method, path)
    if (fault && !fault.after) return answerWith(fault, out, { status: 200 }, now())
    const body = await bodyOf(incoming)
    world.meanwhile?.(request)
    const refused = refusal(incoming, new URL(path, base), body)
    const user = userOf(headers.authorization)
    const given = { method, url: new URL(path, base), accept: headers.accept ?? '', body: body ?? {} }
    const said = refused ?? (user ? handle(user, given) : problem(401, 'Bad credentials'))
    if (fault) return answerWith(fault, out, said, now())
    say(out, said)
  }

  function userOf(authorization = ''): User | undefined {
    const token = /^(?:bearer|token) (\S+)$/i.exec(authorization)?.[1]
    return [...state.users.values()].find(user => user.token === token)
  }

  const world: GithubWorld = {
    url: base,
    faults,
    meanwhile: undefined,
    requests,
    deliveries,
    addUser(login) {
      const id = state.nextId++
      const user = { id, login, token: `ghp_${login.replace(/\W/g, '')}${id}` }
      state.users.set(id, user)
      return user
    },
    addOrganisation(login, members = []) {
      const organisation = { login, issueTypes: [], members: new Set(members.map(m => m.id)), teams: new Map() }
      state.organisations.set(login.toLowerCase(), organisation)
      return organisation
    },
    addRepository(fullName, pushers = []) {
      const [owner = '', name = ''] = fullName.split('/')
      const repository: Repository = {
        id: state.nextId++,
        owner,
        name,
        defaultBranch: 'main',
        pushers: new Set(pushers.map(p => p.id)),
        issues: new Map(),
        comments: new Map(),
        labels: new Map(),
        milestones: [],
        branches: new Map([['main', new Map()]]),
        commits: [],
        hooks: [],
      }
      state.repositories.set(fullName.toLowerCase(), repository)
      return repository
    },
    addHook(fullName, hook) {
      const events = ['issues', 'issue_comment']
      findRepository(state, fullName)?.hooks.push({ contentType: 'json', events, ...hook })
    },
    as(user, method, path, body = {}) {
      return handle(user, { method, url: new URL(path, base), accept: '', body: body as Record<string, unknown> })
    },
    async close() {
      await Promise.all(sending)
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return world
}

function routeOf(method: string, path: string): { handle: Handler; names: string[] } | undefined {
  for (const route of ROUTES) {
    const match = route.method === method ? route.path.exec(path) : null
    if (match) return { handle: route.handle, names: match.slice(1).map(decodeURIComponent) }
  }
  return undefined
}

/** What GitHub refuses whoever asks. `body` is undefined when it is no JSON object. */
function refusal({ headers }: IncomingMessage, url: URL, body: object | undefined): Answer | undefined {
  const version = headers['x-github-api-version'] ?? '2022-11-28'
  if (!headers['user-agent']) return problem(403, 'Request forbidden by administrative rules.')
  if (version !== '2022-11-28') return problem(400, `${version} is not a supported version of the API`)
  if (url.searchParams.has('access_token')) return problem(400, 'Must specify access token via Authorization header')
  if (!headers.authorization) return problem(401, 'Requires authentication')
  return body ? undefined : problem(400, 'Problems parsing JSON')
}

async function bodyOf(incoming: IncomingMessage): Promise<Record<string, unknown> | undefined> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  if (chunks.length === 0) return {}
  try {
    const parsed: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function say(out: ServerResponse, { status, headers = {}, body }: Answer): void {
  const limits = { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '4999', 'x-ratelimit-resource': 'core' }
  const isText = typeof body === 'string'
  const type = isText ? 'application/vnd.github.raw+json; charset=utf-8' : 'application/json; charset=utf-8'
  out.writeHead(status, { 'content-type': type, ...limits, ...headers })
  out.end(body === undefined ? undefined : isText ? body : JSON.stringify(body))
}
