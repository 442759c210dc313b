// What the local forge's addresses take and give, as TypeBox schemas. A schema with a title is a named component.

import { type TProperties, Type } from 'typebox'

const closed = { additionalProperties: false } as const
const string = Type.String()
const instant = Type.String({ description: 'ISO 8601, UTC' })
const title = Type.String({ description: 'One line of 1 to 255 characters' })
const pathPart = Type.String({ minLength: 1, maxLength: 200 })

function named<const P extends TProperties>(name: string, properties: P) {
  return Type.Object(properties, { title: name, ...closed })
}

const issueState = Type.Enum(['open', 'progressing', 'closed', 'rejected'], { type: 'string' })

const forgeUser = named('ForgeUser', {
  id: Type.String({ description: 'Permanent id; the login may be renamed' }),
  login: string,
})

export const forgeIssue = named('ForgeIssue', {
  id: Type.String({ description: '`I` and five of 0-9A-Z' }),
  repository: Type.String({ description: '`owner/name`' }),
  title,
  body: string,
  state: issueState,
  labels: Type.Array(string),
  type: Type.Union([string, Type.Null()], { description: 'Kind of issue, e.g. `缺陷`' }),
  milestone: Type.Union([string, Type.Null()]),
  author: forgeUser,
  url: Type.String({ description: 'Page for people' }),
  createdAt: instant,
  updatedAt: instant,
})

export const forgeComment = named('ForgeComment', {
  id: string,
  body: string,
  author: forgeUser,
  createdAt: instant,
  updatedAt: instant,
})

export const inRepository = Type.Object({ owner: pathPart, repo: pathPart })
export const ofIssue = Type.Object({ owner: pathPart, repo: pathPart, id: pathPart })
export const ofComment = Type.Object({ owner: pathPart, repo: pathPart, id: pathPart, commentId: pathPart })

export const issuePage = Type.Object(
  {
    state: Type.Optional(issueState),
    before: Type.Optional(Type.String({ maxLength: 20, description: 'Id of the last issue seen' })),
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 100 }),
  },
  closed,
)
export const newIssue = Type.Object(
  { title, body: Type.Optional(string), type: Type.Optional(string), milestone: Type.Optional(string) },
  closed,
)
export const newPull = Type.Object(
  {
    title,
    body: Type.Optional(string),
    state: Type.Optional(Type.Enum(['open', 'merged', 'closed'], { type: 'string' })),
    issues: Type.Optional(Type.Array(string, { description: 'Ids of issues of the same repository that it solves' })),
  },
  closed,
)
export const forgePull = named('ForgePull', {
  repository: string,
  number: string,
  title,
  body: string,
  state: Type.Enum(['open', 'merged', 'closed'], { type: 'string' }),
  author: forgeUser,
  url: string,
  issues: Type.Array(named('IssueKey', { repository: string, id: string })),
})
export const ofPull = Type.Object({ owner: pathPart, repo: pathPart, number: pathPart })
export const issueChange = Type.Object(
  { title: Type.Optional(title), body: Type.Optional(string), state: Type.Optional(issueState) },
  closed,
)
export const commentBody = Type.Object({ body: string }, closed)
