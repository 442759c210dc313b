// Specs against builds: what was last looked up for the package of a row, and the buttons that look anew.

import { useQuery } from '@tanstack/react-query'
import { Button, Popover } from 'antd'
import { createContext, type ReactNode, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import { versionsQuery } from '../../api/queries.ts'
import type { ItemView, PackageVersions, ReleaseView, VersionVerdict } from '../../api/types.ts'
import { useSay } from '../../i18n/index.ts'
import { Icon } from '../../ui/icon.tsx'
import { Mark, type Tone } from '../../ui/mark.tsx'
import { Ago } from '../../ui/time.tsx'
import { useAllowed, useCommandDesk } from './command-desk.tsx'

const tones = {
  same: 'good',
  older: 'bad',
  newer: 'bad',
  missing: 'bad',
  failed: 'bad',
  unresolved: 'warn',
  'no-spec': 'warn',
} as const satisfies Record<VersionVerdict, Tone>

const VersionsContext = createContext<ReadonlyMap<string, PackageVersions>>(new Map())

/** Reads them once for all rows below. */
export function ReleaseVersions({ release, children }: { readonly release: string; readonly children: ReactNode }) {
  const { data } = useQuery(versionsQuery(release))
  const byName = new Map(data?.packages.map(p => [p.package, p]))
  return <VersionsContext value={byName}>{children}</VersionsContext>
}

/** One sentence about all of them. */
export function VersionSummary({ release }: { readonly release: string }) {
  const say = useSay()
  const { data } = useQuery(versionsQuery(release))
  if (!data || data.packages.length === 0) return null
  return <span className="muted small">{say(data.summary)}</span>
}

/** Looks anew at all packages of the scope. */
export function CheckVersionsButton({ release }: { readonly release: ReleaseView }) {
  const { t } = useTranslation()
  const { ask } = useCommandDesk()
  const command = useAllowed()('check-versions')
  if (!command || release.items.length === 0) return null
  return (
    <Button size="small" icon={<Icon name="refresh" size={14} />} onClick={() => ask(command, '/check-versions')}>
      {t('version.checkAll')}
    </Button>
  )
}

/** The verdict of a row's package, its architectures behind it, and the button that looks anew at it alone. */
export function VersionStatus({ item }: { readonly item: ItemView }) {
  const { t } = useTranslation()
  const { ask } = useCommandDesk()
  const command = useAllowed()('check-versions')
  const found = useContext(VersionsContext).get(item.repository)
  // A row that does not go on has no version to be checked.
  if (!found) return <>–</>
  return (
    <span className="version-status">
      {found.verdict === null ? (
        <span className="muted small">{t('version.never')}</span>
      ) : (
        <Popover trigger={['hover', 'focus']} content={<VersionDetails found={found} />} placement="bottom">
          <button type="button" className="version-mark" aria-label={t('version.details', { of: item.repository })}>
            <Mark tone={tones[found.verdict]}>{t(`version.verdict.${found.verdict}`)}</Mark>
            {found.isOutdated && <Mark tone="warn">{t('version.outdated')}</Mark>}
          </button>
        </Popover>
      )}
      {command && (
        <Button
          type="text"
          size="small"
          aria-label={t('version.checkOf', { of: item.repository })}
          title={t('version.checkOf', { of: item.repository })}
          icon={<Icon name="refresh" size={14} />}
          onClick={() => ask(command, `/check-versions ${item.repository}`)}
        />
      )}
    </span>
  )
}

function VersionDetails({ found }: { readonly found: PackageVersions }) {
  const { t } = useTranslation()
  const say = useSay()
  return (
    <div className="version-details">
      <dl>
        <dt>{t('version.spec')}</dt>
        <dd className="mono">{found.spec ?? '—'}</dd>
        {found.builds.map(({ arch, built, said }) => (
          <div key={arch}>
            <dt>
              {found.family} {arch}
            </dt>
            <dd>
              <span className="mono">{built ?? '—'}</span> {say(said)}
            </dd>
          </div>
        ))}
      </dl>
      {found.lookedUpAt && (
        <p className="small muted">
          {t('version.lookedUp')} <Ago at={found.lookedUpAt} />
          {found.isOutdated && ` · ${t('version.outdatedHint')}`}
        </p>
      )}
    </div>
  )
}
