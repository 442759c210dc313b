// What the packages of the release change against what users have: a line per package, which unfolds.

import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { releaseDiffQuery } from '../../api/queries.ts'
import type { PackageDiff } from '../../api/types.ts'
import { useLanguage, useSay } from '../../i18n/index.ts'
import { byteSize } from '../../i18n/sizes.ts'
import { Mark } from '../../ui/mark.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { Section } from '../../ui/section.tsx'
import { ProblemNotice } from '../problem.tsx'
import { DiffDetails } from './diff-details.tsx'

export function PackageDiffs({ release }: { readonly release: string }) {
  const { t } = useTranslation()
  const found = useInfiniteQuery(releaseDiffQuery(release))
  const first = found.data?.pages[0]
  if (first === undefined) {
    if (!found.isError) return null
    return (
      <Section id="diff" title={t('diff.title')}>
        <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} isSmall />
      </Section>
    )
  }
  // Before the first self-check there is nothing to tell.
  if (first.run === null || first.counts.packages === 0) return null
  return (
    <Section
      id="diff"
      title={t('diff.title')}
      note={<span className="muted small">{t('diff.packages', { count: first.counts.packages })}</span>}
      isFlush
    >
      <p className="small muted diff-about">
        {t('diff.about')} {first.isStale && <Mark tone="warn">{t('diff.stale')}</Mark>}
      </p>
      <ul className="diffs">
        {found.data?.pages.flatMap(page =>
          page.items.map(one => (
            <PackageRow key={`${one.name} ${one.arch} ${one.arches.join(' ')} ${one.before}`} diff={one} />
          )),
        )}
      </ul>
      <MoreButton of={found} />
    </Section>
  )
}

function PackageRow({ diff }: { readonly diff: PackageDiff }) {
  const language = useLanguage()
  const say = useSay()
  const grown = diff.bytesBefore === null || diff.bytesAfter === null ? 0 : diff.bytesAfter - diff.bytesBefore
  return (
    <li>
      <details>
        <summary>
          <span className="row">
            <strong className="mono">
              {diff.name}.{diff.arch}
            </strong>
            <span className="mono small">{versionsOf(diff)}</span>
            <Marks diff={diff} />
            {grown !== 0 && (
              <span className="muted small diff-grown">
                {grown > 0 ? '+' : '−'}
                {byteSize(Math.abs(grown), language)}
              </span>
            )}
          </span>
        </summary>
        {diff.because === null ? (
          <DiffDetails diff={diff} />
        ) : (
          <p className="diff-details small">{say(diff.because)}</p>
        )}
      </details>
    </li>
  )
}

function Marks({ diff }: { readonly diff: PackageDiff }) {
  const { t } = useTranslation()
  return (
    <>
      {diff.because !== null && <Mark tone="warn">{t('diff.notCompared')}</Mark>}
      {diff.because === null && diff.before === null && <Mark tone="accent">{t('diff.new')}</Mark>}
      {diff.isLower && (
        <Mark tone="bad" hint={t('diff.lowerHint')}>
          {t('diff.lower')}
        </Mark>
      )}
      {diff.sonamesGone.length > 0 && (
        <Mark tone="bad" hint={diff.sonamesGone.join('\n')}>
          {t('diff.sonames')}
        </Mark>
      )}
    </>
  )
}

/** The architecture is told where it has changed. */
function versionsOf({ before, after, arch, archBefore }: PackageDiff): string {
  if (before === null) return after
  return arch === archBefore ? `${before} → ${after}` : `${before}.${archBefore} → ${after}.${arch}`
}
