// One package of the update diff, unfolded: sizes, dependencies, files, scriptlets, changelog.

import { useTranslation } from 'react-i18next'
import type { PackageDiff } from '../../api/types.ts'
import { useLanguage } from '../../i18n/index.ts'
import { byteSize } from '../../i18n/sizes.ts'

const lists = ['provides', 'requires', 'conflicts', 'obsoletes', 'recommends'] as const

export function DiffDetails({ diff }: { readonly diff: PackageDiff }) {
  const { t } = useTranslation()
  const isSame =
    diff.before !== null &&
    diff.dependencies.length + diff.files.length + diff.scriptlets.length + diff.changelog.length === 0
  return (
    <div className="diff-details small">
      <Facts diff={diff} />
      {diff.sonamesGone.length > 0 && (
        <p className="diff-sonames">
          {t('diff.sonamesGone')} <span className="mono">{diff.sonamesGone.join(' ')}</span>
        </p>
      )}
      {isSame && <p className="muted">{t('diff.same')}</p>}
      {lists.map(list => (
        <Dependencies key={list} diff={diff} list={list} />
      ))}
      <More count={diff.more.dependencies} />
      <Files diff={diff} />
      <Scriptlets diff={diff} />
      <Changelog diff={diff} />
    </div>
  )
}

function Facts({ diff }: { readonly diff: PackageDiff }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const size = (before: number | null, after: number | null) =>
    [...new Set([before, after])].flatMap(bytes => (bytes === null ? [] : byteSize(bytes, language))).join(' → ')
  return (
    <p className="muted diff-facts">
      <span>{diff.arches.join(' · ')}</span>
      {diff.from !== null && <span>{t('diff.from', { from: diff.from })}</span>}
      <span>
        {t('diff.installed')} {size(diff.bytesBefore, diff.bytesAfter)}
      </span>
      <span>
        {t('diff.file')} {size(diff.fileBytesBefore, diff.fileBytesAfter)}
      </span>
    </p>
  )
}

function Dependencies({ diff, list }: { readonly diff: PackageDiff; readonly list: (typeof lists)[number] }) {
  const { t } = useTranslation()
  const changes = diff.dependencies.filter(change => change.list === list)
  if (changes.length === 0) return null
  return (
    <>
      <h3>{t(`diff.${list}`)}</h3>
      <ul className="mono">
        {changes.map(({ name, before, after }) => (
          <li key={name}>
            {before !== null && <del>{before}</del>} {after !== null && <ins>{after}</ins>}
          </li>
        ))}
      </ul>
    </>
  )
}

function Files({ diff }: { readonly diff: PackageDiff }) {
  const { t } = useTranslation()
  const { added, removed, changed } = diff.fileCounts
  if (added + removed + changed === 0) return null
  return (
    <>
      <h3>{t('diff.files', { added, removed, changed })}</h3>
      <ul className="mono">
        {diff.files.map(({ path, change }) => (
          <li key={path}>
            {change === 'removed' ? <del>{path}</del> : change === 'added' ? <ins>{path}</ins> : path}{' '}
            <span className="muted">{t(`diff.${change}`)}</span>
          </li>
        ))}
      </ul>
      <More count={diff.more.files} />
    </>
  )
}

function Scriptlets({ diff }: { readonly diff: PackageDiff }) {
  const { t } = useTranslation()
  if (diff.scriptlets.length === 0) return null
  return (
    <>
      <h3>{t('diff.scriptlets')}</h3>
      {diff.scriptlets.map(({ section, before, after }) => (
        <div key={section} className="diff-scriptlet">
          <p className="mono">
            %{section} {before === null && <ins>{t('diff.added')}</ins>}
            {after === null && <del>{t('diff.removed')}</del>}
          </p>
          {before !== null && <pre title={t('diff.before')}>{before}</pre>}
          {after !== null && <pre title={t('diff.after')}>{after}</pre>}
        </div>
      ))}
    </>
  )
}

function Changelog({ diff }: { readonly diff: PackageDiff }) {
  const { t } = useTranslation()
  if (diff.changelog.length === 0) return null
  return (
    <>
      <h3>{t('diff.changelog')}</h3>
      <ul>
        {diff.changelog.map(({ time, author, text }) => (
          <li key={`${time} ${author} ${text}`}>
            <span className="muted">
              {civilDay(time)} {author}
            </span>
            <p className="lines">{text}</p>
          </li>
        ))}
      </ul>
      <More count={diff.more.changelog} />
    </>
  )
}

function More({ count }: { readonly count: number }) {
  const { t } = useTranslation()
  return count > 0 ? <p className="muted">{t('diff.more', { count })}</p> : null
}

/** Changelogs have days, written as noon of UTC. */
function civilDay(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10)
}
