// A small coloured word: state, stage, severity.

import type { ReactNode } from 'react'

export type Tone = 'plain' | 'accent' | 'good' | 'warn' | 'bad'

interface MarkProps {
  readonly tone?: Tone
  readonly hint?: string
  readonly children: ReactNode
}

export function Mark({ tone = 'plain', hint, children }: MarkProps) {
  return (
    <span className={`mark mark-${tone}`} title={hint}>
      {children}
    </span>
  )
}
