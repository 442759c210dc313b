// What must be known before anything else of the page is read; that it waits, is deleted or withdrawn stands below it.

import { useTranslation } from 'react-i18next'
import type { ReleaseView } from '../../api/types.ts'
import { Callout } from '../../ui/callout.tsx'

export function ArchiveBanner({ archive }: Pick<ReleaseView, 'archive'>) {
  const { t } = useTranslation()
  if (archive?.state !== 'pending' || archive.problem === null) return null
  return (
    <div className="banner">
      <Callout tone="warn" title={t('release.archiveFailed')}>
        {archive.problem}
      </Callout>
    </div>
  )
}
