// A titled part of a page: a landmark with the title as its name, so that people and tests find it by it.

import type { ReactNode } from 'react'

interface SectionProps {
  /** Anchor in the page, e.g. `gates`. */
  readonly id: string
  readonly title: string
  /** Beside the title, e.g. a count. */
  readonly note?: ReactNode
  readonly actions?: ReactNode
  /** The content reaches the frame: tables and lists with rows of their own. */
  readonly isFlush?: boolean
  readonly children: ReactNode
}

export function Section({ id, title, note, actions, isFlush = false, children }: SectionProps) {
  return (
    <section className="section" id={id} aria-labelledby={`${id}-title`}>
      <div className="section-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {note}
        {actions && <div>{actions}</div>}
      </div>
      <div className={isFlush ? 'section-flush' : 'section-body'}>{children}</div>
    </section>
  )
}
