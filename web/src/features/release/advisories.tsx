// Announcements of the release: drafts with what they lack, published ones with their document, withdrawn ones struck.

import { useTranslation } from 'react-i18next'
import type { AdvisoryView } from '../../api/types.ts'
import { useSay } from '../../i18n/index.ts'
import { severityName } from '../../i18n/words.ts'
import { Icon } from '../../ui/icon.tsx'
import { Mark, type Tone } from '../../ui/mark.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Section } from '../../ui/section.tsx'

const stateTones = { draft: 'plain', published: 'good', withdrawn: 'warn' } as const satisfies Record<
  AdvisoryView['state'],
  Tone
>

const severityTones: Readonly<Record<string, Tone>> = {
  critical: 'bad',
  high: 'bad',
  important: 'bad',
  medium: 'warn',
  moderate: 'warn',
}

export function Advisories({ advisories }: { readonly advisories: readonly AdvisoryView[] }) {
  const { t } = useTranslation()
  return (
    <Section
      id="advisories"
      title={t('advisories.title')}
      note={<span className="muted small">{advisories.length}</span>}
      isFlush
    >
      {advisories.length === 0 && <Notice icon="dots" title={t('advisories.empty')} isSmall />}
      <ul className="advisories">
        {advisories.map(advisory => (
          <Advisory key={`${advisory.id} ${advisory.component} ${advisory.state}`} advisory={advisory} />
        ))}
      </ul>
    </Section>
  )
}

function Advisory({ advisory }: { readonly advisory: AdvisoryView }) {
  const { t } = useTranslation()
  const isWithdrawn = advisory.state === 'withdrawn'
  const number = advisory.id ?? t('advisories.draft')
  return (
    <li
      className={`advisory advisory-${advisory.state}`}
      aria-label={`${advisory.id ?? t('advisories.draft')} ${advisory.component}`}
    >
      <div className="row">
        {isWithdrawn ? <s className="mono">{number}</s> : advisory.id && <strong className="mono">{number}</strong>}
        <strong>{advisory.component}</strong>
        <Mark tone={severityTones[advisory.severity.toLowerCase()] ?? 'plain'}>
          {severityName(t, advisory.severity)}
        </Mark>
        <Mark tone={stateTones[advisory.state]}>{t(`advisories.${advisory.state}`)}</Mark>
        {advisory.id === null && <span className="muted small">{t('advisories.noNumber')}</span>}
        {advisory.url !== null && (
          <a className="advisory-document" href={advisory.url}>
            {t('advisories.cvrf')}
          </a>
        )}
      </div>
      <p className={isWithdrawn ? 'muted' : ''}>{advisory.title}</p>
      <p className="small muted">{advisory.cves.join(' · ')}</p>
      {advisory.packages.length > 0 && (
        <details className="small advisory-packages">
          <summary className="muted">{t('advisories.packages', { count: advisory.packages.length })}</summary>
          <ul className="mono">
            {advisory.packages.map(name => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </details>
      )}
      {advisory.state === 'draft' && <Missing advisory={advisory} />}
    </li>
  )
}

function Missing({ advisory }: { readonly advisory: AdvisoryView }) {
  const { t } = useTranslation()
  const say = useSay()
  if (advisory.missing.length === 0) {
    return (
      <p className="small advisory-ready">
        <Icon name="check" size={13} /> {t('advisories.ready')}
      </p>
    )
  }
  return (
    <div className="small advisory-missing">
      <Icon name="warning" size={13} /> {t('advisories.missing')}
      <ul>
        {advisory.missing.map(fact => (
          <li key={fact.en}>{say(fact)}</li>
        ))}
      </ul>
    </div>
  )
}
