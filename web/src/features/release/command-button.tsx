// A command as a button. What is not possible now stays visible and focusable, and tells why.

import { Button, Tooltip } from 'antd'
import { useId } from 'react'
import type { CommandView } from '../../api/types.ts'
import { useSay } from '../../i18n/index.ts'
import { useCommandDesk } from './command-desk.tsx'

interface CommandButtonProps {
  readonly command: CommandView
  readonly isPrimary?: boolean
  readonly isSmall?: boolean
  /** Id of a text beside it that says what it does: then it needs no tooltip. */
  readonly describedBy?: string
}

export function CommandButton({ command, isPrimary = false, isSmall = false, describedBy }: CommandButtonProps) {
  const say = useSay()
  const { ask } = useCommandDesk()
  const ownId = useId()
  const hint = say(command.because ?? command.help)
  const button = (
    <Button
      className={command.allowed ? 'command' : 'command command-off'}
      type={isPrimary && command.allowed ? 'primary' : 'default'}
      size={isSmall ? 'small' : 'middle'}
      aria-disabled={!command.allowed}
      aria-describedby={describedBy ?? ownId}
      onClick={() => command.allowed && ask(command)}
    >
      /{command.name}
    </Button>
  )
  if (describedBy !== undefined) return button
  return (
    <>
      <Tooltip title={hint} trigger={['hover', 'focus']}>
        {button}
      </Tooltip>
      <span id={ownId} className="sr-only">
        {hint}
      </span>
    </>
  )
}
