// Writes a comment. Its commands are answered by a comment of Slipway, which appears by itself.

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { write } from '../../api/client.ts'
import type { IssueKey } from '../../api/queries.ts'
import type { ForgeComment } from '../../api/types.ts'
import { api } from '../../paths.ts'
import { Callout } from '../../ui/callout.tsx'
import { useProblemSentence } from '../problem.tsx'
import { useSession } from '../session/session.tsx'

export function CommentBox({ issue }: { readonly issue: IssueKey }) {
  const { t } = useTranslation()
  const sentence = useProblemSentence()
  const client = useQueryClient()
  const { me, askToSignIn } = useSession()
  const [text, setText] = useState('')
  const [isMissing, setMissing] = useState(false)
  const send = useMutation({
    mutationFn: (body: string) => write<ForgeComment>('POST', api.comments(issue), { body }),
    onSuccess: () => setText(''),
    onSettled: () => client.invalidateQueries({ queryKey: ['issue', issue] }),
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    const body = text.trim()
    setMissing(body === '')
    if (body !== '') send.mutate(body)
  }

  return (
    <form className="section section-body dialog-form" onSubmit={submit}>
      <label htmlFor="comment-text">{t('issue.comment')}</label>
      <Input.TextArea
        id="comment-text"
        autoSize={{ minRows: 3, maxRows: 16 }}
        value={text}
        onChange={event => setText(event.target.value)}
        onKeyDown={event => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && submit(event)}
        aria-describedby="comment-hint"
      />
      <p id="comment-hint" className="small muted">
        {t('issue.hint')}
      </p>
      <div aria-live="polite">
        {isMissing && <Callout tone="warn">{t('issue.missing')}</Callout>}
        {send.isError && <Callout tone="bad">{sentence(send.error)}</Callout>}
      </div>
      <div className="dialog-buttons">
        {me === null ? (
          <Button type="primary" onClick={askToSignIn}>
            {t('issue.signIn')}
          </Button>
        ) : (
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            {t('issue.send')}
          </Button>
        )}
      </div>
    </form>
  )
}
