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
}

export function CommandButton({ command, isPrimary = false, isSmall = false }: CommandButtonProps) {
  const say = useSay()
  const { ask } = useCommandDesk()
  const hintId = useId()
  const hint = say(command.because ?? command.help)
  return (
    <>
      <Tooltip title={hint} trigger={['hover', 'focus']}>
        <Button
          className={command.allowed ? 'command' : 'command command-off'}
          type={isPrimary && command.allowed ? 'primary' : 'default'}
          size={isSmall ? 'small' : 'middle'}
          aria-disabled={!command.allowed}
          aria-describedby={hintId}
          onClick={() => command.allowed && ask(command)}
        >
          /{command.name}
        </Button>
      </Tooltip>
      <span id={hintId} className="sr-only">
        {hint}
      </span>
    </>
  )
}
