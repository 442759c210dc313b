// Confirms a command: says what will happen, sends it, and shows what became of it.

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem, newIdempotencyKey, write } from '../../api/client.ts'
import type { CommandAnswer, CommandOutcome, CommandView } from '../../api/types.ts'
import { useSay } from '../../i18n/index.ts'
import { roleList } from '../../i18n/words.ts'
import { api } from '../../paths.ts'
import { Callout } from '../../ui/callout.tsx'
import { useProblemSentence } from '../problem.tsx'
import { useSession } from '../session/session.tsx'

interface CommandDialogProps {
  readonly release: string
  readonly command: CommandView
  readonly isOpen: boolean
  readonly onClose: () => void
}

export function CommandDialog({ release, command, isOpen, onClose }: CommandDialogProps) {
  const { t } = useTranslation()
  return (
    <Modal
      open={isOpen}
      onCancel={onClose}
      title={t('commands.confirm', { command: `/${command.name}` })}
      footer={null}
      destroyOnHidden
      width={520}
    >
      <CommandForm release={release} command={command} onClose={onClose} />
    </Modal>
  )
}

/** `/add <kind> <issue>` wants more words than its own name. */
function wantsWords(command: CommandView): boolean {
  return command.usage.trim().replace(/^\//, '') !== command.name
}

function CommandForm({ release, command, onClose }: Omit<CommandDialogProps, 'isOpen'>) {
  const { t } = useTranslation()
  const say = useSay()
  const client = useQueryClient()
  const [text, setText] = useState(wantsWords(command) ? `/${command.name} ` : `/${command.name}`)
  const key = useRef(newIdempotencyKey())
  const send = useMutation({
    mutationFn: (value: string) =>
      write<CommandAnswer>('POST', api.commands(release), { text: value }, { 'Idempotency-Key': key.current }),
    onSettled: (_, problem) => {
      // Without an answer nobody knows whether it acted: sent again, it must not act twice.
      if (!(problem instanceof ApiProblem && problem.status === 0)) key.current = newIdempotencyKey()
      return client.invalidateQueries({ queryKey: ['release', release] })
    },
  })
  const outcomes = send.data?.outcomes ?? refusalsOf(send.error)
  const isDone = outcomes.length > 0 && outcomes.every(outcome => outcome.accepted)

  function submit(event: FormEvent) {
    event.preventDefault()
    send.mutate(text.trim())
  }

  return (
    <form className="dialog-form" onSubmit={submit}>
      <dl className="command-facts">
        <dt>{t('commands.what')}</dt>
        <dd className="lines">{say(command.help)}</dd>
        <dt>{t('commands.on')}</dt>
        <dd>{release}</dd>
        <dt>{t('commands.roles')}</dt>
        <dd>{roleList(t, command.roles)}</dd>
        {wantsWords(command) && (
          <>
            <dt>{t('commands.usage')}</dt>
            <dd>
              <code>{command.usage}</code>
            </dd>
          </>
        )}
      </dl>
      {wantsWords(command) && !isDone && (
        <>
          <label htmlFor="command-text">{t('commands.text')}</label>
          <Input
            id="command-text"
            className="mono"
            autoFocus
            autoComplete="off"
            value={text}
            onChange={event => setText(event.target.value)}
          />
        </>
      )}
      <div aria-live="polite" className="command-outcomes">
        {outcomes.map((outcome, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: outcomes of one answer never move
          <Outcome key={index} outcome={outcome} />
        ))}
        {send.isError && outcomes.length === 0 && <Failure problem={send.error} />}
      </div>
      <div className="dialog-buttons">
        {isDone ? (
          <Button type="primary" autoFocus onClick={onClose}>
            {t('app.close')}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{t('app.cancel')}</Button>
            <Button type="primary" htmlType="submit" autoFocus={!wantsWords(command)} loading={send.isPending}>
              {t('commands.send', { command: `/${command.name}` })}
            </Button>
          </>
        )}
      </div>
    </form>
  )
}

/** When every command was refused the answer is a problem that holds the outcomes. */
function refusalsOf(problem: Error | null): readonly CommandOutcome[] {
  return problem instanceof ApiProblem ? (problem.document.outcomes ?? []) : []
}

function Outcome({ outcome }: { readonly outcome: CommandOutcome }) {
  const { t } = useTranslation()
  const say = useSay()
  const verdict = outcome.accepted ? t('commands.accepted') : t('commands.refused')
  return (
    <Callout tone={outcome.accepted ? 'good' : 'warn'} title={`${verdict} · ${outcome.command}`}>
      {say(outcome.message)}
    </Callout>
  )
}

function Failure({ problem }: { readonly problem: Error }) {
  const { t } = useTranslation()
  const sentence = useProblemSentence()
  const { askToSignIn } = useSession()
  const isSignedOut = problem instanceof ApiProblem && problem.status === 401
  return (
    <Callout tone="bad" action={isSignedOut && <Button onClick={askToSignIn}>{t('session.signIn')}</Button>}>
      {sentence(problem)}
    </Callout>
  )
}
