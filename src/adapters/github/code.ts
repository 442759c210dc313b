// Pull requests, files and teams at GitHub.

import { Value } from 'typebox/value'
import { ExternalError } from '../../lib/errors.ts'
import type { FilePlace, Forge } from '../../ports/index.ts'
import { type Client, failure } from './client.ts'
import { closedIssues } from './closing-words.ts'
import { userOf } from './meaning.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { filePath, numberOf, repositoryPath, teamPath } from './places.ts'
import { Anything, Blob, Contents, File, Pull, User } from './schema.ts'

type ForgeCode = Pick<Forge, 'readPull' | 'readFile' | 'commitFiles' | 'teamMembers'>

/** How often a file is looked at again when somebody else has changed it in between. */
const ATTEMPTS = 3

export function githubCode({ client }: { client: Client }): ForgeCode {
  // GitHub asks to write the files of a repository one after another.
  const inTurn = oneAtATime()

  async function look(operation: string, place: FilePlace): Promise<{ sha: string; text: string } | undefined> {
    const path = filePath(place)
    const query = place.branch === undefined ? undefined : { ref: place.branch }
    const found = path && (await client.read(Contents, { operation, path, ...(query && { query }) }))
    if (!found || !Value.Check(File, found)) return undefined
    if (found.encoding === 'base64') return { sha: found.sha, text: decoded(found.content) }
    const blob = await client.read(Blob, { operation, path: [...path.slice(0, 3), 'git', 'blobs', found.sha] })
    return blob && { sha: found.sha, text: decoded(blob.content) }
  }

  /** Brings one file to a content; false when somebody else was faster. */
  async function bring(place: FilePlace, content: string | null, message: string): Promise<boolean> {
    const operation = 'commitFiles'
    const path = filePath(place)
    if (!path) {
      throw failure({ operation }, { message: `${place.path} is no path of a file`, status: 422, retryable: false })
    }
    const now = await look(operation, place)
    if (content === (now?.text ?? null)) return true
    const body = {
      message,
      ...(place.branch !== undefined && { branch: place.branch }),
      ...(now && { sha: now.sha }),
      ...(content !== null && { content: Buffer.from(content, 'utf8').toString('base64') }),
    }
    try {
      await client.send(Anything, { operation, path, method: content === null ? 'DELETE' : 'PUT', body })
      return true
    } catch (error) {
      // 409: the file is another by now; 422: it is there by now.
      if (error instanceof ExternalError && (error.status === 409 || (error.status === 422 && !now))) return false
      throw error
    }
  }

  return {
    async readPull({ repository, number }) {
      const root = repositoryPath(repository)
      if (!root || !numberOf(number)) return undefined
      const pull = await client.read(Pull, { operation: 'readPull', path: [...root, 'pulls', number] })
      if (!pull) return undefined
      const body = pull.body ?? ''
      return {
        repository,
        number,
        title: pull.title,
        body,
        state: pull.merged_at === null ? (pull.state === 'closed' ? 'closed' : 'open') : 'merged',
        author: userOf(pull.user),
        url: pull.html_url,
        issues: closedIssues(body, { repository, host: originOf(pull.html_url) }),
      }
    },

    async readFile(place) {
      return (await look('readFile', place))?.text
    },

    async commitFiles({ repository, branch, message, files }) {
      const operation = 'commitFiles'
      const path = repositoryPath(repository)
      if (!path || !(await client.read(Anything, { operation, path }))) {
        const absent = `there is no repository ${repository}`
        throw failure({ operation }, { message: absent, status: 404, retryable: false })
      }
      await inTurn(repository.toLowerCase(), async () => {
        for (const { path, content } of files) {
          const place = { repository, path, ...(branch !== undefined && { branch }) }
          let isThere = false
          for (let attempt = 0; attempt < ATTEMPTS && !isThere; attempt++)
            isThere = await bring(place, content, message)
          const busy = `others keep changing ${path}`
          if (!isThere) throw failure({ operation }, { message: busy, status: 409, retryable: true })
        }
      })
    },

    async teamMembers(team) {
      const operation = 'teamMembers'
      const path = teamPath(team)
      const members = path && (await client.list(User, { operation, path }))
      if (!members) throw failure({ operation }, { message: `there is no team ${team}`, status: 404, retryable: false })
      return members.map(userOf)
    },
  }
}

function decoded(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8')
}

function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : 'https://github.com'
}
