// The dialog that exchanges a bearer token for a session. The token is never kept here.

import { useMutation } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem, write } from '../../api/client.ts'
import { api } from '../../paths.ts'
import { Callout } from '../../ui/callout.tsx'
import { useProblemSentence } from '../problem.tsx'

interface SignInDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onSignedIn: () => Promise<void>
}

export function SignInDialog({ isOpen, onClose, onSignedIn }: SignInDialogProps) {
  const { t } = useTranslation()
  return (
    <Modal open={isOpen} onCancel={onClose} title={t('session.signIn')} footer={null} destroyOnHidden width={440}>
      <SignInForm
        onCancel={onClose}
        onSignedIn={() => {
          onClose()
          void onSignedIn()
        }}
      />
    </Modal>
  )
}

function SignInForm({ onCancel, onSignedIn }: { readonly onCancel: () => void; readonly onSignedIn: () => void }) {
  const { t } = useTranslation()
  const sentence = useProblemSentence()
  const [token, setToken] = useState('')
  const [isMissing, setMissing] = useState(false)
  const signIn = useMutation({
    mutationFn: (value: string) => write<void>('POST', api.session, { token: value }),
    onSuccess: onSignedIn,
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    const value = token.trim().replace(/^Bearer\s+/i, '')
    setMissing(value === '')
    if (value !== '') signIn.mutate(value)
  }

  const isRejected = signIn.error instanceof ApiProblem && [400, 401, 403].includes(signIn.error.status)
  const trouble = isMissing ? t('session.tokenMissing') : isRejected ? t('session.rejected') : sentence(signIn.error)
  return (
    <form className="dialog-form" onSubmit={submit}>
      <p>{t('session.explain')}</p>
      <p className="muted small">{t('session.howTo')}</p>
      <label htmlFor="sign-in-token">{t('session.token')}</label>
      <Input.Password
        id="sign-in-token"
        autoFocus
        autoComplete="off"
        value={token}
        onChange={event => setToken(event.target.value)}
        aria-describedby="sign-in-trouble"
      />
      <div id="sign-in-trouble" aria-live="polite">
        {(isMissing || signIn.isError) && <Callout tone="bad">{trouble}</Callout>}
      </div>
      <div className="dialog-buttons">
        <Button onClick={onCancel}>{t('app.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={signIn.isPending}>
          {t('session.signIn')}
        </Button>
      </div>
    </form>
  )
}
