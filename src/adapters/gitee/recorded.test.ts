// Recorded replies of Gitee hold the adapter's schemas and the stand-in to what the vendor really answers.

import { readFile } from 'node:fs/promises'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type StandIn, startStandIn } from '../../../world/gitee/index.ts'
import { dialects } from './dialects.ts'
import { commentSchema, issueSchema } from './schema.ts'
import { commentOf, issueOf } from './wire.ts'

const issues = ['bugfix-issue', 'cve-issue', 'release-issue-before-start', 'release-issue-in-check'] as const
let world: StandIn

beforeAll(async () => {
  world = await startStandIn('gitee')
  world.addRepository('openeuler/release-tools', { enterprise: 'open_euler' })
})
afterAll(() => world.close())

async function recorded(name: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8'))
}

async function answered(path: string): Promise<unknown> {
  const token = world.person('ann').user.token
  return (await fetch(`${world.url}/${path}`, { headers: { authorization: `token ${token}` } })).json()
}

/** The types of the fields that a schema uses, by path; `null` beside a type is left out. */
function shapeOf(schema: TSchema, value: unknown, path = ''): Record<string, string> {
  const { properties, items, anyOf } = schema as {
    properties?: Record<string, TSchema>
    items?: TSchema
    anyOf?: TSchema[]
  }
  if (value === null || value === undefined) return {}
  const inner = anyOf?.find(s => Value.Check(s, value))
  if (inner) return shapeOf(inner, value, path)
  if (items && Array.isArray(value)) return Object.assign({}, ...value.map(one => shapeOf(items, one, `${path}[]`)))
  if (!properties) return { [path]: typeof value }
  const fields = value as Record<string, unknown>
  return Object.assign(
    {},
    ...Object.keys(properties).map(k => shapeOf(properties[k] as TSchema, fields[k], `${path}.${k}`)),
  )
}

describe('recorded issues', () => {
  test.each(issues)('%s is understood', async name => {
    const answer = await recorded(name)
    expect(Value.Check(issueSchema, answer)).toBe(true)
    if (!Value.Check(issueSchema, answer)) return
    expect(issueOf(dialects.gitee, answer)).toMatchSnapshot()
  })

  test('look as those of the stand-in', async () => {
    const ann = world.person('ann')
    const [repository] = world.memory.repositories
    const milestone = repository && world.memory.addMilestone(repository, 'openEuler 20.03LTS SP1 update2104')
    const at = ann.openIssue('openeuler/release-tools', { title: 'T', body: 'b', milestone: milestone?.number ?? 0 })
    const issue = repository?.issues[0]
    if (issue) world.memory.label(issue, ann.user, ['CVE/FIXED'])
    const shape = shapeOf(issueSchema, await answered(`repos/openeuler/release-tools/issues/${at.id}`))
    const recordedShapes = await Promise.all(issues.map(async name => shapeOf(issueSchema, await recorded(name))))
    expect(shape).toEqual(Object.assign({}, ...recordedShapes))
    const times = JSON.stringify(await answered(`repos/openeuler/release-tools/issues/${at.id}`))
    expect(times).toMatch(/"created_at":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00"/)
  })
})

describe('recorded comments', () => {
  test('are understood', async () => {
    const answers = (await recorded('issue-comments')) as unknown[]
    const comments = answers.map(answer => Value.Check(commentSchema, answer) && commentOf(answer, new Date(0)))
    expect(comments).toMatchSnapshot()
  })

  test('look as those of the stand-in', async () => {
    const ann = world.person('ann')
    const at = ann.openIssue('openeuler/release-tools', { title: 'T' })
    ann.comment(at, '/cve-ok')
    const [first] = (await answered(`repos/openeuler/release-tools/issues/${at.id}/comments`)) as unknown[]
    const [real] = (await recorded('issue-comments')) as unknown[]
    expect(shapeOf(commentSchema, first)).toEqual(shapeOf(commentSchema, real))
  })
})
