// The comments of an issue, oldest first.

import { useTranslation } from 'react-i18next'
import type { ForgeComment } from '../../api/types.ts'
import { Markdown } from '../../ui/markdown/markdown.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Ago } from '../../ui/time.tsx'
import { ProblemNotice } from '../problem.tsx'

interface CommentsProps {
  readonly comments: readonly ForgeComment[] | undefined
  readonly problem: Error | null
  readonly onRetry: () => void
}

export function Comments({ comments, problem, onRetry }: CommentsProps) {
  const { t } = useTranslation()
  if (comments === undefined) {
    return problem ? (
      <ProblemNotice problem={problem} onRetry={onRetry} isSmall />
    ) : (
      <Notice icon="dots" title={t('app.loading')} isSmall />
    )
  }
  return (
    <section aria-labelledby="comments-title" className="comments">
      <h2 id="comments-title">
        {comments.length === 0 ? t('issue.empty') : t('issue.comments', { count: comments.length })}
      </h2>
      <ol>
        {comments.map(comment => (
          <li key={comment.id} className="section comment">
            <p className="small comment-head">
              <strong>{comment.author.login}</strong>{' '}
              <span className="muted">
                <Ago at={comment.createdAt} />
              </span>
            </p>
            <Markdown text={comment.body} />
          </li>
        ))}
      </ol>
    </section>
  )
}
