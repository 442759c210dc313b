// An issue of the built-in forge: its text, its comments, and a box to comment. Commands in comments act on the release.

import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { commentsQuery, issueQuery } from '../api/queries.ts'
import type { ForgeIssue } from '../api/types.ts'
import { CommentBox } from '../features/issue/comment-box.tsx'
import { Comments } from '../features/issue/comments.tsx'
import { ProblemNotice } from '../features/problem.tsx'
import { statusName } from '../i18n/words.ts'
import { paths } from '../paths.ts'
import { Mark, type Tone } from '../ui/mark.tsx'
import { Markdown } from '../ui/markdown/markdown.tsx'
import { Instant } from '../ui/time.tsx'
import { useTitle } from '../ui/title.ts'
import '../features/issue/issue.css'

const route = getRouteApi(paths.issue)

export function IssuePage() {
  const { t } = useTranslation()
  const key = route.useParams()
  const issue = useQuery(issueQuery(key))
  const comments = useQuery(commentsQuery(key))
  useTitle(issue.data?.title ?? key.id)
  if (issue.data === undefined) {
    return (
      <div className="section">
        {issue.isError ? (
          <ProblemNotice problem={issue.error} onRetry={() => void issue.refetch()} />
        ) : (
          <div className="page-wait" role="status" aria-label={t('app.loading')}>
            <Skeleton active paragraph={{ rows: 6 }} />
          </div>
        )}
      </div>
    )
  }
  return (
    <article className="issue">
      <IssueHead issue={issue.data} />
      <div className="section section-body">
        {issue.data.body.trim() === '' ? (
          <p className="muted">{t('issue.noBody')}</p>
        ) : (
          <Markdown text={issue.data.body} />
        )}
      </div>
      <Comments comments={comments.data} problem={comments.error} onRetry={() => void comments.refetch()} />
      <CommentBox issue={key} />
    </article>
  )
}

const tones = {
  open: 'plain',
  progressing: 'accent',
  closed: 'good',
  rejected: 'bad',
} as const satisfies Record<ForgeIssue['state'], Tone>

function IssueHead({ issue }: { readonly issue: ForgeIssue }) {
  const { t } = useTranslation()
  return (
    <header className="issue-head">
      <p className="small muted">
        {issue.repository} · <span className="mono">#{issue.id}</span>
      </p>
      <h1>{issue.title}</h1>
      <div className="row">
        <Mark tone={tones[issue.state]}>{statusName(t, issue.state)}</Mark>
        {issue.labels.map(label => (
          <Mark key={label}>{label}</Mark>
        ))}
        <span className="small muted">
          {t('issue.opened', { author: issue.author.login })} <Instant at={issue.createdAt} />
        </span>
      </div>
    </header>
  )
}
