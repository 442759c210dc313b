// Files of a repository, one commit each.

import { createHash } from 'node:crypto'
import { type Answer, type Asked, type Handler, notFound, ok, problem } from './answers.ts'
import { inRepository } from './issues.ts'
import { mayPush, type Repository } from './state.ts'
import { nameOf } from './views.ts'

/** Larger files have no content in the answer. */
const INLINE_BYTES = 1024 * 1024

function readContents(asked: Asked, repository: Repository, path = ''): Answer {
  const files = repository.branches.get(asked.query.get('ref') ?? repository.defaultBranch)
  if (!files) return problem(404, `No commit found for the ref ${asked.query.get('ref')}`)
  const content = files.get(path)
  if (content) {
    if (asked.accept.includes('raw')) return { status: 200, body: content.toString('utf8') }
    return ok({ ...fileView(asked, repository, path, content), ...encoded(content) })
  }
  const inside = [...files].filter(([name]) => name.startsWith(`${path}/`))
  if (inside.length === 0) return notFound
  return ok(inside.map(([name, bytes]) => fileView(asked, repository, name, bytes)))
}

function readBlob(_: Asked, repository: Repository, sha = ''): Answer {
  const all = [...repository.branches.values()].flatMap(files => [...files.values()])
  const found = all.find(content => blobOf(content) === sha)
  return found ? ok({ sha, size: found.length, encoding: 'base64', content: wrapped(found) }) : notFound
}

function writeContents(asked: Asked, repository: Repository, path = ''): Answer {
  const { body } = asked
  const place = placeOf(asked, repository)
  if ('status' in place) return place
  const bytes = typeof body.content === 'string' ? Buffer.from(body.content, 'base64') : undefined
  if (!bytes || bytes.toString('base64') !== String(body.content).replace(/\s/g, '')) {
    return problem(422, 'content is not valid Base64')
  }
  const before = place.files.get(path)
  if (before && body.sha === undefined) return problem(422, 'Invalid request.\n\n"sha" wasn\'t supplied.')
  if (body.sha !== undefined && body.sha !== (before && blobOf(before))) {
    return problem(409, `${path} does not match ${body.sha}`)
  }
  place.files.set(path, bytes)
  const commit = committed(asked, repository, place.branch, path)
  return { status: before ? 200 : 201, body: { content: fileView(asked, repository, path, bytes), commit } }
}

function removeContents(asked: Asked, repository: Repository, path = ''): Answer {
  const place = placeOf(asked, repository)
  if ('status' in place) return place
  const before = place.files.get(path)
  if (!before) return notFound
  const { sha } = asked.body
  if (sha === undefined) return problem(422, 'Invalid request.\n\n"sha" wasn\'t supplied.')
  if (sha !== blobOf(before)) return problem(409, `${path} does not match ${sha}`)
  place.files.delete(path)
  return ok({ content: null, commit: committed(asked, repository, place.branch, path) })
}

function placeOf(
  { body, user }: Asked,
  repository: Repository,
): { branch: string; files: Map<string, Buffer> } | Answer {
  if (!mayPush(repository, user)) return notFound
  if (typeof body.message !== 'string') return problem(422, 'Invalid request.\n\n"message" wasn\'t supplied.')
  const branch = typeof body.branch === 'string' ? body.branch : repository.defaultBranch
  const files = repository.branches.get(branch)
  return files ? { branch, files } : problem(404, `Branch ${branch} not found`)
}

function committed({ body }: Asked, repository: Repository, branch: string, path: string): object {
  repository.commits.push({ message: String(body.message), branch, path })
  const sha = createHash('sha1').update(`commit ${repository.id} ${repository.commits.length}`).digest('hex')
  return { sha, message: body.message }
}

function fileView({ base }: Asked, repository: Repository, path: string, content: Buffer): object {
  const sha = blobOf(content)
  return {
    type: 'file',
    size: content.length,
    name: path.split('/').at(-1),
    path,
    sha,
    url: `${base}/repos/${nameOf(repository)}/contents/${path}`,
    git_url: `${base}/repos/${nameOf(repository)}/git/blobs/${sha}`,
    html_url: `${base}/${nameOf(repository)}/blob/${repository.defaultBranch}/${path}`,
  }
}

function encoded(content: Buffer): object {
  if (content.length > INLINE_BYTES) return { encoding: 'none', content: '' }
  return { encoding: 'base64', content: wrapped(content) }
}

function wrapped(content: Buffer): string {
  return content.toString('base64').replace(/.{60}/g, '$&\n')
}

/** The name git gives to a content. */
function blobOf(content: Buffer): string {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex')
}

const REPOSITORY = '/repos/([^/]+)/([^/]+)'

export const contentRoutes: readonly (readonly [string, string, Handler])[] = [
  ['GET', `${REPOSITORY}/contents/(.+)`, inRepository(readContents)],
  ['PUT', `${REPOSITORY}/contents/(.+)`, inRepository(writeContents)],
  ['DELETE', `${REPOSITORY}/contents/(.+)`, inRepository(removeContents)],
  ['GET', `${REPOSITORY}/git/blobs/([0-9a-f]{40})`, inRepository(readBlob)],
]
