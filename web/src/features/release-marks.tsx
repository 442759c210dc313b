// Withdrawn and stuck: what must be seen wherever a release is named.

import { useTranslation } from 'react-i18next'
import type { ReleaseSummary } from '../api/types.ts'
import { Mark } from '../ui/mark.tsx'

export function ReleaseMarks({
  release,
}: {
  readonly release: Pick<ReleaseSummary, 'withdrawn' | 'stuck' | 'deleted'>
}) {
  const { t } = useTranslation()
  return (
    <>
      {release.deleted && <Mark hint={release.deleted.because}>{t('mark.deleted')}</Mark>}
      {release.withdrawn && (
        <Mark tone="warn" hint={t('mark.withdrawnHint')}>
          {t('mark.withdrawn')}
        </Mark>
      )}
      {release.stuck && (
        <Mark tone="bad" hint={t('mark.stuckHint')}>
          {t('mark.stuck')}
        </Mark>
      )}
    </>
  )
}
