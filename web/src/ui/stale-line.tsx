// Says that what is shown is older than it looks, because the server does not answer.

import { useTranslation } from 'react-i18next'
import { localClock } from '../i18n/dates.ts'
import { Icon } from './icon.tsx'

export function StaleLine({ since }: { readonly since: number }) {
  const { t } = useTranslation()
  return (
    <p className="stale" role="status">
      <Icon name="warning" /> {t('problem.stale', { time: localClock(new Date(since).toISOString()) })}
    </p>
  )
}
