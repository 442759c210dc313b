// The steps of a run: state, time, attempts, and what each has to say.

import { useTranslation } from 'react-i18next'
import type { RunView, StepView } from '../../api/types.ts'
import { useSay } from '../../i18n/index.ts'
import { Icon, type IconName, Spinner } from '../../ui/icon.tsx'
import { Elapsed } from '../../ui/time.tsx'
import { FindingList } from './findings.tsx'

/** Null: it turns. */
const icons = {
  waiting: 'dots',
  prepared: 'clock',
  running: null,
  polling: null,
  done: 'check',
  failed: 'cross',
  undoing: null,
  undone: 'undo',
  corrected: 'undo',
  kept: 'anchor',
} as const satisfies Record<StepView['state'], IconName | null>

interface RunStepsProps {
  readonly run: RunView
  readonly label: string
  /** Nothing else on the page tells what the steps found. */
  readonly areFindingsOpen?: boolean
}

export function RunSteps({ run, label, areFindingsOpen = false }: RunStepsProps) {
  return (
    <ol className="steps" aria-label={label}>
      {run.steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an undo shows the steps of several runs, alike in name
        <Step key={`${index} ${step.name}`} step={step} areFindingsOpen={areFindingsOpen} />
      ))}
    </ol>
  )
}

function Step({ step, areFindingsOpen }: { readonly step: StepView; readonly areFindingsOpen: boolean }) {
  const { t } = useTranslation()
  const say = useSay()
  const icon = icons[step.state]
  const isFound = step.findings.some(finding => finding.blocking)
  return (
    <li
      className={`step step-${step.state} ${isFound ? 'step-found' : ''}`}
      aria-current={icon === null ? 'step' : undefined}
    >
      <span className="step-icon">{icon === null ? <Spinner /> : <Icon name={isFound ? 'warning' : icon} />}</span>
      <div className="step-text">
        <span className="step-title">{say(step.title)}</span>
        {step.note && <p className="step-note lines">{say(step.note)}</p>}
      </div>
      <span className="step-state small">
        <span className="step-state-name">{t(`stepState.${step.state}`)}</span>
        {step.attempts > 1 && <span className="step-attempts"> {t('run.attempts', { count: step.attempts })}</span>}
      </span>
      <span className="step-time small muted">
        {step.startedAt && <Elapsed from={step.startedAt} to={step.endedAt} />}
      </span>
      {step.findings.length > 0 && (
        <details className="step-findings" open={areFindingsOpen}>
          <summary className="small">{t('findings.count', { count: step.findings.length })}</summary>
          <FindingList findings={step.findings} />
        </details>
      )}
    </li>
  )
}
