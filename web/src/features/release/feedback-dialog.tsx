// Asks for an issue to go into the release: the issue, its package, the pull request that mends it.

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem, newIdempotencyKey, write } from '../../api/client.ts'
import type { FeedbackAnswer } from '../../api/types.ts'
import { api } from '../../paths.ts'
import { areAccepted, Outcomes, outcomesOf } from './outcomes.tsx'

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
  const client = useQueryClient()
  const [words, setWords] = useState({ issue: '', package: '', pull: '' })
  const key = useRef(newIdempotencyKey())
  const send = useMutation({
    mutationFn: () => {
      const said = fields.flatMap(field => (words[field].trim() ? [[field, words[field].trim()]] : []))
      const body = Object.fromEntries(said)
      return write<FeedbackAnswer>('POST', api.feedback(release), body, { 'Idempotency-Key': key.current })
    },
    onSettled: (_, problem) => {
      if (!(problem instanceof ApiProblem && problem.status === 0)) key.current = newIdempotencyKey()
      return client.invalidateQueries({ queryKey: ['release', release] })
    },
  })
  const isDone = areAccepted(outcomesOf(send))

  function submit(event: FormEvent) {
    event.preventDefault()
    send.mutate()
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
