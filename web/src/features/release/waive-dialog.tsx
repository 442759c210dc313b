// Waives one finding: until which day, and why. What is sent is the command a comment would hold.

import { Button, Input, Modal } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommandAnswer, NumberedFinding } from '../../api/types.ts'
import { api } from '../../paths.ts'
import { areAccepted, Outcomes, outcomesOf } from './outcomes.tsx'
import { useWrite } from './use-write.ts'

interface WaiveDialogProps {
  readonly release: string
  readonly finding: NumberedFinding
  readonly isOpen: boolean
  readonly onClose: () => void
}

export function WaiveDialog({ isOpen, ...form }: WaiveDialogProps) {
  const { t } = useTranslation()
  return (
    <Modal
      open={isOpen}
      onCancel={form.onClose}
      title={t('waiver.title', { of: form.finding.subject })}
      footer={null}
      destroyOnHidden
      width={520}
    >
      <WaiveForm {...form} />
    </Modal>
  )
}

function WaiveForm({ release, finding, onClose }: Omit<WaiveDialogProps, 'isOpen'>) {
  const { t } = useTranslation()
  const [until, setUntil] = useState('')
  const [because, setBecause] = useState('')
  const send = useWrite<{ text: string }, CommandAnswer>(release, api.commands(release))
  const isDone = areAccepted(outcomesOf(send))

  function submit(event: FormEvent) {
    event.preventDefault()
    send.mutate({ text: `/waive ${finding.name} until ${until} because ${because.trim()}` })
  }

  return (
    <form className="dialog-form" onSubmit={submit}>
      {!isDone && (
        <>
          <p>{t('waiver.explain')}</p>
          <div className="dialog-field">
            <label htmlFor="waive-until">{t('waiver.until')}</label>
            <Input
              id="waive-until"
              type="date"
              required
              autoFocus
              value={until}
              onChange={event => setUntil(event.target.value)}
            />
          </div>
          <div className="dialog-field">
            <label htmlFor="waive-because">{t('waiver.because')}</label>
            <Input
              id="waive-because"
              required
              maxLength={500}
              autoComplete="off"
              value={because}
              onChange={event => setBecause(event.target.value)}
            />
          </div>
        </>
      )}
      <Outcomes answered={send} />
      <div className="dialog-buttons">
        <Button onClick={onClose}>{isDone ? t('app.close') : t('app.cancel')}</Button>
        {!isDone && (
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            {t('waiver.send')}
          </Button>
        )}
      </div>
    </form>
  )
}
