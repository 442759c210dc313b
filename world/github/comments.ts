// Comments and labels of issues.

import { type Answer, type Asked, type Handler, invalid, notFound, ok, problem } from './answers.ts'
import { inRepository, onIssue } from './issues.ts'
import { paged } from './paging.ts'
import { type Comment, type Issue, labelOf, mayPush, type Repository } from './state.ts'
import { commentView, issueView, labelView, nameOf } from './views.ts'

const LONGEST = 65_536

function unfit({ body }: Asked): Answer | undefined {
  if (typeof body.body !== 'string' || body.body.trim() === '') return invalid('IssueComment', 'body', 'missing_field')
  if (body.body.length <= LONGEST) return undefined
  return invalid('IssueComment', 'body', 'custom', `body is too long (maximum is ${LONGEST} characters)`)
}

function tellOf({ state, base, tell }: Asked, repository: Repository, comment: Comment, action: string): void {
  const issue = repository.issues.get(comment.issue)
  if (!issue) return
  tell('issue_comment', nameOf(repository), {
    action,
    ...(action === 'edited' && { changes: {} }),
    issue: issueView(state, base, repository, issue),
    comment: commentView(base, repository, comment),
  })
}

function listComments(asked: Asked, repository: Repository, issue: Issue): Answer {
  const comments = [...repository.comments.values()].filter(comment => comment.issue === issue.number)
  const address = `/repositories/${repository.id}/issues/${issue.number}/comments`
  return paged(
    asked,
    comments.map(comment => commentView(asked.base, repository, comment)),
    address,
  )
}

function createComment(asked: Asked, repository: Repository, issue: Issue): Answer {
  const wrong = unfit(asked)
  if (wrong) return wrong
  const { state, user, body, base } = asked
  const at = state.now()
  const id = state.nextId++
  const comment: Comment = { id, issue: issue.number, user, body: String(body.body), createdAt: at, updatedAt: at }
  repository.comments.set(id, comment)
  issue.updatedAt = at
  tellOf(asked, repository, comment, 'created')
  return { status: 201, body: commentView(base, repository, comment) }
}

/** A comment of a repository by its id. */
function onComment(handle: (asked: Asked, repository: Repository, comment: Comment) => Answer): Handler {
  return inRepository((asked, repository, id) => {
    const comment = repository.comments.get(Number(id))
    return comment ? handle(asked, repository, comment) : notFound
  })
}

/** Its author may change a comment, and everybody who may push. */
function mayChange({ user }: Asked, repository: Repository, comment: Comment): boolean {
  return comment.user === user || mayPush(repository, user)
}

function editComment(asked: Asked, repository: Repository, comment: Comment): Answer {
  if (!mayChange(asked, repository, comment)) return problem(403, 'Must have push access to the repository')
  const wrong = unfit(asked)
  if (wrong) return wrong
  comment.body = String(asked.body.body)
  comment.updatedAt = asked.state.now()
  tellOf(asked, repository, comment, 'edited')
  return ok(commentView(asked.base, repository, comment))
}

function deleteComment(asked: Asked, repository: Repository, comment: Comment): Answer {
  if (!mayChange(asked, repository, comment)) return problem(403, 'Must have push access to the repository')
  repository.comments.delete(comment.id)
  tellOf(asked, repository, comment, 'deleted')
  return { status: 204 }
}

function addLabels(asked: Asked, repository: Repository, issue: Issue): Answer {
  const { state, user, body } = asked
  if (!mayPush(repository, user)) return problem(403, 'Must have push access to the repository')
  const names = body.labels
  if (!Array.isArray(names) || names.some(name => typeof name !== 'string' || name === '')) {
    return invalid('Label', 'name', 'missing_field')
  }
  for (const name of names) {
    const label = labelOf(state, repository, name)
    if (!issue.labels.includes(label)) relabel(asked, repository, issue, [...issue.labels, label], 'labeled')
  }
  return labelsOf(asked, repository, issue)
}

function removeLabel(asked: Asked, repository: Repository, issue: Issue, name = ''): Answer {
  if (!mayPush(repository, asked.user)) return problem(403, 'Must have push access to the repository')
  const gone = issue.labels.find(label => label.name.toLowerCase() === name.toLowerCase())
  if (!gone) return problem(404, 'Label does not exist')
  const left = issue.labels.filter(label => label !== gone)
  relabel(asked, repository, issue, left, 'unlabeled')
  return labelsOf(asked, repository, issue)
}

function relabel(asked: Asked, repository: Repository, issue: Issue, labels: Issue['labels'], action: string): void {
  issue.labels = labels
  issue.updatedAt = asked.state.now()
  const shown = issueView(asked.state, asked.base, repository, issue)
  asked.tell('issues', nameOf(repository), { action, issue: shown })
}

function labelsOf({ base }: Asked, repository: Repository, issue: Issue): Answer {
  return ok(issue.labels.map(label => labelView(base, repository, label)))
}

const REPOSITORY = '/repos/([^/]+)/([^/]+)'
const ISSUE = `${REPOSITORY}/issues/(\\d+)`
const COMMENT = `${REPOSITORY}/issues/comments/(\\d+)`

export const commentRoutes: readonly (readonly [string, string, Handler])[] = [
  ['GET', `${ISSUE}/comments`, onIssue(listComments)],
  ['POST', `${ISSUE}/comments`, onIssue(createComment)],
  ['GET', COMMENT, onComment((asked, r, comment) => ok(commentView(asked.base, r, comment)))],
  ['PATCH', COMMENT, onComment(editComment)],
  ['DELETE', COMMENT, onComment(deleteComment)],
  ['GET', `${ISSUE}/labels`, onIssue(labelsOf)],
  ['POST', `${ISSUE}/labels`, onIssue(addLabels)],
  ['DELETE', `${ISSUE}/labels/([^/]+)`, onIssue(removeLabel)],
]
