// Problems of installing and building that the self-check opened issues for, and how those stand.

import { useTranslation } from 'react-i18next'
import type { ProblemView } from '../../api/types.ts'
import { Mark } from '../../ui/mark.tsx'
import { Section } from '../../ui/section.tsx'
import { Status } from './scope-cells.tsx'

export function Problems({ problems }: { readonly problems: readonly ProblemView[] }) {
  const { t } = useTranslation()
  if (problems.length === 0) return null
  return (
    <Section
      id="problems"
      title={t('problems.title')}
      note={<Mark tone="warn">{t('problems.count', { count: problems.length })}</Mark>}
      isFlush
    >
      <ul className="problems">
        {problems.map(problem => (
          <li key={`${problem.kind} ${problem.package} ${problem.repository} ${problem.issue}`}>
            <strong>{problem.package}</strong>
            <Mark>{t(`problems.${problem.kind}`)}</Mark>
            <span className="problem-issue">
              {problem.issue === null ? (
                <span className="muted">{t('problems.noIssue')}</span>
              ) : (
                <a href={problem.url}>
                  {problem.repository}#{problem.issue}
                </a>
              )}
            </span>
            {problem.falseAlarm && (
              <Mark tone="accent" hint={t('problems.falseAlarmHint')}>
                {t('problems.falseAlarm')}
              </Mark>
            )}
            <Status t={t} item={problem} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
