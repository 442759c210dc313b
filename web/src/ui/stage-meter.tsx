// How far along, in one glance: one small bar per stage.

import './stages.css'

interface StageMeterProps {
  /** 1-based. */
  readonly at: number
  readonly of: number
  readonly label: string
}

export function StageMeter({ at, of, label }: StageMeterProps) {
  const isDone = at === of
  return (
    <span className={isDone ? 'meter meter-done' : 'meter'} role="img" aria-label={label} title={label}>
      {Array.from({ length: of }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars have no other identity
        <i key={index} className={index + 1 < at ? 'past' : index + 1 === at ? 'now' : ''} />
      ))}
    </span>
  )
}
