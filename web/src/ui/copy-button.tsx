// Copies a text to the clipboard and says so.

import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './icon.tsx'

interface CopyButtonProps {
  readonly text: string
  /** What is copied, as part of the button's name. */
  readonly label: string
  readonly isWordy?: boolean
}

export function CopyButton({ text, label, isWordy = false }: CopyButtonProps) {
  const { t } = useTranslation()
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), 2_000)
    return () => clearTimeout(timer)
  }, [isCopied])
  const name = isCopied ? t('app.copied') : label
  return (
    <button
      type="button"
      className={isCopied ? 'quiet-button copied' : 'quiet-button'}
      aria-label={name}
      title={name}
      onClick={() => void copy(text).then(() => setCopied(true))}
    >
      <Icon name={isCopied ? 'check' : 'copy'} size={14} />
      {isWordy && <span>{isCopied ? t('app.copied') : t('app.copy')}</span>}
      <span className="sr-only" aria-live="polite">
        {isCopied ? t('app.copied') : ''}
      </span>
    </button>
  )
}

/** The clipboard interface exists only on https and localhost, and may be forbidden; then the old way is tried. */
async function copy(text: string): Promise<void> {
  if (navigator.clipboard) {
    const isDone = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    )
    if (isDone) return
  }
  const field = document.createElement('textarea')
  field.value = text
  document.body.append(field)
  field.select()
  document.execCommand('copy')
  field.remove()
}
