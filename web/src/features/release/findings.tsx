// Why it is blocked: what the checks found, in the sentences they found for it.

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Finding } from '../../api/types.ts'
import { useSay } from '../../i18n/index.ts'
import { Icon } from '../../ui/icon.tsx'
import { Mark } from '../../ui/mark.tsx'
import { Section } from '../../ui/section.tsx'

const shownAtFirst = 8

export function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const { t } = useTranslation()
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? findings : findings.slice(0, shownAtFirst)
  return (
    <Section
      id="findings"
      title={t('findings.title')}
      note={<Mark tone="bad">{t('findings.count', { count: findings.length })}</Mark>}
      isFlush
    >
      <FindingList findings={shown} />
      {shown.length < findings.length && (
        <button type="button" className="quiet-button list-rest" onClick={() => setWhole(true)}>
          {t('app.more')} ({findings.length - shown.length})
        </button>
      )}
    </Section>
  )
}

export function FindingList({ findings }: { readonly findings: readonly Finding[] }) {
  const { t } = useTranslation()
  const say = useSay()
  return (
    <ul className="findings">
      {findings.map(finding => (
        <li
          key={`${finding.code} ${finding.subject} ${finding.message.en}`}
          className={finding.blocking ? 'finding-bad' : 'finding-note'}
        >
          <Icon name="warning" />
          <div>
            <p>
              <strong className="mono">{finding.subject}</strong>{' '}
              <Mark tone={finding.blocking ? 'bad' : 'warn'}>
                {finding.blocking
                  ? t('findings.blocking')
                  : t(wasWaived(finding) ? 'waiver.waived' : 'findings.notice')}
              </Mark>
            </p>
            <p className="lines">{say(finding.message)}</p>
          </div>
          <code className="muted small">{finding.code}</code>
        </li>
      ))}
    </ul>
  )
}

/** A waiver held when the step that found it ended. */
function wasWaived({ data }: Finding): boolean {
  return typeof data === 'object' && data !== null && 'waived' in data
}
