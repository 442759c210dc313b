// An address no page answers to.

import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { paths } from '../paths.ts'
import { Notice } from '../ui/notice.tsx'
import { useTitle } from '../ui/title.ts'

export function NotFoundPage() {
  const { t } = useTranslation()
  useTitle(t('app.notFound'))
  return (
    <div className="section">
      <Notice
        icon="search"
        title={t('app.notFound')}
        hint={t('app.notFoundHint')}
        action={<Link to={paths.releases}>{t('app.toReleases')}</Link>}
      />
    </div>
  )
}
