// Asks for an issue to go into the release: the issue, its package, the pull request that mends it.

import { Button, Input, Modal } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FeedbackAnswer } from '../../api/types.ts'
import { api } from '../../paths.ts'
import { areAccepted, Outcomes, outcomesOf } from './outcomes.tsx'
import { useWrite } from './use-write.ts'

interface FeedbackDialogProps {
  readonly release: string
  readonly isOpen: boolean
  readonly onClose: () => void
}

export function FeedbackDialog({ release, isOpen, onClose }: FeedbackDialogProps) {
  const { t } = useTranslation()
  return (
    <Modal open={isOpen} onCancel={onClose} title={t('feedback.title')} footer={null} destroyOnHidden width={480}>
      <FeedbackForm release={release} onClose={onClose} />
    </Modal>
  )
}

const fields = ['issue', 'package', 'pull'] as const

function FeedbackForm({ release, onClose }: Omit<FeedbackDialogProps, 'isOpen'>) {
  const { t } = useTranslation()
  const [words, setWords] = useState({ issue: '', package: '', pull: '' })
  const send = useWrite<Readonly<Record<string, string>>, FeedbackAnswer>(release, api.feedback(release))
  const isDone = areAccepted(outcomesOf(send))

  function submit(event: FormEvent) {
    event.preventDefault()
    const said = fields.flatMap(field => (words[field].trim() ? [[field, words[field].trim()]] : []))
    send.mutate(Object.fromEntries(said))
  }

  return (
    <form className="dialog-form" onSubmit={submit}>
      {!isDone &&
        fields.map(field => (
          <div key={field} className="dialog-field">
            <label htmlFor={`feedback-${field}`}>{t(`feedback.${field}`)}</label>
            <Input
              id={`feedback-${field}`}
              required={field === 'issue'}
              autoFocus={field === 'issue'}
              autoComplete="off"
              value={words[field]}
              onChange={event => setWords({ ...words, [field]: event.target.value })}
            />
          </div>
        ))}
      <Outcomes answered={send} />
      <div className="dialog-buttons">
        <Button onClick={onClose}>{isDone ? t('app.close') : t('app.cancel')}</Button>
        {!isDone && (
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            {t('feedback.send')}
          </Button>
        )}
      </div>
    </form>
  )
}
