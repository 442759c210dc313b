// A failed call, in people's words: the server's own sentence where it sent one.

import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../api/client.ts'
import { useSay } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { Notice } from '../ui/notice.tsx'

function problemTitle(t: TFunction, problem: unknown): string {
  if (!(problem instanceof ApiProblem)) return t('problem.other', { status: String(problem) })
  if (problem.status === 0) return t('problem.unreachable')
  if (problem.status === 401) return t('problem.signIn')
  if (problem.status === 403) return t('problem.forbidden')
  if (problem.status === 404) return t('problem.notFound')
  return problem.status >= 500 ? t('problem.server') : t('problem.other', { status: problem.status })
}

function useProblemHint(): (problem: unknown) => string {
  const { t } = useTranslation()
  const say = useSay()
  return problem => {
    if (!(problem instanceof ApiProblem)) return ''
    if (problem.status === 0) return t('problem.unreachableHint')
    const { text, detail = '', instance } = problem.document
    const sentence = text ? say(text) : detail
    return instance ? `${sentence} (${instance})` : sentence
  }
}

/** One sentence for places with little room. */
export function useProblemSentence(): (problem: unknown) => string {
  const { t } = useTranslation()
  const hint = useProblemHint()
  return problem => {
    const sentence = problem instanceof ApiProblem && problem.status === 0 ? '' : hint(problem)
    return sentence === '' ? problemTitle(t, problem) : sentence
  }
}

interface ProblemNoticeProps {
  readonly problem: unknown
  readonly onRetry: () => void
  readonly isSmall?: boolean
}

export function ProblemNotice({ problem, onRetry, isSmall = false }: ProblemNoticeProps) {
  const { t } = useTranslation()
  const hint = useProblemHint()
  const isMissing = problem instanceof ApiProblem && problem.status === 404
  return (
    <Notice
      icon={isMissing ? 'search' : 'warning'}
      title={problemTitle(t, problem)}
      hint={hint(problem)}
      action={
        isMissing ? (
          <Link to={paths.releases}>{t('app.toReleases')}</Link>
        ) : (
          <Button onClick={onRetry}>{t('app.retry')}</Button>
        )
      }
      isBad={!isMissing}
      isSmall={isSmall}
    />
  )
}

/** Worth another try: nothing answered, or the server itself failed. */
export function isPassing(problem: unknown): boolean {
  return !(problem instanceof ApiProblem) || problem.status === 0 || problem.status >= 500
}
