// Who asks, the repository itself, and the people and issue types of organisations.

import { type Answer, type Asked, type Handler, notFound, ok } from './answers.ts'
import { inRepository } from './issues.ts'
import { paged } from './paging.ts'
import type { Organisation } from './state.ts'
import { repositoryView, typeView, userView } from './views.ts'

function inOrganisation(handle: (asked: Asked, organisation: Organisation, ...names: string[]) => Answer): Handler {
  return (asked, login = '', ...names) => {
    const organisation = asked.state.organisations.get(login.toLowerCase())
    return organisation ? handle(asked, organisation, ...names) : notFound
  }
}

function people(asked: Asked, ids: ReadonlySet<number>): Answer {
  const users = [...asked.state.users.values()].filter(user => ids.has(user.id))
  return paged(
    asked,
    users.map(user => userView(asked.base, user)),
  )
}

function teamMembers(asked: Asked, organisation: Organisation, slug = ''): Answer {
  const team = organisation.teams.get(slug.toLowerCase())
  return team ? people(asked, team) : notFound
}

export const peopleRoutes: readonly (readonly [string, string, Handler])[] = [
  ['GET', '/user', asked => ok(userView(asked.base, asked.user))],
  ['GET', '/repos/([^/]+)/([^/]+)', inRepository((asked, r) => ok(repositoryView(asked.base, r)))],
  ['GET', '/orgs/([^/]+)/members', inOrganisation((asked, organisation) => people(asked, organisation.members))],
  ['GET', '/orgs/([^/]+)/teams/([^/]+)/members', inOrganisation(teamMembers)],
  ['GET', '/orgs/([^/]+)/issue-types', inOrganisation((_, o) => ok(o.issueTypes.map(name => typeView(o, name))))],
]
