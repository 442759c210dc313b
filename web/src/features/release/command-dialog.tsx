// Confirms a command: says what will happen, shows it beforehand if asked, sends it, and shows what became of it.

import { useMutation } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { write } from '../../api/client.ts'
import type { CommandAnswer, CommandView } from '../../api/types.ts'
import { useSay } from '../../i18n/index.ts'
import { roleList } from '../../i18n/words.ts'
import { api } from '../../paths.ts'
import { areAccepted, Outcomes, outcomesOf } from './outcomes.tsx'
import { useWrite } from './use-write.ts'

interface CommandDialogProps {
  readonly release: string
  readonly command: CommandView
  /** The line to begin with, when more is known than the command's name. */
  readonly text: string | undefined
  readonly isOpen: boolean
  readonly onClose: () => void
}

export function CommandDialog({ isOpen, ...form }: CommandDialogProps) {
  const { t } = useTranslation()
  return (
    <Modal
      open={isOpen}
      onCancel={form.onClose}
      title={t('commands.confirm', { command: `/${form.command.name}` })}
      footer={null}
      destroyOnHidden
      width={520}
    >
      <CommandForm {...form} />
    </Modal>
  )
}

/** `/add <kind> <issue>` wants more words than its own name. */
function wantsWords(command: CommandView): boolean {
  return command.usage.trim().replace(/^\//, '') !== command.name
}

/** Sends the command under a key of its own, and asks without one what it would do. */
function useCommand(release: string) {
  const send = useWrite<{ text: string }, CommandAnswer>(release, api.commands(release))
  const preview = useMutation({
    mutationFn: (text: string) => write<CommandAnswer>('POST', api.commands(release), { text, dryRun: true }),
  })
  return { send, preview }
}

function CommandForm({ release, command, text: given, onClose }: Omit<CommandDialogProps, 'isOpen'>) {
  const { t } = useTranslation()
  const needsWords = wantsWords(command)
  const [text, setText] = useState(given ?? (needsWords ? `/${command.name} ` : `/${command.name}`))
  const { send, preview } = useCommand(release)
  const isDone = areAccepted(outcomesOf(send))
  // A preview is of the line as it was: another line makes it old.
  const isPreviewed = send.isIdle && !preview.isIdle && preview.variables === text.trim()

  function submit(event: FormEvent) {
    event.preventDefault()
    send.mutate({ text: text.trim() })
  }

  function look() {
    send.reset()
    preview.mutate(text.trim())
  }

  return (
    <form className="dialog-form" onSubmit={submit}>
      <CommandFacts release={release} command={command} hasUsage={needsWords} />
      {needsWords && !isDone && (
        <>
          <label htmlFor="command-text">{t('commands.text')}</label>
          <Input
            id="command-text"
            className="mono"
            autoFocus={given === undefined}
            autoComplete="off"
            value={text}
            onChange={event => setText(event.target.value)}
          />
        </>
      )}
      {isPreviewed ? <Outcomes answered={preview} isPreview /> : <Outcomes answered={send} />}
      <div className="dialog-buttons">
        {isDone ? (
          <Button type="primary" autoFocus onClick={onClose}>
            {t('app.close')}
          </Button>
        ) : (
          <>
            <Button className="dialog-aside" onClick={look} loading={preview.isPending} disabled={send.isPending}>
              {t('commands.preview.button')}
            </Button>
            <Button onClick={onClose}>{t('app.cancel')}</Button>
            <Button
              type="primary"
              htmlType="submit"
              autoFocus={!needsWords || given !== undefined}
              loading={send.isPending}
            >
              {t('commands.send', { command: `/${command.name}` })}
            </Button>
          </>
        )}
      </div>
    </form>
  )
}

interface CommandFactsProps {
  readonly release: string
  readonly command: CommandView
  readonly hasUsage: boolean
}

function CommandFacts({ release, command, hasUsage }: CommandFactsProps) {
  const { t } = useTranslation()
  const say = useSay()
  return (
    <dl className="command-facts">
      <dt>{t('commands.what')}</dt>
      <dd className="lines">{say(command.help)}</dd>
      <dt>{t('commands.on')}</dt>
      <dd>{release}</dd>
      <dt>{t('commands.roles')}</dt>
      <dd>{roleList(t, command.roles)}</dd>
      {hasUsage && (
        <>
          <dt>{t('commands.usage')}</dt>
          <dd>
            <code>{command.usage}</code>
          </dd>
        </>
      )}
    </dl>
  )
}
