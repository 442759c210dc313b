// Where every command button of the page comes to be confirmed: one dialog for all of them.

import { createContext, lazy, type ReactNode, Suspense, useContext, useState } from 'react'
import type { CommandView, GateView, ReleaseView } from '../../api/types.ts'

const CommandDialog = lazy(() => import('./command-dialog.tsx').then(module => ({ default: module.CommandDialog })))

interface Desk {
  readonly commands: readonly CommandView[]
  /** Opens the dialog; `text` is the whole line to begin with, e.g. `/accept I3NQ1A`. */
  readonly ask: (command: CommandView, text?: string) => void
}

const DeskContext = createContext<Desk | null>(null)

export function useCommandDesk(): Desk {
  const desk = useContext(DeskContext)
  if (desk === null) throw new Error('useCommandDesk outside of CommandDesk')
  return desk
}

/** The command of that name if it may be given now by the one who looks. */
export function useAllowed(): (name: string) => CommandView | undefined {
  const { commands } = useCommandDesk()
  return name => commands.find(command => command.name === name && command.allowed)
}

/** The commands that open a gate: its `command` may name several, e.g. `/cve-ok`. */
export function useGateCommands(gate: GateView): readonly CommandView[] {
  const { commands } = useCommandDesk()
  const names = gate.command.match(/[a-z][\w-]*/g) ?? []
  return names.flatMap(name => commands.filter(command => command.name === name))
}

interface CommandDeskProps {
  readonly release: ReleaseView
  readonly children: ReactNode
}

export function CommandDesk({ release, children }: CommandDeskProps) {
  // The command stays while its dialog fades out; a new one begins with a clean form.
  const [asked, setAsked] = useState<{ command: CommandView; text: string | undefined; isOpen: boolean } | null>(null)
  const desk: Desk = { commands: release.commands, ask: (command, text) => setAsked({ command, text, isOpen: true }) }
  return (
    <DeskContext value={desk}>
      {children}
      {asked && (
        <Suspense>
          <CommandDialog
            release={release.id}
            command={asked.command}
            text={asked.text}
            isOpen={asked.isOpen}
            onClose={() => setAsked({ ...asked, isOpen: false })}
          />
        </Suspense>
      )}
    </DeskContext>
  )
}
