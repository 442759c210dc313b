// A coloured box with a sentence that must be noticed: an outcome, a refusal, a failure.

import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

interface CalloutProps {
  readonly tone: 'good' | 'warn' | 'bad'
  readonly title?: string
  readonly action?: ReactNode
  readonly children: ReactNode
}

export function Callout({ tone, title, action, children }: CalloutProps) {
  return (
    <div className={`callout callout-${tone}`}>
      <Icon name={tone === 'good' ? 'check' : 'warning'} />
      <div>
        {title && <strong>{title}</strong>}
        <p className="lines">{children}</p>
      </div>
      {action}
    </div>
  )
}
