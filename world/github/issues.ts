// Issues, pull requests and milestones of a repository.

import { type Answer, type Asked, type Handler, invalid, notFound, ok, problem } from './answers.ts'
import { paged } from './paging.ts'
import { findRepository, type Issue, labelOf, mayPush, type Repository } from './state.ts'
import { issueView, milestoneView, nameOf, pullView } from './views.ts'

const LONGEST_TITLE = 256
const LONGEST_BODY = 65_536

/** Hands a repository to a handler, or says that there is none. */
export function inRepository(handle: (asked: Asked, repository: Repository, ...names: string[]) => Answer): Handler {
  return (asked, owner = '', name = '', ...names) => {
    const repository = findRepository(asked.state, `${owner}/${name}`)
    return repository ? handle(asked, repository, ...names) : notFound
  }
}

/** The same for one issue of it, by number. */
export function onIssue(
  handle: (asked: Asked, repository: Repository, issue: Issue, ...names: string[]) => Answer,
): Handler {
  return inRepository((asked, repository, number = '', ...names) => {
    const issue = repository.issues.get(Number(number))
    return issue ? handle(asked, repository, issue, ...names) : notFound
  })
}

function listIssues(asked: Asked, repository: Repository): Answer {
  const { query } = asked
  const state = query.get('state') ?? 'open'
  const since = query.get('since')
  if (!['open', 'closed', 'all'].includes(state)) return invalid('Issue', 'state', 'invalid')
  if (since !== null && Number.isNaN(Date.parse(since))) return invalid('Issue', 'since', 'invalid')
  const creator = query.get('creator')?.toLowerCase()
  const labels = (query.get('labels') ?? '').split(',').filter(Boolean)
  const issues = [...repository.issues.values()].filter(
    issue =>
      (state === 'all' || issue.state === state) &&
      (since === null || Math.floor(issue.updatedAt.getTime() / 1000) * 1000 >= Date.parse(since)) &&
      (creator === undefined || issue.user.login.toLowerCase() === creator) &&
      labels.every(name => issue.labels.some(l => l.name.toLowerCase() === name.toLowerCase())),
  )
  const key = query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt'
  const turn = query.get('direction') === 'asc' ? 1 : -1
  issues.sort((a, b) => turn * (a[key].getTime() - b[key].getTime() || a.number - b.number))
  const shown = issues.map(issue => issueView(asked.state, asked.base, repository, issue))
  return paged(asked, shown, `/repositories/${repository.id}/issues`)
}

function unfit(body: Asked['body']): Answer | undefined {
  const { title, body: text } = body
  if (title !== undefined && (typeof title !== 'string' || title.trim() === '')) {
    return invalid('Issue', 'title', 'missing_field')
  }
  if (typeof title === 'string' && title.length > LONGEST_TITLE) {
    return invalid('Issue', 'title', 'custom', `title is too long (maximum is ${LONGEST_TITLE} characters)`)
  }
  if (text !== undefined && text !== null && typeof text !== 'string') return invalid('Issue', 'body', 'invalid')
  if (typeof text === 'string' && text.length > LONGEST_BODY) {
    return invalid('Issue', 'body', 'custom', `body is too long (maximum is ${LONGEST_BODY} characters)`)
  }
  return undefined
}

function createIssue(asked: Asked, repository: Repository): Answer {
  const { state, user, body } = asked
  const wrong = body.title === undefined ? invalid('Issue', 'title', 'missing_field') : unfit(body)
  if (wrong) return wrong
  // Without push access milestone, labels and type are dropped in silence.
  const chosen = mayPush(repository, user) ? body : {}
  const milestone = repository.milestones.find(m => m.number === chosen.milestone) ?? null
  if (chosen.milestone !== undefined && !milestone) return invalid('Issue', 'milestone', 'invalid')
  const types = state.organisations.get(repository.owner.toLowerCase())?.issueTypes ?? []
  const type = types.find(t => t.toLowerCase() === String(chosen.type).toLowerCase()) ?? null
  if (chosen.type !== undefined && chosen.type !== null && type === null) return invalid('Issue', 'type', 'invalid')
  const labels = Array.isArray(chosen.labels) ? chosen.labels.map(l => labelOf(state, repository, String(l))) : []
  const issue = addIssue(asked, repository, { labels, milestone, type, pull: null })
  return { status: 201, body: issueView(state, asked.base, repository, issue) }
}

function addIssue(
  { state, user, body, base, tell }: Asked,
  repository: Repository,
  more: Pick<Issue, 'labels' | 'milestone' | 'type' | 'pull'>,
): Issue {
  const at = state.now()
  const issue: Issue = {
    id: state.nextId++,
    number: repository.issues.size + 1,
    user,
    title: String(body.title).trim(),
    body: typeof body.body === 'string' ? body.body : null,
    state: 'open',
    stateReason: null,
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    ...more,
  }
  repository.issues.set(issue.number, issue)
  const action = { action: 'opened', issue: issueView(state, base, repository, issue) }
  if (!issue.pull) tell('issues', nameOf(repository), action)
  return issue
}

function editIssue(asked: Asked, repository: Repository, issue: Issue): Answer {
  const { state, user, body, base, tell } = asked
  if (issue.user !== user && !mayPush(repository, user)) return problem(403, 'Must have push access to the repository')
  const wrong = unfit(body)
  if (wrong) return wrong
  if (body.state !== undefined && body.state !== 'open' && body.state !== 'closed') {
    return invalid('Issue', 'state', 'invalid')
  }
  const edited = typeof body.title === 'string' || body.body !== undefined
  if (typeof body.title === 'string') issue.title = body.title.trim()
  if (body.body !== undefined) issue.body = body.body as string | null
  const before = issue.state
  if (body.state !== undefined && body.state !== before) turn(asked, issue)
  issue.updatedAt = state.now()
  const shown = issueView(state, base, repository, issue)
  if (edited) tell('issues', nameOf(repository), { action: 'edited', issue: shown, changes: {} })
  if (issue.state !== before) {
    tell('issues', nameOf(repository), { action: issue.state === 'open' ? 'reopened' : 'closed', issue: shown })
  }
  return ok(shown)
}

/** The reason counts only where the state changes. */
function turn({ state, body }: Asked, issue: Issue): void {
  if (body.state === 'open') {
    issue.state = 'open'
    issue.stateReason = 'reopened'
    issue.closedAt = null
    return
  }
  issue.state = 'closed'
  issue.stateReason = body.state_reason === 'not_planned' ? 'not_planned' : 'completed'
  issue.closedAt = state.now()
}

function createPull(asked: Asked, repository: Repository): Answer {
  const { body, base } = asked
  const wrong = body.title === undefined ? invalid('PullRequest', 'title', 'missing_field') : unfit(body)
  if (wrong) return wrong
  if (typeof body.head !== 'string') return invalid('PullRequest', 'head', 'missing_field')
  const issue = addIssue(asked, repository, { labels: [], milestone: null, type: null, pull: { mergedAt: null } })
  return { status: 201, body: pullView(base, repository, issue) }
}

function mergePull({ state, user }: Asked, repository: Repository, issue: Issue): Answer {
  if (!issue.pull) return notFound
  if (!mayPush(repository, user)) return problem(403, 'Must have push access to the repository')
  if (issue.state !== 'open') return problem(405, 'Pull Request is not mergeable')
  issue.pull.mergedAt = state.now()
  issue.state = 'closed'
  issue.closedAt = issue.updatedAt = state.now()
  return ok({ sha: '6dcb09b5b57875f334f61aebed695e2e4193db5e', merged: true, message: 'Pull Request merged' })
}

function createMilestone({ state, base, body }: Asked, repository: Repository): Answer {
  if (typeof body.title !== 'string' || body.title === '') return invalid('Milestone', 'title', 'missing_field')
  if (repository.milestones.some(m => m.title === body.title)) return invalid('Milestone', 'title', 'already_exists')
  const milestone = { id: state.nextId++, number: repository.milestones.length + 1, title: body.title }
  repository.milestones.push(milestone)
  return { status: 201, body: milestoneView(base, repository, milestone) }
}

const REPOSITORY = '/repos/([^/]+)/([^/]+)'

export const issueRoutes: readonly (readonly [string, string, Handler])[] = [
  ['GET', `${REPOSITORY}/issues`, inRepository(listIssues)],
  ['POST', `${REPOSITORY}/issues`, inRepository(createIssue)],
  [
    'GET',
    `${REPOSITORY}/issues/(\\d+)`,
    onIssue((asked, r, issue) => ok(issueView(asked.state, asked.base, r, issue))),
  ],
  ['PATCH', `${REPOSITORY}/issues/(\\d+)`, onIssue(editIssue)],
  ['POST', `${REPOSITORY}/pulls`, inRepository(createPull)],
  ['GET', `${REPOSITORY}/pulls/(\\d+)`, onIssue((asked, r, i) => (i.pull ? ok(pullView(asked.base, r, i)) : notFound))],
  ['PUT', `${REPOSITORY}/pulls/(\\d+)/merge`, onIssue(mergePull)],
  [
    'GET',
    `${REPOSITORY}/milestones`,
    inRepository((asked, r) =>
      paged(
        asked,
        r.milestones.map(m => milestoneView(asked.base, r, m)),
      ),
    ),
  ],
  ['POST', `${REPOSITORY}/milestones`, inRepository(createMilestone)],
]
