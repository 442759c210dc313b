// What is used of the answers of the API, and of web hooks. Fields beside these are not looked at.

import { type Static, Type } from 'typebox'

/** A login or number: GitCode writes ids of people as text, Gitee as numbers. */
const id = Type.Union([Type.Integer(), Type.String({ minLength: 1, maxLength: 64 })])
const time = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}' })
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])

export const userSchema = Type.Object({ id, login: Type.String({ minLength: 1 }) })

/** Of an organisation or repository; where there is an `object_id` it is the id used everywhere else. */
export const memberSchema = Type.Object({
  id,
  login: Type.String({ minLength: 1 }),
  object_id: Type.Optional(orNull(Type.String())),
})

const inRepository = Type.Optional(orNull(Type.Object({ full_name: Type.Optional(orNull(Type.String())) })))

export const issueSchema = Type.Object({
  number: id,
  html_url: Type.String(),
  state: Type.String(),
  title: Type.String(),
  body: Type.Optional(orNull(Type.String())),
  user: Type.Optional(orNull(userSchema)),
  labels: Type.Optional(orNull(Type.Array(Type.Object({ name: Type.String() })))),
  repository: inRepository,
  milestone: Type.Optional(orNull(Type.Object({ title: Type.String() }))),
  issue_type: Type.Optional(orNull(Type.String())),
  created_at: time,
  updated_at: time,
})

export const commentSchema = Type.Object({
  id,
  body: Type.Optional(orNull(Type.String())),
  user: Type.Optional(orNull(userSchema)),
  created_at: Type.Optional(orNull(time)),
  updated_at: Type.Optional(orNull(time)),
})

export const milestoneSchema = Type.Object({ number: Type.Integer(), title: Type.String() })

export const pullSchema = Type.Object({
  number: id,
  html_url: Type.String(),
  state: Type.String(),
  title: Type.String(),
  body: Type.Optional(orNull(Type.String())),
  user: userSchema,
})

/** An issue in the list of those a pull request solves. */
export const solvedSchema = Type.Object({
  number: id,
  url: Type.Optional(orNull(Type.String())),
  repository: inRepository,
})

const fileSchema = Type.Object({
  sha: Type.String(),
  content: Type.String(),
  encoding: Type.Literal('base64'),
})

/** A file; or a list: a folder, or nothing at all. */
export const contentsSchema = Type.Union([fileSchema, Type.Array(Type.Unknown())])

export type IssueAnswer = Static<typeof issueSchema>
export type CommentAnswer = Static<typeof commentSchema>
export type SolvedAnswer = Static<typeof solvedSchema>
