// The module functions of seed 001 §2.6.3 under names a reader of the seed finds, in the shapes it shows.

import Type from 'typebox'
import { isRefusal } from '../../lib/errors.ts'
import { callerOf } from '../auth.ts'
import type { ReleasesDoor } from '../doors.ts'
import { accepted, found } from '../errors.ts'
import { type Api, publicly, signedIn } from '../openapi.ts'
import { texts } from '../texts.ts'
import { byId, list, named, orNull, problems, query, text } from './schemas.ts'

const tags = ['releases']

const string = Type.String()

export const cveEntry = named('CveEntry', {
  CVE_id: string,
  score: orNull(Type.Number()),
  repository: string,
  issue_id: string,
  status: string,
  version: string,
  abi_changed: Type.Enum(['TRUE', 'FALSE']),
})

export const bugfixEntry = named('BugfixEntry', { issue_id: string, repository: string, status: string })

/** Each entry has the id of an issue as its one key. */
const issueStates = list(Type.Record(string, string))

export const issueStateAnswer = named('IssueStateAnswer', {
  install_build_issue: issueStates,
  test_issue: issueStates,
  overall_status: Type.Enum(['closed', 'open']),
})

const repoMap = Type.Record(string, orNull(string), {
  title: 'RepoByArch',
  description: '`aarch64`, `x86` and further architectures; null: no test repository yet',
})
const repoTable = list(named('RepoRow', { repo_type: string, url: string }))
const repoByArchitecture = list(named('RepoOfArchitecture', { architecture: string, url: string }))

export const readCommand = named('ReadCommand', {
  comment: string,
  command: orNull(Type.String({ description: 'The command line it stands for, if the seed has one' })),
  operation: Type.String({ description: 'e.g. `add`, `delete`, `ok`' }),
  type: orNull(Type.String({ description: 'e.g. `cve`, `bugfix`' })),
  ids: list(string),
})

export function moduleFunctionRoutes(server: Api, releases: ReleasesDoor): void {
  const of = async (id: string) => found(await releases.moduleAnswers(id), 'unknown-release', texts.unknownRelease(id))

  server.get(
    '/releases/:id/cve-list',
    {
      schema: {
        tags,
        operationId: 'getCveList',
        summary: 'get_CVE_list: the CVE rows of the scope',
        security: publicly,
        params: byId,
        response: { 200: list(cveEntry), ...problems },
      },
    },
    async request => (await of(request.params.id)).cveList,
  )

  server.get(
    '/releases/:id/bugfix-list',
    {
      schema: {
        tags,
        operationId: 'getBugfixList',
        summary: 'get_bugfix_list: the bugfix rows of the scope',
        security: publicly,
        params: byId,
        response: { 200: list(bugfixEntry), ...problems },
      },
    },
    async request => (await of(request.params.id)).bugfixList,
  )

  server.get(
    '/releases/:id/update-list',
    {
      schema: {
        tags,
        operationId: 'getUpdateList',
        summary: 'get_update_list: source packages of the CVE, bugfix and requires rows',
        security: publicly,
        params: byId,
        response: { 200: named('UpdateList', { pkglist: list(string) }), ...problems },
      },
    },
    async request => (await of(request.params.id)).updateList,
  )

  server.get(
    '/releases/:id/repo',
    {
      schema: {
        tags,
        operationId: 'getRepo',
        summary: 'get_repo: the test repositories, by architecture or as rows',
        security: publicly,
        params: byId,
        querystring: query({ view: Type.Optional(Type.Enum(['map', 'table', 'architecture'], { default: 'map' })) }),
        response: { 200: Type.Union([repoMap, repoTable, repoByArchitecture]), ...problems },
      },
    },
    async request => {
      const { repo, repoTable: rows, repoByArchitecture: byArchitecture } = await of(request.params.id)
      if (request.query.view === 'table') return rows
      return request.query.view === 'architecture' ? byArchitecture : repo
    },
  )

  server.get(
    '/releases/:id/branch',
    {
      schema: {
        tags,
        operationId: 'getBranch',
        summary: 'get_branch: the branch of a release',
        security: publicly,
        params: byId,
        response: { 200: named('BranchOfRelease', { branch: string }), ...problems },
      },
    },
    async request => (await of(request.params.id)).branch,
  )

  server.get(
    '/releases/:id/issue-state',
    {
      schema: {
        tags,
        operationId: 'checkIssueState',
        summary: 'check_issue_state: problems of installation, self-build and test as last read by /check-status',
        security: publicly,
        params: byId,
        response: { 200: issueStateAnswer, ...problems },
      },
    },
    async request => (await of(request.params.id)).issueState,
  )

  server.get(
    '/releases/:id/users-check',
    {
      schema: {
        tags,
        operationId: 'usersCheck',
        summary: 'users_check: whether a user of the forge has the role for the commands of a comment',
        security: publicly,
        params: byId,
        querystring: query({
          user: Type.String({ minLength: 1, maxLength: 100 }),
          comment: Type.String({ minLength: 1, maxLength: 4096 }),
        }),
        response: {
          200: named('UsersCheck', { allowed: Type.Boolean(), because: Type.Optional(text) }),
          ...problems,
        },
      },
    },
    async request => {
      const { id } = request.params
      const checked = found(await releases.usersCheck(id, request.query), 'unknown-release', texts.unknownRelease(id))
      return isRefusal(checked) ? { allowed: false, because: checked.because } : { allowed: true }
    },
  )

  server.post(
    '/commands/parse',
    {
      schema: {
        tags,
        operationId: 'parseCommands',
        summary: 'commands and parse_issue_commands: what the commands of a comment stand for; nothing is run',
        security: signedIn,
        body: Type.Object(
          {
            comment: Type.String({ maxLength: 65_536 }),
            release: Type.Optional(
              Type.String({ minLength: 1, maxLength: 200, description: 'Its issue and directory are filled in' }),
            ),
          },
          { title: 'CommentToParse', additionalProperties: false },
        ),
        response: { 200: named('ParsedComment', { commands: list(readCommand) }), ...problems },
      },
    },
    async request => {
      callerOf(request)
      return { commands: accepted(await releases.parseComment(request.body)) }
    },
  )
}
