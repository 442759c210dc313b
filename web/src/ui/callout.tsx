// A coloured box with a sentence that must be noticed: an outcome, a refusal, a failure.

import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

interface CalloutProps {
  readonly tone: 'good' | 'warn' | 'bad' | 'note'
  readonly title?: string
  readonly action?: ReactNode
  readonly children: ReactNode
}

const icons = { good: 'check', warn: 'warning', bad: 'warning', note: 'eye' } as const

export function Callout({ tone, title, action, children }: CalloutProps) {
  return (
    <div className={`callout callout-${tone}`}>
      <Icon name={icons[tone]} />
      <div>
        {title && <strong>{title}</strong>}
        <p className="lines">{children}</p>
      </div>
      {action}
    </div>
  )
}
