// What taking the release over from the old tool left open: for people to look at once.

import { useTranslation } from 'react-i18next'
import type { Imported } from '../../api/types.ts'
import { useSay } from '../../i18n/index.ts'
import { Section } from '../../ui/section.tsx'

export function ImportNotes({ imported }: { readonly imported: Imported }) {
  const { t } = useTranslation()
  const say = useSay()
  const { notes, notUnderstood } = imported
  if (notes.length + notUnderstood.length === 0) return null
  return (
    <Section id="imported" title={t('imported.title')}>
      <ul>
        {notes.map(note => (
          <li key={note.en}>{say(note)}</li>
        ))}
      </ul>
      {notUnderstood.length > 0 && (
        <>
          <p>{t('imported.notUnderstood')}</p>
          <ol className="mono small">
            {notUnderstood.map(({ line, text }) => (
              <li key={line} value={line}>
                {text}
              </li>
            ))}
          </ol>
        </>
      )}
    </Section>
  )
}
