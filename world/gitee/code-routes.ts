// Repositories, pull requests, files and members: the addresses of the API and what they answer.

import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Failure, fieldsOf, needCaller, needRepository, paged, textOf } from './requests.ts'
import { issueShape, pullShape, repositoryShape, type Shaping, userShape } from './shapes.ts'
import { blobSha, type Memory, type Repository } from './state.ts'

type Params = Readonly<Record<string, string>>

export function codeRoutes(server: FastifyInstance, memory: Memory, shaping: Shaping): void {
  const { flavour } = shaping
  const params = (request: FastifyRequest) => request.params as Params

  function repositoryOf(request: FastifyRequest): Repository {
    const { owner = '', repo = '' } = params(request)
    return needRepository(memory, owner, repo)
  }

  server.get('/repos/:owner/:repo', async request => repositoryShape(shaping, repositoryOf(request)))

  server.get('/repos/:owner/:repo/pulls/:number', async request => {
    const repository = repositoryOf(request)
    return pullShape(shaping, pullOf(repository, params(request).number), repository)
  })

  server.get('/repos/:owner/:repo/pulls/:number/issues', async (request, reply) => {
    const pull = pullOf(repositoryOf(request), params(request).number)
    return paged(pull.issues, flavour, request, reply).map(issue => issueShape(shaping, issue, false))
  })

  server.get('/orgs/:org/members', async (request, reply) => {
    needCaller(memory, request)
    const members = memory.organisations.get(params(request).org ?? '')
    if (!members) throw new Failure(404, 'Not Found')
    return paged([...members], flavour, request, reply).map(user => userShape(shaping, user))
  })

  server.get('/repos/:owner/:repo/collaborators', async (request, reply) => {
    needCaller(memory, request)
    const people = [...repositoryOf(request).collaborators]
    return paged(people, flavour, request, reply).map(user => userShape(shaping, user))
  })

  const CONTENTS = '/repos/:owner/:repo/contents/*'

  server.get(CONTENTS, async request => {
    const repository = repositoryOf(request)
    const path = params(request)['*'] ?? ''
    const branch = textOf(fieldsOf(request.query), 'ref') ?? repository.defaultBranch
    const content = repository.files.get(`${branch}:${path}`)
    if (content !== undefined) return fileShape(path, content)
    const folder = [...repository.files.keys()].filter(key => key.startsWith(`${branch}:${path}/`))
    if (folder.length === 0 && flavour.missingFile === 'not-found') throw new Failure(404, '404 Not Found')
    return folder.map(key => ({ type: 'file', path: key.slice(branch.length + 1) }))
  })

  /** What a change of a file names, and what lies there now. */
  function writing(request: FastifyRequest, fields: Readonly<Record<string, unknown>>) {
    needCaller(memory, request)
    const repository = repositoryOf(request)
    const path = params(request)['*'] ?? ''
    const key = `${textOf(fields, 'branch') ?? repository.defaultBranch}:${path}`
    if (!textOf(fields, 'message')) throw new Failure(400, 'message is missing')
    const present = repository.files.get(key)
    return { repository, path, key, present, sha: textOf(fields, 'sha') }
  }

  server.post(CONTENTS, async (request, reply) => {
    const fields = fieldsOf(request.body)
    const { repository, path, key, present } = writing(request, fields)
    if (present !== undefined) throw new Failure(400, 'A file with this name already exists')
    const content = decoded(textOf(fields, 'content'))
    repository.files.set(key, content)
    reply.code(201)
    return { content: fileShape(path, content), commit: { sha: blobSha(key) } }
  })

  server.put(CONTENTS, async request => {
    const fields = fieldsOf(request.body)
    const { repository, path, key, present, sha } = writing(request, fields)
    if (present === undefined) throw new Failure(404, 'Not Found')
    if (sha !== blobSha(present)) throw new Failure(400, 'sha does not match')
    const content = decoded(textOf(fields, 'content'))
    repository.files.set(key, content)
    return { content: fileShape(path, content), commit: { sha: blobSha(key) } }
  })

  server.delete(CONTENTS, async request => {
    const fields = fieldsOf(flavour.deletionBy === 'query' ? request.query : request.body)
    const { repository, key, present, sha } = writing(request, fields)
    if (present === undefined) throw new Failure(404, 'Not Found')
    if (sha !== blobSha(present)) throw new Failure(400, 'sha does not match')
    repository.files.delete(key)
    return { commit: { sha: blobSha(key) } }
  })
}

function pullOf(repository: Repository, number: string | undefined) {
  const pull = repository.pulls.find(p => String(p.number) === number)
  if (!pull) throw new Failure(404, 'Not Found')
  return pull
}

function decoded(content: string | undefined): string {
  if (content === undefined) throw new Failure(400, 'content is missing')
  return Buffer.from(content, 'base64').toString('utf8')
}

function fileShape(path: string, content: string) {
  return {
    type: 'file',
    encoding: 'base64',
    size: Buffer.byteLength(content),
    name: path.split('/').at(-1) ?? path,
    path,
    content: Buffer.from(content).toString('base64'),
    sha: blobSha(content),
  }
}
