// The stages of a release in a row, the present one marked. A narrow screen names only the present one.

import './stages.css'
import { Icon } from './icon.tsx'

export interface StageMarkView {
  readonly name: string
  readonly title: string
  readonly state: 'done' | 'current' | 'ahead'
}

interface StageBarProps {
  readonly stages: readonly StageMarkView[]
  /** Name of the list for assistive tech. */
  readonly label: string
  /** The sentence of the present stage with its position, shown where there is no room for all names. */
  readonly now: string
  /** The last stage is reached: nothing is under way any more. */
  readonly isFinished: boolean
}

export function StageBar({ stages, label, now, isFinished }: StageBarProps) {
  return (
    <div className={isFinished ? 'stages stages-finished' : 'stages'}>
      <ol aria-label={label}>
        {stages.map(stage => (
          <li
            key={stage.name}
            className={`stage-${stage.state}`}
            aria-current={stage.state === 'current' ? 'step' : undefined}
          >
            <span className="stage-dot">
              {(stage.state === 'done' || (isFinished && stage.state === 'current')) && <Icon name="check" size={12} />}
            </span>
            <span className="stage-title">{stage.title}</span>
          </li>
        ))}
      </ol>
      <p className="stage-now" aria-hidden="true">
        {now}
      </p>
    </div>
  )
}
