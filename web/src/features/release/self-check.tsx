// What the newest self-check found: what blocks, what somebody has taken the risk of, and apart from both what was
// broken before.

import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NumberedFinding, SelfCheckView } from '../../api/types.ts'
import { civilDate } from '../../i18n/dates.ts'
import { useSay } from '../../i18n/index.ts'
import { roleName } from '../../i18n/words.ts'
import { Callout } from '../../ui/callout.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Mark } from '../../ui/mark.tsx'
import { Section } from '../../ui/section.tsx'
import { useAllowed, useCommandDesk } from './command-desk.tsx'
import { FindingList } from './findings.tsx'

const WaiveDialog = lazy(() => import('./waive-dialog.tsx').then(module => ({ default: module.WaiveDialog })))

interface SelfCheckProps {
  readonly release: string
  readonly check: SelfCheckView
}

export function SelfCheck({ release, check }: SelfCheckProps) {
  const { t } = useTranslation()
  const say = useSay()
  const { findings, before } = check
  const blocking = findings.filter(finding => finding.blocking).length
  const waived = findings.filter(finding => finding.waiver?.holds).length
  if (findings.length === 0 && before.length === 0 && check.stale === null) return null
  return (
    <Section
      id="findings"
      title={t(blocking > 0 ? 'findings.title' : 'selfCheck.title')}
      note={
        <>
          {blocking > 0 && <Mark tone="bad">{t('selfCheck.blocking', { count: blocking })}</Mark>}
          {waived > 0 && <Mark tone="warn">{t('selfCheck.waived', { count: waived })}</Mark>}
          {check.stale && <Mark tone="warn">{t('selfCheck.stale')}</Mark>}
        </>
      }
      actions={<span className="muted small">{t('selfCheck.revision', { revision: check.revision })}</span>}
      isFlush
    >
      {check.stale && <Callout tone="warn">{say(check.stale)}</Callout>}
      <ul className="findings">
        {findings.map(finding => (
          <HeldFinding key={finding.number} release={release} finding={finding} />
        ))}
      </ul>
      {before.length > 0 && (
        <details className="fold">
          <summary>{t('selfCheck.before', { count: before.length })}</summary>
          <FindingList findings={before} />
        </details>
      )}
    </Section>
  )
}

function HeldFinding({ release, finding }: { readonly release: string; readonly finding: NumberedFinding }) {
  const { t } = useTranslation()
  const say = useSay()
  const { number, code, subject, message, waiver, neverWaived, blocking } = finding
  const told = waiver && {
    ...{ owner: waiver.owner, role: roleName(t, waiver.role), because: waiver.because },
    until: civilDate(waiver.until),
  }
  return (
    <li className={blocking ? 'finding-bad' : 'finding-note'}>
      <Icon name="warning" />
      <div>
        <p>
          <span className="muted">{number}</span> <strong className="mono">{subject}</strong> <Standing of={finding} />
        </p>
        <p className="lines">{say(message)}</p>
        {told && <p className="small">{t(waiver.holds ? 'waiver.of' : 'waiver.lapsedOf', told)}</p>}
        {neverWaived && <p className="small muted">{t('waiver.never', { because: say(neverWaived) })}</p>}
        <WaiverButtons release={release} finding={finding} />
      </div>
      <code className="muted small">{code}</code>
    </li>
  )
}

function Standing({ of: { blocking, waiver } }: { readonly of: NumberedFinding }) {
  const { t } = useTranslation()
  if (waiver?.holds) return <Mark tone="warn">{t('waiver.waived')}</Mark>
  return (
    <>
      <Mark tone={blocking ? 'bad' : 'good'}>{blocking ? t('findings.blocking') : t('selfCheck.settled')}</Mark>{' '}
      {waiver && <Mark tone="warn">{t('waiver.lapsed')}</Mark>}
    </>
  )
}

/** Only what the one who looks may do. The dialog stays while the finding it has waived becomes another. */
function WaiverButtons({ release, finding }: { readonly release: string; readonly finding: NumberedFinding }) {
  const [isOpen, setOpen] = useState<boolean | null>(null)
  return (
    <>
      <WaiverButton finding={finding} onWaive={() => setOpen(true)} />
      {isOpen !== null && (
        <Suspense>
          <WaiveDialog release={release} finding={finding} isOpen={isOpen} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}

interface WaiverButtonProps {
  readonly finding: NumberedFinding
  readonly onWaive: () => void
}

function WaiverButton({ finding, onWaive }: WaiverButtonProps) {
  const { t } = useTranslation()
  const { ask } = useCommandDesk()
  const allowed = useAllowed()
  const [waive, unwaive] = [allowed('waive'), allowed('unwaive')]
  const { subject, name, waiver, neverWaived, blocking } = finding
  if (waiver?.holds && unwaive) {
    const end = () => ask(unwaive, `/unwaive ${name}`)
    return (
      <Button size="small" aria-label={t('waiver.endOf', { of: subject })} onClick={end}>
        {t('waiver.end')}
      </Button>
    )
  }
  if (!waive || neverWaived || !blocking) return null
  return (
    <Button size="small" aria-label={t('waiver.waiveOf', { of: subject })} onClick={onWaive}>
      {t('waiver.waive')}
    </Button>
  )
}
