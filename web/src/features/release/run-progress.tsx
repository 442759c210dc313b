// The run under way, or the newest one, step by step; the earlier ones folded away.

import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReleaseView, RunView } from '../../api/types.ts'
import { useSay } from '../../i18n/index.ts'
import { Spinner } from '../../ui/icon.tsx'
import { Mark, type Tone } from '../../ui/mark.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Section } from '../../ui/section.tsx'
import { Ago, Elapsed } from '../../ui/time.tsx'
import { RunLog } from './run-log.tsx'
import { RunSteps } from './run-steps.tsx'

const tones = {
  queued: 'accent',
  running: 'accent',
  done: 'good',
  blocked: 'bad',
  unwinding: 'warn',
  failed: 'bad',
  cancelled: 'plain',
  undone: 'plain',
  stuck: 'bad',
} as const satisfies Record<RunView['state'], Tone>

export function RunProgress({ release }: { readonly release: ReleaseView }) {
  const { t } = useTranslation()
  const say = useSay()
  const { run } = release
  const earlier = release.runs.filter(other => other.id !== run?.id)
  if (run === null) {
    return (
      <Section id="run" title={t('run.title')} isFlush>
        <Notice icon="dots" title={t('run.empty')} isSmall />
      </Section>
    )
  }
  return (
    <Section id="run" title={t('run.title')} note={<RunMark run={run} />} actions={<RunTime run={run} />} isFlush>
      <div className="run-head">
        <strong>{say(run.title)}</strong>
        {run.reason && <p className="lines">{say(run.reason)}</p>}
      </div>
      <RunSteps
        run={run}
        label={t('run.steps')}
        areFindingsOpen={run.state === 'blocked' && run.id !== release.selfCheck?.run && release.findings.length === 0}
      />
      <Fold summary={t('run.log')}>
        <RunLog release={release.id} run={run.id} />
      </Fold>
      {earlier.length > 0 && (
        <Fold summary={t('run.earlier', { count: earlier.length })}>
          <ul className="runs">
            {earlier.map(other => (
              <li key={other.id}>
                <EarlierRun release={release.id} run={other} />
              </li>
            ))}
          </ul>
        </Fold>
      )}
    </Section>
  )
}

function EarlierRun({ release, run }: { readonly release: string; readonly run: RunView }) {
  const { t } = useTranslation()
  const say = useSay()
  return (
    <Fold
      summary={
        <>
          {say(run.title)} <RunMark run={run} />{' '}
          <span className="muted small">
            <RunTime run={run} />
          </span>
        </>
      }
    >
      {run.reason && <p className="run-head lines">{say(run.reason)}</p>}
      <RunSteps run={run} label={t('run.steps')} />
      <Fold summary={t('run.log')}>
        <RunLog release={release} run={run.id} />
      </Fold>
    </Fold>
  )
}

/** Content that is only made, and its questions only asked, once it is unfolded. */
function Fold({ summary, children }: { readonly summary: ReactNode; readonly children: ReactNode }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <details
      className="fold"
      open={isOpen}
      onToggle={event => event.target === event.currentTarget && setOpen(event.currentTarget.open)}
    >
      <summary>{summary}</summary>
      {isOpen && children}
    </details>
  )
}

function RunMark({ run }: { readonly run: RunView }) {
  const { t } = useTranslation()
  const isMoving = run.state === 'running' || run.state === 'unwinding' || run.state === 'queued'
  return (
    <Mark tone={tones[run.state]}>
      {isMoving && <Spinner size={11} />}
      {t(`runState.${run.state}`)}
    </Mark>
  )
}

function RunTime({ run }: { readonly run: RunView }) {
  const { t } = useTranslation()
  return (
    <span className="muted small">
      {t('run.started')} <Ago at={run.startedAt} /> · {run.endedAt !== null && t('run.took')}{' '}
      <Elapsed from={run.startedAt} to={run.endedAt} />
    </span>
  )
}
