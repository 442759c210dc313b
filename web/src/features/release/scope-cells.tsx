// What a cell of the scope says about its row.

import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ItemView, SloView } from '../../api/types.ts'
import { civilDate } from '../../i18n/dates.ts'
import { knownStatus, statusName } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Mark, type Tone } from '../../ui/mark.tsx'
import { Ago } from '../../ui/time.tsx'

type Translate = ReturnType<typeof useTranslation>['t']

export function CveName({ item }: { readonly item: ItemView }) {
  return (
    <>
      <strong className="nowrap">{item.cve}</strong>
      {item.title !== '' && item.title !== item.cve && <div className="small muted scope-title">{item.title}</div>}
    </>
  )
}

/** The issue, and what was named with it: the pull request that mends it, the commit or issue it comes from. */
export function IssueLinks({ item }: { readonly item: ItemView }) {
  const { t } = useTranslation()
  return (
    <>
      {item.issue === '' ? (
        '–'
      ) : (
        <a href={item.url} className="nowrap">
          #{item.issue}
        </a>
      )}
      {(item.pull || item.upstream) && (
        <span className="row small scope-links">
          {item.pull && <OtherPlace address={item.pull}>{t('scope.pull')}</OtherPlace>}
          {item.upstream && <OtherPlace address={item.upstream}>{t('scope.upstream')}</OtherPlace>}
        </span>
      )}
    </>
  )
}

/** What was written as an address leads there; anything else is only shown. */
function OtherPlace({ address, children }: { readonly address: string; readonly children: string }) {
  if (!/^https?:\/\/|^\/(?!\/)/.test(address)) return <span title={address}>{children}</span>
  return (
    <a href={address} title={address} rel="noreferrer">
      {children}
    </a>
  )
}

/** Leads to the releases that brought the package. */
export function PackageLink({ name }: { readonly name: string }) {
  return (
    <Link to={paths.package} params={{ name }} className="plain-link">
      {name}
    </Link>
  )
}

/** Bands of the CVSS qualitative scale. */
function scoreTone(score: number): Tone {
  return score >= 7 ? 'bad' : score >= 4 ? 'warn' : 'plain'
}

export function Score({ t, score }: { readonly t: Translate; readonly score: number | null }) {
  if (score === null) return <span className="muted small">{t('scope.noScore')}</span>
  return <Mark tone={scoreTone(score)}>{score.toFixed(1)}</Mark>
}

export function AbiChange({ t, item }: { readonly t: Translate; readonly item: ItemView }) {
  if (item.abiChanged === null) return <>–</>
  return item.abiChanged ? <Mark tone="warn">{t('app.yes')}</Mark> : <span className="muted">{t('app.no')}</span>
}

const statusTones = {
  open: 'plain',
  progressing: 'accent',
  closed: 'good',
  rejected: 'bad',
} as const satisfies Record<NonNullable<ReturnType<typeof knownStatus>>, Tone>

export function Status({ t, item }: { readonly t: Translate; readonly item: Pick<ItemView, 'status'> }) {
  if (item.status === '') return null
  const known = knownStatus(item.status)
  return <Mark tone={known === null ? 'plain' : statusTones[known]}>{statusName(t, item.status)}</Mark>
}

const acceptanceTones = {
  pending: 'warn',
  accepted: 'good',
  refused: 'bad',
} as const satisfies Record<ItemView['acceptance'], Tone>

export function Acceptance({ item }: { readonly item: ItemView }) {
  const { t } = useTranslation()
  return <Mark tone={acceptanceTones[item.acceptance]}>{t(`row.${item.acceptance}`)}</Mark>
}

/** That a row does not come out with this release, and where it came from or went to. */
export function Carried({ item }: { readonly item: ItemView }) {
  const { t } = useTranslation()
  return (
    <>
      {item.left && (
        <Mark tone="accent" hint={t('row.leftBy', { by: item.left.by })}>
          {t('row.left')}
        </Mark>
      )}
      {item.carriedTo && <ReleaseLink label={t('row.carriedTo')} id={item.carriedTo} />}
      {item.carriedFrom && <ReleaseLink label={t('row.carriedFrom')} id={item.carriedFrom} />}
    </>
  )
}

function ReleaseLink({ label, id }: { readonly label: string; readonly id: string }) {
  return (
    <div className="small scope-carried">
      <span className="muted">{label}</span>{' '}
      <Link to={paths.release} params={{ id }} title={id}>
        {id.split('_').at(-1)}
      </Link>
    </div>
  )
}

/** How a row came into the scope, when, and by whom. */
export function Origin({ item }: { readonly item: ItemView }) {
  const { t } = useTranslation()
  return (
    <span title={t('scope.addedBy', { by: item.addedBy })}>
      {t(`source.${item.source}`)} <Ago at={item.addedAt} />
    </span>
  )
}

const sloTones = {
  running: 'plain',
  breached: 'bad',
  met: 'good',
  missed: 'bad',
} as const satisfies Record<Exclude<SloView['state'], 'none'>, Tone>

export function Slo({ slo }: { readonly slo: Pick<SloView, 'state' | 'left' | 'due' | 'days' | 'from'> | null }) {
  const { t } = useTranslation()
  if (slo === null || slo.state === 'none') return <span className="muted">–</span>
  const hint = t('slo.hint', {
    due: slo.due === null ? '–' : civilDate(slo.due),
    days: slo.days ?? 0,
    from: t(`slo.from.${slo.from}`),
  })
  return (
    <Mark tone={sloTones[slo.state]} hint={hint}>
      {t(`slo.${slo.state}`, { count: Math.abs(slo.left ?? 0) })}
    </Mark>
  )
}
