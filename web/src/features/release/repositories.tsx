// Where the packages of the release can be installed from, ready to copy.

import { useTranslation } from 'react-i18next'
import type { ReleaseView, RepositoryLink } from '../../api/types.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Section } from '../../ui/section.tsx'
import { absolute, repoFile } from './repo-file.ts'

const kinds = ['release', 'test'] as const satisfies readonly RepositoryLink['kind'][]

export function Repositories({ release }: { readonly release: ReleaseView }) {
  const { t } = useTranslation()
  return (
    <Section id="repositories" title={t('repositories.title')} isFlush>
      {release.repositories.length === 0 && <Notice icon="dots" title={t('repositories.empty')} isSmall />}
      {kinds.map(kind => {
        const links = release.repositories.filter(link => link.kind === kind)
        return links.length > 0 && <RepositoryGroup key={kind} kind={kind} release={release} links={links} />
      })}
    </Section>
  )
}

interface RepositoryGroupProps {
  readonly kind: RepositoryLink['kind']
  readonly release: ReleaseView
  readonly links: readonly RepositoryLink[]
}

function RepositoryGroup({ kind, release, links }: RepositoryGroupProps) {
  const { t } = useTranslation()
  const origin = window.location.origin
  const name = kind === 'test' ? `${release.directory}-test` : `${release.branch}-update`
  const file = repoFile({ name, addresses: links, origin })
  return (
    <div className="repositories">
      <h3>{t(`repositories.${kind}`)}</h3>
      <ul>
        {links.map(link => {
          const url = absolute(link.url, origin)
          return (
            <li key={link.url}>
              <span className="repository-name small muted">
                {link.family} {link.arch}
              </span>
              <a className="mono" href={url}>
                {url}
              </a>
              <CopyButton
                text={url}
                label={t('app.copyWhat', { what: t('repositories.address', { family: link.family, arch: link.arch }) })}
              />
            </li>
          )
        })}
      </ul>
      <details className="fold repository-file">
        <summary>{t('repositories.file')}</summary>
        <div className="snippet">
          <CopyButton
            text={file}
            label={t('app.copyWhat', { what: t('repositories.fileOf', { kind: t(`repositories.${kind}`) }) })}
            isWordy
          />
          <pre>{file}</pre>
        </div>
      </details>
    </div>
  )
}
