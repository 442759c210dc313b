// What stands where there is nothing to show: empty, not found, failed.

import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

interface NoticeProps {
  readonly icon: IconName
  readonly title: string
  readonly hint?: ReactNode
  readonly action?: ReactNode
  readonly isBad?: boolean
  readonly isSmall?: boolean
}

export function Notice({ icon, title, hint, action, isBad = false, isSmall = false }: NoticeProps) {
  const classes = ['notice', isBad && 'notice-bad', isSmall && 'notice-small'].filter(Boolean).join(' ')
  return (
    <div className={classes} role={isBad ? 'alert' : undefined}>
      {!isSmall && <Icon name={icon} size={32} />}
      {isSmall ? <span>{title}</span> : <strong>{title}</strong>}
      {hint && <div>{hint}</div>}
      {action}
    </div>
  )
}
