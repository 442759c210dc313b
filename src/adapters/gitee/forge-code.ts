// What the API tells of pull requests, files and teams, and how files are written: one commit per file.

import { Type } from 'typebox'
import type { Forge } from '../../ports/index.ts'
import type { Api } from './client.ts'
import type { Dialect } from './dialects.ts'
import { contentsSchema, memberSchema, pullSchema, solvedSchema } from './schema.ts'
import { memberOf, solvedOf, userOf } from './wire.ts'

type Code = Pick<Forge, 'readPull' | 'readFile' | 'commitFiles' | 'teamMembers'>

interface Place {
  readonly repository: string
  readonly branch?: string | undefined
  readonly path: string
}

export function forgeCode(api: Api, dialect: Dialect): Code {
  function addressOf({ repository, path }: Place): string[] {
    return ['repos', ...repository.split('/'), 'contents', ...path.split('/')]
  }

  /** The file at a place; undefined for a folder and for nothing. */
  async function fileAt(place: Place, operation: string): Promise<{ sha: string; text: string } | undefined> {
    const query = place.branch === undefined ? {} : { query: { ref: place.branch } }
    const found = await api.read({ operation, path: addressOf(place), ...query }, contentsSchema)
    if (!found || Array.isArray(found)) return undefined
    return { sha: found.sha, text: Buffer.from(found.content, 'base64').toString('utf8') }
  }

  async function remove(place: Place, sha: string, message: string): Promise<void> {
    const how = { sha, message, ...(place.branch === undefined ? {} : { branch: place.branch }) }
    const where = dialect.deletionBy === 'query' ? { query: how } : { body: how }
    await api.tell({ operation: 'commitFiles', method: 'DELETE', path: addressOf(place), ...where })
  }

  return {
    async readPull({ repository, number }) {
      if (!/^[1-9]\d{0,9}$/.test(number)) return undefined
      const path = ['repos', ...repository.split('/'), 'pulls', number]
      const pull = await api.read({ operation: 'readPull', path }, pullSchema)
      if (!pull) return undefined
      const solved = await api.readAll({ operation: 'readPull', path: [...path, 'issues'] }, solvedSchema)
      return {
        repository,
        number,
        title: pull.title,
        body: pull.body ?? '',
        state: dialect.pullStates[pull.state] ?? 'open',
        author: userOf(pull.user),
        url: pull.html_url,
        issues: solved.map(answer => solvedOf(answer, repository)),
      }
    },

    async readFile(place) {
      return (await fileAt(place, 'readFile'))?.text
    },

    async commitFiles({ repository, branch, message, files }) {
      const operation = 'commitFiles'
      // A file that is not there looks the same as a repository that is not there.
      await api.send({ operation, path: ['repos', ...repository.split('/')] }, Type.Object({}))
      for (const { path, content } of files) {
        const place = { repository, branch, path }
        const present = await fileAt(place, operation)
        if (content === null) {
          if (present) await remove(place, present.sha, message)
        } else if (present?.text !== content) {
          const body = { content: Buffer.from(content).toString('base64'), message, branch, sha: present?.sha }
          await api.tell({ operation, method: present ? 'PUT' : 'POST', path: addressOf(place), body })
        }
      }
    },

    // The API knows members of organisations and of repositories: `organisation/team` names a repository.
    async teamMembers(team) {
      const path = team.includes('/') ? ['repos', ...team.split('/'), 'collaborators'] : ['orgs', team, 'members']
      return (await api.readAll({ operation: 'teamMembers', path }, memberSchema)).map(memberOf)
    },
  }
}
