// What must be known before anything else of the page is read.

import { useTranslation } from 'react-i18next'
import type { ReleaseView } from '../../api/types.ts'
import { Callout } from '../../ui/callout.tsx'
import { Ago } from '../../ui/time.tsx'

export function Banners({ release }: { readonly release: ReleaseView }) {
  const { t } = useTranslation()
  const { deleted, archive } = release
  return (
    <>
      {deleted && (
        <div className="banner">
          <Callout tone="warn" title={t('deleted.title')}>
            {deleted.because}{' '}
            <span className="small muted">
              {deleted.by} · <Ago at={deleted.at} />
            </span>
          </Callout>
        </div>
      )}
      {archive?.state === 'pending' && archive.problem !== null && (
        <div className="banner">
          <Callout tone="warn" title={t('release.archiveFailed')}>
            {archive.problem}
          </Callout>
        </div>
      )}
    </>
  )
}
